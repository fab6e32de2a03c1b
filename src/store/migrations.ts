import type { Database } from 'libsql';

/** Each entry lifts the schema by one version; entries are only ever added. */
const MIGRATIONS = [
  `CREATE TABLE runs (
     -- SHA-256 over the inputs: equal inputs are one run
     id TEXT PRIMARY KEY,
     -- place in the queue: the smallest waits at the head
     position INTEGER NOT NULL,
     state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
     -- times it was begun without an end: a run that takes the process down must not do so for ever
     attempts INTEGER NOT NULL DEFAULT 0,
     inputs TEXT NOT NULL,
     request TEXT NOT NULL,
     created TEXT NOT NULL,
     started TEXT,
     finished TEXT,
     error TEXT,
     record TEXT
   ) STRICT;
   CREATE INDEX runs_by_state ON runs (state, position);
   CREATE TABLE results (
     run_id TEXT PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
     facets TEXT NOT NULL,
     packed BLOB NOT NULL
   ) STRICT;`,
  // Runs of the time before the option were all aligned. Their records stay as they are: files carry the hash of their bytes.
  `UPDATE runs SET inputs = json_set(inputs, '$.alignment', json('true'));`,
] as const;

/** Brings a database of any earlier version up to date; refuses one of a later program. */
export function migrate(database: Database): void {
  const { user_version: version } = database.pragma('user_version', { simple: true }) as {
    user_version: number;
  };
  if (version > MIGRATIONS.length) {
    throw new Error(`the run store was written by a newer program (schema ${version})`);
  }
  for (const [position, statements] of MIGRATIONS.entries()) {
    if (position < version) continue;
    database.exec(`BEGIN IMMEDIATE; ${statements} PRAGMA user_version = ${position + 1}; COMMIT;`);
  }
}
