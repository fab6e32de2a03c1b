import { describe, expect, test } from 'vitest';
import { AGES, inputs, sum, tables } from './viet-nam.js';

const { families, education, demography } = inputs;

describe('unions', () => {
  test('nobody under 15; most women at 35; few at 90', () => {
    expect(sum(families.inUnion.subarray(0, 15))).toBe(0);
    expect(families.inUnion[35]).toBeGreaterThan(0.85);
    expect(families.inUnion[90]).toBeLessThan(0.3);
    expect(families.inUnion.length).toBe(AGES);
  });

  test('husbands are three to four years older on average', () => {
    expect(sum(families.ageGap)).toBeCloseTo(1, 12);
    const mean = sum(families.ageGap.map((share, i) => share * (families.ageGapFirst + i)));
    expect(mean).toBeGreaterThan(3);
    expect(mean).toBeLessThan(4);
    expect(families.ageGapFirst + families.ageGap.length - 1).toBe(15);
  });

  test('125,000 children live with neither parent', () => {
    expect(families.neither * sum(demography.population, (i) => i % AGES < 18)).toBeCloseTo(125_000, 3);
    expect(families.motherOnly + families.fatherOnly + families.neither).toBeLessThan(0.15);
  });
});

/**
 * Plain cohort table of mothers by number of children at an age: unions begin and never end, every age is scaled to the
 * fertility rate of the year as the engine scales it. Returns shares of mothers with 1, 2, 3, 4+ children.
 */
function motherShares(atAge: number, year: number): number[] {
  const { parity, union, spacing } = demography.relativeRisk;
  const state = new Float64Array(2 * 5 * 5);
  state[0] = 1;
  const place = (inUnion: number, children: number, since: number) => (inUnion * 5 + children) * 5 + since;
  let before = 0;
  for (let age = 15; age <= atAge; age++) {
    const entered = Math.max(0, families.inUnion[age] - before) / (1 - before);
    before = Math.max(before, families.inUnion[age]);
    for (let i = 0; i < 25; i++) {
      state[25 + i] += state[i] * entered;
      state[i] *= 1 - entered;
    }
    const risk = state.map((_, i) => {
      const children = Math.floor(i / 5) % 5;
      return union[Math.floor(i / 25)] * parity[children] * (children === 0 ? 1 : spacing[i % 5]);
    });
    const scale =
      demography.asfr[(year - demography.firstFertilityYear) * 35 + age - 15] /
      sum(state.map((share, i) => share * risk[i]));
    const next = new Float64Array(state.length);
    state.forEach((share, i) => {
      const birth = Math.min(1, scale * risk[i]);
      const [inUnion, children, since] = [Math.floor(i / 25), Math.floor(i / 5) % 5, i % 5];
      next[place(inUnion, Math.min(4, children + 1), 0)] += share * birth;
      next[place(inUnion, children, children === 0 ? 0 : Math.min(4, since + 1))] += share * (1 - birth);
    });
    state.set(next);
  }
  const byChildren = [0, 1, 2, 3, 4].map((n) => sum(state, (i) => Math.floor(i / 5) % 5 === n));
  return byChildren.slice(1).map((share) => share / (1 - byChildren[0]));
}

describe('number of children', () => {
  const surveyed = (region: string) => {
    const rows = tables['parity-2013'].filter((row) => row.region === region && row.age_group === '35-39');
    const women = rows.map((row) => row.women_who_have_given_birth);
    return [women[0], women[1], women[2], women[3] + women[4]].map((count) => count / sum(women));
  };

  test('mothers of 35-39 resemble those of the 2013 survey', () => {
    const [one, two, three, more] = motherShares(37, 2013);
    const north = surveyed('Red River Delta');
    const centre = surveyed('North Central and Central Coast');
    expect(one).toBeGreaterThan(0.1);
    expect(one).toBeLessThan(0.2);
    expect(two).toBeGreaterThan(Math.min(north[1], centre[1]));
    expect(two).toBeLessThan(Math.max(north[1], centre[1]));
    expect(three).toBeGreaterThan(Math.min(north[2], centre[2]));
    expect(three).toBeLessThan(Math.max(north[2], centre[2]));
    expect(more).toBeGreaterThan(Math.min(north[3], centre[3]));
    expect(more).toBeLessThan(Math.max(north[3], centre[3]));
  });
});

describe('education', () => {
  const row = (cohort: number, sex: number, area: number) => {
    const start = (((cohort - education.firstCohort) * 2 + sex) * 2 + area) * 4;
    return Array.from(education.shares.subarray(start, start + 4));
  };

  test('every row sums to 1 and has no negative share', () => {
    for (let i = 0; i < education.shares.length; i += 4) {
      expect(sum(education.shares.subarray(i, i + 4))).toBeCloseTo(1, 12);
    }
    expect(Math.min(...education.shares)).toBeGreaterThan(0);
  });

  test('mixes to the cohort table', () => {
    const urban = 0.382 + (0.45 - 0.382) / 6;
    for (const [cohort, tertiary] of [
      [1970, 0.12],
      [1985, 0.27],
      [2005, 0.38],
    ]) {
      const mix = [0, 1].map((sex) => urban * row(cohort, sex, 0)[3] + (1 - urban) * row(cohort, sex, 1)[3]);
      expect((mix[0] + mix[1]) / 2).toBeCloseTo(tertiary, 2);
    }
  });

  test('towns are ahead; women were behind and are ahead since about 1985', () => {
    expect(row(1990, 0, 0)[3]).toBeGreaterThan(row(1990, 0, 1)[3]);
    expect(row(1950, 1, 0)[3]).toBeLessThan(row(1950, 0, 0)[3]);
    expect(row(2000, 1, 0)[3]).toBeGreaterThan(row(2000, 0, 0)[3]);
  });
});
