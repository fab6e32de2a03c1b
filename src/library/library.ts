import type Database from 'libsql';
import { type Scenario, shippedScenarios } from '../../scenarios/index.js';
import { writing } from '../store/unavailable.js';

/** What lists tell of a version without reading its text again: its scenario as it was when the version was stored. */
interface ScenarioSummary
  extends Pick<Scenario, 'title' | 'description' | 'country' | 'projection' | 'ancestors'> {
  /** The scenario that its text extends. */
  readonly extends: string | null;
}

/** One version of a scenario of the library. Versions are numbered from 1, and no number is given twice. */
export interface LibraryVersion {
  readonly id: string;
  readonly version: number;
  /** Hash of the resolved scenario when the version was stored; what it extends may have changed since. */
  readonly hash: string;
  readonly summary: ScenarioSummary;
  readonly author: string;
  /** Time of day (ISO 8601, UTC). */
  readonly created: string;
  /** Whether it is the version in force. */
  readonly current: boolean;
}

export interface LibraryScenario extends LibraryVersion {
  readonly text: string;
  readonly format: 'yaml' | 'json';
}

/** A sound scenario as it was sent, to be stored. */
export interface NewVersion {
  readonly scenario: Scenario;
  readonly text: string;
  readonly format: 'yaml' | 'json';
  readonly author: string;
}

/** Why the library did not change. */
export type Refusal = 'shipped' | 'exists' | 'unknown' | 'changed' | 'in-use';

/** The library refused a change; nothing of it was kept. */
export class LibraryRefusal extends Error {
  override readonly name = 'LibraryRefusal';

  constructor(
    readonly reason: Refusal,
    message: string,
    /** Ids of the scenarios that extend the one to be removed. */
    readonly dependants: readonly string[] = [],
  ) {
    super(message);
  }
}

type Row = Omit<LibraryVersion, 'summary' | 'current'> & {
  readonly summary: string;
  readonly current: number;
};

const HEAD = 'id, version, hash, summary, author, created, current';

function parseRow(row: unknown): LibraryVersion {
  const { summary, current, ...rest } = row as Row;
  return { ...rest, summary: JSON.parse(summary), current: current === 1 };
}

function summaryOf({ title, description, country, projection, ancestors }: Scenario): ScenarioSummary {
  return { title, description, country, projection, ancestors, extends: ancestors[0] ?? null };
}

/**
 * Scenarios under names of their own, in the database of the store. A name is the scenario's own `id`; those that ship
 * are taken. Every change makes a new version, and all versions are kept, also of a scenario that was removed.
 *
 * @example
 * const library = new ScenarioLibrary(store.database);
 * const { version } = library.create({ scenario, text, format: 'yaml', author: 'lan' });
 * library.update({ scenario: better, text: betterText, format: 'yaml', author: 'lan' }, version);
 */
export class ScenarioLibrary {
  readonly #database: Database.Database;

  constructor(database: Database.Database) {
    this.#database = database;
  }

  /** The version in force, or any one by its number; undefined where there is none. */
  get(id: string, version?: number): LibraryScenario | undefined {
    const row = this.#database
      .prepare(
        `SELECT ${HEAD}, text, format FROM scenarios
         WHERE id = @id AND CASE WHEN @version IS NULL THEN current = 1 ELSE version = @version END`,
      )
      .get({ id, version: version ?? null });
    // The row has the text and its format besides.
    return row === undefined ? undefined : (parseRow(row) as LibraryScenario);
  }

  /** Number of the version in force. Throws `LibraryRefusal` where there is none, or the scenario ships. */
  currentVersion(id: string): number {
    refuseShipped(id);
    const row = this.#database
      .prepare('SELECT version FROM scenarios WHERE id = @id AND current = 1')
      .get({ id });
    if (row === undefined) throw new LibraryRefusal('unknown', `The library has no scenario \`${id}\`.`);
    return (row as { version: number }).version;
  }

