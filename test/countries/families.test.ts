import { describe, expect, test } from 'vitest';
import { AGES, inputs, sum, tables } from './viet-nam.js';

const { families, education, demography } = inputs;

/** Mean age at first union of a curve of shares ever in one, by its survivors: the single, of those who ever enter. */
function singulateMean(ever: Float64Array): number {
  const inTheEnd = ever[50];
  return sum(ever.subarray(0, 50).map((share) => 1 - share / inTheEnd));
}

const urban = (curve: Float64Array) => curve.subarray(0, AGES);
const rural = (curve: Float64Array) => curve.subarray(AGES);
const URBAN_SHARE = 0.382 + (0.45 - 0.382) / 6;

describe('unions', () => {
  test('nobody under 15; most women at 35; few at 90', () => {
    for (const area of [urban, rural]) {
      const inUnion = area(families.inUnion);
      expect(sum(inUnion.subarray(0, 15))).toBe(0);
      expect(inUnion[35]).toBeGreaterThan(0.85);
      expect(inUnion[90]).toBeLessThan(0.3);
    }
    expect(families.inUnion.length).toBe(2 * AGES);
  });

  test('towns and countryside mix to the census table of 2019', () => {
    // Middles of the groups 20-24, 25-29, 30-34, read half a year after the age: the mean of two ages.
    for (const [age, share] of [
      [22, 0.42],
      [27, 0.77],
      [32, 0.9],
    ]) {
      const at = (curve: Float64Array) => curve[age];
      const mix =
        URBAN_SHARE * at(urban(families.everInUnion)) + (1 - URBAN_SHARE) * at(rural(families.everInUnion));
      expect(mix).toBeCloseTo(share, 10);
    }
  });

  test('mean ages are the published ones: 26.8 in towns, 24.1 in the countryside, for women who grow up from now on', () => {
    expect(Math.abs(singulateMean(urban(families.laterEverInUnion)) - 26.8)).toBeLessThan(0.1);
    expect(Math.abs(singulateMean(rural(families.laterEverInUnion)) - 24.1)).toBeLessThan(0.1);
    const apart = singulateMean(urban(families.everInUnion)) - singulateMean(rural(families.everInUnion));
    expect(apart).toBeCloseTo(2.7, 2);
  });

  test('unions come later, never earlier, and as many marry in the end', () => {
    families.laterEverInUnion.forEach((share, i) => {
      expect(share).toBeLessThanOrEqual(families.everInUnion[i] + 0.01);
      if (i % AGES > 50) expect(share).toBeCloseTo(families.everInUnion[i], 6);
    });
  });

  test('husbands are 4.2 years older on average, as mean ages at first marriage say (29.4 and 25.2)', () => {
    expect(sum(families.ageGap)).toBeCloseTo(1, 12);
    const mean = sum(families.ageGap.map((share, i) => share * (families.ageGapFirst + i)));
    expect(Math.abs(mean - 4.2)).toBeLessThan(0.1);
    expect(families.ageGapFirst + families.ageGap.length - 1).toBe(15);
  });

  test('125,000 children live with neither parent', () => {
    expect(families.neither * sum(demography.population, (i) => i % AGES < 18)).toBeCloseTo(125_000, 3);
    expect(families.motherOnly + families.fatherOnly + families.neither).toBeLessThan(0.15);
  });
});

/**
 * Plain cohort table of mothers by number of children at an age: unions begin and never end, every age is scaled to the
 * fertility rate of the year as the engine scales it. Spacing is the mean of the two years of
 * intervals that a step of a year spans. Returns shares of mothers with 1, 2, 3, 4+ children.
 */
function motherShares(atAge: number, year: number, region: number): number[] {
  const { union } = demography.relativeRisk;
  const parity = demography.relativeRisk.parity.subarray(region * 5, region * 5 + 5);
  const monthly = demography.relativeRisk.spacing;
  const inUnion = rural(families.inUnion);
  const spacing = [0, 1, 2, 3, 4].map((years) => {
    const months = Array.from(
      { length: 24 },
      (_, m) => monthly[Math.min(monthly.length - 1, 12 * years + m)],
    );
    return sum(months) / 24;
  });
  const state = new Float64Array(2 * 5 * 5);
  state[0] = 1;
  const place = (inUnion: number, children: number, since: number) => (inUnion * 5 + children) * 5 + since;
  let before = 0;
  for (let age = 15; age <= atAge; age++) {
    const entered = Math.max(0, inUnion[age] - before) / (1 - before);
    before = Math.max(before, inUnion[age]);
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

  test.each([
    ['Red River Delta', 0],
    ['North Central and Central Coast', 2],
  ])('mothers of 35-39 in the %s resemble those of the 2013 survey within eight points', (name, region) => {
    // The table has national fertility and knows no other risks, so it can only be near.
    const shares = motherShares(37, 2013, region);
    surveyed(name).forEach((share, i) => {
      expect(Math.abs(shares[i] - share)).toBeLessThan(0.08);
    });
  });

  test('third children are twice as likely on the central coast as in the delta', () => {
    const third = (region: number) => demography.relativeRisk.parity[region * 5 + 2];
    expect(third(2) / third(0)).toBeGreaterThan(2);
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
