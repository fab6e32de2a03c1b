import { describe, expect, test } from 'vitest';
import { DEFAULT_PROJECTION } from '../../engine/inputs/projection.js';
import { AGES, inputs, pack, sum, tables } from './viet-nam.js';

const { demography } = inputs;

function totalFertility(asfr: Float64Array, year: number): number {
  const start = (year - demography.firstFertilityYear) * 35;
  return sum(asfr.subarray(start, start + 35));
}

describe('population of the base year', () => {
  test('is the mean of the two mid-year populations', () => {
    const midYear = (year: number) =>
      sum(tables.population.filter((row) => row.year === year).map((row) => row.persons));
    expect(sum(demography.population)).toBeCloseTo((midYear(2024) + midYear(2025)) / 2, 3);
    expect(Math.round(sum(demography.population))).toBe(101_293_103);
  });

  test('agrees with the published totals', () => {
    const published = tables['demographic-totals']
      .filter(({ year }) => year === 2024 || year === 2025)
      .map((row) => row.population_midyear);
    expect(sum(demography.population) / (sum(published) / 2)).toBeCloseTo(1, 5);
  });

  test('stands by sex and age as in the table', () => {
    const at = (year: number) =>
      tables.population.find((row) => row.year === year && row.sex === 'female' && row.age === 30)?.persons ??
      0;
    expect(demography.population[AGES + 30]).toBe((at(2024) + at(2025)) / 2);
  });
});

describe('fertility', () => {
  test('sums to the published total fertility rate in every year, 1990-2050', () => {
    for (const { year, tfr } of tables['demographic-indicators']) {
      expect(totalFertility(demography.asfr, year) / tfr, `${year}`).toBeGreaterThan(0.995);
      expect(totalFertility(demography.asfr, year) / tfr, `${year}`).toBeLessThan(1.005);
    }
  });

  test.each(['low', 'high'] as const)('%s variant follows its own rates from the base year', (fertility) => {
    const { asfr } = pack.inputs({ ...DEFAULT_PROJECTION, fertility }).demography;
    for (const row of tables['demographic-indicators']) {
      const target = row.year < 2025 ? row.tfr : fertility === 'low' ? row.tfr_low : row.tfr_high;
      expect(totalFertility(asfr, row.year) / (target ?? Number.NaN), `${row.year}`).toBeCloseTo(1, 2);
    }
  });

  test('on the base population gives about the published births', () => {
    const start = (2025 - demography.firstFertilityYear) * 35;
    const births = sum(
      Array.from({ length: 35 }, (_, i) => demography.asfr[start + i] * demography.population[AGES + 15 + i]),
    );
    const published = tables['demographic-totals'].find(({ year }) => year === 2025)?.births ?? 0;
    expect(births / published).toBeGreaterThan(0.97);
    expect(births / published).toBeLessThan(1.03);
  });

  test('ratios of the groups are those of the published rates', () => {
    const { region, area, ethnicity } = demography.fertilityRatio;
    expect(region[1]).toBeCloseTo(2.34 / 1.91, 12);
    expect(region[4]).toBeCloseTo(1.48 / 1.91, 12);
    expect(area[1] / area[0]).toBeCloseTo(2.08 / 1.67, 12);
    // (1.85 x 1.93 + 1.82 x 2.16 + 1.45 x 2.18 + 0.51 x 2.88 + 1.39 x 3.59) / 7.02 = 2.439, against 2.07.
    expect(ethnicity[1]).toBeCloseTo(2.439 / 2.07, 4);
  });

  test('schooling postpones births', () => {
    const { education } = demography.relativeRisk;
    expect(education).toHaveLength(7 * 4);
    // 15-19: timing 1.9 and 0.1 of the table; 30-34: 0.7 and 1.35.
    expect(education[0] / education[3]).toBeCloseTo((19 * education[12]) / (education[15] / 1.35) / 0.7, 8);
    expect(education[3 * 4 + 3]).toBeGreaterThan(education[3]);
  });

  test('intervals: none under nine months, rarely one under a year, the usual one after three', () => {
    const { spacing } = demography.relativeRisk;
    expect(sum(spacing.subarray(0, 9))).toBe(0);
    expect(spacing[11]).toBeLessThan(0.3);
    expect(spacing[36] / spacing[12]).toBeGreaterThan(3);
    expect(Math.max(...spacing)).toBe(spacing[48]);
  });
});

describe('disability', () => {
  test('is that of the survey: 7 % of those of two and over, 2.8 % of children, never less with age', () => {
    const { disability, population, severeShare, exceptionallySevereShare } = demography;
    const from = (i: number) => i % AGES >= 2;
    const disabled = sum(
      population.map((persons, i) => persons * disability[i % AGES]),
      from,
    );
    expect(disabled / sum(population, from)).toBeCloseTo(0.07, 6);
    expect(disability[10]).toBe(0.028);
    for (let age = 1; age < AGES; age++) expect(disability[age]).toBeGreaterThanOrEqual(disability[age - 1]);
    // 1.1 to 1.6 million persons draw social assistance for severe and exceptionally severe disabilities.
    const severe = (severeShare + exceptionallySevereShare) * disabled;
    expect(severe).toBeGreaterThan(1_100_000);
    expect(severe).toBeLessThan(1_600_000);
  });
});

describe('deaths and migration', () => {
  test('on the base population give about the published numbers', () => {
    const published = tables['demographic-totals'].find(({ year }) => year === 2025);
    const deaths = sum(demography.population.map((persons, i) => persons * demography.mx[i]));
    expect(deaths / (published?.deaths ?? 0)).toBeGreaterThan(0.94);
    expect(deaths / (published?.deaths ?? 0)).toBeLessThan(1.06);
    expect(sum(demography.netMigration.subarray(0, 202)) / (published?.netmig ?? 0)).toBeCloseTo(1, 2);
  });

  test('life expectancy of the rates is the published one', () => {
    for (const year of [2025, 2045]) {
      for (const sex of [0, 1]) {
        const rates = demography.mx.subarray(
          (year - 2025) * 202 + sex * AGES,
          (year - 2025) * 202 + sex * AGES + AGES,
        );
        let alive = 1;
        let lived = 0;
        for (let age = 0; age < 100; age++) {
          const survive = Math.exp(-rates[age]);
          lived += (alive * (1 - survive)) / rates[age];
          alive *= survive;
        }
        lived += alive / rates[100];
        const row = tables['demographic-indicators'].find((candidate) => candidate.year === year);
        const published = sex === 0 ? row?.life_expectancy_male : row?.life_expectancy_female;
        expect(Math.abs(lived - (published ?? 0)), `${year} ${sex}`).toBeLessThan(0.3);
      }
    }
  });

  test('more boys than girls are born, less so with time', () => {
    expect(demography.sexRatioAtBirth[0]).toBe(1.103);
    expect(demography.sexRatioAtBirth[25]).toBe(1.065);
  });
});
