import { beforeEach, describe, expect, test } from 'vitest';
import {
  type Accumulators,
  LIFE,
  lifeCells,
  makeAccumulators,
} from '../../../engine/indicators/accumulators.js';
import { countPaidChild, countPaidMother } from '../../../engine/indicators/adequacy.js';
import { adequacyRows } from '../../../engine/indicators/adequacy-rows.js';
import { addCount, LIVED, LIVES } from '../../../engine/indicators/distribution-sums.js';
import { genderRows } from '../../../engine/indicators/gender.js';
import { ageCell } from '../../../engine/indicators/groups.js';
import { countResidents } from '../../../engine/indicators/lives.js';
import { RowWriter } from '../../../engine/indicators/row-writer.js';
import { standardRows } from '../../../engine/indicators/standards.js';
import { tabulate } from '../../../engine/indicators/tables.js';
import { ACTIVITY, INSURANCE } from '../../../engine/population/activity.js';
import { makePopulation, type Population } from '../../../engine/population/columns.js';
import { makeModel } from '../../../engine/projection/model.js';
import type { ResultRow } from '../../../engine/results.js';
import { portfolioOf } from '../../../engine/tiers/portfolio.js';
import { birthTier, figureOf, scenario, vietNam } from '../../support/engine.js';
import { addFamily } from './families.js';

const URBAN_LINE = 2_000_000;
const RURAL_LINE = 1_500_000;
const LINE = Float64Array.of(URBAN_LINE, RURAL_LINE);
const model = makeModel(vietNam, [], 'adequacy', 1000, 2025);

const portfolio = portfolioOf([
  scenario('s', [
    birthTier('leave', { kind: 'contributory' }),
    birthTier('father', { kind: 'contributory', recipient: 'father' }),
    birthTier('grant'),
  ]),
]);
const TIERS = portfolio.tiers.length;
const [LEAVE, FATHER, GRANT] = portfolio.scenarios[0].births;

let people: Population;
let sums: Accumulators;

beforeEach(() => {
  people = makePopulation(64);
  sums = makeAccumulators(TIERS, 1, 1);
});

function rowsWith(write: (writer: RowWriter) => void): ResultRow[] {
  const rows: ResultRow[] = [];
  write(new RowWriter(rows, 's', 2025));
  return rows;
}

const total = (rows: readonly ResultRow[], indicator: string) =>
  figureOf(rows, { indicator, dimension: 'total' });

/** A woman who gives birth in June and is paid by tier. */
function mother(
  rural: boolean,
  earnings: number,
  insurance: 'compulsory' | 'voluntary',
  paid: Record<number, number>,
) {
  const own = Object.entries(paid).filter(
    ([place]) => portfolio.tiers[Number(place)].tier.recipient !== 'father',
  );
  const dong = (kept: typeof own) => kept.reduce((sum, [, amount]) => sum + amount, 0);
  const contributory = own.filter(([place]) => portfolio.contributory[Number(place)] === 1);
  const months = insurance === 'compulsory' ? 12 : 0;
  countPaidMother(
    dong(contributory),
    dong(own),
    Number(rural),
    earnings,
    months,
    LINE,
    sums.distribution,
    0,
    0,
  );
  sums.lives[lifeCells(0, LIFE.mothers)]++;
}

describe('two mothers, worked by hand', () => {
  beforeEach(() => {
    // Rural, compulsory: 48 m of leave for 10 m a month, and a grant of 2 m.
    mother(true, 10_000_000, 'compulsory', { [LEAVE]: 48_000_000, [GRANT]: 2_000_000 });
    // Urban, voluntary: 2 m for 5 m a month; what the father draws is not hers.
    mother(false, 5_000_000, 'voluntary', { [LEAVE]: 2_000_000, [FATHER]: 3_000_000 });
  });

  test('replacement rates and adequacy', () => {
    const rows = rowsWith((writer) => adequacyRows(model, tabulate(sums), TIERS, 0, 0, writer));
    const rate = (group: string) => figureOf(rows, { indicator: 'replacement_rate_maternity', group });
    expect(rate('compulsory')).toBeCloseTo(48 / 60, 12);
    expect(rate('voluntary')).toBeCloseTo(2 / 30, 12);
    expect(rate('total')).toBeCloseTo(50 / 90, 12);
    // 52 m of own benefits against six months of 1.5 and of 2.0 m.
    expect(model.income.povertyLine.slice(0, 2)).toEqual(LINE);
    expect(total(rows, 'adequacy_of_maternity_poverty_line')).toBeCloseTo(52 / 21, 12);
  });

  test('standards', () => {
    const rows = rowsWith((writer) => standardRows(tabulate(sums), TIERS, 0, 0, writer));
    // 48 m over 12, 14 and 18 weeks of 10 m a month, a month having 365/84 weeks.
    const over = (weeks: number) => 4.8 / ((weeks * 84) / 365);
    expect(total(rows, 'standard_c102_viii_ratio')).toBeCloseTo(over(12), 12);
    expect(total(rows, 'standard_c183_ratio')).toBeCloseTo(over(14), 12);
    expect(total(rows, 'standard_r191_ratio')).toBeCloseTo(over(18), 12);
    expect(total(rows, 'standard_r191_met')).toBe(1);
    // 50 m reach four months of 1.5 m, 2 m do not reach four of 2.0 m.
    expect(total(rows, 'standard_r202_maternity_ratio')).toBe(0.5);
    expect(total(rows, 'standard_r202_maternity_met')).toBe(0);
  });
});

