import { beforeEach, describe, expect, test } from 'vitest';
import { type Accumulators, makeAccumulators } from '../../../engine/indicators/accumulators.js';
import { countPaidChild } from '../../../engine/indicators/adequacy.js';
import { measureDistribution } from '../../../engine/indicators/distribution.js';
import {
  beginYear,
  type HouseholdBenefits,
  makeHouseholdBenefits,
  payHousehold,
} from '../../../engine/indicators/distribution-benefits.js';
import { distributionRows } from '../../../engine/indicators/distribution-rows.js';
import { RowWriter } from '../../../engine/indicators/row-writer.js';
import { tabulate } from '../../../engine/indicators/tables.js';
import { monthIndex } from '../../../engine/inputs/time.js';
import { makePopulation, type Population } from '../../../engine/population/columns.js';
import type { ResultRow } from '../../../engine/results.js';
import { figureOf } from '../../support/engine.js';
import { addFamily, householdsOf } from './families.js';

const URBAN_LINE = 2_000_000;
const RURAL_LINE = 1_500_000;
const LINE = Float64Array.of(URBAN_LINE, RURAL_LINE);
const NO_TIERS = 0;

let people: Population;
let benefits: HouseholdBenefits;
let sums: Accumulators;

/** One year (2025), two scenarios. */
beforeEach(() => {
  people = makePopulation(64);
  benefits = makeHouseholdBenefits(64, 2);
  sums = makeAccumulators(NO_TIERS, 2, 1);
});

function rowsOf(scenario: number): ResultRow[] {
  const rows: ResultRow[] = [];
  distributionRows(tabulate(sums), NO_TIERS, 0, scenario, new RowWriter(rows, `s${scenario}`, 2025));
  return rows;
}

const total = (rows: readonly ResultRow[], indicator: string) =>
  figureOf(rows, { indicator, dimension: 'total' });
const measure = () => measureDistribution(people, householdsOf(people), benefits, sums.distribution, 0);

describe('three households, worked by hand', () => {
  let poor: number;
  let nearPoor: number;
  let well: number;

  beforeEach(() => {
    // A: rural, 1.0 m a head, line 1.5 m: gap 1/3. Four persons, two of them children.
    poor = addFamily(people, { ages: [30, 32, 5, 8], income: 1_000_000, rural: true, fifth: 1, poverty: 2 });
    // B: urban, at the line of 2.0 m: poor by the decree's "or lower", gap 0. Two persons, one a child.
    nearPoor = addFamily(people, { ages: [40, 15], income: 2_000_000, rural: false, fifth: 1, poverty: 1 });
    // C: urban, 6.0 m a head. Four persons, one a child; the fifth member died in the year.
    well = addFamily(people, {
      ages: [50, 48, 16, 0, 80],
      income: 6_000_000,
      rural: false,
      fifth: 4,
      poverty: 0,
    });
    people.exitMonth[well + 4] = monthIndex(2025, 3);
    beginYear(benefits, LINE);
  });

  test('before benefits', () => {
    measure();
    const rows = rowsOf(0);
    // Ten residents, four under 16; six poor, three of them children.
    expect(total(rows, 'poverty_headcount_before')).toBeCloseTo(0.6, 12);
    expect(total(rows, 'child_poverty_headcount_before')).toBeCloseTo(0.75, 12);
    // Four persons with a gap of 1/3 among ten: 4/30; squared 4/90. A person's gap is rounded to a millionth.
    expect(total(rows, 'poverty_gap_before')).toBeCloseTo(4 / 30, 6);
    expect(total(rows, 'poverty_severity_before')).toBeCloseTo(4 / 90, 6);
    // Persons 0.4, 0.2, 0.4; income 4, 4, 24 of 32 m: G = 1 - (0.4 x 0.125 + 0.2 x 0.375 + 0.4 x 1.25) = 0.375.
    expect(total(rows, 'gini_before')).toBeCloseTo(0.375, 12);
    expect(total(rows, 'gini_after')).toBe(total(rows, 'gini_before'));
    expect(total(rows, 'households_gaining')).toBe(0);
    expect(total(rows, 'exclusion_error')).toBe(1);
    expect(rows.filter(({ indicator }) => indicator === 'inclusion_error')).toEqual([]);
  });

  test('after the benefits of a scenario, the other untouched', () => {
    // A: 24 m a year = 0.5 m a head a month: now at the line, still poor, no gap.
    payHousehold(benefits, 1, people.household[poor + 2], 14_000_000);
    payHousehold(benefits, 1, people.household[poor + 3], 10_000_000);
    // B: 12,000 a year = 500 a head a month: above the line, but less than 1 % of its income.
    payHousehold(benefits, 1, people.household[nearPoor], 12_000);
    // C: 4 m a year = 83,333 a head a month; 1 % of its income is 2.88 m.
    payHousehold(benefits, 1, people.household[well], 4_000_000);
    measure();
    const rows = rowsOf(1);
    expect(total(rows, 'poverty_headcount_after')).toBeCloseTo(0.4, 12);
    expect(total(rows, 'child_poverty_headcount_after')).toBeCloseTo(0.5, 12);
    expect(total(rows, 'poverty_gap_after')).toBe(0);
    expect(total(rows, 'poverty_severity_after')).toBe(0);
    const income = [4 * 1_500_000, 2 * 2_000_500, 4 * 6_083_333];
    const [a, b, c] = income.map((part) => part / 34_334_332);
    expect(total(rows, 'gini_after')).toBeCloseTo(
      1 - (0.4 * a + 0.2 * (2 * a + b) + 0.4 * (2 * (a + b) + c)),
      12,
    );
    const gaining = (group: string) =>
      figureOf(rows, { indicator: 'households_gaining', dimension: 'quintile', group });
    expect(gaining('1')).toBeCloseTo(4 / 6, 12);
    expect(gaining('4')).toBe(1);
    expect(total(rows, 'households_gaining')).toBeCloseTo(0.8, 12);
    const other = rowsOf(0);
    expect(total(other, 'poverty_headcount_after')).toBe(total(other, 'poverty_headcount_before'));
    expect(total(other, 'households_gaining')).toBe(0);
  });

  test('targeting: children of poor and near-poor households left out, others let in', () => {
    // Needy children: two of A, one of B. One of A is reached, and the infant of C.
    const { distribution } = sums;
    const pay = (household: number, inDecember: number, months: number) => {
      const { poverty, area } = people;
      countPaidChild(
        inDecember,
        poverty[household],
        area[household],
        months,
        1_000,
        LINE,
        distribution,
        0,
        0,
      );
    };
    pay(poor, 1, 12);
    pay(well, 1, 12);
    // Neither a boy who turned 16 in June nor one who died counts.
    pay(well, 0, 5);
    pay(nearPoor, 0, 12);
    measure();
    const rows = rowsOf(0);
    expect(total(rows, 'exclusion_error')).toBeCloseTo(2 / 3, 12);
    expect(total(rows, 'inclusion_error')).toBeCloseTo(1 / 2, 12);
  });
});

