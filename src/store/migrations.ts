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
  // Results move into files (store.ts brings the tables of earlier versions there); scenarios, keys of requests, the
  // audit log and the use of each principal get tables of their own.
  `ALTER TABLE runs ADD COLUMN owner TEXT;
   -- expected person-years over all passes
   ALTER TABLE runs ADD COLUMN size REAL NOT NULL DEFAULT 0;
   -- rank in the queue, milliseconds since 1970: the smallest is begun first
   ALTER TABLE runs ADD COLUMN due REAL NOT NULL DEFAULT 0;
   UPDATE runs SET due = 1000.0 * unixepoch(created);
   CREATE INDEX runs_by_due ON runs (state, due);
   CREATE TABLE result_files (
     run_id TEXT PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
     sha256 TEXT NOT NULL,
     bytes INTEGER NOT NULL,
     facets TEXT NOT NULL
   ) STRICT;
   CREATE TABLE run_events (
     run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
     sequence INTEGER NOT NULL,
     at TEXT NOT NULL,
     state TEXT NOT NULL,
     detail TEXT,
     PRIMARY KEY (run_id, sequence)
   ) STRICT;
   INSERT INTO run_events (run_id, sequence, at, state, detail)
     SELECT id, 1, COALESCE(finished, started, created), state, error FROM runs;
   CREATE TABLE idempotency_keys (
     principal TEXT NOT NULL,
     key TEXT NOT NULL,
     -- SHA-256 of the request that came with it
     fingerprint TEXT NOT NULL,
     run_id TEXT NOT NULL,
     created TEXT NOT NULL,
     PRIMARY KEY (principal, key)
   ) STRICT;
   CREATE TABLE scenarios (
     id TEXT NOT NULL,
     version INTEGER NOT NULL,
     text TEXT NOT NULL,
     format TEXT NOT NULL CHECK (format IN ('yaml', 'json')),
     hash TEXT NOT NULL,
     summary TEXT NOT NULL,
     author TEXT NOT NULL,
     created TEXT NOT NULL,
     -- 1 on the version in force; deleted scenarios have none
     current INTEGER NOT NULL CHECK (current IN (0, 1)),
     PRIMARY KEY (id, version)
   ) STRICT;
   CREATE UNIQUE INDEX current_scenarios ON scenarios (id) WHERE current = 1;
   CREATE TABLE audit (
     sequence INTEGER PRIMARY KEY AUTOINCREMENT,
     at TEXT NOT NULL,
     principal TEXT NOT NULL,
     role TEXT NOT NULL,
     action TEXT NOT NULL,
     target TEXT,
     request TEXT NOT NULL,
     status INTEGER NOT NULL
   ) STRICT;
   CREATE TABLE usage (
     principal TEXT NOT NULL,
     -- day (UTC) as 2026-01-31
     day TEXT NOT NULL,
     person_years REAL NOT NULL,
     PRIMARY KEY (principal, day)
   ) STRICT;`,
  // A page of runs must not cost more the more runs there are.
  `CREATE INDEX runs_by_position ON runs (position);`,
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
