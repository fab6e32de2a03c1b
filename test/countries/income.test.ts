import { describe, expect, test } from 'vitest';
import { areaWeights, inputs, sum } from './viet-nam.js';

const { income, residence, macro } = inputs;
const weights = areaWeights();
/** Growth from 2024 to the base year, taken from 2023-24. */
const growth = 5.4 / 4.96;
const means = Array.from(income.meanPerHead, (mean) => mean / growth);
const meanOf = (counts: (position: number) => boolean) =>
  sum(
    means.map((mean, i) => mean * weights[i]),
    counts,
  ) / sum(weights, counts);

describe('income per head, in terms of 2024', () => {
  test('is 5.4 million in the country', () => {
    expect(meanOf(() => true)).toBeCloseTo(5_400_000, 3);
  });

  test('keeps the ratio of urban to rural income, and both levels within one per cent', () => {
    const urban = meanOf((i) => i % 2 === 0);
    const rural = meanOf((i) => i % 2 === 1);
    expect(urban / rural).toBeCloseTo(6.9 / 4.5, 10);
    expect(Math.abs(urban / 6.9e6 - 1)).toBeLessThan(0.01);
    expect(Math.abs(rural / 4.5e6 - 1)).toBeLessThan(0.01);
  });

  test('keeps the regions within one per cent of their figures', () => {
    expect(Math.abs(meanOf((i) => i >> 1 === 4) / 7.1e6 - 1)).toBeLessThan(0.01);
    expect(Math.abs(meanOf((i) => i >> 1 === 1) / 3.8e6 - 1)).toBeLessThan(0.01);
    expect(Math.abs(meanOf((i) => i >> 1 === 0) / (5.98e6 * growth) - 1)).toBeLessThan(0.01);
  });
});

/** Cells of region, area and ethnicity: population weight, mean income of the base year, position [region * 2 + area]. */
const cells = weights.flatMap((weight, i) => {
  const minority = residence.minorityShare[i];
  const majorityMean = income.meanPerHead[i] / (1 - minority + minority * income.minorityRatio);
  return [
    { weight: weight * (1 - minority), mean: majorityMean, i, minority: false },
    { weight: weight * minority, mean: majorityMean * income.minorityRatio, i, minority: true },
  ];
});

describe('spread of income', () => {
  test('within and between cells adds up to 0.685', () => {
    const logs = cells.map(({ mean }) => Math.log(mean));
    const centre = sum(cells.map(({ weight }, c) => weight * logs[c]));
    const between = sum(cells.map(({ weight }, c) => weight * (logs[c] - centre) ** 2));
    expect(Math.sqrt(between + income.sigma ** 2)).toBeCloseTo(0.685, 12);
    expect(income.sigma).toBeCloseTo(0.605, 3);
  });

  test('leaves about as many below the criterion as were poor or near-poor in 2023', () => {
    const below = (counts: (cell: (typeof cells)[number]) => boolean) => {
      const counted = cells.filter(counts);
      const shares = counted.map(({ weight, mean, i }) => {
        const z = (Math.log(income.povertyLine[i % 2] / mean) + income.sigma ** 2 / 2) / income.sigma;
        return weight * normalBelow(z);
      });
      return sum(shares) / sum(counted.map(({ weight }) => weight));
    };
    expect(below(() => true)).toBeGreaterThan(0.045);
    expect(below(() => true)).toBeLessThan(0.075);
    const ratio = below(({ minority }) => minority) / below(() => true);
    expect(ratio).toBeGreaterThan(2.8);
    expect(ratio).toBeLessThan(4.2);
  });
});

/** Normal distribution function by Simpson's rule from -8. */
function normalBelow(z: number): number {
  const steps = 400;
  const width = (z + 8) / steps;
  const heights = Array.from({ length: steps + 1 }, (_, i) => {
    const factor = i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2;
    return factor * Math.exp(-((-8 + i * width) ** 2) / 2);
  });
  return (sum(heights) * width) / 3 / Math.sqrt(2 * Math.PI);
}

describe('poverty criterion', () => {
  const line = (year: number) =>
    Array.from(income.povertyLine.subarray((year - 2025) * 2, (year - 2025) * 2 + 2));

  test('is that of the decree to 2026, then the reported one to 2030, then follows prices', () => {
    expect(line(2025)).toEqual([2_000_000, 1_500_000]);
    expect(line(2026)).toEqual([2_000_000, 1_500_000]);
    expect(line(2027)).toEqual([2_800_000, 2_200_000]);
    expect(line(2030)).toEqual([2_800_000, 2_200_000]);
    expect(line(2031)[0]).toBeCloseTo(2_800_000 * 1.033, 3);
    expect(line(2040)[1]).toBeCloseTo(2_200_000 * (macro.priceIndex[15] / macro.priceIndex[5]), 3);
  });

  test('the share of the poor among those below it is regional where known', () => {
    expect(income.deprivedShare[1]).toBeCloseTo(11.29 / 18.2, 12);
    expect(income.deprivedShare[3]).toBeCloseTo(6.4 / 12.46, 12);
    expect(income.deprivedShare[0]).toBeCloseTo(2.93 / 5.71, 12);
  });
});
