import type { CountryInputs } from '../inputs/country.js';
import { monthIndex } from '../inputs/time.js';
import { type Population, RANKS } from '../population/columns.js';
import { normalCumulative, normalTable } from '../random/quantiles.js';
import {
  adultsOf,
  CHILD_BELOW_MONTHS,
  childrenOf,
  gatherHouseholds,
  type Households,
  residentsOf,
} from './households.js';

const SLICES = 1024;
const TENTHS = 10;

/** Distribution of household income per head, year by year. */
export interface IncomeTables {
  readonly baseYear: number;
  /** Mean of log income per head: [((year row * regions + region) * 2 + area) * 2 + ethnicity]. */
  readonly logMean: Float64Array;
  readonly regions: number;
  /** Deviation of log income within region, area and ethnicity: [region]. */
  readonly sigma: Float64Array;
  /** Log points by which a child under 16 lowers income per head. */
  readonly childEffect: number;
  readonly earningsWeight: number;
  readonly ownWeight: number;
  /** Half-width of the yearly step of a household's own rank. */
  readonly step: number;
  /** Nine cut points between the tenths, VND a head a month: [year row * 9]. */
  readonly cuts: Float64Array;
  /** [year row * 2 + area]. */
  readonly povertyLine: Float64Array;
  readonly deprivedLimit: Float64Array;
  /** Normal quantiles by rank slice. */
  readonly normal: Float64Array;
}

/**
 * Log-normal incomes by region, area and ethnicity with the country's means and the regions' deviations; tenths are cut
 * where the mixture of these distributions, weighted by expected population, reaches 10, 20, ... 90 per cent.
 */
export function incomeTables(country: CountryInputs, toYear: number): IncomeTables {
  const { income, residence, macro, baseYear } = country;
  const regions = residence.regions.length;
  const years = toYear - baseYear + 1;
  const logMean = new Float64Array(years * regions * 4);
  const cuts = new Float64Array(years * (TENTHS - 1));
  const sigmas = Float64Array.from({ length: regions * 4 }, (_, cell) => income.sigma[cell >> 2]);
  for (let row = 0; row < years; row++) {
    const weights = new Float64Array(regions * 4);
    for (let region = 0; region < regions; region++) {
      const urban = residence.urbanShare[row * regions + region];
      for (let area = 0; area < 2; area++) {
        const place = region * 2 + area;
        const minority = residence.minorityShare[place];
        const majorityMean = income.meanPerHead[place] / (1 - minority + minority * income.minorityRatio);
        for (let ethnicity = 0; ethnicity < 2; ethnicity++) {
          const mean = majorityMean * (ethnicity === 0 ? 1 : income.minorityRatio) * macro.incomeIndex[row];
          const cell = place * 2 + ethnicity;
          logMean[row * regions * 4 + cell] = Math.log(mean) - 0.5 * income.sigma[region] ** 2;
          weights[cell] =
            residence.regionShare[region] *
            (area === 0 ? urban : 1 - urban) *
            (ethnicity === 0 ? 1 - minority : minority);
        }
      }
    }
    const means = logMean.subarray(row * regions * 4, (row + 1) * regions * 4);
    for (let cut = 1; cut < TENTHS; cut++)
      cuts[row * (TENTHS - 1) + cut - 1] = mixtureQuantile(means, weights, sigmas, cut / TENTHS);
  }
  return {
    baseYear,
    logMean,
    regions,
    sigma: income.sigma,
    childEffect: income.childEffect,
    earningsWeight: income.earningsCorrelation,
    ownWeight: Math.sqrt(1 - income.earningsCorrelation ** 2),
    step: income.step,
    cuts,
    povertyLine: income.povertyLine,
    deprivedLimit: income.deprivedShare.map((share) => share * RANKS),
    normal: normalTable(SLICES),
  };
}

/** Quantile of a mixture of log-normals, VND. */
function mixtureQuantile(
  logMeans: Float64Array,
  weights: Float64Array,
  sigmas: Float64Array,
  share: number,
): number {
  let low = 5;
  let high = 30;
  for (let i = 0; i < 50; i++) {
    const middle = 0.5 * (low + high);
    let below = 0;
    for (let cell = 0; cell < logMeans.length; cell++)
      below += weights[cell] * normalCumulative((middle - logMeans[cell]) / sigmas[cell]);
    if (below < share) low = middle;
    else high = middle;
  }
  return Math.exp(0.5 * (low + high));
}