test('a mother without earnings has nothing to replace, but counts against the line', () => {
  mother(true, 0, 'compulsory', { [LEAVE]: 9_000_000 });
  const rows = rowsWith((writer) => adequacyRows(model, tabulate(sums), TIERS, 0, 0, writer));
  expect(rows.map(({ indicator }) => indicator)).toEqual(['adequacy_of_maternity_poverty_line']);
  expect(rows[0].value).toBe(1);
});

test('a benefit below what the standards ask for meets none', () => {
  // 4.5 m a month of work are 12 weeks x 84/365 x 0.45 = 1.243 months: 5.59 m.
  mother(true, 4_500_000, 'compulsory', { [LEAVE]: 5_580_000 });
  const rows = rowsWith((writer) => standardRows(tabulate(sums), TIERS, 0, 0, writer));
  for (const standard of ['c102_viii', 'c183', 'r191'])
    expect(total(rows, `standard_${standard}_met`)).toBe(0);
});

test('R202: a child is at the floor with a quarter of the line for each month of life under 16', () => {
  const home = addFamily(people, { ages: [30, 4, 0], income: 1e6, rural: true, fifth: 1, poverty: 2 });
  const { distribution } = sums;
  addCount(distribution, 0, LIVES, LIVED.childrenOfTheYear, 2);
  // Twelve months x 375,000 = 4.5 m; an infant of June lived seven: 2.625 m.
  const { poverty, area } = people;
  countPaidChild(1, poverty[home], area[home], 12, 4_499_999, LINE, distribution, 0, 0);
  countPaidChild(1, poverty[home], area[home], 7, 2_625_000, LINE, distribution, 0, 0);
  const rows = rowsWith((writer) => standardRows(tabulate(sums), TIERS, 0, 0, writer));
  expect(total(rows, 'standard_r202_child_ratio')).toBe(0.5);
  expect(total(rows, 'standard_r202_child_met')).toBe(0);
});

describe('earnings and cover at the end of the year', () => {
  beforeEach(() => {
    const worker = (
      sex: number,
      age: number,
      activity: keyof typeof ACTIVITY,
      insurance: keyof typeof INSURANCE,
      education: number,
      earnings: number,
    ) => {
      const person = addFamily(people, { ages: [age], income: 1e6, rural: true, fifth: 1, poverty: 0 });
      people.sex[person] = sex;
      people.activity[person] = ACTIVITY[activity];
      people.insurance[person] = INSURANCE[insurance];
      people.education[person] = education;
      people.earnings[person] = earnings;
    };
    worker(0, 40, 'formalEmployee', 'compulsory', 3, 10_000_000);
    worker(0, 61, 'informalEmployee', 'none', 1, 6_000_000);
    worker(0, 17, 'informalEmployee', 'none', 0, 2_000_000);
    worker(0, 30, 'unemployed', 'none', 1, 0);
    worker(1, 35, 'formalEmployee', 'compulsory', 2, 8_000_000);
    worker(1, 35, 'ownAccount', 'voluntary', 0, 1_000_000);
    worker(1, 50, 'familyWorker', 'none', 0, 0);
    worker(1, 14, 'child', 'none', 0, 0);
    countResidents(people, model.labour, sums, 0, 2025);
  });

  test('gaps between men and women', () => {
    const rows = rowsWith((writer) => genderRows(sums.distribution, 0, writer));
    // Means 4.5 and 6 m; men of 15-59: one of three insured; women: two of three.
    expect(total(rows, 'earnings_gender_gap')).toBeCloseTo(1 - 4.5 / 6, 12);
    expect(total(rows, 'insured_gender_gap')).toBeCloseTo(1 / 3 - 2 / 3, 12);
  });

  test('persons protected and the wage of an ordinary labourer', () => {
    sums.lives[lifeCells(0, LIFE.childMonths) + ageCell(0, 3)] = 120;
    const rows = rowsWith((writer) => standardRows(tabulate(sums), TIERS, 0, 0, writer));
    // Two of four employees are compulsory members.
    expect(total(rows, 'standard_c102_viii_coverage')).toBe(0.5);
    // W is the 6 m of the only male employee of 18 and over with little schooling; nothing is paid.
    expect(total(rows, 'standard_c102_vii_ratio')).toBe(0);
    expect(total(rows, 'standard_c102_vii_met')).toBe(0);
  });
});
