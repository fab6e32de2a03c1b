import { beforeAll, describe, expect, test } from 'vitest';
import { expectedPopulation } from '../../../engine/demography/expected.js';
import { runEngine } from '../../../engine/run.js';
import { figureOf, vietNam } from '../../support/engine.js';

const request = {
  country: vietNam,
  scenarios: [
    { id: 's', title: { en: 's', vi: 's' }, hash: '', parameters: [], tiers: [], contributions: [] },
  ],
};
const YEARS = [2025, 2026, 2027, 2028, 2029, 2030];
const expected = expectedPopulation(vietNam, 2030);

/** Largest relative distance of births and of deaths from the rates' projection over the years. */
let aligned: { births: number; deaths: number };
let free: { births: number; deaths: number };

async function distances(on: boolean) {
  const { rows } = await runEngine(
    { ...request, seed: 'alignment', persons: 150_000, toYear: 2030, aligned: on },
    { workers: 0 },
  );
  const worst = (indicator: 'births' | 'deaths') =>
    Math.max(
      ...YEARS.map((year, y) =>
        Math.abs(figureOf(rows, { year, indicator, dimension: 'total' }) / expected[indicator][y] - 1),
      ),
    );
  return { births: worst('births'), deaths: worst('deaths') };
}

beforeAll(async () => {
  aligned = await distances(true);
  free = await distances(false);
});

describe('alignment of births and deaths', () => {
  test('with it, 150,000 persons meet births within 0.5 % and deaths within 2.3 % every year', () => {
    // 2,000 births a year: two roundings of deliveries and two of twins over all ages, spread over 9 blocks.
    expect(aligned.births).toBeLessThan(0.005);
    // 1,000 deaths a year: 24 of them drawn by newborns (deviation 5), the others rounded in 200 cells (deviation 0.4
    // each, 5.7 in all): 7.6 together, of which three are 2.3 %.
    expect(aligned.deaths).toBeLessThan(0.023);
  });

  test('without it, chance alone (2.2 % of births, 3.2 % of deaths, one standard error) moves some year by more', () => {
    expect(free.births).toBeGreaterThan(aligned.births);
    expect(free.deaths).toBeGreaterThan(0.015);
    // Risks are no scale of their own: unaligned births may be far off, but not absurd.
    expect(free.births).toBeLessThan(0.6);
  });
});
