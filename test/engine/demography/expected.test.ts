import { describe, expect, test } from 'vitest';
import {
  birthChance,
  deathChance,
  expectedPopulation,
  netMigrants,
} from '../../../engine/demography/expected.js';
import { survivalTable } from '../../../engine/demography/survival.js';
import { vietNam } from '../../support/engine.js';

const expected = expectedPopulation(vietNam, 2045);

describe('rates of a cohort in a calendar year', () => {
  test('a death chance is half a year at each of two ages', () => {
    const mx = (sex: number, age: number) => vietNam.demography.mx[5 * 202 + sex * 101 + age];
    expect(deathChance(vietNam, 2030, 0, 60)).toBeCloseTo(1 - Math.exp(-(mx(0, 60) + mx(0, 61)) / 2), 12);
    expect(deathChance(vietNam, 2030, 1, 100)).toBeCloseTo(1 - Math.exp(-mx(1, 100)), 12);
  });

  test('births by age on 1 January add up to the TFR', () => {
    let sum = 0;
    for (let age = 14; age < 50; age++) sum += birthChance(vietNam, 2030, age);
    // WPP 2024 medium, Viet Nam 2030: 1.8195 (single ages of the table: 1.8174).
    expect(sum).toBeCloseTo(1.8195, 2);
  });

  test('net migrants by age on 1 January add up to the total of the year', () => {
    let sum = 0;
    for (let cell = 0; cell < 202; cell++) sum += netMigrants(vietNam, 2030, cell < 101 ? 0 : 1, cell % 101);
    // WPP: -25,752 in 2030; half of age 0 falls to children born in the year and is left out (-316).
    expect(Math.abs(sum - -25_752)).toBeLessThan(700);
  });
});

describe('cohort-component projection against WPP 2024', () => {
  // WPP: births, deaths, population on 1 July.
  test.each([
    [2025, 1_328_422, 683_371, 101_598_523],
    [2030, 1_275_653, 755_553, 104_254_902],
    [2045, 1_245_297, 1_053_807, 109_685_399],
  ])('%i', (year, births, deaths, midYear) => {
    const y = year - 2025;
    const population = expected.midYear.subarray(y * 202, (y + 1) * 202).reduce((a, b) => a + b, 0);
    expect(Math.abs(expected.births[y] / births - 1)).toBeLessThan(0.003);
    expect(Math.abs(expected.deaths[y] / deaths - 1)).toBeLessThan(0.003);
    expect(Math.abs(population / midYear - 1)).toBeLessThan(0.001);
  });
});

describe('survival table', () => {
  const table = survivalTable(vietNam, expected, 2045);

  test('shares never rise, and those left of a cohort are the projected ones', () => {
    for (const [sex, age] of [
      [0, 0],
      [1, 30],
      [0, 70],
    ]) {
      const row = sex * table.cohorts + (2024 - age - table.firstCohort);
      const left = Array.from({ length: table.years + 1 }, (_, y) => table.left[y * table.rows + row]);
      for (let y = 1; y < left.length; y++) expect(left[y]).toBeLessThanOrEqual(left[y - 1]);
      const start = vietNam.demography.population[sex * 101 + age];
      const end = expected.start[21 * 202 + sex * 101 + age + 21];
      // Immigrants are added apart, hence the small difference.
      expect(Math.abs(((left[21] / 2 ** 32) * start) / end - 1)).toBeLessThan(0.01);
    }
  });

  test('before its birth a cohort is whole', () => {
    const row = table.cohorts + (2040 - table.firstCohort);
    expect(table.left[15 * table.rows + row]).toBe(2 ** 32);
    expect(table.left[16 * table.rows + row]).toBeLessThan(2 ** 32);
  });
});
