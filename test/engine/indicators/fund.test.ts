import { describe, expect, test } from 'vitest';
import { resultRows } from '../../../engine/indicators/rows.js';
import type { ResolvedScenario } from '../../../engine/inputs/scenario.js';
import { makeModel } from '../../../engine/projection/model.js';
import { makeSimulator } from '../../../engine/projection/simulator.js';
import type { ResultRow } from '../../../engine/results.js';
import { childTier, figureOf, scenario, vietNam } from '../../support/engine.js';
import { resolvedText, shippedLaw } from '../../support/law.js';

const law = shippedLaw('current-law');
const reform = shippedLaw('multi-tier-child-benefit');
const raised = resolvedText(`id: raised
extends: current-law
title: { en: Raised, vi: Tăng }
parameters:
  sickness_maternity_rate:
    mark: assumption
    reference: test
    values: [{ from: 2016-01, value: 0.06 }]
`);

function rowsOf(scenarios: readonly ResolvedScenario[]): ResultRow[] {
  const model = makeModel(vietNam, scenarios, 'fund', 10_000, 2028);
  const simulator = makeSimulator(model);
  const sums = simulator.emptySums();
  for (let block = 0; block < model.plan.blocks; block++) simulator.run(block, sums);
  return resultRows(model, sums);
}

const rows = rowsOf([law, reform, raised]);
const FUND = 'sickness-and-maternity-fund';
const of = (year: number, indicator: string, of: ResolvedScenario = law, group = FUND) =>
  figureOf(rows, { scenario: of.id, year, branch: 'financing', tier: 'all', indicator, group });

describe.each([2025, 2026, 2028])('funds in %i', (year) => {
  test('balance = contributions - benefits - administration, also as a share of GDP', () => {
    const balance =
      of(year, 'fund_contributions') - of(year, 'fund_benefits') - of(year, 'fund_administration');
    expect(of(year, 'fund_balance')).toBeCloseTo(balance, 9);
    const gdp = vietNam.macro.gdp[year - 2025];
    expect(of(year, 'fund_balance_share_of_gdp') * gdp).toBeCloseTo(balance, 9);
    expect(of(year, 'fund_contributions')).toBeGreaterThan(0);
  });

  test('contributions of a fund are the sum over payers, and over its contributions', () => {
    for (const group of [FUND, 'pension-and-survivor-fund']) {
      const here = rows.filter((row) => row.scenario === law.id && row.year === year);
      const payers = here.filter(
        (row) => row.indicator === 'fund_contributions' && row.group === group && row.tier !== 'all',
      );
      const ids = law.contributions.filter(({ fund }) => fund === group).map(({ id }) => id);
      const single = here.filter(
        (row) => row.indicator === 'contributions' && row.dimension === 'total' && ids.includes(row.tier),
      );
      const sum = (part: readonly ResultRow[]) => part.reduce((total, { value }) => total + value, 0);
      expect(payers.map(({ tier }) => tier)).toEqual(
        group === FUND ? ['employer', 'member'] : ['member', 'state-budget'],
      );
      expect(sum(payers)).toBeCloseTo(of(year, 'fund_contributions', law, group), 9);
      expect(sum(single)).toBeCloseTo(of(year, 'fund_contributions', law, group), 9);
    }
  });

  test('benefits and administration are those of the tiers that the fund finances', () => {
    const tiers = law.tiers.filter(({ financing }) => financing === FUND).map(({ id }) => id);
    const sum = (indicator: string) =>
      rows
        .filter(
          (row) =>
            row.scenario === law.id &&
            row.year === year &&
            row.indicator === indicator &&
            row.dimension === 'total' &&
            tiers.includes(row.tier),
        )
        .reduce((total, { value }) => total + value, 0);
    // Births: the benefit, the father's two, antenatal days and recuperation; losses; adoptions: leave and lump sum.
    expect(tiers).toHaveLength(8);
    expect(sum('benefit_cost')).toBeCloseTo(of(year, 'fund_benefits'), 9);
    expect(sum('administration_cost')).toBeCloseTo(of(year, 'fund_administration'), 9);
  });

  test('persons and money of both sexes, and of the regions, are the national ones', () => {
    for (const indicator of ['contributors', 'contributions']) {
      const single = (dimension: ResultRow['dimension']) =>
        rows
          .filter(
            (row) =>
              row.scenario === law.id &&
              row.year === year &&
              row.indicator === indicator &&
              row.tier === 'sickness-and-maternity-employer' &&
              row.dimension === dimension,
          )
          .reduce((total, { value }) => total + value, 0);
      expect(single('sex')).toBeCloseTo(single('total'), 6);
      expect(single('region')).toBeCloseTo(single('total'), 6);
      expect(single('total')).toBeGreaterThan(0);
    }
  });

  test('twice the rate is twice the contribution, within half a dong a month of rounding', () => {
    const once = of(year, 'fund_contributions');
    const twice = of(year, 'fund_contributions', raised);
    const months = 12 * 40e6 * 2;
    expect(Math.abs(twice - 2 * once) * 1e9).toBeLessThan(months);
    expect(of(year, 'fund_benefits', raised)).toBe(of(year, 'fund_benefits'));
  });
});

test('a child benefit from the fund is paid out of its balance', () => {
  const extra = figureOf(rows, {
    scenario: reform.id,
    year: 2028,
    tier: 'child-benefit-contributory',
    indicator: 'benefit_cost',
    dimension: 'total',
  });
  expect(extra).toBeGreaterThan(0);
  expect(of(2028, 'fund_balance') - of(2028, 'fund_balance', reform)).toBeCloseTo(extra * 1.03, 6);
});

test('the state budget is no fund; a fund without contributions has a balance of what it pays', () => {
  expect(
    rows.filter(({ indicator, group }) => indicator === 'fund_balance' && group === 'state-budget'),
  ).toEqual([]);
  const bare = rowsOf([
    scenario('bare', [childTier('paid', { financing: 'child-fund', administrationShare: 0.1 })]),
  ]);
  const figure = (indicator: string) =>
    figureOf(bare, { year: 2026, indicator, group: 'child-fund', branch: 'financing' });
  expect(figure('fund_contributions')).toBe(0);
  expect(figure('fund_benefits')).toBeGreaterThan(0);
  expect(figure('fund_balance')).toBeCloseTo(-1.1 * figure('fund_benefits'), 6);
});

test('a scenario has the same rows alone and beside others', () => {
  const alone = rowsOf([law]);
  expect(rows.filter((row) => row.scenario === law.id)).toEqual(alone);
});
