import { beforeAll, describe, expect, test } from 'vitest';
import { countryPack } from '../../countries/index.js';
import { expectedPopulation } from '../../engine/demography/expected.js';
import type { ResultRow } from '../../engine/results.js';
import { type EngineResult, runEngine } from '../../engine/run.js';
import { findShipped, readScenario, resolveScenario } from '../../scenarios/index.js';
import { figureOf, vietNam } from '../support/engine.js';

// World Population Prospects 2024, medium variant: births, deaths and population on 1 July.
const WPP = [
  { year: 2025, births: 1_328_422, deaths: 683_371, population: 101_598_523 },
  { year: 2030, births: 1_275_653, deaths: 755_553, population: 104_254_902 },
  { year: 2045, births: 1_245_297, deaths: 1_053_807, population: 109_685_399 },
];

let result: EngineResult;
let scenarioIds: string[];

beforeAll(async () => {
  const indices = { firstYear: 2025, price: vietNam.macro.priceIndex, wage: vietNam.macro.wageIndex };
  const scenarios = ['current-law', 'multi-tier-child-benefit'].map((id) => {
    const found = findShipped(id, null);
    const read = found && readScenario(found.text, { source: found.source, find: findShipped });
    if (!read?.ok) throw new Error(`scenario ${id} does not read`);
    return resolveScenario(read.scenario, indices);
  });
  scenarioIds = scenarios.map(({ id }) => id);
  result = await runEngine(
    { country: vietNam, scenarios, seed: 'viet-nam-2025', persons: 1_000_000, toYear: 2045 },
    { workers: 2 },
  );
}, 180_000);

const lives = (indicator: string, year: number) =>
  figureOf(result.rows, {
    scenario: 'current-law',
    year,
    indicator,
    tier: 'all',
    branch: 'all',
    dimension: 'total',
  });

const off = (found: number, wanted: number) => Math.abs(found / wanted - 1);

describe('a sample of one million, 2025-2045', () => {
  test.each(WPP)(
    'population, births and deaths of $year against WPP',
    ({ year, births, deaths, population }) => {
      expect(off(lives('population', year), population)).toBeLessThan(0.005);
      expect(off(lives('births', year), births)).toBeLessThan(0.015);
      expect(off(lives('deaths', year), deaths)).toBeLessThan(0.015);
    },
  );

  test('births and deaths of every year within 1.5 % of the projection of WPP rates without chance', () => {
    const expected = expectedPopulation(vietNam, 2045);
    for (let year = 2025; year <= 2045; year++) {
      expect(off(lives('births', year), expected.births[year - 2025])).toBeLessThan(0.015);
      expect(off(lives('deaths', year), expected.deaths[year - 2025])).toBeLessThan(0.015);
    }
  });

  test('insured persons in 2025: 20.0 to 22.0 million', () => {
    expect(lives('insured_persons', 2025)).toBeGreaterThan(20.0e6);
    expect(lives('insured_persons', 2025)).toBeLessThan(22.0e6);
  });

  test('mothers with a contributory maternity benefit of their own in 2025: 40 to 55 % of those who give birth', () => {
    const covered = figureOf(result.rows, {
      scenario: 'current-law',
      year: 2025,
      indicator: 'effective_coverage',
      branch: 'maternity',
      tier: 'all-contributory',
      dimension: 'total',
    });
    expect(covered).toBeGreaterThan(0.4);
    expect(covered).toBeLessThan(0.55);
  });

  test('rates lie between 0 and 1; those eligible are never fewer than beneficiaries', () => {
    const eligible = new Map<string, number>();
    const keyOf = ({ scenario, year, branch, tier, dimension, group }: ResultRow) =>
      [scenario, year, branch, tier, dimension, group].join('|');
    for (const row of result.rows) {
      expect(Number.isFinite(row.value)).toBe(true);
      // Women may be ahead, and a fund may pay more than it receives.
      const signed = row.indicator.endsWith('gender_gap') || row.indicator.startsWith('fund_balance');
      if (!signed) expect(row.value).toBeGreaterThanOrEqual(0);
      if (row.indicator === 'uptake' || row.indicator === 'effective_coverage') {
        expect(row.value).toBeLessThanOrEqual(1);
      }
      if (row.indicator === 'eligible') eligible.set(keyOf(row), row.value);
      if (row.indicator === 'beneficiaries')
        expect(row.value).toBeLessThanOrEqual(eligible.get(keyOf(row)) ?? -1);
    }
  });

  test('every dimension adds up to the total: population, and the cost of every tier', () => {
    const sums = new Map<string, number>();
    const totals = new Map<string, number>();
    for (const row of result.rows) {
      if (row.indicator !== 'population' && row.indicator !== 'benefit_cost') continue;
      const key = [row.scenario, row.year, row.indicator, row.branch, row.tier].join('|');
      if (row.dimension === 'total') totals.set(key, row.value);
      else sums.set(`${key}|${row.dimension}`, (sums.get(`${key}|${row.dimension}`) ?? 0) + row.value);
    }
    for (const [key, sum] of sums) {
      const total = totals.get(key.slice(0, key.lastIndexOf('|'))) ?? Number.NaN;
      expect(Math.abs(sum - total)).toBeLessThanOrEqual(1e-9 * Math.max(1, total));
    }
  });

  test('lives are the same under every scenario', () => {
    const LIVES = ['population', 'births', 'deaths', 'mothers', 'insured_persons', 'insured_rate'];
    const of = (id: string) =>
      result.rows
        .filter(({ scenario, indicator }) => scenario === id && LIVES.includes(indicator))
        .map(({ value }) => value);
    expect(of(scenarioIds[1])).toEqual(of(scenarioIds[0]));
  });
});

test('the pack is attributed to WPP', () => {
  expect(countryPack('viet-nam')?.attribution).toMatch(/World Population Prospects 2024/);
});
