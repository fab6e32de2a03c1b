import { describe, expect, test } from 'vitest';
import { areaWeights, inputs, sum } from './viet-nam.js';

const { residence } = inputs;
const nationalUrban = (year: number) =>
  sum(residence.regionShare.map((share, r) => share * residence.urbanShare[(year - 2025) * 6 + r]));

describe('regions', () => {
  test('stand in the order of the statistical office, with their Vietnamese names', () => {
    expect(residence.regions.map(({ id }) => id)).toEqual([
      'red-river-delta',
      'northern-midlands-and-mountains',
      'north-central-and-central-coast',
      'central-highlands',
      'south-east',
      'mekong-river-delta',
    ]);
    expect(residence.regions[3].vi).toBe('Tây Nguyên');
    expect(residence.regions[5].vi).toBe('Đồng bằng sông Cửu Long');
  });

  test('share out the whole population', () => {
    expect(sum(residence.regionShare)).toBeCloseTo(1, 12);
    expect(residence.regionShare[0]).toBeCloseTo(23_732.4 / 100_309.3, 6);
  });
});

describe('towns', () => {
  test.each([
    [2025, 0.382 + (0.45 - 0.382) / 6],
    [2030, 0.45],
    [2045, 0.55],
    [2050, 0.58],
  ])('national urban share in %d', (year, share) => {
    expect(nationalUrban(year)).toBeCloseTo(share, 10);
  });

  test('never lose share in any region', () => {
    for (let i = 6; i < residence.urbanShare.length; i++) {
      expect(residence.urbanShare[i]).toBeGreaterThanOrEqual(residence.urbanShare[i - 6]);
      expect(residence.urbanShare[i]).toBeLessThan(1);
    }
  });
});

describe('minorities', () => {
  const minority = areaWeights().map((weight, i) => weight * residence.minorityShare[i]);

  test('are 14.7 % of the country, 89.6 % of them rural', () => {
    expect(sum(minority)).toBeCloseTo(0.147, 10);
    expect(sum(minority, (i) => i % 2 === 1) / sum(minority)).toBeCloseTo(0.896, 10);
  });

  test('are the majority in the northern mountains alone', () => {
    const shares = [0, 1, 2, 3, 4, 5].map(
      (r) => (minority[2 * r] + minority[2 * r + 1]) / residence.regionShare[r],
    );
    expect(shares.map((share) => share > 0.5)).toEqual([false, true, false, false, false, false]);
    expect(shares[1]).toBeGreaterThan(0.5);
  });

  test('live more often in extremely difficult communes; nobody in a town does', () => {
    for (let r = 0; r < 6; r++) {
      expect(residence.difficultShare[r * 4]).toBe(0);
      expect(residence.difficultShare[r * 4 + 1]).toBe(0);
      expect(residence.difficultShare[r * 4 + 3]).toBeGreaterThan(residence.difficultShare[r * 4 + 2]);
    }
  });
});

test('wage zones run from 1 to 4 and towns are never in a lower-paid zone than their countryside', () => {
  expect(Math.min(...residence.wageZone)).toBe(1);
  expect(Math.max(...residence.wageZone)).toBe(4);
  for (let r = 0; r < 6; r++) {
    expect(residence.wageZone[2 * r]).toBeLessThanOrEqual(residence.wageZone[2 * r + 1]);
  }
});
