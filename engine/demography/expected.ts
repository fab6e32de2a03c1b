import type { CountryInputs } from '../inputs/country.js';

const AGES = 101;
const CELLS = 2 * AGES;

/** The population that the country's rates imply, without chance: what the simulation is calibrated on and compared with. */
export interface ExpectedPopulation {
  readonly firstYear: number;
  /** Residents on 1 January: [(year - firstYear) * 202 + sex * 101 + age], one year more than the projection. */
  readonly start: Float64Array;
  /** Residents on 1 July, the mean of two Januaries: [(year - firstYear) * 202 + sex * 101 + age]. */
  readonly midYear: Float64Array;
  /** Births and deaths of each year. */
  readonly births: Float64Array;
  readonly deaths: Float64Array;
}

/**
 * Chance of dying within the calendar year of someone aged `age` on 1 January: half the year at each of two ages. Of the
 * deaths under one, most fall in the year of birth already.
 */
export function deathChance(country: CountryInputs, year: number, sex: number, age: number): number {
  const row = (year - country.baseYear) * CELLS + sex * AGES;
  const { mx, infantDeathsInYearOfBirth } = country.demography;
  const first = age === 0 ? 1 - infantDeathsInYearOfBirth : 0.5;
  return 1 - Math.exp(-(first * mx[row + age] + 0.5 * mx[row + Math.min(age + 1, 100)]));
}

/** Chance that a child born during the year dies before the year is out. */
export function newbornDeathChance(country: CountryInputs, year: number, sex: number): number {
  const { mx, infantDeathsInYearOfBirth } = country.demography;
  return 1 - Math.exp(-infantDeathsInYearOfBirth * mx[(year - country.baseYear) * CELLS + sex * AGES]);
}

/** Net migrants of the year who were aged `age` on 1 January: half of the figures of two ages. */
export function netMigrants(country: CountryInputs, year: number, sex: number, age: number): number {
  const row = (year - country.baseYear) * CELLS + sex * AGES;
  const { netMigration } = country.demography;
  const next = age < 100 ? 0.5 * netMigration[row + age + 1] : 0.5 * netMigration[row + 100];
  return 0.5 * netMigration[row + age] + next;
}

/** Births per woman-year at a completed age, 0 outside 15..49. */
export function asfrOf(country: CountryInputs, year: number, age: number): number {
  const { asfr, firstFertilityYear } = country.demography;
  return age >= 15 && age <= 49 ? asfr[(year - firstFertilityYear) * 35 + age - 15] : 0;
}

/** Births per woman in the calendar year, by her age on 1 January (14..49). */
export function birthChance(country: CountryInputs, year: number, age: number): number {
  return 0.5 * (asfrOf(country, year, age) + asfrOf(country, year, age + 1));
}

/**
 * Cohort-component projection by single year of age, from the base year to `toYear`: Preston, Heuveline and Guillot,
 * "Demography" (2001), chapter 6, with rates applied to cohorts over calendar years.
 */
export function expectedPopulation(country: CountryInputs, toYear: number): ExpectedPopulation {
  const years = toYear - country.baseYear + 1;
  const start = new Float64Array((years + 1) * CELLS);
  const midYear = new Float64Array(years * CELLS);
  const births = new Float64Array(years);
  const deaths = new Float64Array(years);
  start.set(country.demography.population);
  for (let y = 0; y < years; y++) {
    const year = country.baseYear + y;
    const now = y * CELLS;
    const next = now + CELLS;
    for (let sex = 0; sex < 2; sex++) {
      for (let age = 0; age < AGES; age++) {
        const alive = start[now + sex * AGES + age];
        const died = alive * deathChance(country, year, sex, age);
        deaths[y] += died;
        start[next + sex * AGES + Math.min(age + 1, 100)] +=
          alive - died + netMigrants(country, year, sex, age);
      }
    }
    for (let age = 14; age < 50; age++) {
      const women = 0.5 * (start[now + AGES + age] + start[next + AGES + age + 1]);
      births[y] += women * birthChance(country, year, age);
    }
    const maleShare = maleShareAtBirth(country, year);
    for (let sex = 0; sex < 2; sex++) {
      const born = births[y] * (sex === 0 ? maleShare : 1 - maleShare);
      const died = born * newbornDeathChance(country, year, sex);
      deaths[y] += died;
      start[next + sex * AGES] = born - died;
    }
    for (let cell = 0; cell < CELLS; cell++)
      midYear[now + cell] = 0.5 * (start[now + cell] + start[next + cell]);
  }
  return { firstYear: country.baseYear, start, midYear, births, deaths };
}

/** Share of boys among births. */
export function maleShareAtBirth(country: CountryInputs, year: number): number {
  const ratio = country.demography.sexRatioAtBirth[year - country.baseYear];
  return ratio / (1 + ratio);
}