  /** Stores a scenario under its id. Throws `LibraryRefusal` where the id is taken. */
  create(entry: NewVersion): LibraryScenario {
    const { id } = entry.scenario;
    refuseShipped(id);
    return this.#change(() => {
      if (this.get(id)) {
        throw new LibraryRefusal('exists', `The library has a scenario \`${id}\` already.`);
      }
      return this.#insert(entry);
    });
  }

  /** Puts a new version in force in the place of the version `expected`. Throws `LibraryRefusal` where another is. */
  update(entry: NewVersion, expected: number): LibraryScenario {
    return this.#change(() => {
      this.#retire(entry.scenario.id, expected);
      return this.#insert(entry);
    });
  }

  /** Takes a scenario out of use if `expected` is in force and no scenario of the library extends it; else throws. */
  remove(id: string, expected: number): void {
    this.#change(() => {
      this.#retire(id, expected);
      const dependants = this.dependants(id);
      if (dependants.length > 0) {
        throw new LibraryRefusal('in-use', `\`${id}\` is extended by ${dependants.join(', ')}.`, dependants);
      }
    });
  }

  /** Scenarios of the library that extend this one directly, by id. */
  dependants(id: string): string[] {
    const rows = this.#database
      .prepare(
        "SELECT id FROM scenarios WHERE current = 1 AND json_extract(summary, '$.extends') = @id ORDER BY id",
      )
      .all({ id });
    return rows.map((row) => (row as { id: string }).id);
  }

  /** Ids in use, in their order. */
  ids(): string[] {
    const rows = this.#database.prepare('SELECT id FROM scenarios WHERE current = 1 ORDER BY id').all();
    return rows.map((row) => (row as { id: string }).id);
  }

  /** Scenarios in use by id, a page at a time; `search` is looked for in ids and titles, whatever the case. */
  list(page: { readonly limit: number; readonly offset: number; readonly search?: string | undefined }): {
    readonly scenarios: readonly LibraryVersion[];
    readonly total: number;
  } {
    const select = `SELECT ${HEAD} FROM scenarios WHERE current = 1 ORDER BY id`;
    const { limit, offset, search } = page;
    if (search !== undefined) {
      // The database folds the case of ASCII only.
      const rows = this.#database.prepare(select).all();
      const found = rows.map(parseRow).filter(({ id, summary }) => matches(search, id, summary.title));
      return { scenarios: found.slice(offset, offset + limit), total: found.length };
    }
    const rows = this.#database.prepare(`${select} LIMIT @limit OFFSET @offset`).all({ limit, offset });
    return { scenarios: rows.map(parseRow), total: this.#count() };
  }

  /** All versions of a scenario from the newest, also of one that was removed; none where there never was one. */
  history(id: string): LibraryVersion[] {
    const rows = this.#database
      .prepare(`SELECT ${HEAD} FROM scenarios WHERE id = @id ORDER BY version DESC`)
      .all({ id });
    return rows.map(parseRow);
  }

  #count(): number {
    const row = this.#database.prepare('SELECT COUNT(*) AS scenarios FROM scenarios WHERE current = 1').get();
    return (row as { scenarios: number }).scenarios;
  }

  #change<Result>(work: () => Result): Result {
    return writing(() => this.#database.transaction(work).immediate() as Result);
  }

  #retire(id: string, expected: number): void {
    const current = this.currentVersion(id);
    if (current !== expected) {
      throw new LibraryRefusal('changed', `Version ${current} of \`${id}\` is in force, not ${expected}.`);
    }
    this.#database.prepare('UPDATE scenarios SET current = 0 WHERE id = @id AND current = 1').run({ id });
  }

  #insert({ scenario, text, format, author }: NewVersion): LibraryScenario {
    const { id, hash } = scenario;
    this.#database
      .prepare(
        `INSERT INTO scenarios (id, version, text, format, hash, summary, author, created, current)
         VALUES (@id, (SELECT COALESCE(MAX(version), 0) + 1 FROM scenarios WHERE id = @id),
           @text, @format, @hash, @summary, @author, @created, 1)`,
      )
      .run({
        id,
        text,
        format,
        hash,
        summary: JSON.stringify(summaryOf(scenario)),
        author,
        created: new Date().toISOString(),
      });
    return this.get(id)!;
  }
}

function refuseShipped(id: string): void {
  if (shippedScenarios().some((scenario) => scenario.id === id)) {
    throw new LibraryRefusal('shipped', `\`${id}\` ships with the program.`);
  }
}

/** Whether an id or a title holds a text, whatever the case. */
export function matches(search: string, id: string, title: Scenario['title']): boolean {
  const wanted = search.normalize('NFC').toLocaleLowerCase('vi');
  return [id, title.en, title.vi].some((text) =>
    text.normalize('NFC').toLocaleLowerCase('vi').includes(wanted),
  );
}
