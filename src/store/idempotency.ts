import type Database from 'libsql';
import { writing } from './unavailable.js';

export interface IdempotencyKey {
  /** Whose key it is: others may use the same one. */
  readonly principal: string;
  readonly key: string;
  /** SHA-256 of the request that came with the key. */
  readonly fingerprint: string;
}

/** Keys with which clients make it harmless to send a request again. */
export class IdempotencyKeys {
  readonly #database: Database.Database;

  constructor(database: Database.Database) {
    this.#database = database;
  }

  /** Binds a key to the run that its request was answered with. */
  keep({ principal, key, fingerprint }: IdempotencyKey, run: string): void {
    const insert = this.#database.prepare(
      `INSERT OR REPLACE INTO idempotency_keys (principal, key, fingerprint, run_id, created)
       VALUES (@principal, @key, @fingerprint, @run, @created)`,
    );
    writing(() => insert.run({ principal, key, fingerprint, run, created: new Date().toISOString() }));
  }

  /** The request that came with a key before, and the run that it was answered with. */
  find({
    principal,
    key,
  }: Pick<IdempotencyKey, 'principal' | 'key'>):
    | { readonly fingerprint: string; readonly run: string }
    | undefined {
    return this.#database
      .prepare(
        'SELECT fingerprint, run_id AS run FROM idempotency_keys WHERE principal = @principal AND key = @key',
      )
      .get({ principal, key }) as { fingerprint: string; run: string } | undefined;
  }

  /** Forgets the keys of requests that came before a time (ISO 8601). */
  forget(before: string): void {
    writing(() => this.#database.prepare('DELETE FROM idempotency_keys WHERE created < ?').run(before));
  }
}
