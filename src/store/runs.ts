import type Database from 'libsql';
import { LRUCache } from 'lru-cache';
import type { RunIdentity } from '../identity.js';
import type { RunInput, RunPlan } from '../plan.js';
import type { Facets } from '../results/selection.js';
import type { RunRecord } from '../run.js';
import { RunEventLog } from './events.js';
import { type IdempotencyKey, IdempotencyKeys } from './idempotency.js';
import { writing } from './unavailable.js';

export const RUN_STATES = ['queued', 'running', 'succeeded', 'failed', 'cancelled'] as const;
export type RunState = (typeof RUN_STATES)[number];

export interface StoredRun {
  /** Hash of the inputs, as `RunPlan.id`. */
  readonly id: string;
  readonly state: RunState;
  readonly inputs: RunIdentity;
  /** Name of who posted it first; null for runs of releases that knew no names. */
  readonly owner: string | null;
  /** Expected person-years over all passes. */
  readonly size: number;
  readonly created: string;
  readonly started: string | null;
  readonly finished: string | null;
  readonly error: string | null;
  readonly record: RunRecord | null;
}

/** The file with a run's results, and what it holds. */
export interface StoredFile {
  readonly sha256: string;
  readonly bytes: number;
  readonly facets: Facets;
}

/** Who posts a run, how large it is, and the key that makes posting it again harmless. */
export interface Acceptance {
  readonly owner: string;
  readonly size: number;
  readonly idempotency?: IdempotencyKey | undefined;
}

/** All but what was asked: the scenarios' texts may be long, and are read only to run them. */
const COLUMNS = 'id, state, inputs, owner, size, created, started, finished, error, record';
type Row = Record<Exclude<keyof StoredRun, 'state' | 'size'>, string | null> & {
  readonly state: RunState;
  readonly size: number;
};

/** A run gives way to those that come later by no more than so many times its own expected duration. */
const PATIENCE = 10;
/** Runs that are held in memory beside the database. */
const KEPT_RUNS = 256;
/** Person-years a millisecond that a run is expected to make: sets how long a large run may be overtaken. */
const EXPECTED_SPEED = 4_000;

function parseRow(row: unknown): StoredRun {
  const { id, state, inputs, owner, size, created, started, finished, error, record } = row as Row;
  return {
    id: id!,
    state,
    inputs: JSON.parse(inputs!),
    owner,
    size,
    created: created!,
    started,
    finished,
    error,
    record: record === null ? null : JSON.parse(record),
  };
}

/** Runs, their states and where their results lie. Every change of a state is an event of the run. */
export class RunStore {
  readonly events: RunEventLog;
  readonly keys: IdempotencyKeys;
  readonly #database: Database.Database;
  readonly #statements = new Map<string, Database.Statement>();
  /** Runs that succeeded and their files: what is read most, and changes only through this class. */
  readonly #succeeded = new LRUCache<string, StoredRun>({ max: KEPT_RUNS });
  readonly #files = new LRUCache<string, StoredFile>({ max: KEPT_RUNS });

  constructor(database: Database.Database) {
    this.#database = database;
    this.events = new RunEventLog(database);
    this.keys = new IdempotencyKeys(database);
  }

