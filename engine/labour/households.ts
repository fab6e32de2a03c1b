import { type Population, STILL_HERE } from '../population/columns.js';

/** Members of a household in one number: residents in the lowest ten bits, then children, then adults of working age. */
const BITS = 10;
const MASK = (1 << BITS) - 1;
const CHILD = 1 << BITS;
const ADULT = 1 << (2 * BITS);

export function residentsOf(members: number): number {
  return members & MASK;
}

export function childrenOf(members: number): number {
  return (members >>> BITS) & MASK;
}

export function adultsOf(members: number): number {
  return members >>> (2 * BITS);
}

/** Children are under 16 at the end of the year (Law on Children 102/2016/QH13, Article 1). */
export const CHILD_BELOW_MONTHS = 16 * 12;

/** What is known of each household at the end of a year, by position of its reference person. Scratch space. */
export interface Households {
  /** The first `count` are the positions of reference persons, in rising order. */
  readonly references: Int32Array;
  count: number;
  /** To be read by `residentsOf`, `childrenOf` (those under 16) and `adultsOf`. */
  readonly members: Int32Array;
  /** Sum of the standings of adults of working age. */
  readonly standing: Float64Array;
  /** 0 urban, 1 rural. */
  readonly area: Uint8Array;
}

export function makeHouseholds(capacity: number): Households {
  return {
    references: new Int32Array(capacity),
    count: 0,
    members: new Int32Array(capacity),
    standing: new Float64Array(capacity),
    area: new Uint8Array(capacity),
  };
}

/** Ages between which a member's place in work and pay counts for the household's income. */
const FIRST_EARNER_AGE = 20;
const LAST_EARNER_AGE = 64;

/**
 * Gathers the members of every household: residents, children, adults of working age and the sum of their standings
 * (place in pay less distance from formal work, each standard normal by `normal`, a table of 1,024 slices of rank).
 *
 * @param lastAdult month of birth (MonthIndex) after which residents count as children
 */
export function gatherHouseholds(
  people: Population,
  normal: Float64Array,
  households: Households,
  lastAdult: number,
): void {
  const { references, members, standing, area } = households;
  const { household, age, birthMonth, exitMonth, jobRank, earningsRank } = people;
  members.fill(0, 0, people.count);
  standing.fill(0, 0, people.count);
  // A household whose reference person has left takes the area of those who are left.
  area.set(people.area.subarray(0, people.count));
  let count = 0;
  for (let i = 0; i < people.count; i++) {
    const home = household[i];
    // Written in any case, kept where it is a reference person: no branch for the processor to guess.
    references[count] = i;
    count += Number(home === i);
    if (exitMonth[i] !== STILL_HERE) continue;
    area[home] = people.area[i];
    if (age[i] < FIRST_EARNER_AGE || age[i] > LAST_EARNER_AGE) {
      members[home] += birthMonth[i] > lastAdult ? CHILD + 1 : 1;
      continue;
    }
    members[home] += ADULT + 1;
    standing[home] += normal[earningsRank[i] >>> 6] - normal[jobRank[i] >>> 6];
  }
  households.count = count;
}
