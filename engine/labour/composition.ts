import type { ExpectedPopulation } from '../demography/expected.js';
import type { CountryInputs } from '../inputs/country.js';

const AGES = 101;
const EDUCATIONS = 4;

/** Sex and area of a labour cell, as [sex * 2 + area]. */
export const PAIRS = 4;
/** Highest education, and the age from which it counts in work: before, those who will attain it have upper secondary. */
export const TERTIARY = EDUCATIONS - 1;
export const TERTIARY_AGE = 22;

/** Cells of the labour market in one region: [((sex * 2 + area) * 4 + education) * 101 + age]. */
export const REGION_CELLS = PAIRS * EDUCATIONS * AGES;

/** All cells: [region * REGION_CELLS + ...]. */
export function labourCells(country: CountryInputs): number {
  return country.residence.regions.length * REGION_CELLS;
}

export function pairOf(cell: number): number {
  return Math.floor((cell % REGION_CELLS) / (EDUCATIONS * AGES));
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
 * Expected mid-year residents by labour cell: the projected population, split by region, the year's urban share and the
 * education of each cohort. `year` may be one before the base year, which is then taken as the base year.
 */
export function labourComposition(
  country: CountryInputs,
  expected: ExpectedPopulation,
  year: number,
): Float64Array {
  const { residence } = country;
  const { firstCohort, lastCohort, shares } = country.education;
  const counts = new Float64Array(labourCells(country));
  const regions = residence.regions.length;
  const now = Math.max(year, country.baseYear) - country.baseYear;
  for (let cell = 0; cell < counts.length; cell++) {
    const age = ageOf(cell);
    if (age < 15) continue;
    const [sex, area] = [pairOf(cell) >> 1, pairOf(cell) & 1];
    const region = regionOf(cell);
    const urban = residence.urbanShare[now * regions + region];
    const place = residence.regionShare[region] * (area === 0 ? urban : 1 - urban);
    const cohort = Math.min(Math.max(year - age, firstCohort), lastCohort) - firstCohort;
    // Who lives in a place that became urban keeps the schooling of the countryside.
    const schoolYear = Math.min(now, Math.max(0, year - age - country.baseYear));
    const native = area === 1 ? 0 : Math.min(1, residence.urbanShare[schoolYear * regions + region] / urban);
    const schooledIn = (place: number, education: number) =>
      shares[((cohort * 2 + sex) * 2 + place) * EDUCATIONS + education];
    const share = (education: number) =>
      native * schooledIn(0, education) + (1 - native) * schooledIn(1, education);
    const education = educationOf(cell);
    let schooled = share(education);
    if (age < TERTIARY_AGE && education === TERTIARY) schooled = 0;
    if (age < TERTIARY_AGE && education === TERTIARY - 1) schooled += share(TERTIARY);
    counts[cell] = expected.midYear[now * 2 * AGES + sex * AGES + age] * place * schooled;
  }
  return counts;
}
