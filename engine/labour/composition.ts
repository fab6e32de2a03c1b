import type { ExpectedPopulation } from '../demography/expected.js';
import type { CountryInputs } from '../inputs/country.js';
import { type Birthplaces, birthplaces } from './birthplaces.js';

const AGES = 101;
const EDUCATIONS = 4;
const FIRST_AGE = 15;

/** Sex and area of a labour cell, as [sex * 2 + area]. */
const PAIRS = 4;
/** Highest education, and the age from which it counts in work: before, those who will attain it have upper secondary. */
export const TERTIARY = EDUCATIONS - 1;
export const TERTIARY_AGE = 22;

/** Cells of one sex and area in one region: [education * 101 + age]. */
export const PAIR_CELLS = EDUCATIONS * AGES;

/** Cells of the labour market in one region: [((sex * 2 + area) * 4 + education) * 101 + age]. */
export const REGION_CELLS = PAIRS * PAIR_CELLS;

/** All cells: [region * REGION_CELLS + ...]. */
export function labourCells(country: CountryInputs): number {
  return country.residence.regions.length * REGION_CELLS;
}

export function pairOf(cell: number): number {
  return Math.floor((cell % REGION_CELLS) / PAIR_CELLS);
}

export function educationOf(cell: number): number {
  return Math.floor(cell / AGES) % EDUCATIONS;
}

export function ageOf(cell: number): number {
  return cell % AGES;
}

export function regionOf(cell: number): number {
  return Math.floor(cell / REGION_CELLS);
}

/**
 * Expected mid-year residents by labour cell: the projected population, split by the region of each cohort, its urban
 * share in the year and its education. `year` may be one before the base year, which is then taken as the base year.
 */
export function labourComposition(
  country: CountryInputs,
  expected: ExpectedPopulation,
  year: number,
): Float64Array {
  const { baseYear } = country;
  const { firstCohort, lastCohort, shares } = country.education;
  const counts = new Float64Array(labourCells(country));
  const now = Math.max(year, baseYear);
  const places = placesOf(country, expected);
  for (let region = 0; region < country.residence.regions.length; region++) {
    for (let age = FIRST_AGE; age < AGES; age++) {
      const birthYear = now - age;
      const here = places.region(birthYear, region);
      const urban = places.urban(birthYear, region, now);
      // Who lives in a place that became urban keeps the schooling of the countryside.
      const native = Math.min(1, places.urban(birthYear, region, Math.max(birthYear, baseYear)) / urban);
      const cohort = Math.min(Math.max(year - age, firstCohort), lastCohort) - firstCohort;
      for (let pair = 0; pair < PAIRS; pair++) {
        const sex = pair >> 1;
        const area = pair & 1;
        const residents =
          expected.midYear[((now - baseYear) * 2 + sex) * AGES + age] *
          here *
          (area === 0 ? urban : 1 - urban);
        const schooledInTown = area === 0 ? native : 0;
        const row = (cohort * 2 + sex) * 2 * EDUCATIONS;
        for (let education = 0; education < EDUCATIONS; education++) {
          const attained = age < TERTIARY_AGE && education === TERTIARY ? TERTIARY - 1 : education;
          counts[region * REGION_CELLS + (pair * EDUCATIONS + attained) * AGES + age] +=
            residents *
            (schooledInTown * shares[row + education] +
              (1 - schooledInTown) * shares[row + EDUCATIONS + education]);
        }
      }
    }
  }
  return counts;
}

const known = new WeakMap<ExpectedPopulation, Birthplaces>();

/** Residence by cohort, worked out once for an expected population. */
function placesOf(country: CountryInputs, expected: ExpectedPopulation): Birthplaces {
  let places = known.get(expected);
  if (!places) {
    places = birthplaces(country, expected);
    known.set(expected, places);
  }
  return places;
}
