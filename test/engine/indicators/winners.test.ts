import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { measureDistribution } from '../../../engine/indicators/distribution.js';
import {
  beginYear,
  type HouseholdBenefits,
  makeHouseholdBenefits,
  payHousehold,
} from '../../../engine/indicators/distribution-benefits.js';
import { type DistributionSums, makeDistributionSums } from '../../../engine/indicators/distribution-sums.js';
import { RowWriter } from '../../../engine/indicators/row-writer.js';
import { winnersRows } from '../../../engine/indicators/winners-rows.js';
import { monthIndex } from '../../../engine/inputs/time.js';
import { makePopulation, type Population } from '../../../engine/population/columns.js';
import type { ResultRow } from '../../../engine/results.js';
import { figureOf } from '../../support/engine.js';
import { addFamily, householdsOf } from './families.js';

const LINE = Float64Array.of(2_000_000, 1_500_000);
/** The baseline and two reforms. */
const SCENARIOS = 3;

let people: Population;
let benefits: HouseholdBenefits;
let sums: DistributionSums;

beforeEach(() => {
  people = makePopulation(64);
  benefits = makeHouseholdBenefits(64, SCENARIOS);
  sums = makeDistributionSums(SCENARIOS, 1);
  beginYear(benefits, LINE);
});

function measure(): void {
  measureDistribution(people, householdsOf(people), benefits, sums, 0);
}

function rowsOf(scenario: number): ResultRow[] {
  const rows: ResultRow[] = [];
  winnersRows(sums, 0, scenario, new RowWriter(rows, `s${scenario}`, 2025));
  return rows;
}

const total = (rows: readonly ResultRow[], indicator: string) =>
  figureOf(rows, { indicator, dimension: 'total', group: 'total' });
const tenth = (rows: readonly ResultRow[], indicator: string, group: string) =>
  figureOf(rows, { indicator, dimension: 'decile', group });

describe('three households and two reforms, worked by hand', () => {
  let first: number;
  let fifth: number;
  let last: number;

  beforeEach(() => {
    const rural = true;
    first = addFamily(people, { ages: [30, 32, 5, 8], income: 1_000_000, rural, fifth: 1, poverty: 2 });
    fifth = addFamily(people, { ages: [40, 15], income: 3_000_000, rural, fifth: 3, tenth: 5, poverty: 0 });
    last = addFamily(people, { ages: [60], income: 10_000_000, rural, fifth: 5, tenth: 10, poverty: 0 });
    // Baseline: 100,000 a head a month to the first, 10,000 to the last.
    payHousehold(benefits, 0, people.household[first + 2], 4_800_000);
    payHousehold(benefits, 0, people.household[last], 120_000);
    // Reform 1: twice as much to the first, 50,000 to the second, nothing to the last.
    payHousehold(benefits, 1, people.household[first + 2], 4_800_000);
    payHousehold(benefits, 1, people.household[first + 3], 4_800_000);
    payHousehold(benefits, 1, people.household[fifth], 1_200_000);
    // Reform 2: nothing to the first and second, 21,000 to the last.
    payHousehold(benefits, 2, people.household[last], 252_000);
    measure();
  });

  test('reform 1: four gain 100,000 and two 50,000; the last loses 10,000 of 10,010,000, less than a thousandth', () => {
    const rows = rowsOf(1);
    expect(total(rows, 'winners')).toBeCloseTo(6 / 7, 12);
    expect(total(rows, 'losers')).toBe(0);
    expect(total(rows, 'mean_gain')).toBeCloseTo(500_000 / 6, 6);
    expect(tenth(rows, 'winners', '1')).toBe(1);
    expect(tenth(rows, 'mean_gain', '1')).toBe(100_000);
    expect(tenth(rows, 'mean_gain', '5')).toBe(50_000);
    expect(tenth(rows, 'winners', '10')).toBe(0);
    expect(rows.filter(({ indicator }) => indicator === 'mean_loss')).toEqual([]);
  });

  test('reform 2: the first loses what only the baseline pays, the last gains 11,000', () => {
    const rows = rowsOf(2);
    expect(total(rows, 'winners')).toBeCloseTo(1 / 7, 12);
    expect(total(rows, 'losers')).toBeCloseTo(4 / 7, 12);
    expect(total(rows, 'mean_gain')).toBe(11_000);
    expect(total(rows, 'mean_loss')).toBe(100_000);
    expect(tenth(rows, 'losers', '1')).toBe(1);
    expect(tenth(rows, 'losers', '5')).toBe(0);
    expect(tenth(rows, 'winners', '10')).toBe(1);
  });

  test('tenths without residents have no rows, nor has the baseline', () => {
    const groups = new Set(rowsOf(1).map(({ group }) => group));
    expect(groups).toEqual(new Set(['total', '1', '5', '10']));
    expect(rowsOf(0)).toEqual([]);
  });
});

