import type { CountryInputs } from '../inputs/country.js';
import { NOBODY, type Population, RANKS, STILL_HERE } from '../population/columns.js';
import { normalCumulative, normalTable } from '../random/quantiles.js';

const SLICES = 1024;

/** Distribution of household income per head, year by year. */
export interface IncomeTables {
  readonly baseYear: number;
  /** Mean of log income per head: [((year row * regions + region) * 2 + area) * 2 + ethnicity]. */
  readonly logMean: Float64Array;
  readonly regions: number;
  readonly sigma: number;
  readonly earningsWeight: number;
  readonly ownWeight: number;
  readonly renewal: number;
  /** Four cut points between the fifths, VND a head a month: [year row * 4]. */
  readonly cuts: Float64Array;
  /** [year row * 2 + area]. */
  readonly povertyLine: Float64Array;
  readonly deprivedLimit: Float64Array;
  /** Normal quantiles by rank slice. */
  readonly normal: Float64Array;
}

/**
 * Log-normal incomes by region, area and ethnicity with the country's means; fifths are cut where the mixture of these
 * distributions, weighted by expected population, reaches 20, 40, 60 and 80 per cent.
 */
export function incomeTables(country: CountryInputs, toYear: number): IncomeTables {
  const { income, residence, macro, baseYear } = country;
  const regions = residence.regions.length;
  const years = toYear - baseYear + 1;
  const logMean = new Float64Array(years * regions * 4);
  const cuts = new Float64Array(years * 4);
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
          logMean[row * regions * 4 + cell] = Math.log(mean) - 0.5 * income.sigma ** 2;
          weights[cell] =
            residence.regionShare[region] *
            (area === 0 ? urban : 1 - urban) *
            (ethnicity === 0 ? 1 - minority : minority);
        }
      }
    }
    const means = logMean.subarray(row * regions * 4, (row + 1) * regions * 4);
    for (let cut = 0; cut < 4; cut++)
      cuts[row * 4 + cut] = mixtureQuantile(means, weights, income.sigma, (cut + 1) / 5);
  }
  return {
    baseYear,
    logMean,
    regions,
    sigma: income.sigma,
    earningsWeight: income.earningsCorrelation,
    ownWeight: Math.sqrt(1 - income.earningsCorrelation ** 2),
    renewal: income.renewal,
    cuts,
    povertyLine: income.povertyLine,
    deprivedLimit: income.deprivedShare.map((share) => share * RANKS),
    normal: normalTable(SLICES),
  };
}

/** Quantile of a mixture of log-normals with common sigma, VND. */
function mixtureQuantile(
  logMeans: Float64Array,
  weights: Float64Array,
  sigma: number,
  share: number,
): number {
  let low = 5;
  let high = 30;
  for (let i = 0; i < 50; i++) {
    const middle = 0.5 * (low + high);
    let below = 0;
    for (let cell = 0; cell < logMeans.length; cell++)
      below += weights[cell] * normalCumulative((middle - logMeans[cell]) / sigma);
    if (below < share) low = middle;
    else high = middle;
  }
  return Math.exp(0.5 * (low + high));
}

/**
 * Income per head, fifth and poverty status of every household. The household's rank joins the adults' ranks of work
 * and pay (reference person and partner) with a part of its own; poor are those below the income criterion with a
 * deprivation rank below the region's share, the others below it are near-poor.
 */
export function householdIncomes(people: Population, tables: IncomeTables, year: number): void {
  const row = year - tables.baseYear;
  const { normal, sigma, logMean, cuts, regions, earningsWeight, ownWeight } = tables;
  const { household, partner, exitMonth, jobRank, earningsRank, householdRank, region, area, ethnicity } =
    people;
  const [cut1, cut2, cut3, cut4] = cuts.subarray(row * 4, row * 4 + 4);
  for (let i = 0; i < people.count; i++) {
    if (household[i] !== i) continue;
    const spouse = partner[i];
    if (exitMonth[i] !== STILL_HERE && spouse === NOBODY && people.births[i] === 0) continue;
    let standing = normal[earningsRank[i] >>> 6] - normal[jobRank[i] >>> 6];
    standing =
      spouse === NOBODY
        ? standing * Math.SQRT1_2
        : 0.5 * (standing + normal[earningsRank[spouse] >>> 6] - normal[jobRank[spouse] >>> 6]);
    const rank = earningsWeight * standing + ownWeight * normal[householdRank[i] >>> 6];
    const income = Math.exp(
      logMean[(row * regions + region[i]) * 4 + area[i] * 2 + ethnicity[i]] + sigma * rank,
    );
    people.incomePerHead[i] = income + 0.5;
    people.quintile[i] = income < cut2 ? (income < cut1 ? 0 : 1) : income < cut3 ? 2 : income < cut4 ? 3 : 4;
    people.poverty[i] =
      income > tables.povertyLine[row * 2 + area[i]]
        ? 0
        : people.deprivationRank[i] < tables.deprivedLimit[region[i]]
          ? 2
          : 1;
  }
}
