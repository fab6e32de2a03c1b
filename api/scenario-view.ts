import { setImmediate } from 'node:timers/promises';
import { type Problem, type Scenario, shippedScenarios } from '../src/index.js';
import type { LibraryScenario, LibraryVersion, ScenarioLibrary } from '../src/library/library.js';
import { matches } from '../src/library/library.js';
import type { NamedScenario, NamedScenarios } from '../src/library/named-scenarios.js';
import { nearestNamed } from '../src/library/references.js';
import { ApiError } from './errors.js';
import type { Origin, ScenarioSummaryView } from './schemas/library.js';

/** What every answer says of a resolved scenario. */
export function resolvedView({ id, title, description, country, projection, ancestors, hash }: Scenario) {
  return { id, title, description, country, projection, ancestors: [...ancestors], hash };
}

/** The whole answer about one scenario of the library or that ships. */
export function scenarioView(scenario: Scenario, stored: LibraryScenario | null) {
  const origin: Origin = stored ? 'library' : 'shipped';
  return {
    ...resolvedView(scenario),
    origin,
    version: stored?.version ?? null,
    author: stored?.author ?? null,
    created: stored?.created ?? null,
    document: scenario.document,
  };
}

function storedSummary({ id, hash, version, author, created, summary }: LibraryVersion): ScenarioSummaryView {
  const { title, description, country, projection, ancestors } = summary;
  const resolved = { id, title, description, country, projection, ancestors: [...ancestors], hash };
  return { ...resolved, origin: 'library', version, author, created };
}

/** Scenarios for a list: those that ship in their order, then those of the library by id. */
export class ScenarioList {
  readonly #named: NamedScenarios;
  readonly #library: ScenarioLibrary;
  /** What ships does not change while the program runs. */
  #shipped: Promise<readonly ScenarioSummaryView[]> | undefined;

  constructor(named: NamedScenarios, library: ScenarioLibrary) {
    this.#named = named;
    this.#library = library;
  }

  async page(wanted: {
    readonly limit: number;
    readonly offset: number;
    readonly origin: Origin | 'all';
    readonly search?: string | undefined;
  }): Promise<{ readonly scenarios: ScenarioSummaryView[]; readonly total: number }> {
    const { limit, offset, origin, search } = wanted;
    const shipped = origin === 'library' ? [] : await this.#shippedOf(search);
    if (origin === 'shipped') {
      return { scenarios: shipped.slice(offset, offset + limit), total: shipped.length };
    }
    const first = shipped.slice(offset, offset + limit);
    const { scenarios, total } = this.#library.list({
      limit: limit - first.length,
      offset: Math.max(0, offset - shipped.length),
      search,
    });
    return { scenarios: [...first, ...scenarios.map(storedSummary)], total: shipped.length + total };
  }

  async #shippedOf(search: string | undefined): Promise<readonly ScenarioSummaryView[]> {
    this.#shipped ??= this.#readShipped();
    const shipped = await this.#shipped;
    return search === undefined ? shipped : shipped.filter(({ id, title }) => matches(search, id, title));
  }

  async #readShipped(): Promise<readonly ScenarioSummaryView[]> {
    const summaries: ScenarioSummaryView[] = [];
    for (const { id } of shippedScenarios()) {
      const { document: _, ...summary } = scenarioView(soundScenario(this.#named.get(id)!), null);
      summaries.push(summary);
      // Reading all of them takes a good part of a second: others get their turn in between.
      await setImmediate();
    }
    return summaries;
  }
}

/** The scenario of a name and version; unknown ones are answered with 404 and the nearest that there is. */
export function requireScenario(
  named: NamedScenarios,
  library: ScenarioLibrary,
  id: string,
  version?: number,
): NamedScenario {
  const found = named.get(id, version);
  if (found) return found;
  throw unknownScenario(library, id);
}

/** The 404 for a name that is not known. */
export function unknownScenario(library: ScenarioLibrary, id: string): ApiError {
  const nearest = nearestNamed(id, library);
  return new ApiError(
    'unknown-scenario',
    nearest === null || nearest === id
      ? {}
      : { detail: `There is no scenario of this id; did you mean "${nearest}"?` },
  );
}

/** The scenario as read; one whose parent was changed so that it is no longer sound is answered with its problems. */
export function soundScenario({ result }: NamedScenario): Scenario {
  if (result.ok) return result.scenario;
  throw invalidScenario(result.problems);
}

/** The 422 for a text that is no sound scenario. */
export function invalidScenario(problems: readonly Problem[]): ApiError {
  return new ApiError('invalid-scenario', { problems });
}

/** Addresses of the pages beside one. */
export function pageLinks(
  address: string,
  query: Readonly<Record<string, string | number | undefined>>,
  { limit, offset, total }: { readonly limit: number; readonly offset: number; readonly total: number },
): { next: string | null; previous: string | null } {
  const page = (from: number) => {
    const written = new URLSearchParams({ limit: String(limit), offset: String(from) });
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined && name !== 'limit' && name !== 'offset') written.set(name, String(value));
    }
    return `${address}?${written}`;
  };
  return {
    next: offset + limit < total ? page(offset + limit) : null,
    previous: offset > 0 ? page(Math.max(0, offset - limit)) : null,
  };
}
