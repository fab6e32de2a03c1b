import { join } from 'node:path';
import Database from 'libsql';
import type { Facets } from '../exports/stored.js';
import { makeFolder } from '../folder.js';
import type { RunIdentity } from '../identity.js';
import type { RunInput, RunPlan } from '../plan.js';
import type { RunRecord } from '../run.js';
import { migrate } from './migrations.js';

export const RUN_STATES = ['queued', 'running', 'succeeded', 'failed', 'cancelled'] as const;
export type RunState = (typeof RUN_STATES)[number];

export interface StoredRun {
  /** Hash of the inputs, as `RunPlan.id`. */
  readonly id: string;
  readonly state: RunState;
  readonly inputs: RunIdentity;
  readonly created: string;
  readonly started: string | null;
  readonly finished: string | null;
  readonly error: string | null;
  readonly record: RunRecord | null;
}

export interface StoredResults {
  readonly facets: Facets;
  /** The table as `packRows` made it. */
  readonly packed: Buffer;
}

/** A run that was begun this often without an end is not begun again. */
const MAX_ATTEMPTS = 3;

/** All but what was asked: the scenarios' texts may be long, and are read only to run them. */
const COLUMNS = 'id, state, inputs, created, started, finished, error, record';
type Row = Record<Exclude<keyof StoredRun, 'state'>, string | null> & { readonly state: RunState };

function parseRow(row: unknown): StoredRun {
  const { id, state, inputs, created, started, finished, error, record } = row as Row;
  return {
    id: id!,
    state,
    inputs: JSON.parse(inputs!),
    created: created!,
    started,
    finished,
    error,
    record: record === null ? null : JSON.parse(record),
  };
}

/** Runs and their results in an embedded database. One process at a time: the file stays locked while it is open. */
export class RunStore {
  readonly #database: Database.Database;

  private constructor(database: Database.Database) {
    this.#database = database;
  }

  /** Opens the store of a folder (made if there is none), or one that lives in memory with `:memory:`. */
  static open(location: string): RunStore {
    const inMemory = location === ':memory:';
    if (!inMemory) makeFolder(location);
    const database = new Database(inMemory ? location : join(location, 'runs.db'));
    try {
      database.pragma('locking_mode = EXCLUSIVE');
      database.pragma('foreign_keys = ON');
      migrate(database);
      // Takes the lock now: two servers on one folder would run each other's runs.
      database.exec('BEGIN IMMEDIATE; COMMIT');
    } catch (error) {
      database.close();
      if (error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY') {
        throw new Error(`the run store in ${location} is in use by another process`);
      }
      throw error;
    }
    return new RunStore(database);
  }

  /** Puts a run at the end of the queue: a new one, or one that failed or was cancelled, under its old id. */
  enqueue(plan: Pick<RunPlan, 'id' | 'identity'>, request: RunInput): StoredRun {
    this.#database
      .prepare(
        `INSERT INTO runs (id, position, state, inputs, request, created)
         VALUES (@id, (SELECT COALESCE(MAX(position), 0) + 1 FROM runs), 'queued', @inputs, @request, @created)
         ON CONFLICT (id) DO UPDATE SET position = excluded.position, state = 'queued', attempts = 0,
           started = NULL, finished = NULL, error = NULL WHERE state IN ('failed', 'cancelled')`,
      )
      .run({
        id: plan.id,
        inputs: JSON.stringify(plan.identity),
        request: JSON.stringify(request),
        created: new Date().toISOString(),
      });
    return this.get(plan.id)!;
  }

  get(id: string): StoredRun | undefined {
    const row = this.#database.prepare(`SELECT ${COLUMNS} FROM runs WHERE id = ?`).get(id);
    return row === undefined ? undefined : parseRow(row);
  }

