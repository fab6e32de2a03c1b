import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { binFloor, binnedGini, INCOME_BINS } from '../../../engine/indicators/distribution-bins.js';
import { normalQuantile } from '../../../engine/random/quantiles.js';
import { addIncome, incomeBin } from '../../reference/bins.js';

const LARGEST = 2 ** 32 - 1;

/** Gini of binned incomes. */
function giniOf(incomes: readonly number[]) {
  const bins = new Float64Array(INCOME_BINS * 2);
  for (const income of incomes) addIncome(bins, 0, income, 1);
  const column = (offset: number) =>
    Float64Array.from({ length: INCOME_BINS }, (_, bin) => bins[bin * 2 + offset]);
  return binnedGini(column(0), column(1));
}

/** The definition: half the mean absolute difference of all pairs, relative to the mean. */
function exactGini(incomes: readonly number[]): number {
  let differences = 0;
  for (const a of incomes) for (const b of incomes) differences += Math.abs(a - b);
  const sum = incomes.reduce((all, income) => all + income, 0);
  return sum === 0 ? 0 : differences / (2 * incomes.length * sum);
}

describe('bins of income', () => {
  test('every income lies between the floors of its bin and the next, at most 1/64 above its own', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: LARGEST }), (income) => {
        const bin = incomeBin(income);
        expect(bin).toBeLessThan(INCOME_BINS);
        expect(binFloor(bin)).toBeLessThanOrEqual(income);
        expect(income - binFloor(bin)).toBeLessThanOrEqual(binFloor(bin) / 64);
        if (bin + 1 < INCOME_BINS) expect(binFloor(bin + 1)).toBeGreaterThan(income);
      }),
    );
    expect(incomeBin(0)).toBe(0);
    expect(incomeBin(LARGEST)).toBe(INCOME_BINS - 1);
  });

  test('count and dong are exact; what is taken away leaves nothing behind', () => {
    const bins = new Float64Array(INCOME_BINS * 2);
    addIncome(bins, 0, 5_431_277, 3);
    const bin = incomeBin(5_431_277);
    expect(bins[bin * 2] * binFloor(bin) + bins[bin * 2 + 1]).toBe(3 * 5_431_277);
    addIncome(bins, 0, 5_431_277, -3);
    expect(bins.every((sum) => sum === 0)).toBe(true);
  });
});

describe('Gini coefficient', () => {
  test('equal incomes, no incomes and nobody: 0', () => {
    expect(giniOf([3_000_000, 3_000_000, 3_000_000]).gini).toBeCloseTo(0, 12);
    expect(giniOf([0, 0])).toEqual({ gini: 0, error: 0 });
    expect(giniOf([])).toEqual({ gini: 0, error: 0 });
  });

  test('two incomes: share of income of the rich less their share of persons', () => {
    // Three persons with 1 m, one with 9 m: the rich have 9/12 of income and are 1/4 of persons.
    expect(giniOf([1e6, 1e6, 1e6, 9e6]).gini).toBeCloseTo(0.75 - 0.25, 12);
    // One person has all: 1 - 1/n.
    expect(giniOf([0, 0, 0, 0, 7_654_321]).gini).toBeCloseTo(0.8, 12);
  });

  test('lies below the exact one by no more than the error that it states', () => {
    const incomes = fc.array(fc.integer({ min: 0, max: 30_000_000 }), { minLength: 2, maxLength: 60 });
    const close = fc.array(fc.integer({ min: 5_000_000, max: 5_100_000 }), { minLength: 2, maxLength: 60 });
    fc.assert(
      fc.property(fc.oneof(incomes, close), (sample) => {
        const { gini, error } = giniOf(sample);
        const exact = exactGini(sample);
        expect(gini).toBeLessThanOrEqual(exact + 1e-12);
        expect(gini + error).toBeGreaterThanOrEqual(exact - 1e-12);
        expect(error).toBeLessThan(0.0039);
      }),
    );
  });

  test('a log-normal distribution with sigma 0.685: 2 Phi(sigma / sqrt 2) - 1 = 0.3719, to the fourth digit', () => {
    const sample = Array.from({ length: 20_001 }, (_, i) =>
      Math.round(5_000_000 * Math.exp(0.685 * normalQuantile((i + 0.5) / 20_001))),
    );
    const { gini, error } = giniOf(sample);
    expect(error).toBeLessThan(3e-5);
    expect(Math.abs(gini - 0.3719)).toBeLessThan(2e-4);
  });
});