test('a household of which nobody is left, and one without any income', () => {
  const gone = addFamily(people, { ages: [30], income: 1_000_000, rural: true, fifth: 1, poverty: 0 });
  people.exitMonth[gone] = monthIndex(2025, 5);
  const none = addFamily(people, { ages: [30, 1], income: 0, rural: true, fifth: 1, poverty: 2 });
  payHousehold(benefits, 1, people.household[gone], 1_000_000);
  // 24 dong a year for two persons: one dong a head a month, out of nothing.
  payHousehold(benefits, 1, people.household[none], 24);
  measure();
  expect(total(rowsOf(1), 'winners')).toBe(1);
  expect(total(rowsOf(1), 'mean_gain')).toBe(1);
  expect(total(rowsOf(2), 'winners')).toBe(0);
  expect(sums.counts.every(Number.isFinite)).toBe(true);
});

test('a change of just a thousandth is none, one dong more is; nor is the same payment without any income', () => {
  const family = { ages: [40], rural: true, fifth: 2, poverty: 0 };
  const just = addFamily(people, { ...family, income: 5_000_000, tenth: 3 });
  const more = addFamily(people, { ...family, income: 5_000_000, tenth: 4 });
  addFamily(people, { ...family, income: 0, tenth: 1 });
  payHousehold(benefits, 1, people.household[just], 60_000);
  payHousehold(benefits, 1, people.household[more], 60_012);
  // Less than half a dong a head a month.
  payHousehold(benefits, 1, people.household[more + 1], 5);
  measure();
  const rows = rowsOf(1);
  expect(tenth(rows, 'winners', '3')).toBe(0);
  expect(tenth(rows, 'mean_gain', '4')).toBe(5_001);
  expect(total(rows, 'losers')).toBe(0);
});

test('every household and pair of scenarios once, whatever is paid and in which order', () => {
  const household = fc.record({
    size: fc.integer({ min: 1, max: 5 }),
    income: fc.integer({ min: 0, max: 20_000_000 }),
    tenth: fc.integer({ min: 1, max: 10 }),
    paid: fc.array(
      fc.tuple(fc.nat(SCENARIOS - 1), fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 9_000_000 }))),
      { maxLength: 6 },
    ),
  });
  fc.assert(
    fc.property(fc.array(household, { minLength: 1, maxLength: 8 }), (families) => {
      people = makePopulation(64);
      benefits = makeHouseholdBenefits(64, SCENARIOS);
      sums = makeDistributionSums(SCENARIOS, 1);
      beginYear(benefits, LINE);
      const expected = [0, 1, 2].map(() => ({ winners: 0, losers: 0, gains: 0, losses: 0 }));
      let residents = 0;
      for (const { size, income, tenth: group, paid } of families) {
        const ages = Array.from({ length: size }, (_, i) => 60 - 9 * i);
        const fifth = Math.ceil(group / 2);
        const at = addFamily(people, { ages, income, rural: true, fifth, tenth: group, poverty: 0 });
        for (const [scenario, dong] of paid) payHousehold(benefits, scenario, people.household[at], dong);
        residents += size;
        const under = [0, 1, 2].map((scenario) => {
          const dong = paid.filter(([to]) => to === scenario).reduce((all, [, one]) => all + one, 0);
          return income + Math.round(dong / 12 / size);
        });
        under.forEach((after, scenario) => {
          const change = after - under[0];
          if (Math.abs(change) <= 0.001 * under[0]) return;
          expected[scenario][change > 0 ? 'winners' : 'losers'] += size;
          expected[scenario][change > 0 ? 'gains' : 'losses'] += size * Math.abs(change);
        });
      }
      measure();
      for (const scenario of [1, 2]) {
        const rows = rowsOf(scenario);
        const { winners, losers, gains, losses } = expected[scenario];
        expect(total(rows, 'winners') * residents).toBeCloseTo(winners, 9);
        expect(total(rows, 'losers') * residents).toBeCloseTo(losers, 9);
        if (winners > 0) expect(total(rows, 'mean_gain')).toBeCloseTo(gains / winners, 6);
        if (losers > 0) expect(total(rows, 'mean_loss')).toBeCloseTo(losses / losers, 6);
      }
    }),
    { numRuns: 300, seed: 7 },
  );
});
