// From sources the entry is TypeScript, which a thread can require through the loader but cannot start with.
require('./entry.ts');
