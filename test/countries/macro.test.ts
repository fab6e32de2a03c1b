import { describe, expect, test } from 'vitest';
import { DEFAULT_PROJECTION, MACRO_PATHS } from '../../engine/inputs/projection.js';
import { inputs, pack, tables } from './viet-nam.js';

const { macro } = inputs;

describe('macro path', () => {
  test('starts from the base year', () => {
    expect(macro.gdp[0]).toBe(12_850_000);
    expect(macro.governmentExpenditure[0]).toBe(3_059_100);
    expect([macro.priceIndex[0], macro.wageIndex[0], macro.incomeIndex[0]]).toEqual([1, 1, 1]);
  });

  test('base year GDP fits the year before, its growth of 8.02 % and a deflator near prices', () => {
    const before = tables.macro.find(({ year }) => year === 2024)?.gdp_nominal_vnd_bn ?? 0;
    const deflator = macro.gdp[0] / before / 1.0802 - 1;
    expect(deflator).toBeGreaterThan(0.02);
    expect(deflator).toBeLessThan(0.045);
  });

  test('one year by hand: 6 % real growth, 3.3 % prices', () => {
    expect(macro.gdp[1]).toBeCloseTo(12_850_000 * 1.06 * 1.033, 4);
    expect(macro.priceIndex[1]).toBeCloseTo(1.033, 12);
    expect(macro.wageIndex[1]).toBeCloseTo(1.05 * 1.033, 12);
    expect(macro.incomeIndex[1]).toBeCloseTo(1.053 * 1.033, 12);
  });

  test('growth falls in a straight line between 2030 and 2045', () => {
    const real = (year: number) => macro.gdp[year - 2025] / macro.gdp[year - 2026] / 1.033 - 1;
    expect(real(2030)).toBeCloseTo(0.06, 12);
    expect(real(2040)).toBeCloseTo(0.05, 12);
    expect(real(2050)).toBeCloseTo(0.045, 12);
  });

  test('the budget keeps its share of GDP', () => {
    expect(macro.governmentExpenditure[25] / macro.gdp[25]).toBeCloseTo(3_059_100 / 12_850_000, 12);
  });

  test('paths are ordered and share their prices', () => {
    const [low, base, high] = MACRO_PATHS.map(
      (path) => pack.inputs({ ...DEFAULT_PROJECTION, macro: path }).macro,
    );
    for (let year = 1; year < 26; year++) {
      expect(low.gdp[year]).toBeLessThan(base.gdp[year]);
      expect(base.gdp[year]).toBeLessThan(high.gdp[year]);
    }
    expect(high.priceIndex).toEqual(low.priceIndex);
  });
});
