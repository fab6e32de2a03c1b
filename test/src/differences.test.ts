import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ResultRow } from '../../engine/results.js';
import { differenceTable } from '../../src/comparison/differences.js';
import { summaryOf } from '../../src/comparison/summary.js';
import { TableIndex } from '../../src/results/selection.js';
import { tableOf } from '../../src/tables/result-table.js';
import { tableRows } from '../../src/tables/table.js';
import { fakeRow } from './fake-engine.js';

type Fields = Partial<ResultRow> & Pick<ResultRow, 'scenario' | 'value'>;
const row = (fields: Fields) => fakeRow({ year: 2030, branch: 'child', ...fields });
const money = (fields: Fields) => row({ indicator: 'benefit_cost', unit: 'VND billion, nominal', ...fields });
const share = (fields: Fields) => row({ indicator: 'cost_share_of_gdp', unit: 'share of GDP', ...fields });
const coverage = (fields: Fields) =>
  row({ indicator: 'effective_coverage', unit: 'share of those in need', ...fields });

async function differences(rows: readonly ResultRow[], baseline = 'law') {
  return [...tableRows(await differenceTable(tableOf(rows), baseline))];
}

describe('differenceTable', () => {
  it('sets each figure of a reform beside the same of the baseline', async () => {
    // GDP of 2030 is 250 / 0.0125 = 20,000.
    const rows = await differences([
      money({ scenario: 'law', value: 250 }),
      share({ scenario: 'law', value: 0.0125 }),
      coverage({ scenario: 'law', value: 0.25 }),
      money({ scenario: 'reform', value: 300 }),
      share({ scenario: 'reform', value: 0.015 }),
      coverage({ scenario: 'reform', value: 0.75 }),
    ]);
    const common = { scenario: 'reform', year: 2030, branch: 'child', tier: 'all', group: 'total' };
    expect(rows).toEqual([
      {
        ...common,
        indicator: 'benefit_cost',
        dimension: 'total',
        baseline: 250,
        reform: 300,
        difference: 50,
        percent: 20,
        gdp_points: 0.25,
        unit: 'VND billion, nominal',
      },
      {
        ...common,
        indicator: 'cost_share_of_gdp',
        dimension: 'total',
        baseline: 0.0125,
        reform: 0.015,
        difference: 0.015 - 0.0125,
        percent: expect.closeTo(20, 10),
        gdp_points: null,
        unit: 'share of GDP',
      },
      {
        ...common,
        indicator: 'effective_coverage',
        dimension: 'total',
        baseline: 0.25,
        reform: 0.75,
        difference: 0.5,
        percent: 200,
        gdp_points: null,
        unit: 'share of those in need',
      },
    ]);
  });

  it('counts a missing row of money or persons as zero, and of nothing else', async () => {
    const rows = await differences([
      money({ scenario: 'law', value: 250 }),
      share({ scenario: 'law', value: 0.0125 }),
      money({ scenario: 'law', tier: 'old', value: 40 }),
      coverage({ scenario: 'law', tier: 'old', value: 0.25 }),
      money({ scenario: 'reform', tier: 'new', value: 60 }),
      row({
        scenario: 'reform',
        tier: 'new',
        indicator: 'eligible',
        unit: 'children, mean of months',
        value: 7,
      }),
      row({ scenario: 'reform', indicator: 'winners', unit: 'share of persons', value: 0.25 }),
    ]);
    const told = rows.map(({ indicator, tier, baseline, reform, difference, percent, gdp_points }) => [
      `${indicator} ${tier}`,
      [baseline, reform, difference, percent, gdp_points],
    ]);
    expect(Object.fromEntries(told)).toEqual({
      // 100 x 60 / 20,000
      'benefit_cost new': [null, 60, 60, null, 0.3],
      'eligible new': [null, 7, 7, null, null],
      'winners all': [null, 0.25, null, null, null],
      'benefit_cost all': [250, null, -250, -100, -1.25],
      'cost_share_of_gdp all': [0.0125, null, null, null, null],
      'benefit_cost old': [40, null, -40, -100, -0.2],
      'effective_coverage old': [0.25, null, null, null, null],
    });
  });

  it('leaves points of GDP to nominal money of the nation', async () => {
    const rows = await differences([
      money({ scenario: 'law', value: 250 }),
      share({ scenario: 'law', value: 0.0125 }),
      money({ scenario: 'law', dimension: 'area', group: 'urban', value: 100 }),
      row({
        scenario: 'law',
        indicator: 'benefit_cost_constant',
        unit: 'VND billion, 2025 prices',
        value: 200,
      }),
      money({ scenario: 'reform', value: 250 }),
      share({ scenario: 'reform', value: 0.0125 }),
      money({ scenario: 'reform', dimension: 'area', group: 'urban', value: 150 }),
      row({
        scenario: 'reform',
        indicator: 'benefit_cost_constant',
        unit: 'VND billion, 2025 prices',
        value: 220,
      }),
    ]);
    expect(rows.map(({ difference, percent, gdp_points }) => [difference, percent, gdp_points])).toEqual([
      [0, 0, 0],
      [0, 0, null],
      [50, 50, null],
      [20, 10, null],
    ]);
  });

  it('takes the difference of shares where two scenarios have different paths of GDP', async () => {
    // GDP is 20,000 under the baseline, 25,000 under the reform.
    const [cost] = await differences([
      money({ scenario: 'law', value: 250 }),
      share({ scenario: 'law', value: 0.0125 }),
      money({ scenario: 'reform', value: 500 }),
      share({ scenario: 'reform', value: 0.02 }),
    ]);
    expect(cost).toMatchObject({ difference: 250, percent: 100, gdp_points: expect.closeTo(2 - 1.25, 12) });
  });

  it('tells per cent by the size of a negative baseline, and none of zero', async () => {
    const balance = { indicator: 'fund_balance', branch: 'financing' } as const;
    const rows = await differences([
      money({ ...balance, scenario: 'law', group: 'fund', value: -50 }),
      money({ ...balance, scenario: 'law', group: 'other', value: 0 }),
      money({ ...balance, scenario: 'reform', group: 'fund', value: -75 }),
      money({ ...balance, scenario: 'reform', group: 'other', value: 5 }),
    ]);
    expect(rows.map(({ difference, percent, gdp_points }) => [difference, percent, gdp_points])).toEqual([
      [-25, -50, null],
      [5, null, null],
    ]);
  });

  it('pairs several reforms, a response too, in their order, whatever the order of rows', async () => {
    const rows = await differences([
      coverage({ scenario: 'law', year: 2031, value: 0.5 }),
      coverage({ scenario: 'law', year: 2030, value: 0.25 }),
      coverage({ scenario: 'a', year: 2030, value: 0.5 }),
      coverage({ scenario: 'a', year: 2031, value: 0.5 }),
      coverage({ scenario: 'a+response', year: 2031, value: 0.25 }),
      coverage({ scenario: 'a+response', year: 2030, value: 0.125 }),
    ]);
    expect(rows.map(({ scenario, year, difference }) => [scenario, year, difference])).toEqual([
      ['a', 2030, 0.25],
      ['a', 2031, 0],
      ['a+response', 2031, -0.25],
      ['a+response', 2030, -0.125],
    ]);
  });

  it('never mixes figures of two units', async () => {
    const rows = await differences([
      row({ scenario: 'law', indicator: 'eligible', unit: 'mothers', value: 3 }),
      row({ scenario: 'reform', indicator: 'eligible', unit: 'cases', value: 5 }),
    ]);
    expect(
      rows.map(({ unit, baseline, reform, difference }) => [unit, baseline, reform, difference]),
    ).toEqual([
      ['cases', null, 5, 5],
      ['mothers', 3, null, -3],
    ]);
  });

  const figure = fc.integer({ min: -(10 ** 14), max: 10 ** 14 }).map((dong) => dong / 1e9);
  const rowOf = fc.record({
    year: fc.integer({ min: 2025, max: 2028 }),
    tier: fc.constantFrom('a', 'b', 'c'),
    group: fc.constantFrom('male', 'female', 'x'),
    value: figure,
  });
  const keyOf = ({ year, tier, group }: { year: number; tier: string; group: string }) =>
    `${year} ${tier} ${group}`;
  const side = fc.uniqueArray(rowOf, { selector: keyOf, maxLength: 30 });

  it('has every row of either side once, and adds up', async () => {
    await fc.assert(
      fc.asyncProperty(side, side, async (before, after) => {
        const base = before.map((fields) => money({ ...fields, scenario: 'law', dimension: 'sex' }));
        const reform = after.map((fields) => money({ ...fields, scenario: 'reform', dimension: 'sex' }));
        const found = await differences([...base, ...reform]);
        const keys = new Set([...before, ...after].map(keyOf));
        // Without a row of the reform the table does not know of it.
        expect(found.length).toBe(after.length === 0 ? 0 : keys.size);
        for (const { baseline, reform, difference } of found as Record<string, number | null>[]) {
          const sum = (baseline ?? 0) + (difference ?? Number.NaN);
          expect(Math.abs(sum - (reform ?? 0))).toBeLessThanOrEqual(
            Number.EPSILON * Math.max(Math.abs(sum), Math.abs(baseline ?? 0), Math.abs(difference ?? 0)),
          );
          // In whole dong it is exact.
          const dong = (value: number | null) => Math.round((value ?? 0) * 1e9);
          expect(dong(baseline) + dong(difference)).toBe(dong(reform));
        }
      }),
      { seed: 20_260_101, numRuns: 300 },
    );
  });
});