describe('closed forms', () => {
  test('all at half the line: headcount 1, gap 1/2, squared gap 1/4', () => {
    addFamily(people, { ages: [30, 2], income: RURAL_LINE / 2, rural: true, fifth: 1, poverty: 2 });
    addFamily(people, { ages: [30], income: URBAN_LINE / 2, rural: false, fifth: 1, poverty: 2 });
    beginYear(benefits, LINE);
    measure();
    const rows = rowsOf(0);
    expect(total(rows, 'poverty_headcount_before')).toBe(1);
    expect(total(rows, 'poverty_gap_before')).toBe(0.5);
    expect(total(rows, 'poverty_severity_before')).toBe(0.25);
  });

  test('no income at all: gap and squared gap 1, Gini 0', () => {
    addFamily(people, { ages: [30, 2], income: 0, rural: true, fifth: 1, poverty: 2 });
    beginYear(benefits, LINE);
    measure();
    for (const indicator of ['poverty_headcount', 'poverty_gap', 'poverty_severity'])
      expect(total(rowsOf(0), `${indicator}_before`)).toBe(1);
    expect(total(rowsOf(0), 'gini_before')).toBe(0);
  });

  test('nobody: no rows', () => {
    beginYear(benefits, LINE);
    measure();
    expect(rowsOf(0)).toEqual([]);
  });

  test('a benefit of the poverty line for every member of every household ends poverty', () => {
    const sizes = [1, 3, 7];
    for (const size of sizes) {
      const rural = size % 2 === 1;
      const ages = Array.from({ length: size }, (_, i) => 30 - 4 * i);
      addFamily(people, { ages, income: 90_000 * size, rural, fifth: 1, poverty: 2 });
    }
    beginYear(benefits, LINE);
    for (let i = 0; i < people.count; i++)
      payHousehold(benefits, 1, people.household[i], 12 * LINE[people.area[i]]);
    measure();
    const rows = rowsOf(1);
    expect(total(rows, 'poverty_headcount_before')).toBe(1);
    expect(total(rows, 'poverty_headcount_after')).toBe(0);
    expect(total(rows, 'child_poverty_headcount_after')).toBe(0);
    expect(total(rows, 'poverty_gap_after')).toBe(0);
  });
});
