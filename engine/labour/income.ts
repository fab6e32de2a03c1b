import type { CountryInputs } from '../inputs/country.js';
import { type Population, RANKS, STILL_HERE } from '../population/columns.js';
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
  /** Half-width of the yearly step of a household's own rank. */
  readonly step: number;
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
    step: income.step,
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

/** Scratch space: adults of each household, the sum of their standings, and its area. */
export interface HouseholdScratch {
  readonly adults: Int32Array;
  readonly standing: Float64Array;
  readonly area: Uint8Array;
}

export function makeHouseholdScratch(capacity: number): HouseholdScratch {
  return {
    adults: new Int32Array(capacity),
    standing: new Float64Array(capacity),
    area: new Uint8Array(capacity),
  };
}

/** Ages between which a member's place in work and pay counts for the household's income. */
const FIRST_EARNER_AGE = 20;
const LAST_EARNER_AGE = 64;

/** Sums the standing of each household's members of working age; households of others keep a sum of none. */
function gatherStandings(people: Population, { normal }: IncomeTables, scratch: HouseholdScratch): void {
  const { adults, standing, area } = scratch;
  const { household, age, exitMonth, jobRank, earningsRank } = people;
  adults.fill(0, 0, people.count);
  standing.fill(0, 0, people.count);
  // A household whose reference person has left takes the area of those who are left.
  area.set(people.area.subarray(0, people.count));
  for (let i = 0; i < people.count; i++) {
    if (exitMonth[i] !== STILL_HERE) continue;
    const home = household[i];
    area[home] = people.area[i];
    if (age[i] < FIRST_EARNER_AGE || age[i] > LAST_EARNER_AGE) continue;
    adults[home]++;
    standing[home] += normal[earningsRank[i] >>> 6] - normal[jobRank[i] >>> 6];
  }
}

/**
 * Income per head, fifth and poverty status of every household. The household's rank joins the standings of its members
 * of working age (pay less distance from formal work, each standard normal; their sum is brought back to variance 1)
 * with a part of its own; poor are those below the income criterion with a deprivation rank below the region's share,
 * the others below it are near-poor.
 */
export function householdIncomes(
  people: Population,
  tables: IncomeTables,
  scratch: HouseholdScratch,
  year: number,
): void {
  gatherStandings(people, tables, scratch);
  const row = year - tables.baseYear;
  const { normal, sigma, logMean, cuts, regions, earningsWeight, ownWeight } = tables;
  const { household, householdRank, region, ethnicity } = people;
  const { adults, standing, area } = scratch;
  const [cut1, cut2, cut3, cut4] = cuts.subarray(row * 4, row * 4 + 4);
  for (let i = 0; i < people.count; i++) {
    if (household[i] !== i) continue;
    // Each member's standing is the difference of two standard normals.
    const members = adults[i];
    const shared = members === 0 ? 0 : standing[i] / Math.sqrt(2 * members);
    const own = normal[householdRank[i] >>> 6];
    const rank = members === 0 ? own : earningsWeight * shared + ownWeight * own;
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
