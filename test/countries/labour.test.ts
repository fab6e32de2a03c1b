import { describe, expect, test } from 'vitest';
import { DEFAULT_PROJECTION } from '../../engine/inputs/projection.js';
import { monthIndex } from '../../engine/inputs/time.js';
import { AGES, inputs, pack, sum } from './viet-nam.js';

const { labour, demography, earnings } = inputs;
const active = demography.population.map((persons, i) => persons * labour.participation[i]);

describe('labour force', () => {
  test('is that of the 2024 survey', () => {
    expect(Math.abs(sum(active, (i) => i < AGES) / 28.04e6 - 1)).toBeLessThan(0.005);
    expect(Math.abs(sum(active, (i) => i >= AGES) / 24.68e6 - 1)).toBeLessThan(0.005);
  });

  test('of working age is about 48.0 million, the denominator of coverage rates', () => {
    const workingAge = sum(active, (i) => i % AGES <= labour.workingAgeLast[Math.floor(i / AGES)]);
    expect(workingAge / 1e6).toBeCloseTo(48.03, 2);
  });

  test('has no children in it and tapers off with age', () => {
    for (const sex of [0, 1]) {
      const shares = labour.participation.subarray(sex * AGES, (sex + 1) * AGES);
      expect(sum(shares.subarray(0, 15))).toBe(0);
      expect(sum(shares.subarray(85))).toBe(0);
      for (let age = 50; age < 100; age++) expect(shares[age + 1]).toBeLessThanOrEqual(shares[age]);
      for (let age = 15; age < 35; age++) expect(shares[age + 1]).toBeGreaterThan(shares[age]);
    }
  });

  test('unemployment is 2.22 %, and 9.03 % of the young', () => {
    const unemployed = active.map((persons, i) => persons * labour.unemployment[i]);
    const young = (i: number) => i % AGES >= 15 && i % AGES <= 24;
    expect(sum(unemployed) / sum(active)).toBeCloseTo(0.0222, 10);
    expect(sum(unemployed, young) / sum(active, young)).toBeCloseTo(0.0903, 10);
    expect(labour.unemployment[40]).toBeGreaterThan(0.01);
  });

  test('students are young', () => {
    expect(labour.studentShare[14]).toBe(0);
    expect(labour.studentShare[16]).toBe(0.95);
    expect(labour.studentShare[AGES + 22]).toBe(0.6);
    expect(labour.studentShare[25]).toBe(0);
  });
});

describe('informality', () => {
  test('splits informal workers by kind', () => {
    for (const sex of [0, 1]) {
      const split = labour.informalStatus.subarray(sex * 3, sex * 3 + 3);
      expect(sum(split)).toBeCloseTo(1, 12);
      expect(Math.min(...split)).toBeGreaterThan(0.05);
    }
    expect(labour.informalStatus[5]).toBeGreaterThan(labour.informalStatus[2]);
  });

  test("women's formal employment peaks at 26", () => {
    const women = Array.from(labour.formalByAge.subarray(AGES));
    expect(women.indexOf(Math.max(...women))).toBe(26);
    expect(labour.formalByAge[40]).toBe(0);
    expect(women[40]).toBe(0);
  });
});

describe('coverage of social insurance', () => {
  const rates = (coverage: 'trend' | 'resolution-42' | 'constant') => {
    const { compulsoryRate, voluntaryRate } = pack.inputs({ ...DEFAULT_PROJECTION, coverage }).labour;
    return (year: number) => ({
      all: compulsoryRate[year - 2024] + voluntaryRate[year - 2024],
      voluntary: voluntaryRate[year - 2024],
    });
  };

  test.each(['trend', 'resolution-42', 'constant'] as const)('%s starts from what was observed', (path) => {
    expect(rates(path)(2024).all).toBeCloseTo(0.4271, 12);
    expect(rates(path)(2025).all).toBeCloseTo(0.451, 12);
    expect(rates(path)(2025).voluntary).toBeCloseTo(0.065, 12);
  });

  test('goes where each path says', () => {
    expect(rates('constant')(2050)).toEqual(rates('constant')(2025));
    expect(rates('trend')(2030).all).toBeCloseTo(0.52, 12);
    expect(rates('trend')(2045).all).toBeCloseTo(0.62, 12);
    expect(rates('resolution-42')(2030).all).toBeCloseTo(0.6, 12);
    expect(rates('resolution-42')(2045).all).toBeCloseTo(0.8, 12);
    expect(rates('resolution-42')(2027).all).toBeCloseTo(0.451 + (2 / 5) * (0.6 - 0.451), 12);
  });
});

