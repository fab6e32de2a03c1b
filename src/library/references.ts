import { extendsOf, shippedScenarios } from '../../scenarios/index.js';
import { nearestName } from '../problems.js';
import { type AvailableScenarios, type ScenarioInput, shippedInput } from '../scenario-input.js';
import type { LibraryScenario, ScenarioLibrary } from './library.js';

/** The name and, after an @, the version by which a scenario is referred to. */
const REFERENCE = /^([\w.-]{1,100})(?:@(\d{1,9}))?$/;

/** A version of the library as an input of runs; its place in messages is `library/<id>@<version>`. */
export function libraryInput({ id, version, text, format }: LibraryScenario): ScenarioInput & {
  readonly source: string;
} {
  // A text that is extended is read by the ending of its source.
  return { text, format, source: `library/${id}@${version}.${format}` };
}

/** The scenario that `id` (shipped or of the library) or `id@version` (of the library) names, undefined where there is none. */
export function namedInput(
  reference: string,
  library: ScenarioLibrary,
): (ScenarioInput & { readonly source: string }) | undefined {
  const [, id, version] = REFERENCE.exec(reference) ?? [];
  if (id === undefined) return undefined;
  const shipped = shippedInput(id);
  if (shipped) return version === undefined ? shipped : undefined;
  const stored = library.get(id, version === undefined ? undefined : Number(version));
  return stored && libraryInput(stored);
}

/** The id nearest to a misspelt one, among those that ship and those of the library. */
export function nearestNamed(reference: string, library: ScenarioLibrary): string | null {
  const shipped = shippedScenarios().map(({ id }) => id);
  return nearestName(reference.replace(/@\d*$/, ''), [...shipped, ...library.ids()]);
}

/**
 * The versions in force of all scenarios of the library that the inputs extend, directly or not, by id. A run that
 * carries them is the same whatever becomes of the library.
 */
export function extendedBy(inputs: readonly ScenarioInput[], library: ScenarioLibrary): LibraryScenario[] {
  const found = new Map<string, LibraryScenario>();
  const shipped = new Set(shippedScenarios().map(({ text }) => text));
  for (const { text, source, format } of inputs) {
    if (shipped.has(text)) continue;
    let next = extendsOf(text, format ?? (source?.endsWith('.json') ? 'json' : 'yaml'));
    while (next !== null && !found.has(next)) {
      const stored = library.get(next);
      if (!stored) break;
      found.set(next, stored);
      next = stored.summary.extends;
    }
  }
  return [...found.values()];
}

/** The same as what a run takes; undefined where nothing of the library is extended. */
export function availableTo(
  inputs: readonly ScenarioInput[],
  library: ScenarioLibrary,
): AvailableScenarios | undefined {
  const extended = extendedBy(inputs, library);
  if (extended.length === 0) return undefined;
  return Object.fromEntries(extended.map((stored) => [stored.id, libraryInput(stored)]));
}
