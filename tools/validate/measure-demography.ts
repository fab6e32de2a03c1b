import { monthIndex } from '../../engine/inputs/time.js';
import { STILL_HERE } from '../../engine/population/columns.js';
import type { Model } from '../../engine/projection/model.js';
import { isMidYearResident, type Measurer } from './measurer.js';

const AGES = 101;
const CELLS = 2 * AGES;
const AGE_GROUPS = [
  ['age-0-2', 0, 2],
  ['age-3-5', 3, 5],
  ['age-6-15', 6, 15],
  ['age-65', 65, 100],
] as const;
const YEARS = [2025, 2030, 2035, 2040, 2045];

/** Sums by year that the plots read too. */
export interface DemographyTally {
  /** Residents on 1 July, weighted: [(year - base) * 202 + sex * 101 + age]. */
  readonly residents: Float64Array;
  /** Births by the mother's completed age at the birth, weighted: [(year - base) * 101 + age]. */
  readonly births: Float64Array;
}

/** Population, births, deaths and migration, against WPP and the projection of its rates. */
export function measureDemography(model: Model): Measurer & { readonly tally: DemographyTally } {
  const { country, plan, expected, toYear } = model;
  const { weight } = plan;
  const base = country.baseYear;
  const years = toYear - base + 1;
  const residents = new Float64Array(years * CELLS);
  const births = new Float64Array(years * AGES);
  const deaths = new Float64Array(years * CELLS);
  const boys = new Float64Array(years);
  const girls = new Float64Array(years);
  const infants = new Float64Array(years);
  const atEnd = new Float64Array(years);

  const look: Measurer['look'] = ({ people, year, deliveries }) => {
    const y = year - base;
    const january = monthIndex(year, 1);
    for (let i = 0; i < people.count; i++) {
      const exit = people.exitMonth[i];
      const cell = y * CELLS + people.sex[i] * AGES;
      if (isMidYearResident(people, i, year)) residents[cell + people.age[i]] += weight;
      if (exit === STILL_HERE) atEnd[y] += weight;
      else if (exit >= january && people.died[i] === 1) {
        const months = exit - people.birthMonth[i];
        deaths[cell + Math.min(AGES - 1, Math.floor(months / 12))] += weight;
        if (months < 12) infants[y] += weight;
      }
    }
    for (const { mother, month, child, children } of deliveries) {
      const age = Math.floor((month - people.birthMonth[mother]) / 12);
      births[y * AGES + age] += children * weight;
      for (let twin = 0; twin < children; twin++) {
        if (people.sex[child + twin] === 0) boys[y] += weight;
        else girls[y] += weight;
      }
    }
  };

  const sumAges = (table: Float64Array, y: number, sexes: readonly number[], from: number, to: number) => {
    let sum = 0;
    for (const sex of sexes)
      for (let age = from; age <= to; age++) sum += table[y * CELLS + sex * AGES + age];
    return sum;
  };
  const BOTH = [0, 1];
  const born = (y: number) => boys[y] + girls[y];
  const died = (y: number) => sumAges(deaths, y, BOTH, 0, 100);

  const report: Measurer['report'] = (figures, targets) => {
    for (const year of YEARS) {
      const y = year - base;
      const both = (id: string, sexes: readonly number[], from: number, to: number) => {
        figures.set(id, sumAges(residents, y, sexes, from, to));
        targets.set(id, sumAges(expected.midYear, y, sexes, from, to));
      };
      both(`population-${year}`, BOTH, 0, 100);
      for (const [id, from, to] of AGE_GROUPS) both(`${id}-${year}`, BOTH, from, to);
      both(`women-15-49-${year}`, [1], 15, 49);
      figures.set(`births-${year}`, born(y));
      figures.set(`deaths-${year}`, died(y));
      figures.set(`sex-ratio-at-birth-${year}`, boys[y] / girls[y]);
      ['men', 'women'].forEach((name, sex) => {
        const from = y * CELLS + sex * AGES;
        const expectancy = lifeExpectancy(
          deaths.subarray(from, from + AGES),
          residents.subarray(from, from + AGES),
        );
        figures.set(`life-expectancy-${name}-${year}`, expectancy);
      });
      fertilityFigures(year, figures, targets);
    }
    let birthsOff = 0;
    let deathsOff = 0;
    for (let y = 0; y < years; y++) {
      birthsOff = Math.max(birthsOff, Math.abs(born(y) / expected.births[y] - 1));
      deathsOff = Math.max(deathsOff, Math.abs(died(y) / expected.deaths[y] - 1));
    }
    figures.set('births-every-year', birthsOff);
    figures.set('deaths-every-year', deathsOff);
    figures.set('tfr-gso', figures.get('tfr-2025') ?? Number.NaN);
    figures.set('infant-mortality', (infants[0] / born(0)) * 1000);
    figures.set('net-migration-2025', atEnd[0] - plan.persons * weight - born(0) + died(0));
  };

  /** Births by five-year age of the mother, TFR and mean age at childbearing. */
  function fertilityFigures(year: number, figures: Map<string, number>, targets: Map<string, number>): void {
    const y = year - base;
    const { asfr, firstFertilityYear } = country.demography;
    let tfr = 0;
    let ageSum = 0;
    for (let age = 15; age < 50; age++) {
      const women = residents[y * CELLS + AGES + age];
      const rate = women > 0 ? births[y * AGES + age] / women : 0;
      tfr += rate;
      ageSum += rate * (age + 0.5);
    }
    figures.set(`tfr-${year}`, tfr);
    figures.set(`childbearing-age-${year}`, ageSum / tfr);
    for (let from = 15; from < 50; from += 5) {
      let found = 0;
      let wanted = 0;
      for (let age = from; age < from + 5; age++) {
        found += births[y * AGES + age];
        wanted +=
          expected.midYear[y * CELLS + AGES + age] * asfr[(year - firstFertilityYear) * 35 + age - 15];
      }
      const id = `births-${from}-${from + 4}-${year}`;
      figures.set(id, found);
      targets.set(id, wanted);
    }
  }

  return { look, report, tally: { residents, births } };
}

/** Life expectancy at birth from deaths and mid-year residents by single age: survival falls by exp(-m) a year. */
export function lifeExpectancy(deaths: Float64Array, residents: Float64Array): number {
  let alive = 1;
  let years = 0;
  const last = deaths.length - 1;
  for (let age = 0; age < last; age++) {
    const rate = residents[age] > 0 ? deaths[age] / residents[age] : 0;
    const next = alive * Math.exp(-rate);
    years += rate > 0 ? (alive - next) / rate : alive;
    alive = next;
  }
  // The open last age: years left are the inverse of its death rate.
  const rate = residents[last] > 0 ? deaths[last] / residents[last] : 0;
  return rate > 0 ? years + alive / rate : years;
}
