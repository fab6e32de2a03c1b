import { PROCESS } from '../random/streams.js';
import { threefry } from '../random/threefry.js';
import { NEVER, NOBODY, type Population, STILL_HERE } from './columns.js';

const word = new Int32Array(2);

/** Groups of lifelong traits; the number takes the place of the year in the draw. */
const GROUP = { ranks: 0, work: 1, residence: 2, schooling: 3, health: 4 } as const;

/**
 * Appends a person with the given key and draws the lifelong ranks from it. Links are empty, the household is the
 * person's own; residence and education are for the caller to fill in. Returns the position.
 * Throws when the block is full.
 */
export function addPerson(
  people: Population,
  key0: number,
  key1: number,
  sex: number,
  birthMonth: number,
): number {
  const person = people.count;
  if (person >= people.capacity) throw new Error(`block of ${people.capacity} persons is full`);
  people.count = person + 1;
  people.key0[person] = key0;
  people.key1[person] = key1;
  people.sex[person] = sex;
  people.birthMonth[person] = birthMonth;
  people.exitMonth[person] = STILL_HERE;
  people.died[person] = 0;
  people.mother[person] = NOBODY;
  people.father[person] = NOBODY;
  people.partner[person] = NOBODY;
  people.household[person] = person;
  people.endedUnions[person] = 0;
  people.divorceMonth[person] = NEVER;
  people.births[person] = 0;
  people.livingChildren[person] = 0;
  people.lastBirthMonth[person] = 0;
  people.birthOrder[person] = 0;
  people.activity[person] = 0;
  people.insurance[person] = 0;
  people.compulsoryMonths[person] = 0;
  people.voluntaryMonths[person] = 0;
  people.compulsoryTotal[person] = 0;
  people.voluntaryTotal[person] = 0;
  people.lumpSumOpen[person] = 0;
  people.lumpSumMonth[person] = 0;
  people.earnings[person] = 0;
  people.declaredWage[person] = 0;
  people.declaredWageBefore[person] = 0;
  people.incomePerHead[person] = 0;
  people.quintile[person] = 0;
  people.poverty[person] = 0;

  threefry(key0, key1, GROUP.ranks, PROCESS.traits, word);
  people.unionRank[person] = word[0] & 0xffff;
  people.claimMaternity[person] = word[0] >>> 16;
  people.claimChild[person] = word[1] & 0xffff;
  people.deprivationRank[person] = word[1] >>> 16;
  threefry(key0, key1, GROUP.work, PROCESS.traits, word);
  people.participationRank[person] = word[0] & 0xffff;
  people.jobRank[person] = word[0] >>> 16;
  people.voluntaryRank[person] = word[1] & 0xffff;
  people.earningsRank[person] = word[1] >>> 16;
  // The key is itself the outcome of a draw and nothing else reads it as a number.
  people.statusRank[person] = key1 & 0xffff;
  threefry(key0, key1, GROUP.schooling, PROCESS.traits, word);
  people.householdRank[person] = word[0] & 0xffff;
  people.homeRank[person] = word[1] & 0xffff;
  threefry(key0, key1, GROUP.health, PROCESS.traits, word);
  people.disabilityRank[person] = word[0] & 0xffff;
  people.disability[person] = 0;
  return person;
}

/** Rank (0..65535) from which a person's education is read; belongs to the person like all draws. */
export function educationRank(people: Population, person: number): number {
  threefry(people.key0[person], people.key1[person], GROUP.schooling, PROCESS.traits, word);
  return word[0] >>> 16;
}

/** Month of birth within the year, 0..11, for persons whose date of birth is not an event of the projection. */
export function birthMonthOfYear(key0: number, key1: number): number {
  threefry(key0, key1, GROUP.schooling, PROCESS.traits, word);
  return ((word[1] >>> 16) * 12) >>> 16;
}

/** Four independent ranks (0..65535) for region, urban or rural, ethnicity and commune, written into `out`. */
export function residenceRanks(people: Population, person: number, out: Int32Array): void {
  threefry(people.key0[person], people.key1[person], GROUP.residence, PROCESS.traits, word);
  out[0] = word[0] & 0xffff;
  out[1] = word[0] >>> 16;
  out[2] = word[1] & 0xffff;
  out[3] = word[1] >>> 16;
}
