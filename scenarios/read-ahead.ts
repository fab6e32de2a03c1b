import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { Draft } from './schema.js';
import { checkShape } from './schema-problems.js';
import { shippedFiles } from './shipped.js';
import { readSource, type SourceFile } from './source.js';

/** A file that ships as it was read when the program was built. */
export interface ReadAhead {
  /** SHA-256 (hex) of its text. */
  readonly sha256: string;
  readonly draft: Partial<Draft>;
}

/** Where the build leaves what it has read; there is none beside the sources. */
export const READ_AHEAD_FILE = new URL('./viet-nam/read-ahead.json', import.meta.url);

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Reads every file that ships. Throws when one of them has a mistake. */
export function readAhead(): ReadAhead[] {
  return shippedFiles().map(({ text, source }) => {
    const { value, mistakes } = readSource(text, source, 'yaml');
    const shape = checkShape(value, (code, pointer, message) => {
      throw new Error(`${source} ${pointer}: ${message} (${code})`);
    });
    if (!shape || mistakes.length > 0) throw new Error(`${source} cannot be read`);
    return { sha256: sha256(text), draft: shape.draft };
  });
}

let known: ReadonlyMap<string, Partial<Draft>> | undefined;

/** What the build has read in a text, undefined where it has not read this very text. */
export function draftReadAhead(text: string): Partial<Draft> | undefined {
  if (!known) {
    const read: ReadAhead[] = existsSync(READ_AHEAD_FILE)
      ? JSON.parse(readFileSync(READ_AHEAD_FILE, 'utf8'))
      : [];
    known = new Map(read.map(({ sha256, draft }) => [sha256, draft]));
  }
  return known.size === 0 ? undefined : known.get(sha256(text));
}

/** A text without mistakes that is read again only when somebody asks for a place in it. */
export function sourceReadAhead(text: string, name: string | null): SourceFile {
  let read: SourceFile | undefined;
  const file = () => {
    read ??= readSource(text, name, 'yaml');
    return read;
  };
  return {
    name,
    get value() {
      return file().value;
    },
    mistakes: [],
    has: (pointer) => file().has(pointer),
    place: (pointer, key, at) => file().place(pointer, key, at),
  };
}
