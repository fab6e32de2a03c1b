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
  const { region, ethnicity, higherOrderPower } = country.demography.relativeRisk;
  const regions = residence.regions.length;
  return {
    regions,
    regionLimit: cumulated(ownShares(residence.regionShare, region, higherOrderPower), regions),
    urbanLimit: residence.urbanShare.slice(0, regions).map((share) => share * RANKS),
    minorityLimit: residence.minorityShare.map(
      (share) => ownShares(Float64Array.of(1 - share, share), ethnicity, higherOrderPower)[1] * RANKS,
    ),
    difficultLimit: residence.difficultShare.map((share) => share * RANKS),
    firstCohort: education.firstCohort,
    lastCohort: education.lastCohort,
    educationLimit: cumulated(education.shares, 4),
  };
}

/** Share of residents who take place and people from a mother: about those under 25. */
const FOLLOWERS = 0.36;
/** Share of births that are third or later ones. */
const HIGHER_ORDER = 0.15;

/**
 * Shares among those who draw their own place (women, single men) such that, with the children who follow their
 * mothers, all residents have the shares that are given: where more children are born, fewer grown-ups are needed.
 */
function ownShares(shares: Float64Array, risk: Float64Array, higherOrderPower: number): Float64Array {
  const fertility = risk.map((r) => (1 - HIGHER_ORDER) * r + HIGHER_ORDER * r ** (1 + higherOrderPower));
  let own = shares;
  for (let round = 0; round < 20; round++) {
    const mean = own.reduce((sum, share, i) => sum + share * fertility[i], 0);
    const raw = shares.map((share, i) => share / (1 - FOLLOWERS + (FOLLOWERS * fertility[i]) / mean));
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
  const area = drawn[1] < tables.urbanLimit[region] ? 0 : 1;
  const ethnicity = drawn[2] < tables.minorityLimit[region * 2 + area] ? 1 : 0;
  people.region[person] = region;
  people.areaRank[person] = drawn[1];
  people.area[person] = area;
  people.ethnicity[person] = ethnicity;
  people.difficultCommune[person] =
    drawn[3] < tables.difficultLimit[(region * 2 + area) * 2 + ethnicity] ? 1 : 0;
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
