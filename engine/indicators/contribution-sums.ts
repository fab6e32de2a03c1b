import { sharedSums } from './shared-sums.js';

/** Sexes and regions: the cells in which contributions are counted. */
const REGIONS = 6;
export const MEMBER_CELLS = 2 * REGIONS;

/** Cell of a member. `sex`: 0 male, 1 female. */
export function memberCell(sex: number, region: number): number {
  return sex * REGIONS + region;
}

/**
 * Contributions of a run or of some of its blocks: [(year * contributions + place) * MEMBER_CELLS + cell]. All are whole
 * numbers, so adding is exact.
 */
export interface ContributionSums {
  readonly contributions: number;
  /** Persons for whom something was paid in at least one month of the year. */
  readonly persons: Float64Array;
  /** Dong below a billion, and whole billions of dong. */
  readonly dong: Float64Array;
  readonly billions: Float64Array;
}

const BILLION = 1e9;

export function makeContributionSums(contributions: number, years: number): ContributionSums {
  const length = years * contributions * MEMBER_CELLS;
  return {
    contributions,
    persons: sharedSums(length),
    dong: sharedSums(length),
    billions: sharedSums(length),
  };
}

/** First cell of a contribution and year. */
export function contributionOffset(
  { contributions }: { readonly contributions: number },
  year: number,
  place: number,
): number {
  return (year * contributions + place) * MEMBER_CELLS;
}

/** Copies the sums of a contribution from one set to another of as many years. */
export function copyContribution(
  from: ContributionSums,
  fromPlace: number,
  to: ContributionSums,
  toPlace: number,
  years: number,
): void {
  for (let year = 0; year < years; year++) {
    const source = contributionOffset(from, year, fromPlace);
    const target = contributionOffset(to, year, toPlace);
    for (const name of ['persons', 'dong', 'billions'] as const)
      to[name].set(from[name].subarray(source, source + MEMBER_CELLS), target);
  }
}

/** Carries whole billions of dong. */
export function carryContributions({ dong, billions }: ContributionSums): void {
  for (let i = 0; i < dong.length; i++) {
    if (dong[i] < BILLION) continue;
    const whole = Math.floor(dong[i] / BILLION);
    billions[i] += whole;
    dong[i] -= whole * BILLION;
  }
}

/** Persons and VND billion over the cells of a contribution and year that `within` keeps. */
export function contributionOf(
  sums: ContributionSums,
  year: number,
  place: number,
  within: (sex: number, region: number) => boolean = () => true,
): { readonly persons: number; readonly billions: number } {
  const first = contributionOffset(sums, year, place);
  let persons = 0;
  let billions = 0;
  let dong = 0;
  for (let cell = 0; cell < MEMBER_CELLS; cell++) {
    if (!within(Math.floor(cell / REGIONS), cell % REGIONS)) continue;
    persons += sums.persons[first + cell];
    billions += sums.billions[first + cell];
    dong += sums.dong[first + cell];
  }
  return { persons, billions: billions + dong / BILLION };
}
