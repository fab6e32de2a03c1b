import { type ContributionSums, carryContributions, makeContributionSums } from './contribution-sums.js';
import { carryDong, type DistributionSums, makeDistributionSums } from './distribution-sums.js';
import { CELLS, MEMBERSHIPS } from './groups.js';
import { sharedSums } from './shared-sums.js';

/** Figures of the lives themselves, in the order of their places. */
export const LIFE = {
  population: 0,
  births: 1,
  deaths: 2,
  mothers: 3,
  insured: 4,
  workingAgeForce: 5,
  /** Months that children under 16 lived: those in need of a child benefit. */
  childMonths: 6,
} as const;
export const LIFE_FIGURES = Object.keys(LIFE).length;

/**
 * Figures of a tier, in the order of their places, in deliveries or child-months. `outOfNeed` are the beneficiaries who
 * are not in need of the branch's benefits (children of 16 and over); `dong` is what is paid, below a billion.
 */
export const TIER = { eligible: 0, beneficiaries: 1, outOfNeed: 2, dong: 3 } as const;
export const TIER_FIGURES = Object.keys(TIER).length;

/**
 * Sums over several tiers of a scenario and branch, after the tiers themselves. Any tier of the branch = contributory +
 * non-contributory - both, all three being whole numbers.
 */
export const UNION = { contributory: 0, nonContributory: 1, both: 2 } as const;
const UNIONS = Object.keys(UNION).length;
export const BRANCHES = ['maternity', 'child'] as const;

/**
 * All sums of a run or of some of its blocks. Every sum is a whole number: counts as they are, dong as billions and the
 * dong below a billion, so that adding is exact and its order does not matter. A place is a tier of the portfolio or,
 * after those, a union of tiers of one scenario and branch.
 */
export interface Accumulators {
  readonly years: number;
  readonly places: number;
  /** [(year * LIFE_FIGURES + figure) * CELLS + cell]. */
  readonly lives: Float64Array;
  /** [((year * places + place) * CELLS + cell) * TIER_FIGURES + figure]: a cell's figures share a cache line. */
  readonly tiers: Float64Array;
  /** Whole billions of dong: [(year * places + place) * CELLS + cell]. */
  readonly billions: Float64Array;
  /** Incomes, poverty, adequacy. */
  readonly distribution: DistributionSums;
  readonly contributions: ContributionSums;
  /** Unions whose sums hold only what they differ by from the sums of their tiers, until they are tabulated. */
  readonly unions: readonly DerivedUnion[];
  personYears: number;
}

/** A place of which the counts, the dong or both enter a derived union. */
interface Member {
  readonly place: number;
  readonly counts: boolean;
  readonly dong: boolean;
}

/** Sums that are those of other places: of a union of tiers, what all of them pay and the cases of those that cover. */
export interface DerivedUnion {
  readonly place: number;
  readonly tiers: readonly Member[];
}

export const BILLION = 1e9;

/** Empty sums for a portfolio of `tiers` tiers, a number of scenarios and of different contributions. */
export function makeAccumulators(
  tiers: number,
  scenarios: number,
  years: number,
  contributions = 0,
  unions: readonly DerivedUnion[] = [],
): Accumulators {
  const places = unionPlace(tiers, scenarios, 0, 0);
  return {
    years,
    places,
    lives: sharedSums(years * LIFE_FIGURES * CELLS),
    tiers: sharedSums(years * places * CELLS * TIER_FIGURES),
    billions: sharedSums(years * places * CELLS),
    distribution: makeDistributionSums(scenarios, years),
    contributions: makeContributionSums(contributions, years),
    unions,
    personYears: 0,
  };
}

/** The arrays that hold the sums. */
function arraysOf({
  lives,
  tiers,
  billions,
  distribution,
  contributions,
}: Accumulators): readonly Float64Array[] {
  const { counts, dong, incomes } = distribution;
  const { persons, dong: paidIn, billions: billionsPaidIn } = contributions;
  return [lives, tiers, billions, counts, dong, incomes, persons, paidIn, billionsPaidIn];
}