  /**
   * Puts a run into the queue: a new one, or one that failed or was cancelled, under its old id. Runs wait in order of
   * the time at which they came plus ten times their own expected duration, so that a small run passes large ones and
   * no run waits for ever.
   */
  enqueue(
    plan: Pick<RunPlan, 'id' | 'identity'>,
    request: RunInput,
    { owner, size, idempotency }: Acceptance,
  ): StoredRun {
    const now = Date.now();
    const accept = this.#database.transaction(() => {
      const { changes } = this.#prepare(
        `INSERT INTO runs (id, position, state, inputs, request, created, owner, size, due)
           VALUES (@id, (SELECT COALESCE(MAX(position), 0) + 1 FROM runs), 'queued', @inputs, @request, @created,
             @owner, @size, @due)
           ON CONFLICT (id) DO UPDATE SET position = excluded.position, state = 'queued', attempts = 0,
             started = NULL, finished = NULL, error = NULL, request = excluded.request, due = excluded.due,
             size = excluded.size
           WHERE state IN ('failed', 'cancelled')`,
      ).run({
        id: plan.id,
        inputs: JSON.stringify(plan.identity),
        request: JSON.stringify(request),
        created: new Date(now).toISOString(),
        owner,
        size,
        due: now + (PATIENCE * size) / EXPECTED_SPEED,
      });
      if (changes > 0) this.events.add(plan.id, 'queued', null);
      if (idempotency) this.keys.keep(idempotency, plan.id);
    });
    writing(() => accept.immediate());
    return this.get(plan.id)!;
  }

  get(id: string): StoredRun | undefined {
    const kept = this.#succeeded.get(id);
    if (kept) return kept;
    const row = this.#prepare(`SELECT ${COLUMNS} FROM runs WHERE id = ?`).get(id);
    if (row === undefined) return undefined;
    const run = parseRow(row);
    if (run.state === 'succeeded') this.#succeeded.set(id, run);
    return run;
  }

  /** What was asked for a run that is in the store: enough to run it again. */
  request(id: string): RunInput {
    const row = this.#prepare('SELECT request FROM runs WHERE id = ?').get(id) as {
      request: string;
    };
    return JSON.parse(row.request);
  }

  /** Runs from the newest, a page at a time. */
  list(page: { readonly limit: number; readonly offset: number; readonly state?: RunState | undefined }): {
    readonly runs: readonly StoredRun[];
    readonly total: number;
  } {
    const { state, limit, offset } = page;
    const where = state === undefined ? '' : 'WHERE state = @state';
    const rows = this.#prepare(
      `SELECT ${COLUMNS} FROM runs ${where} ORDER BY position DESC LIMIT @limit OFFSET @offset`,
    ).all({ limit, offset, ...(state === undefined ? {} : { state }) });
    return { runs: rows.map(parseRow), total: this.count(state) };
  }

  count(state?: RunState): number {
    const row = this.#prepare('SELECT COUNT(*) AS runs FROM runs WHERE @state IS NULL OR state = @state').get(
      { state: state ?? null },
    ) as { runs: number };
    return row.runs;
  }

  /** The waiting runs, the next one first. */
  queued(): { readonly id: string; readonly size: number }[] {
    return this.#prepare("SELECT id, size FROM runs WHERE state = 'queued' ORDER BY due, position").all() as {
      id: string;
      size: number;
    }[];
  }

  start(id: string): void {
    this.#change(
      id,
      'running',
      "UPDATE runs SET state = 'running', attempts = attempts + 1, started = @now WHERE id = @id AND state = 'queued'",
    );
  }

  /** Times that a run was begun without coming to an end. */
  attempts(id: string): number {
    const row = this.#prepare('SELECT attempts FROM runs WHERE id = ?').get(id);
    return (row as { attempts: number } | undefined)?.attempts ?? 0;
  }

  /** Keeps where the results lie and ends the run in one transaction. False when it was cancelled in the meantime. */
  succeed(id: string, record: RunRecord, { sha256, bytes, facets }: StoredFile): boolean {
    return this.#change(
      id,
      'succeeded',
      "UPDATE runs SET state = 'succeeded', finished = @now, record = @record WHERE id = @id AND state = 'running'",
      { record: JSON.stringify(record) },
      null,
      () =>
        this.#database
          .prepare(
            `INSERT OR REPLACE INTO result_files (run_id, sha256, bytes, facets)
             VALUES (@id, @sha256, @bytes, @facets)`,
          )
          .run({ id, sha256, bytes, facets: JSON.stringify(facets) }),
    );
  }

  fail(id: string, error: string): void {
    this.#change(
      id,
      'failed',
      "UPDATE runs SET state = 'failed', finished = @now, error = @error WHERE id = @id AND state IN ('queued', 'running')",
      { error },
      error,
    );
  }

  /** False when the run had already ended. */
  cancel(id: string): boolean {
    return this.#change(
      id,
      'cancelled',
      "UPDATE runs SET state = 'cancelled', finished = @now WHERE id = @id AND state IN ('queued', 'running')",
    );
  }

  /** Puts a run that was interrupted back to its old place. `excused`: the interruption was not its doing. */
  requeue(id: string, detail: string, excused: boolean): void {
    this.#change(
      id,
      'queued',
      `UPDATE runs SET state = 'queued', started = NULL, attempts = MAX(0, attempts - @excused)
       WHERE id = @id AND state = 'running'`,
      { excused: excused ? 1 : 0 },
      detail,
    );
  }

  /** Puts a run whose results are lost back into the queue. False when it is no longer one that succeeded. */
  repeat(id: string, detail: string): boolean {
    return this.#change(
      id,
      'queued',
      `UPDATE runs SET state = 'queued', started = NULL, finished = NULL, record = NULL, attempts = 0
       WHERE id = @id AND state = 'succeeded'`,
      {},
      detail,
      () => this.#prepare('DELETE FROM result_files WHERE run_id = ?').run(id),
    );
  }

  /** Removes a run that has ended, with its events. False when it waits or runs. */
  remove(id: string): boolean {
    this.#forget(id);
    return writing(
      () =>
        this.#prepare("DELETE FROM runs WHERE id = ? AND state NOT IN ('queued', 'running')").run(id)
          .changes > 0,
    );
  }

  /** Runs in a state, the oldest first. */
  inState(state: RunState): string[] {
    const rows = this.#prepare('SELECT id FROM runs WHERE state = ? ORDER BY position').all(state);
    return rows.map((row) => (row as { id: string }).id);
  }

  /** Runs that ended before a time (ISO 8601). */
  endedBefore(time: string): string[] {
    const rows = this.#prepare(
      "SELECT id FROM runs WHERE finished < ? AND state NOT IN ('queued', 'running')",
    ).all(time);
    return rows.map((row) => (row as { id: string }).id);
  }

  /** Where the results of a run that succeeded lie. */
  file(id: string): StoredFile | undefined {
    const kept = this.#files.get(id);
    if (kept) return kept;
    const row = this.#prepare('SELECT sha256, bytes, facets FROM result_files WHERE run_id = ?').get(id) as
      | { sha256: string; bytes: number; facets: string }
      | undefined;
    if (row === undefined) return undefined;
    const file = { sha256: row.sha256, bytes: row.bytes, facets: JSON.parse(row.facets) };
    this.#files.set(id, file);
    return file;
  }

  /** Every result file with the size that it must have. */
  files(): { readonly id: string; readonly bytes: number }[] {
    return this.#prepare('SELECT run_id AS id, bytes FROM result_files').all() as {
      id: string;
      bytes: number;
    }[];
  }

  #forget(id: string): void {
    this.#succeeded.delete(id);
    this.#files.delete(id);
  }

  /** Statements are kept: the driver takes as long to read one as to run it. */
  #prepare(sql: string): Database.Statement {
    const kept = this.#statements.get(sql);
    if (kept) return kept;
    const statement = this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  /** One change of a state with its event; false when the run was not in a state to be changed. */
  #change(
    id: string,
    state: RunState,
    update: string,
    parameters: Readonly<Record<string, string | number>> = {},
    detail: string | null = null,
    also: () => void = () => {},
  ): boolean {
    // The driver takes exactly the parameters that a statement names.
    const now = update.includes('@now') ? { now: new Date().toISOString() } : {};
    this.#forget(id);
    const change = this.#database.transaction(() => {
      const { changes } = this.#prepare(update).run({ id, ...now, ...parameters });
      if (changes === 0) return false;
      this.events.add(id, state, detail);
      also();
      return true;
    });
    return writing(() => change.immediate());
  }
}