describe('summaryOf', () => {
  it('gives cost, coverage and uptake by branch and year, and who wins', async () => {
    const rows = [
      money({ scenario: 'law', value: 250 }),
      money({ scenario: 'law', branch: 'maternity', value: 100 }),
      coverage({ scenario: 'law', value: 0.25 }),
      money({ scenario: 'reform', value: 300 }),
      money({ scenario: 'reform', branch: 'maternity', value: 150 }),
      money({ scenario: 'reform', tier: 'one', value: 1 }),
      coverage({ scenario: 'reform', value: 0.75 }),
      row({ scenario: 'reform', branch: 'all', indicator: 'winners', unit: 'share of persons', value: 0.5 }),
      row({ scenario: 'reform', branch: 'all', indicator: 'mean_gain', unit: 'VND', value: 1000 }),
      money({ scenario: 'reform', year: 2031, value: 999 }),
    ];
    const table = await differenceTable(tableOf(rows), 'law');
    const none = { baseline: null, reform: null, difference: null };
    expect(summaryOf(table, await TableIndex.of(table), [2030, 2032])).toEqual([
      {
        scenario: 'reform',
        years: [
          {
            year: 2030,
            maternity: {
              effective_coverage: none,
              uptake: none,
              benefit_cost: { baseline: 100, reform: 150, difference: 50 },
              cost_share_of_gdp: none,
            },
            child: {
              effective_coverage: { baseline: 0.25, reform: 0.75, difference: 0.5 },
              uptake: none,
              benefit_cost: { baseline: 250, reform: 300, difference: 50 },
              cost_share_of_gdp: none,
            },
            both: {
              benefit_cost: { baseline: 350, reform: 450, difference: 100 },
              cost_share_of_gdp: none,
            },
            winners: { winners: 0.5, losers: null, mean_gain: 1000, mean_loss: null },
          },
          expect.objectContaining({ year: 2032, winners: null }),
        ],
      },
    ]);
  });
});