/** Offset of the cells of a figure of the lives. */
export function lifeCells(year: number, figure: number): number {
  return (year * LIFE_FIGURES + figure) * CELLS;
}

/** Place of a union of tiers, by scenario, branch (0 maternity, 1 child) and UNION. */
export function unionPlace(tiers: number, scenario: number, branch: number, union: number): number {
  return tiers + (scenario * BRANCHES.length + branch) * UNIONS + union;
}

/** Adds `value` to each of a person's cells. */
export function add(sums: Float64Array, offset: number, memberships: Int32Array, value: number): void {
  for (let i = 0; i < MEMBERSHIPS; i++) sums[offset + memberships[i]] += value;
}

/** Adds a case to all figures of a place, in each of the person's cells. */
export function addCase(
  sums: Accumulators,
  year: number,
  place: number,
  memberships: Int32Array,
  eligible: number,
  beneficiaries: number,
  outOfNeed: number,
  dong: number,
): void {
  const { tiers } = sums;
  const first = (year * sums.places + place) * CELLS;
  for (let i = 0; i < MEMBERSHIPS; i++) {
    const figures = (first + memberships[i]) * TIER_FIGURES;
    tiers[figures] += eligible;
    tiers[figures + TIER.beneficiaries] += beneficiaries;
    tiers[figures + TIER.outOfNeed] += outOfNeed;
    tiers[figures + TIER.dong] += dong;
  }
}

/** Blocks after which `carry` is called: a block adds under 2 x 10^13 dong to a cell, and a sum is exact up to 2^53. */
export const CARRY_AFTER = 64;

/** Carries whole billions of dong; called after each block, long before a sum of dong could reach 2^53. */
export function carry({ tiers, billions, distribution, contributions }: Accumulators): void {
  carryDong(distribution);
  carryContributions(contributions);
  for (let i = 0; i < billions.length; i++) carryCell(tiers, billions, i);
}

function carryCell(tiers: Float64Array, billions: Float64Array, cell: number): void {
  const dong = tiers[cell * TIER_FIGURES + TIER.dong];
  if (dong < BILLION) return;
  const whole = Math.floor(dong / BILLION);
  billions[cell] += whole;
  tiers[cell * TIER_FIGURES + TIER.dong] = dong - whole * BILLION;
}

/** The sums of places with those of the derived unions filled in, in copies. */
export function withUnions({ tiers, billions, places, years, unions }: Accumulators): {
  readonly tiers: Float64Array;
  readonly billions: Float64Array;
} {
  if (unions.length === 0) return { tiers, billions };
  const completed = { tiers: tiers.slice(), billions: billions.slice() };
  for (let year = 0; year < years; year++) {
    for (const { place, tiers: members } of unions) {
      for (const member of members)
        addPlace(completed, (year * places + place) * CELLS, (year * places + member.place) * CELLS, member);
    }
  }
  return completed;
}

/** Adds the cells of a place to those of a union, as far as they enter it. */
function addPlace(
  { tiers, billions }: { readonly tiers: Float64Array; readonly billions: Float64Array },
  union: number,
  member: number,
  { counts, dong }: Member,
): void {
  for (let cell = 0; cell < CELLS; cell++) {
    const to = (union + cell) * TIER_FIGURES;
    const from = (member + cell) * TIER_FIGURES;
    for (let figure = 0; figure < TIER_FIGURES; figure++)
      if (figure === TIER.dong ? dong : counts) tiers[to + figure] += tiers[from + figure];
    if (!dong) continue;
    billions[union + cell] += billions[member + cell];
    carryCell(tiers, billions, union + cell);
  }
}

/** Adds the sums of `part` to those of `whole`. Exact, so parts may come in any order; `carry` when all are in. */
export function merge(whole: Accumulators, part: Accumulators): void {
  const parts = arraysOf(part);
  arraysOf(whole).forEach((sums, n) => {
    const other = parts[n];
    for (let i = 0; i < sums.length; i++) sums[i] += other[i];
  });
  whole.personYears += part.personYears;
}
