import type { Population } from '../population/columns.js';

/** Benefits of the year by scenario and household, and the line that they are held against. Scratch space of a simulator. */
export interface HouseholdBenefits {
  readonly scenarios: number;
  /** Dong paid in the year: [position of the household's reference person * scenarios + scenario]. */
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
    scenarios,
    dong: new Float64Array(capacity * scenarios),
    members: new Int32Array(capacity),
    line: new Float64Array(2),
  };
}

/** Begins a year of so many persons with its poverty lines, urban and rural. */
export function beginYear(benefits: HouseholdBenefits, persons: number, line: Float64Array): void {
  benefits.dong.fill(0, 0, persons * benefits.scenarios);
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
  benefits.dong[people.household[person] * benefits.scenarios + scenario] += dong;
}
