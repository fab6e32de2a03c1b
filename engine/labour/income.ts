import type { CountryInputs } from '../inputs/country.js';
import { monthIndex } from '../inputs/time.js';
import type { KernelMemory } from '../kernels/instance.js';
import { type Population, RANKS } from '../population/columns.js';
import { normalCumulative, normalTable } from '../random/quantiles.js';
import { CHILD_BELOW_MONTHS, gatherHouseholds, type Households, MOST_MEMBERS } from './households.js';

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

/** At most this many regions. */
const MOST_REGIONS = 16;
/** Numbers that the kernels keep of each region. */
const REGION_FIGURES = 3;

/** Deviation of the sum of so many earners' standings, each being the difference of two standard normals. */
const DEVIATIONS = Float64Array.from({ length: MOST_MEMBERS + 1 }, (_, earners) =>
  Math.sqrt(2 * Math.max(1, earners)),
);

/** What the kernels read and write besides columns and tables. */
interface IncomeScratch {
  tables: IncomeTables | undefined;
  /** Residents, their children and the squares of these, by region. */
  readonly sums: Float64Array;
  /** By region: log points that are added for the mean number of children, the factor that keeps the deviation, sigma. */
  readonly regions: Float64Array;
  /** Limit of deprivation ranks by region: a rank is below x where it is below the next whole number. */
  readonly deprived: Int32Array;
  /** Weights of standings and of the own part in a household's rank: without earners, with. */
  readonly weights: Float64Array;
}

const known = new WeakMap<KernelMemory, IncomeScratch>();

/** Brings the tables into the memory, once a run. */
function scratchOf({ memory, capacity }: Population, tables: IncomeTables): IncomeScratch {
  let scratch = known.get(memory);
  if (scratch === undefined) {
    scratch = {
      tables: undefined,
      sums: memory.allocate(Float64Array, MOST_REGIONS * REGION_FIGURES),
      regions: memory.allocate(Float64Array, MOST_REGIONS * REGION_FIGURES),
      deprived: memory.allocate(Int32Array, MOST_REGIONS),
      weights: memory.allocate(Float64Array, 4),
    };
    memory.bind({
      incomeRegions: scratch.regions.byteOffset,
      incomeDeprived: scratch.deprived.byteOffset,
      incomeWeights: scratch.weights.byteOffset,
      incomeDeviations: memory.pointer(DEVIATIONS),
      incomeValues: memory.allocate(Float64Array, capacity).byteOffset,
    });
    known.set(memory, scratch);
  }
  if (scratch.tables === tables) return scratch;
  scratch.tables = tables;
  scratch.deprived.set(Int32Array.from(tables.deprivedLimit, Math.ceil));
  scratch.weights.set([0, 1, tables.earningsWeight, tables.ownWeight]);
  memory.bind({
    incomeNormal: memory.pointer(tables.normal),
    incomeChildEffect: tables.childEffect,
  });
  return scratch;
}

/**
 * Persons' mean number of children in the household by region, in log points, and the factor under which the deviation
 * of log income stays that of the region: sigma / sqrt(sigma^2 + effect^2 * variance of the number of children).
 */
function measureChildren(
  people: Population,
  { count }: Households,
  { sigma, childEffect }: IncomeTables,
  { sums, regions }: IncomeScratch,
): void {
  sums.fill(0);
  people.memory.kernels.households.sumChildren(count, sums.byteOffset);
  for (let place = 0; place < sigma.length; place++) {
    const first = place * REGION_FIGURES;
    const residents = sums[first];
    const mean = residents === 0 ? 0 : sums[first + 1] / residents;
    const variance = residents === 0 ? 0 : sums[first + 2] / residents - mean * mean;
    regions[first] = childEffect * mean;
    regions[first + 1] = sigma[place] / Math.sqrt(sigma[place] ** 2 + childEffect ** 2 * variance);
    regions[first + 2] = sigma[place];
  }
}

/**
 * Income per head, tenth, fifth and poverty status of every household. The household's rank joins the standings of its
 * members of working age (pay less distance from formal work, each standard normal; their sum is brought back to variance
 * 1) with a part of its own. Each child under 16 lowers income per head; the persons of a region keep, block by block,
 * its mean and deviation of log income. Poor are those below the income criterion of the year with a deprivation rank
 * below the region's share, the others below it are near-poor. The loops are the kernels of engine/assembly/households.
 *
 * @param households those of these people
 */
export function householdIncomes(
  people: Population,
  tables: IncomeTables,
  households: Households,
  year: number,
): void {
  const { memory } = people;
  const scratch = scratchOf(people, tables);
  gatherHouseholds(people, tables.normal, households, monthIndex(year, 12) - CHILD_BELOW_MONTHS);
  measureChildren(people, households, tables, scratch);
  const row = year - tables.baseYear;
  const { BYTES_PER_ELEMENT } = Float64Array;
  memory.kernels.households.incomes(
    households.count,
    memory.pointer(tables.logMean) + row * tables.regions * 4 * BYTES_PER_ELEMENT,
    memory.pointer(tables.cuts) + row * (TENTHS - 1) * BYTES_PER_ELEMENT,
    memory.pointer(tables.povertyLine) + row * 2 * BYTES_PER_ELEMENT,
  );
}
