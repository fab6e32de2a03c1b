import type { Population } from '../population/columns.js';

/** Benefits of the year by scenario and household, and the line that they are held against. Scratch space of a simulator. */
export interface HouseholdBenefits {
  readonly capacity: number;
  readonly scenarios: number;
  /** Dong paid in the year: [scenario * capacity + position of the household's reference person]. */
  readonly dong: Float64Array;
  /** Residents of a household, and ONE_CHILD for each under 16: by position of the reference person. */
  readonly members: Int32Array;
  /** National poverty line of the year, VND a head a month: urban, rural. */
  readonly line: Float64Array;
}

/** A child in `members`: beside the count of all members, which stays below it. */
export const ONE_CHILD = 0x10000;

export function makeHouseholdBenefits(capacity: number, scenarios: number): HouseholdBenefits {
  return {
    capacity,
    scenarios,
    dong: new Float64Array(capacity * scenarios),
    members: new Int32Array(capacity),
    line: new Float64Array(2),
  };
}

/** Begins a year with its poverty lines, urban and rural. */
export function beginYear(benefits: HouseholdBenefits, line: Float64Array): void {
  benefits.dong.fill(0);
  benefits.line.set(line);
}

/** Adds what a person's household is paid under a scenario. */
export function pay(
  benefits: HouseholdBenefits,
  people: Population,
  scenario: number,
  person: number,
  dong: number,
): void {
  benefits.dong[scenario * benefits.capacity + people.household[person]] += dong;
}
