import type { Population } from '../population/columns.js';

/**
 * Benefits of the year by household and scenario, and the line that they are held against. Scratch space of a simulator.
 * Few households are paid under a scenario, so those that are stand in a list, and only they are read and emptied.
 */
export interface HouseholdBenefits {
  readonly scenarios: number;
  /** Dong paid in the year: [position of the household's reference person * scenarios + scenario]. */
  readonly dong: Float64Array;
  /** The first `count` are the places in `dong` that hold a payment. */
  readonly paid: Int32Array;
  count: number;
  /** National poverty line of the year, VND a head a month: urban, rural. */
  readonly line: Float64Array;
}

export function makeHouseholdBenefits(capacity: number, scenarios: number): HouseholdBenefits {
  return {
    scenarios,
    dong: new Float64Array(capacity * scenarios),
    paid: new Int32Array(capacity * scenarios),
    count: 0,
    line: new Float64Array(2),
  };
}

/** Begins a year with its poverty lines, urban and rural; empties what the last one left. */
export function beginYear(benefits: HouseholdBenefits, line: Float64Array): void {
  for (let n = 0; n < benefits.count; n++) benefits.dong[benefits.paid[n]] = 0;
  benefits.count = 0;
  benefits.line.set(line);
}

/** Adds what a person's household is paid under a scenario, whole dong; nothing below 0. */
export function pay(
  benefits: HouseholdBenefits,
  people: Population,
  scenario: number,
  person: number,
  dong: number,
): void {
  payHousehold(benefits, scenario, people.household[person], dong);
}

/** The same for a household, by the position of its reference person. */
export function payHousehold(
  benefits: HouseholdBenefits,
  scenario: number,
  household: number,
  dong: number,
): void {
  if (dong <= 0) return;
  const place = household * benefits.scenarios + scenario;
  if (benefits.dong[place] === 0) benefits.paid[benefits.count++] = place;
  benefits.dong[place] += dong;
}
