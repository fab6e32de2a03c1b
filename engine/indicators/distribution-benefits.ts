/**
 * Benefits of the year by household and scenario, and the line that they are held against. Scratch space of a simulator.
 * Few households are paid: each has a row from its first payment on, and only rows are read and emptied.
 */
export interface HouseholdBenefits {
  readonly scenarios: number;
  /** The first `count` are the positions of the reference persons of paid households, in the order of payment. */
  readonly households: Int32Array;
  count: number;
  /** Row of a household and 1, by position of its reference person; 0 without a payment. */
  readonly rows: Int32Array;
  /** Dong paid in the year: [row * scenarios + scenario]. */
  readonly dong: Float64Array;
  /** National poverty line of the year, VND a head a month: urban, rural. */
  readonly line: Float64Array;
}

export function makeHouseholdBenefits(capacity: number, scenarios: number): HouseholdBenefits {
  return {
    scenarios,
    households: new Int32Array(capacity),
    count: 0,
    rows: new Int32Array(capacity),
    dong: new Float64Array(capacity * scenarios),
    line: new Float64Array(2),
  };
}

/** Begins a year with its poverty lines, urban and rural; empties what the last one left. */
export function beginYear(benefits: HouseholdBenefits, line: Float64Array): void {
  const { households, count, rows, dong, scenarios } = benefits;
  for (let row = 0; row < count; row++) rows[households[row]] = 0;
  dong.fill(0, 0, count * scenarios);
  benefits.count = 0;
  benefits.line.set(line);
}

/** Adds what a household is paid under a scenario, by the position of its reference person: whole dong; nothing below 0. */
export function payHousehold(
  benefits: HouseholdBenefits,
  scenario: number,
  household: number,
  dong: number,
): void {
  if (dong <= 0) return;
  const { rows, households } = benefits;
  if (rows[household] === 0) {
    households[benefits.count] = household;
    rows[household] = ++benefits.count;
  }
  benefits.dong[(rows[household] - 1) * benefits.scenarios + scenario] += dong;
}
