import type { CountryInputs } from '../inputs/country.js';
import { monthIndex } from '../inputs/time.js';
import { NEVER, NOBODY, type Population, RANKS, STILL_HERE } from '../population/columns.js';
import { ageGapAt, divorceMonthOf } from '../population/couples.js';
import { moveIn } from '../population/residence.js';
import { PROCESS } from '../random/streams.js';
import { threefry } from '../random/threefry.js';

const FIRST_AGE = 15;
const FIRST_AGE_MEN = 17;
/** Last age at which women enter a first union, and men any union, in the projection. */
const LAST_AGE_WOMEN = 45;
const LAST_AGE_MEN = 60;
const LAST_AGE_REMARRIAGE = 49;
const REACH = 8;
const ADULT = 18;
/** From this age on somebody who lives alone may move to family. */
const ELDER = 60;
const FULL = 4_294_967_296;
const word = new Int32Array(2);

/** Scratch space of the marriage market of a block. */
export interface MarriageMarket {
  /** Single men, chained by age. */
  readonly head: Int32Array;
  readonly next: Int32Array;
  /** Share of women who have ever entered a union, in ranks, by age, never falling. */
  readonly entered: Float64Array;
  /** Share of persons without a partner who live with their parents, in ranks, by age. */
  readonly stayers: Float64Array;
  /** Members of each household, by position of the reference person. */
  readonly members: Int32Array;
}

/** A market for blocks of at most `capacity` persons. */
export function makeMarket(country: CountryInputs, capacity: number): MarriageMarket {
  const entered = country.families.everInUnion.map((share) => share * RANKS);
  for (let age = 1; age < entered.length; age++) entered[age] = Math.max(entered[age], entered[age - 1]);
  return {
    head: new Int32Array(101),
    next: new Int32Array(capacity),
    entered,
    stayers: country.families.withParents.map((share) => share * RANKS),
    members: new Int32Array(capacity),
  };
}

/** The year's divorces, departures from the parents' home, unions, and the moves of children and elders that follow. */
export function changeFamilies(
  country: CountryInputs,
  people: Population,
  market: MarriageMarket,
  year: number,
): void {
  countMembers(people, market);
  leaveAndGather(country, people, market, year);
  formUnions(country, people, market, year);
  followFamily(country, people, market);
}

/** Counts those who live in each household. */
function countMembers({ count, household, exitMonth }: Population, { members }: MarriageMarket): void {
  members.fill(0, 0, count);
  for (let i = 0; i < count; i++) if (exitMonth[i] === STILL_HERE) members[household[i]]++;
}

/** Moves a person into the household of another, to the same place. */
function move(people: Population, { members }: MarriageMarket, person: number, host: number): void {
  members[people.household[person]]--;
  moveIn(people, person, host, false);
  members[people.household[person]]++;
}

/** Gives a person a household of her or his own, at the same place. */
function settleAlone(people: Population, { members }: MarriageMarket, person: number): void {
  members[people.household[person]]--;
  people.household[person] = person;
  members[person]++;
}

/**
 * Divorces that are due; grown-up children without a partner who leave home because the share of their age has fallen
 * below their rank; and the men who look for a union, into the market: the never partnered, and by chance others.
 */
function leaveAndGather(
  country: CountryInputs,
  people: Population,
  market: MarriageMarket,
  year: number,
): void {
  const { head, next, stayers } = market;
  const { sex, age, exitMonth, partner, endedUnions, births, divorceMonth, household, homeRank } = people;
  const chance = country.families.remarriage[0];
  const nextYear = monthIndex(year + 1, 1);
  head.fill(NOBODY);
  for (let i = people.count - 1; i >= 0; i--) {
    if (age[i] < FIRST_AGE || exitMonth[i] !== STILL_HERE) continue;
    if (partner[i] !== NOBODY) {
      if (divorceMonth[i] < nextYear) separate(people, market, i);
      continue;
    }
    if (
      age[i] >= ADULT &&
      age[i] < ELDER &&
      household[i] !== i &&
      endedUnions[i] === 0 &&
      homeRank[i] >= stayers[age[i]]
    ) {
      settleAlone(people, market, i);
    }
    // Lone fathers stay with their children.
    if (sex[i] !== 0 || age[i] < FIRST_AGE_MEN || age[i] > LAST_AGE_MEN || births[i] > 0) continue;
    if (endedUnions[i] > 0 && !looksAgain(people, i, year, chance)) continue;
    next[i] = head[age[i]];
    head[age[i]] = i;
  }
}

/** Ends a union by divorce. Children stay with their mother; who lived in the other's family leaves it. */
function separate(people: Population, market: MarriageMarket, wife: number): void {
  const husband = people.partner[wife];
  people.divorceMonth[wife] = NEVER;
  people.partner[wife] = NOBODY;
  people.partner[husband] = NOBODY;
  people.endedUnions[wife] = Math.min(255, people.endedUnions[wife] + 1);
  people.endedUnions[husband] = Math.min(255, people.endedUnions[husband] + 1);
  settleAlone(people, market, people.household[wife] === wife ? husband : wife);
}