describe('contributions', () => {
  const { pastCoverage, lumpSum, ownerMembers, ownerMembersFrom, renewal } = inputs.labour;

  test('of the past: coverage of 2015, 2022 and the first years over that of 2024', () => {
    // Compulsory: 24.8 - 0.4, 34.84 - 3.05 and 42.71 - 4.8 per cent; half way from nought in 1995 to 2015 in 2005.
    expect(pastCoverage.compulsory[0]).toBe(1);
    expect(pastCoverage.compulsory[2024 - 2022]).toBeCloseTo(31.79 / 37.91, 12);
    expect(pastCoverage.compulsory[2024 - 2015]).toBeCloseTo(24.4 / 37.91, 12);
    expect(pastCoverage.compulsory[2024 - 2005]).toBeCloseTo(12.2 / 37.91, 12);
    expect(pastCoverage.compulsory[2024 - 1995]).toBe(0);
    expect(pastCoverage.compulsory).toHaveLength(30);
    expect(pastCoverage.voluntary[2024 - 2022]).toBeCloseTo(3.05 / 4.8, 12);
    expect(pastCoverage.voluntary[2024 - 2008]).toBe(0);
  });

  test('are withdrawn by the law: after 12 months, below 20 years, not by those who join from July 2025', () => {
    expect(lumpSum.waitingMonths).toBe(12);
    expect(lumpSum.belowMonths).toBe(20 * 12);
    expect(lumpSum.closedFrom).toBe(monthIndex(2025, 7));
  });

  test('are withdrawn most by the young, and by nobody of retirement age', () => {
    for (const sex of [0, 1]) {
      const chance = lumpSum.chance.subarray(sex * AGES, (sex + 1) * AGES);
      for (let age = 15; age < 100; age++) expect(chance[age + 1]).toBeLessThanOrEqual(chance[age]);
      expect(chance[labour.retirementAge[sex]]).toBe(0);
      expect(chance[labour.retirementAge[sex] - 1]).toBeGreaterThan(0);
    }
    for (let age = 15; age < 100; age++) expect(renewal.job[age + 1]).toBeLessThanOrEqual(renewal.job[age]);
  });

  test('of owners begin in July 2025 and reach the last of them in 2029 or 2030', () => {
    expect(ownerMembersFrom).toBe(monthIndex(2025, 7));
    expect(ownerMembers[0]).toBe(0);
    expect(ownerMembers[1]).toBeGreaterThan(0);
    for (let row = 0; row < 26; row++)
      expect(ownerMembers[row + 1]).toBeGreaterThanOrEqual(ownerMembers[row]);
    expect(ownerMembers[2030 - 2024]).toBe(ownerMembers[2050 - 2024]);
    // At most the 2 million registered household businesses, of some 17.5 million own-account workers.
    expect(ownerMembers[2050 - 2024]).toBeLessThan(2 / 17.5);
  });
});

test('earnings stand in the order of sexes, areas and kinds of work', () => {
  expect(Array.from(earnings.meanBySex)).toEqual([9_300_000, 7_000_000]);
  expect(Array.from(earnings.meanByArea)).toEqual([9_900_000, 7_200_000]);
  expect([earnings.informalRatio, earnings.ownAccountRatio]).toEqual([0.66, 0.8]);
});
