import { asfrOf, type ExpectedPopulation } from '../demography/expected.js';
import type { CountryInputs } from '../inputs/country.js';
import { RANKS } from '../population/columns.js';
import { residenceTables } from '../population/residence.js';

const AGES = 101;
/** Slices of the rank by which a household is urban or rural. */
const SLICES = 32;
const MAJORITY_AGE = 18;
/** Persons of the base population under this age have a known mother. */
const LINKED_BELOW = 35;
const FIRST_MOTHER = 15;
const LAST_MOTHER = 49;
const ROUNDS = 6;

/** Expected residence by birth cohort. */
export interface Birthplaces {
  /** Share of a cohort that lives in a region. */
  region(birthYear: number, region: number): number;
  /** Share of the cohort in that region whose place is urban in a year. */
  urban(birthYear: number, region: number, year: number): number;
}

/**
 * Where cohorts live: children have the region and the area rank of their mothers, so that a cohort is spread as births
 * are, more in the countryside and in regions of higher fertility; the others are spread as those are who draw their own
 * place. Of the base population, minors follow their mothers, and of the other people under 35 those who live with their
 * parents or the husband's. Moves at marriage are left out.
 */
export function birthplaces(country: CountryInputs, expected: ExpectedPopulation): Birthplaces {
  const { baseYear, residence, families } = country;
  const regions = residence.regions.length;
  const own = ownPlaces(country);
  const firstCohort = baseYear - LINKED_BELOW;
  const lastCohort = baseYear + expected.births.length - 1 - FIRST_MOTHER;
  const cohorts: Float64Array[] = [];
  /** Who was born before the first cohort has the own places. */
  const rowOf = (birthYear: number) => Math.max(0, Math.min(birthYear, lastCohort) - firstCohort + 1);
  const placesOf = (birthYear: number) => (birthYear < firstCohort ? own : cohorts[rowOf(birthYear) - 1]);
  for (let year = firstCohort; year <= lastCohort; year++) {
    const age = baseYear - 1 - year;
    const partnered = age < MAJORITY_AGE ? 0 : inUnion(country, age);
    const follow =
      age < MAJORITY_AGE ? 1 : families.withParents[age] * (1 - partnered) + families.stemCouples * partnered;
    const born = birthsByPlace(country, expected, year, placesOf);
    cohorts.push(born.map((share, place) => follow * share + (1 - follow) * own[place]));
  }
  const shares = [own, ...cohorts].map((places) => regionShares(places, regions));
  return {
    region: (birthYear, region) => shares[rowOf(birthYear)][region],
    urban(birthYear, region, year) {
      const places = placesOf(birthYear);
      const row = Math.min(Math.max(year, baseYear), country.lastYear) - baseYear;
      const limit = residence.urbanShare[row * regions + region];
      let urban = 0;
      for (let slice = 0; slice < SLICES; slice++)
        urban += places[region * SLICES + slice] * urbanPart(slice, limit);
      return urban / shares[rowOf(birthYear)][region];
    },
  };
}

/** Shares of the regions in a cohort. */
function regionShares(places: Float64Array, regions: number): Float64Array {
  const shares = new Float64Array(regions);
  for (let place = 0; place < places.length; place++) shares[Math.floor(place / SLICES)] += places[place];
  return shares;
}

/** Share of all women of an age who live in a union. */
function inUnion({ families, residence }: CountryInputs, age: number): number {
  const urban = residence.regionShare.reduce((sum, share, r) => sum + share * residence.urbanShare[r], 0);
  return urban * families.inUnion[age] + (1 - urban) * families.inUnion[AGES + age];
}

/** Part of a slice of area ranks that is urban where the urban share of the region is `limit`. */
function urbanPart(slice: number, limit: number): number {
  return Math.min(1, Math.max(0, limit * SLICES - slice));
}

/** Shares of those who draw their own place: [region * SLICES + slice]. */
function ownPlaces(country: CountryInputs): Float64Array {
  const { regionLimit, urbanLimit, ownUrbanLimit } = residenceTables(country);
  return Float64Array.from({ length: regionLimit.length * SLICES }, (_, place) => {
    const region = Math.floor(place / SLICES);
    const here = regionLimit[region] - (region === 0 ? 0 : regionLimit[region - 1]);
    const urban = urbanPart(place % SLICES, urbanLimit[region] / RANKS);
    // Evenly spread in town and in the countryside, more of them in town than of all residents.
    const town = ownUrbanLimit[region] / urbanLimit[region];
    const countryside = (RANKS - ownUrbanLimit[region]) / (RANKS - urbanLimit[region]);
    return ((here / RANKS) * (urban * town + (1 - urban) * countryside)) / SLICES;
  });
}

/**
 * Shares of a year's births by place: mothers of each age times a factor of the region and one of the area, found by
 * alternately meeting the births of the regions and those of towns and countryside.
 */
function birthsByPlace(
  country: CountryInputs,
  expected: ExpectedPopulation,
  year: number,
  placesOf: (birthYear: number) => Float64Array,
): Float64Array {
  const { baseYear, demography, residence } = country;
  const regions = residence.regions.length;
  const row = Math.max(0, year - baseYear);
  const mothers = new Float64Array(regions * SLICES);
  for (let age = FIRST_MOTHER; age <= LAST_MOTHER; age++) {
    // Before the base year the women are those who are left of them.
    const today = Math.max(year, baseYear) - year + age;
    const women = expected.midYear[row * 2 * AGES + AGES + Math.min(100, today)];
    const rate = asfrOf(country, Math.max(year, demography.firstFertilityYear), age);
    const places = placesOf(year - age);
    for (let place = 0; place < mothers.length; place++) mothers[place] += women * rate * places[place];
  }
  const urban = mothers.map((_, place) =>
    urbanPart(place % SLICES, residence.urbanShare[row * regions + Math.floor(place / SLICES)]),
  );
  const { region: regionRatio, area: areaRatio } = demography.fertilityRatio;
  const births = mothers.map((count, place) => count * regionRatio[Math.floor(place / SLICES)]);
  for (let round = 0; round < ROUNDS; round++) {
    let townBirths = 0;
    let townMothers = 0;
    let countryBirths = 0;
    let countryMothers = 0;
    for (let place = 0; place < births.length; place++) {
      const town = urban[place];
      townBirths += births[place] * town;
      townMothers += mothers[place] * town;
      countryBirths += births[place] * (1 - town);
      countryMothers += mothers[place] * (1 - town);
    }
    const town = townBirths / townMothers;
    const countryside = countryBirths / countryMothers;
    for (let place = 0; place < births.length; place++)
      births[place] *=
        (urban[place] * areaRatio[0]) / town + ((1 - urban[place]) * areaRatio[1]) / countryside;
    for (let region = 0; region < regions; region++) {
      const first = region * SLICES;
      let born = 0;
      let women = 0;
      for (let place = first; place < first + SLICES; place++) {
        born += births[place];
        women += mothers[place];
      }
      const now = born / women;
      for (let place = first; place < first + SLICES; place++) births[place] *= regionRatio[region] / now;
    }
  }
  const all = births.reduce((a, b) => a + b, 0);
  return births.map((count) => count / all);
}