function looksAgain(people: Population, person: number, year: number, chance: number): boolean {
  if (people.age[person] > LAST_AGE_REMARRIAGE) return false;
  threefry(people.key0[person], people.key1[person], year, PROCESS.remarriage, word);
  return (word[0] >>> 0) / FULL < chance;
}

/** Women whose rank their age has reached, and those who look again, choose the single man nearest to the wanted age. */
function formUnions(country: CountryInputs, people: Population, market: MarriageMarket, year: number): void {
  const { head, next, entered } = market;
  const { sex, age, exitMonth, partner, endedUnions, unionRank } = people;
  const chance = country.families.remarriage[1];
  for (let i = 0; i < people.count; i++) {
    if (sex[i] !== 1 || partner[i] !== NOBODY || age[i] < FIRST_AGE || exitMonth[i] !== STILL_HERE) continue;
    if (endedUnions[i] > 0) {
      if (!looksAgain(people, i, year, chance)) continue;
    } else if (age[i] > LAST_AGE_WOMEN || unionRank[i] >= entered[age[i]]) continue;
    threefry(people.key0[i], people.key1[i], year, PROCESS.union, word);
    const wanted = Math.min(
      LAST_AGE_MEN,
      Math.max(FIRST_AGE_MEN, age[i] + ageGapAt(country, word[0] & 0xffff)),
    );
    for (let distance = 0; distance <= REACH; distance++) {
      const older = Math.min(LAST_AGE_MEN, wanted + distance);
      const younger = Math.max(FIRST_AGE_MEN, wanted - distance);
      const chosen = head[older] !== NOBODY ? older : younger;
      const husband = head[chosen];
      if (husband === NOBODY) continue;
      head[chosen] = next[husband];
      // Brother and sister share a mother; leave the pair to another year.
      if (people.mother[i] !== NOBODY && people.mother[i] === people.mother[husband]) break;
      marry(country, people, market, i, husband, year, word[1]);
      break;
    }
  }
}

/**
 * A couple lives with the husband's family if he lives there and his rank says so, else in a household of its own. Who
 * has others in the household stays with them; where both have, there is no union this year.
 */
function marry(
  country: CountryInputs,
  people: Population,
  market: MarriageMarket,
  wife: number,
  husband: number,
  year: number,
  draw: number,
): void {
  const hosts = (person: number) => people.household[person] === person && market.members[person] > 1;
  if (hosts(wife) && hosts(husband)) return;
  const withHisFamily =
    people.household[husband] !== husband && people.homeRank[husband] < country.families.stemCouples * RANKS;
  people.partner[wife] = husband;
  people.partner[husband] = wife;
  people.divorceMonth[wife] = divorceMonthOf(country, monthIndex(year, 7) + 12, draw);
  if (!hosts(wife) && (withHisFamily || hosts(husband))) {
    move(people, market, wife, husband);
    return;
  }
  if (people.household[wife] !== wife) settleAlone(people, market, wife);
  move(people, market, husband, wife);
}

/**
 * Minors who share a household with no parent move to the mother's, or to the father's where she has left; elders who
 * live alone move to a grown-up child, in the share that the country gives.
 */
function followFamily(country: CountryInputs, people: Population, market: MarriageMarket): void {
  const { mother, father, age, exitMonth, partner } = people;
  const limit = country.families.eldersWithFamily * RANKS;
  for (let i = 0; i < people.count; i++) {
    if (exitMonth[i] !== STILL_HERE) continue;
    const mothers = mother[i];
    const fathers = father[i];
    if (mothers === NOBODY && fathers === NOBODY) continue;
    if (age[i] >= ADULT) {
      takeIn(people, market, i, mothers, limit);
      takeIn(people, market, i, fathers, limit);
    } else if (partner[i] === NOBODY) follow(people, market, i, mothers, fathers);
  }
}

function follow(
  people: Population,
  market: MarriageMarket,
  child: number,
  mother: number,
  father: number,
): void {
  const { household, exitMonth } = people;
  const withMother = mother !== NOBODY && exitMonth[mother] === STILL_HERE;
  const parent = withMother ? mother : father;
  if (parent === NOBODY || exitMonth[parent] !== STILL_HERE || household[parent] === household[child]) return;
  // A young mother with a household of her own stays in it with her child.
  if (household[child] === child && market.members[child] > 1) return;
  move(people, market, child, parent);
}

function takeIn(
  people: Population,
  market: MarriageMarket,
  child: number,
  elder: number,
  limit: number,
): void {
  if (elder === NOBODY || people.age[elder] < ELDER || people.exitMonth[elder] !== STILL_HERE) return;
  if (people.household[elder] !== elder || market.members[elder] !== 1 || people.homeRank[elder] >= limit)
    return;
  move(people, market, elder, child);
}