/** How children lower the incomes of a block's households, by region; at most this many regions. */
const MOST_REGIONS = 16;
const residents = new Float64Array(MOST_REGIONS);
const childSums = new Float64Array(MOST_REGIONS);
const childSquares = new Float64Array(MOST_REGIONS);
/** Log points that are added for the mean number of children, and the factor that keeps the deviation. */
const childMean = new Float64Array(MOST_REGIONS);
const narrowing = new Float64Array(MOST_REGIONS);

/**
 * Persons' mean number of children in the household by region, in log points, and the factor under which the deviation
 * of log income stays that of the region: sigma / sqrt(sigma^2 + effect^2 * variance of the number of children).
 */
function measureChildren(
  people: Population,
  { references, count, members }: Households,
  { sigma, childEffect }: IncomeTables,
): void {
  residents.fill(0);
  childSums.fill(0);
  childSquares.fill(0);
  const { region } = people;
  for (let n = 0; n < count; n++) {
    const i = references[n];
    const size = residentsOf(members[i]);
    const children = childrenOf(members[i]);
    const place = region[i];
    residents[place] += size;
    childSums[place] += size * children;
    childSquares[place] += size * children * children;
  }
  for (let place = 0; place < sigma.length; place++) {
    const mean = residents[place] === 0 ? 0 : childSums[place] / residents[place];
    const variance = residents[place] === 0 ? 0 : childSquares[place] / residents[place] - mean * mean;
    childMean[place] = childEffect * mean;
    narrowing[place] = sigma[place] / Math.sqrt(sigma[place] ** 2 + childEffect ** 2 * variance);
  }
}

/**
 * Income per head, tenth, fifth and poverty status of every household. The household's rank joins the standings of its
 * members of working age (pay less distance from formal work, each standard normal; their sum is brought back to variance
 * 1) with a part of its own. Each child under 16 lowers income per head; the persons of a region keep, block by block,
 * its mean and deviation of log income. Poor are those below the income criterion of the year with a deprivation rank
 * below the region's share, the others below it are near-poor.
 */
export function householdIncomes(
  people: Population,
  tables: IncomeTables,
  households: Households,
  year: number,
): void {
  gatherHouseholds(people, tables.normal, households, monthIndex(year, 12) - CHILD_BELOW_MONTHS);
  measureChildren(people, households, tables);
  const row = year - tables.baseYear;
  const { normal, sigma, logMean, childEffect, regions, earningsWeight, ownWeight } = tables;
  const cuts = tables.cuts.subarray(row * (TENTHS - 1), (row + 1) * (TENTHS - 1));
  const { householdRank, region, ethnicity } = people;
  const { references, count, standing, area, members } = households;
  for (let n = 0; n < count; n++) {
    const i = references[n];
    // Each member's standing is the difference of two standard normals.
    const earners = adultsOf(members[i]);
    const shared = earners === 0 ? 0 : standing[i] / Math.sqrt(2 * earners);
    const own = normal[householdRank[i] >>> 6];
    const rank = earners === 0 ? own : earningsWeight * shared + ownWeight * own;
    const place = region[i];
    const children = childMean[place] - childEffect * childrenOf(members[i]);
    const income = Math.exp(
      logMean[(row * regions + place) * 4 + area[i] * 2 + ethnicity[i]] +
        narrowing[place] * (sigma[place] * rank + children),
    );
    const fifth =
      income < cuts[3] ? (income < cuts[1] ? 0 : 1) : income < cuts[5] ? 2 : income < cuts[7] ? 3 : 4;
    people.incomePerHead[i] = income + 0.5;
    people.quintile[i] = fifth;
    people.decile[i] = income < cuts[2 * fifth] ? 2 * fifth : 2 * fifth + 1;
    people.poverty[i] =
      income > tables.povertyLine[row * 2 + area[i]]
        ? 0
        : people.deprivationRank[i] < tables.deprivedLimit[place]
          ? 2
          : 1;
  }
}
