import type Database from 'libsql';
import { writing } from './unavailable.js';

/** Person-years that each principal has asked for, day by day (UTC). */
export class UsageLedger {
  readonly #database: Database.Database;

  constructor(database: Database.Database) {
    this.#database = database;
  }

  /** Adds to a day unless the sum would be above `most`; false when it would, and nothing is added. One statement: two requests cannot both take what is left. */
  add(principal: string, day: string, personYears: number, most: number | null): boolean {
    const { changes } = writing(() =>
      this.#database
        .prepare(
          `INSERT INTO usage (principal, day, person_years)
           SELECT @principal, @day, @personYears WHERE @most IS NULL OR @personYears <= @most
           ON CONFLICT (principal, day) DO UPDATE SET person_years = person_years + @personYears
           WHERE @most IS NULL OR person_years + @personYears <= @most`,
        )
        .run({ principal, day, personYears, most }),
    );
    return changes > 0;
  }

  /** What a principal has asked for on a day. */
  of(principal: string, day: string): number {
    const row = this.#database
      .prepare('SELECT person_years AS used FROM usage WHERE principal = @principal AND day = @day')
      .get({ principal, day }) as { used: number } | undefined;
    return row?.used ?? 0;
  }
}
