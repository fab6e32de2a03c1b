import type Database from 'libsql';
import { writing } from './unavailable.js';

/** One line of the audit log: who asked for what, and what came of it. */
export interface AuditEntry {
  /** Grows by one from entry to entry. */
  readonly sequence: number;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly principal: string;
  readonly role: string;
  /** Method and pattern of the address, as `DELETE /v1/runs/:id`. */
  readonly action: string;
  /** What it was done to: id of a run, a scenario, a comparison. */
  readonly target: string | null;
  /** Id of the request, as in the log. */
  readonly request: string;
  /** HTTP status of the answer. */
  readonly status: number;
}

export interface AuditFilter {
  /** First and last moment, ISO 8601 UTC as `at`; both belong to the range. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly principal?: string | undefined;
}

const WHERE = `(@from IS NULL OR at >= @from) AND (@to IS NULL OR at <= @to)
  AND (@principal IS NULL OR principal = @principal)`;

/** The audit log of a store. Entries are only ever added. */
export class AuditLog {
  readonly #database: Database.Database;

  constructor(database: Database.Database) {
    this.#database = database;
  }

  record(entry: Omit<AuditEntry, 'sequence' | 'at'>): void {
    writing(() =>
      this.#database
        .prepare(
          `INSERT INTO audit (at, principal, role, action, target, request, status)
           VALUES (@at, @principal, @role, @action, @target, @request, @status)`,
        )
        .run({ at: new Date().toISOString(), ...entry }),
    );
  }

  /** Entries from the newest, a page at a time, and how many there are in all. */
  list(
    filter: AuditFilter,
    page: { readonly limit: number; readonly offset: number },
  ): { readonly entries: readonly AuditEntry[]; readonly total: number } {
    const { from = null, to = null, principal = null } = filter;
    const entries = this.#database
      .prepare(`SELECT * FROM audit WHERE ${WHERE} ORDER BY sequence DESC LIMIT @limit OFFSET @offset`)
      .all({ from, to, principal, ...page }) as AuditEntry[];
    const { total } = this.#database
      .prepare(`SELECT COUNT(*) AS total FROM audit WHERE ${WHERE}`)
      .get({ from, to, principal }) as { total: number };
    return { entries, total };
  }
}
