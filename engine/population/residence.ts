import type { CountryInputs } from '../inputs/country.js';
import { type Population, RANKS } from './columns.js';
import { educationRank, residenceRanks } from './persons.js';

const drawn = new Int32Array(4);

/** Residence and education as thresholds on ranks, for one country. */
export interface ResidenceTables {
  readonly regions: number;
  /** Cumulated region shares, in ranks. */
  readonly regionLimit: Float64Array;
  /** Urban shares in the base year, in ranks, by region. */
  readonly urbanLimit: Float64Array;
  /** Urban shares, in ranks, of those who draw their own place. */
  readonly ownUrbanLimit: Float64Array;
  readonly minorityLimit: Float64Array;
  readonly difficultLimit: Float64Array;
  readonly firstCohort: number;
  readonly lastCohort: number;
  /** Cumulated education shares in ranks: [((birthYear - firstCohort) * 2 + sex) * 2 + area) * 4 + education]. */
  readonly educationLimit: Float64Array;
}

/** Turns the country's shares into cumulated limits. */
export function residenceTables(country: CountryInputs): ResidenceTables {
  const { residence, education } = country;
  const { region, area, ethnicity } = country.demography.fertilityRatio;
  const regions = residence.regions.length;
  return {
    regions,
    regionLimit: cumulated(ownShares(residence.regionShare, region, REGION_FOLLOWERS), regions),
    urbanLimit: residence.urbanShare.slice(0, regions).map((share) => share * RANKS),
    ownUrbanLimit: residence.urbanShare
      .slice(0, regions)
      .map((share) => ownShares(Float64Array.of(share, 1 - share), area, FOLLOWERS)[0] * RANKS),
    minorityLimit: residence.minorityShare.map(
      (share) => ownShares(Float64Array.of(1 - share, share), ethnicity, FOLLOWERS)[1] * RANKS,
    ),
    difficultLimit: residence.difficultShare.map((share) => share * RANKS),
    firstCohort: education.firstCohort,
    lastCohort: education.lastCohort,
    educationLimit: cumulated(education.shares, 4),
  };
}

/**
 * Share of residents who take the region from a mother, and share of those who take people and urban or rural place:
 * the latter those under 15 only, the former more, because grown-up children who live with her do too. Set so that all
 * residents have the given shares.
 */
const REGION_FOLLOWERS = 0.5;
const FOLLOWERS = 0.25;

/**
 * Shares among those who draw their own place (women, single men) such that, with the children who follow their
 * mothers, all residents have the shares that are given: where more children are born, fewer grown-ups are needed.
 * `fertility` is the total fertility of each group over a common one.
 */
function ownShares(shares: Float64Array, fertility: Float64Array, followers: number): Float64Array {
  let own = shares;
  for (let round = 0; round < 20; round++) {
    const mean = own.reduce((sum, share, i) => sum + share * fertility[i], 0);
    const raw = shares.map((share, i) => share / (1 - followers + (followers * fertility[i]) / mean));
    const total = raw.reduce((a, b) => a + b, 0);
    own = raw.map((share) => share / total);
  }
  return own;
}

/** Sums within groups of `size`, as ranks; the last of each group is exactly RANKS. */
function cumulated(shares: Float64Array, size: number): Float64Array {
  const limits = new Float64Array(shares.length);
  for (let start = 0; start < shares.length; start += size) {
    let sum = 0;
    for (let i = 0; i < size; i++) {
      sum += shares[start + i];
      limits[start + i] = sum * RANKS;
    }
    limits[start + size - 1] = RANKS;
  }
  return limits;
}

/** Draws region, area, ethnicity and commune of a person from the person's own ranks. */
export function settle(people: Population, person: number, tables: ResidenceTables): void {
  residenceRanks(people, person, drawn);
  let region = 0;
  while (drawn[0] >= tables.regionLimit[region]) region++;
  const area = drawn[1] < tables.ownUrbanLimit[region] ? 0 : 1;
  const ethnicity = drawn[2] < tables.minorityLimit[region * 2 + area] ? 1 : 0;
  people.region[person] = region;
  people.areaRank[person] = stretched(drawn[1], tables.ownUrbanLimit[region], tables.urbanLimit[region]);
  people.area[person] = area;
  people.ethnicity[person] = ethnicity;
  people.difficultCommune[person] =
    drawn[3] < tables.difficultLimit[(region * 2 + area) * 2 + ethnicity] ? 1 : 0;
}

/** Moves a rank such that `from` comes to stand at `to`, straight on both sides of it. */
function stretched(rank: number, from: number, to: number): number {
  if (rank < from) return Math.floor((rank * to) / from);
  return Math.min(RANKS - 1, Math.ceil(to + ((rank - from) * (RANKS - to)) / (RANKS - from)));
}

/** Gives `person` the residence of `host` (a mother, a wife); ethnicity goes with it when `kin` is set. */
export function moveIn(people: Population, person: number, host: number, kin: boolean): void {
  people.region[person] = people.region[host];
  people.areaRank[person] = people.areaRank[host];
  people.area[person] = people.area[host];
  people.difficultCommune[person] = people.difficultCommune[host];
  people.household[person] = people.household[host];
  if (kin) people.ethnicity[person] = people.ethnicity[host];
}

/** Reads the education that a person will attain from the shares of cohort, sex and area. */
export function educate(
  people: Population,
  person: number,
  birthYear: number,
  tables: ResidenceTables,
): void {
  const cohort = Math.min(Math.max(birthYear, tables.firstCohort), tables.lastCohort) - tables.firstCohort;
  const row = ((cohort * 2 + people.sex[person]) * 2 + people.area[person]) * 4;
  const rank = educationRank(people, person);
  let level = 0;
  while (rank >= tables.educationLimit[row + level]) level++;
  people.education[person] = level;
}
