import type { CountryPack } from '../countries/index.js';
import { DEFAULT_PROJECTION } from '../engine/inputs/projection.js';
import type { Problem } from '../scenarios/index.js';
import { problemOf } from './problems.js';

/** Choices of a run besides its scenarios; all of them are part of its identity. */
export interface RunOptions {
  /** Simulated persons in the base year, or one for every resident. */
  readonly persons: number | 'whole';
  readonly toYear: number;
  /** Any text; the same text gives the same lives. */
  readonly seed: string;
  /** Whether births and deaths are aligned to the rates (docs/methodology.md, section 12). */
  readonly alignment: boolean;
}

export const DEFAULT_OPTIONS = {
  persons: 100_000,
  toYear: 2045,
  seed: 'viet-nam-2025',
  alignment: true,
} as const satisfies RunOptions;

/** Below this a sample holds too few births a year for any tier. */
export const MIN_PERSONS = 1_000;
const MAX_SEED_LENGTH = 200;

const nations = new WeakMap<CountryPack, number>();

/** Residents of the country at the start of its base year, rounded to whole persons. */
export function nationOf(pack: CountryPack): number {
  let nation = nations.get(pack);
  if (nation === undefined) {
    const table = pack.inputs(DEFAULT_PROJECTION).demography.population;
    nation = Math.round(table.reduce((sum, persons) => sum + persons, 0));
    nations.set(pack, nation);
  }
  return nation;
}

/** Fills in the defaults and checks every option; all mistakes are added to `problems`. */
export function checkOptions(
  given: { readonly [K in keyof RunOptions]?: RunOptions[K] | undefined },
  pack: CountryPack,
  problems: Problem[],
): RunOptions {
  const options: RunOptions = {
    persons: given.persons ?? DEFAULT_OPTIONS.persons,
    toYear: given.toYear ?? DEFAULT_OPTIONS.toYear,
    seed: given.seed ?? DEFAULT_OPTIONS.seed,
    alignment: given.alignment ?? DEFAULT_OPTIONS.alignment,
  };
  const outside = (pointer: string, found: string, expected: string) =>
    problems.push(
      problemOf({
        code: 'out-of-range',
        message: `The run's option must be ${expected}.`,
        pointer,
        found,
        expected,
      }),
    );
  const { persons, toYear, seed, alignment } = options;
  if (persons !== 'whole') {
    const nation = nationOf(pack);
    if (!Number.isInteger(persons) || persons < MIN_PERSONS || persons > nation) {
      outside('/persons', String(persons), `a whole number from ${MIN_PERSONS} to ${nation}, or "whole"`);
    }
  }
  if (!Number.isInteger(toYear) || toYear < pack.baseYear || toYear > pack.lastYear) {
    outside('/toYear', String(toYear), `a year from ${pack.baseYear} to ${pack.lastYear}`);
  }
  // Half a surrogate pair has no UTF-8 form, so two such seeds could share an identity.
  if (seed.length === 0 || seed.length > MAX_SEED_LENGTH || /\p{Surrogate}/u.test(seed)) {
    outside('/seed', JSON.stringify(seed.slice(0, 40)), `a text of 1 to ${MAX_SEED_LENGTH} characters`);
  }
  // From JavaScript anything may come; a text "false" must not switch it on.
  if (typeof alignment !== 'boolean') outside('/alignment', JSON.stringify(alignment), 'true or false');
  return options;
}
