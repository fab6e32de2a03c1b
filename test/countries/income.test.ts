import { describe, expect, test } from 'vitest';
import { erf, giniOfMixture, sigmaOfGini } from '../../countries/viet-nam/log-normal.js';
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
  const sigma = income.sigma[i >> 1];
  return [
    { weight: weight * (1 - minority), mean: majorityMean, sigma, i, minority: false },
    { weight: weight * minority, mean: majorityMean * income.minorityRatio, sigma, i, minority: true },
  ];
});

/** Gini coefficient of log-normal cells by the Lorenz curve over a grid of incomes. */
function giniOnGrid(parts: readonly { weight: number; mean: number; sigma: number }[]): number {
  const steps = 6000;
  const [low, high] = [Math.log(1e4), Math.log(1e10)];
  const width = (high - low) / steps;
  const persons = new Float64Array(steps);
  const dong = new Float64Array(steps);
  for (const { weight, mean, sigma } of parts) {
    const centre = Math.log(mean) - sigma ** 2 / 2;
    for (let step = 0; step < steps; step++) {
      const log = low + (step + 0.5) * width;
      const density = Math.exp(-(((log - centre) / sigma) ** 2) / 2) / (sigma * Math.sqrt(2 * Math.PI));
      persons[step] += weight * density * width;
      dong[step] += weight * density * width * Math.exp(log);
    }
  }
  const [everybody, everything] = [sum(persons), sum(dong)];
  let before = 0;
  let area = 0;
  for (let step = 0; step < steps; step++) {
    area += (persons[step] / everybody) * (2 * before + dong[step] / everything);
    before += dong[step] / everything;
  }
  return 1 - area;
}

describe('spread of income', () => {
  test('the nation comes near its published Gini coefficient, 0.374, which is no input', () => {
    expect(Math.abs(giniOnGrid(cells) - 0.374)).toBeLessThan(0.005);
  });

  const published = [0.327, 0.428, 0.351, 0.418, 0.322, 0.374];

  test.each([0, 1, 2, 3, 4, 5])('region %i has its published Gini coefficient', (region) => {
    const own = cells.filter(({ i }) => i >> 1 === region);
    expect(giniOnGrid(own)).toBeCloseTo(published[region], 4);
  });

  test('leaves about as many below the criterion as were poor or near-poor in 2023', () => {
    const below = (counts: (cell: (typeof cells)[number]) => boolean) => {
      const counted = cells.filter(counts);
      const shares = counted.map(({ weight, mean, sigma, i }) => {
        const z = (Math.log(income.povertyLine[i % 2] / mean) + sigma ** 2 / 2) / sigma;
        return weight * normalBelow(z);
      });
      return sum(shares) / sum(counted.map(({ weight }) => weight));
    };
    expect(below(() => true)).toBeGreaterThan(0.045);
    expect(below(() => true)).toBeLessThan(0.085);
    const ratio = below(({ minority }) => minority) / below(() => true);
    expect(ratio).toBeGreaterThan(2.8);
    expect(ratio).toBeLessThan(4.2);
  });
});

describe('log-normal distributions', () => {
  test('the error function, published values', () => {
    const published = [
      [0.5, 0.5204998778],
      [1, 0.8427007929],
      [2, 0.995322265],
      [3, 0.9999779095],
    ];
    for (const [x, value] of published) {
      expect(erf(x)).toBeCloseTo(value, 9);
      expect(erf(-x)).toBeCloseTo(-value, 9);
    }
    expect(erf(0)).toBe(0);
    expect(erf(40)).toBe(1);
  });

  test('a Gini coefficient of erf(1/2) belongs to a deviation of 1', () => {
    expect(sigmaOfGini(0.5204998778)).toBeCloseTo(1, 8);
    expect(() => sigmaOfGini(1)).toThrow('no solution');
  });

  test('two groups of 1 and 3, all but equal within: 1/4; weights need not sum to 1', () => {
    const parts = [1, 3].map((mean) => ({ weight: 7, mean, sigma: 1e-6 }));
    expect(giniOfMixture(parts)).toBeCloseTo(0.25, 6);
  });

  test('mixtures against the Lorenz curve on a grid', () => {
    const parts = [
      { weight: 0.5, mean: 2e6, sigma: 0.8 },
      { weight: 0.3, mean: 5e6, sigma: 0.4 },
      { weight: 0.2, mean: 9e6, sigma: 0.6 },
    ];
    for (const some of [parts, parts.slice(1), parts.slice(0, 1)])
      expect(giniOfMixture(some)).toBeCloseTo(giniOnGrid(some), 4);
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

  test('the share of the poor among those below it: that of 2022 by region, at the national ratio of 2024', () => {
    const moved = 1.93 / 4.06 / (4.03 / 7.52);
    expect(income.deprivedShare[1]).toBeCloseTo((14.23 / 21.92) * moved, 12);
    expect(income.deprivedShare[5]).toBeCloseTo((2.26 / 5.73) * moved, 12);
    // The two regions for which the count of 2024 gives both figures.
    expect(Math.abs(income.deprivedShare[1] - 8.72 / 14.98)).toBeLessThan(0.01);
    expect(Math.abs(income.deprivedShare[0] - 0.5 / 1.4)).toBeLessThan(0.01);
  });
});
