import type { ExpectedPopulation } from '../demography/expected.js';
import type { CountryInputs } from '../inputs/country.js';

const AGES = 101;

/** Cells of the labour market: [((sex * 2 + area) * 4 + education) * 101 + age]. */
export const LABOUR_CELLS = 2 * 2 * 4 * AGES;

function labourCell(sex: number, area: number, education: number, age: number): number {
  return ((sex * 2 + area) * 4 + education) * AGES + age;
}

/** National share of urban residents in a year. */
function urbanShareOf(country: CountryInputs, year: number): number {
  const { residence } = country;
  const regions = residence.regions.length;
  const row = (Math.max(year, country.baseYear) - country.baseYear) * regions;
  let share = 0;
  for (let region = 0; region < regions; region++)
    share += residence.regionShare[region] * residence.urbanShare[row + region];
  return share;
}

/**
 * Expected mid-year residents by labour cell: the projected population, split by the year's urban share and by the
 * education of each cohort. `year` may be one before the base year, which is then taken as the base year.
 */
export function labourComposition(
  country: CountryInputs,
  expected: ExpectedPopulation,
  year: number,
): Float64Array {
  const counts = new Float64Array(LABOUR_CELLS);
  const { firstCohort, lastCohort, shares } = country.education;
  const row = (Math.max(year, country.baseYear) - country.baseYear) * 2 * AGES;
  const urban = urbanShareOf(country, year);
  for (let sex = 0; sex < 2; sex++) {
    for (let age = 15; age < AGES; age++) {
      const residents = expected.midYear[row + sex * AGES + age];
      const cohort = Math.min(Math.max(year - age, firstCohort), lastCohort) - firstCohort;
      for (let area = 0; area < 2; area++) {
        for (let education = 0; education < 4; education++) {
          const share = shares[((cohort * 2 + sex) * 2 + area) * 4 + education];
          counts[labourCell(sex, area, education, age)] =
            residents * (area === 0 ? urban : 1 - urban) * share;
        }
      }
    }
  }
  return counts;
}
