import type Database from 'libsql';
import type { RunState } from './runs.js';

/** One change of a run's state. */
export interface StateEvent {
  /** 1, 2, ... in the order of the run's changes. */
  readonly sequence: number;
  readonly at: string;
  readonly state: RunState;
  /** Why, where there is something to say. */
  readonly detail: string | null;
}

/** The changes of the states of all runs, for those who follow one and may lose the connection. */
export class RunEventLog {
  readonly #database: Database.Database;

  constructor(database: Database.Database) {
    this.#database = database;
  }

  /** Adds a change; part of the transaction that makes it. */
  add(run: string, state: RunState, detail: string | null): void {
    this.#database
      .prepare(
        `INSERT INTO run_events (run_id, sequence, at, state, detail)
         VALUES (@run, (SELECT COALESCE(MAX(sequence), 0) + 1 FROM run_events WHERE run_id = @run), @at, @state, @detail)`,
      )
      .run({ run, at: new Date().toISOString(), state, detail });
  }

  /** Changes of a run after one of them (0 = all), in order. */
  after(run: string, sequence: number): StateEvent[] {
    return this.#database
      .prepare(
        `SELECT sequence, at, state, detail FROM run_events
         WHERE run_id = @run AND sequence > @sequence ORDER BY sequence`,
      )
      .all({ run, sequence }) as StateEvent[];
  }
}