  /** What was asked for a run that is in the store: enough to run it again. */
  request(id: string): RunInput {
    const row = this.#database.prepare('SELECT request FROM runs WHERE id = ?').get(id) as {
      request: string;
    };
    return JSON.parse(row.request);
  }

  /** Runs from the newest, a page at a time. */
  list(page: { readonly limit: number; readonly offset: number; readonly state?: RunState | undefined }): {
    readonly runs: readonly StoredRun[];
    readonly total: number;
  } {
    const parameters = { limit: page.limit, offset: page.offset, state: page.state ?? null };
    const rows = this.#database
      .prepare(
        `SELECT ${COLUMNS} FROM runs WHERE @state IS NULL OR state = @state
         ORDER BY position DESC LIMIT @limit OFFSET @offset`,
      )
      .all(parameters);
    return { runs: rows.map(parseRow), total: this.count(page.state) };
  }

  count(state?: RunState): number {
    const row = this.#database
      .prepare('SELECT COUNT(*) AS runs FROM runs WHERE @state IS NULL OR state = @state')
      .get({ state: state ?? null }) as { runs: number };
    return row.runs;
  }

  /** Ids of the waiting runs, the head of the queue first. */
  queued(): string[] {
    const rows = this.#database.prepare("SELECT id FROM runs WHERE state = 'queued' ORDER BY position").all();
    return rows.map((row) => (row as { id: string }).id);
  }

  start(id: string): void {
    this.#database
      .prepare("UPDATE runs SET state = 'running', attempts = attempts + 1, started = ? WHERE id = ?")
      .run(new Date().toISOString(), id);
  }

  /** Keeps the results and ends the run in one transaction. False when it was cancelled in the meantime. */
  succeed(id: string, record: RunRecord, results: StoredResults): boolean {
    const keep = this.#database.transaction(() => {
      const { changes } = this.#database
        .prepare(
          `UPDATE runs SET state = 'succeeded', finished = ?, record = ? WHERE id = ? AND state = 'running'`,
        )
        .run(new Date().toISOString(), JSON.stringify(record), id);
      if (changes === 0) return false;
      this.#database
        .prepare('INSERT OR REPLACE INTO results (run_id, facets, packed) VALUES (?, ?, ?)')
        .run(id, JSON.stringify(results.facets), results.packed);
      return true;
    });
    return keep.immediate();
  }

  fail(id: string, error: string): void {
    this.#database
      .prepare("UPDATE runs SET state = 'failed', finished = ?, error = ? WHERE id = ? AND state = 'running'")
      .run(new Date().toISOString(), error, id);
  }

  /** False when the run had already ended. */
  cancel(id: string): boolean {
    const { changes } = this.#database
      .prepare(
        "UPDATE runs SET state = 'cancelled', finished = ? WHERE id = ? AND state IN ('queued', 'running')",
      )
      .run(new Date().toISOString(), id);
    return changes > 0;
  }

  /** Puts a run that was interrupted back to its old place; the interruption was not its fault. */
  requeue(id: string): void {
    this.#database
      .prepare(
        `UPDATE runs SET state = 'queued', started = NULL, attempts = attempts - 1
         WHERE id = ? AND state = 'running'`,
      )
      .run(id);
  }

  /** After a crash: what was running waits again, unless it has been running at several crashes. */
  recover(): void {
    this.#database
      .prepare(
        `UPDATE runs SET state = 'failed', finished = ?, error = ? WHERE state = 'running' AND attempts >= ?`,
      )
      .run(
        new Date().toISOString(),
        `the server stopped ${MAX_ATTEMPTS} times while it was running`,
        MAX_ATTEMPTS,
      );
    this.#database.exec("UPDATE runs SET state = 'queued', started = NULL WHERE state = 'running'");
  }

  /** Values in the result table of a run that succeeded. */
  facets(id: string): Facets | undefined {
    const row = this.#database.prepare('SELECT facets FROM results WHERE run_id = ?').get(id) as
      | { facets: string }
      | undefined;
    return row && JSON.parse(row.facets);
  }

  results(id: string): StoredResults | undefined {
    const row = this.#database.prepare('SELECT facets, packed FROM results WHERE run_id = ?').get(id) as
      | { facets: string; packed: Buffer }
      | undefined;
    return row && { facets: JSON.parse(row.facets), packed: row.packed };
  }

  /** Closes the store and gives the file free for another process. */
  close(): void {
    // The driver keeps the file open until its statements are collected, so the lock is given back by hand: the mode
    // changes at once, the lock goes with the next read.
    this.#database.pragma('locking_mode = NORMAL');
    this.count();
    this.#database.close();
  }
}
