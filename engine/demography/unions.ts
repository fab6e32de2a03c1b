import type { CountryInputs } from '../inputs/country.js';
import { monthIndex } from '../inputs/time.js';
import { NEVER, NOBODY, type Population, RANKS, STILL_HERE } from '../population/columns.js';
import { ageGapAt, divorceMonthOf, join } from '../population/couples.js';
import { moveIn } from '../population/residence.js';
import { PROCESS } from '../random/streams.js';
import { threefry } from '../random/threefry.js';

const FIRST_AGE = 15;
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
  /** Share of women in a union, in ranks, by age, never falling: who has entered is not thrown out again. */
  readonly entered: Float64Array;
  /** Share of persons without a partner who live with their parents, in ranks, by age. */
  readonly stayers: Float64Array;
  /** Members of each household, by position of the reference person. */
  readonly members: Int32Array;
}

/** A market for blocks of at most `capacity` persons. */
export function makeMarket(country: CountryInputs, capacity: number): MarriageMarket {
  const entered = country.families.inUnion.map((share) => share * RANKS);
  for (let age = 1; age < entered.length; age++) entered[age] = Math.max(entered[age], entered[age - 1]);
  return {
    head: new Int32Array(101),
    next: new Int32Array(capacity),
    entered,
    stayers: country.families.withParents.map((share) => share * RANKS),
    members: new Int32Array(capacity),
  };
}

/** The year's divorces, departures from the parents' home, unions, and the moves of children that follow from them. */
export function changeFamilies(
  country: CountryInputs,
  people: Population,
  market: MarriageMarket,
  year: number,
): void {
  countMembers(people, market);
  separate(people, year);
  leaveHome(people, market);
  gatherMen(country, people, market, year);
  formUnions(country, people, market, year);
  followParents(people);
  countMembers(people, market);
  joinChildren(country, people, market);
}

/** Counts those who live in each household. */
function countMembers({ count, household, exitMonth }: Population, { members }: MarriageMarket): void {
  members.fill(0, 0, count);
  for (let i = 0; i < count; i++) if (exitMonth[i] === STILL_HERE) members[household[i]]++;
}

/** Divorces that are due. */
function separate(people: Population, year: number): void {
  const nextYear = monthIndex(year + 1, 1);
  const { divorceMonth, partner, exitMonth, household } = people;
  for (let wife = 0; wife < people.count; wife++) {
    if (divorceMonth[wife] >= nextYear || exitMonth[wife] !== STILL_HERE) continue;
    divorceMonth[wife] = NEVER;
    const husband = partner[wife];
    if (husband === NOBODY) continue;
    partner[wife] = NOBODY;
    partner[husband] = NOBODY;
    people.endedUnions[wife] = Math.min(255, people.endedUnions[wife] + 1);
    people.endedUnions[husband] = Math.min(255, people.endedUnions[husband] + 1);
    // Children stay with their mother; who lived in the other's family leaves it.
    if (household[wife] === wife) household[husband] = husband;
    else {
      household[wife] = wife;
    }
  }
}

/** Grown-up children without a partner leave their parents' household when the share of their age falls below their rank. */
function leaveHome(people: Population, { stayers }: MarriageMarket): void {
  const { age, household, partner, exitMonth, homeRank, endedUnions } = people;
  for (let i = 0; i < people.count; i++) {
    if (age[i] < ADULT || household[i] === i || partner[i] !== NOBODY || homeRank[i] < stayers[age[i]])
      continue;
    if (exitMonth[i] !== STILL_HERE || age[i] >= LAST_AGE_MEN || endedUnions[i] > 0) continue;
    household[i] = i;
  }
}

/** Puts the men who look for a union into the market: the never partnered, and by chance those whose union has ended. */
function gatherMen(
  country: CountryInputs,
  people: Population,
  { head, next }: MarriageMarket,
  year: number,
): void {
  const { sex, age, exitMonth, partner, endedUnions, births } = people;
  const chance = country.families.remarriage[0];
  head.fill(NOBODY);
  for (let i = people.count - 1; i >= 0; i--) {
    if (sex[i] !== 0 || partner[i] !== NOBODY || age[i] < 17 || age[i] > LAST_AGE_MEN) continue;
    // Lone fathers stay with their children.
    if (exitMonth[i] !== STILL_HERE || births[i] > 0) continue;
    if (endedUnions[i] > 0 && !looksAgain(people, i, year, chance)) continue;
    next[i] = head[age[i]];
    head[age[i]] = i;
  }
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
    if (sex[i] !== 1 || partner[i] !== NOBODY || exitMonth[i] !== STILL_HERE) continue;
    if (endedUnions[i] > 0) {
      if (!looksAgain(people, i, year, chance)) continue;
    } else if (age[i] < FIRST_AGE || age[i] > LAST_AGE_WOMEN || unionRank[i] >= entered[age[i]]) continue;
    threefry(people.key0[i], people.key1[i], year, PROCESS.union, word);
    const wanted = Math.min(LAST_AGE_MEN, Math.max(17, age[i] + ageGapAt(country, word[0] & 0xffff)));
    for (let distance = 0; distance <= REACH; distance++) {
      const older = Math.min(LAST_AGE_MEN, wanted + distance);
      const younger = Math.max(17, wanted - distance);
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
  { members }: MarriageMarket,
  wife: number,
  husband: number,
  year: number,
  draw: number,
): void {
  const hosts = (person: number) => people.household[person] === person && members[person] > 1;
  if (hosts(wife) && hosts(husband)) return;
  const home = people.household[husband];
  const withHisFamily = home !== husband && people.homeRank[husband] < country.families.stemCouples * RANKS;
  if (!hosts(wife) && (withHisFamily || hosts(husband))) {
    people.partner[wife] = husband;
    people.partner[husband] = wife;
    moveIn(people, wife, husband, false);
  } else join(people, wife, husband);
  members[people.household[wife]]++;
  people.divorceMonth[wife] = divorceMonthOf(country, monthIndex(year, 7) + 12, draw);
}

/** A minor who shares a household with no parent moves to the mother's, or to the father's where she has left. */
function followParents(people: Population): void {
  const { mother, father, age, exitMonth, partner, household } = people;
  for (let i = 0; i < people.count; i++) {
    if (age[i] >= ADULT || exitMonth[i] !== STILL_HERE || partner[i] !== NOBODY) continue;
    const mothers = mother[i] !== NOBODY && exitMonth[mother[i]] === STILL_HERE ? mother[i] : NOBODY;
    if (mothers !== NOBODY && household[mothers] === household[i]) continue;
    const fathers = father[i] !== NOBODY && exitMonth[father[i]] === STILL_HERE ? father[i] : NOBODY;
    if (mothers === NOBODY && fathers !== NOBODY && household[fathers] === household[i]) continue;
    const parent = mothers === NOBODY ? fathers : mothers;
    if (parent !== NOBODY) moveIn(people, i, parent, false);
  }
}

/** Elders who live alone move to a grown-up child with a household of its own, in the share that the country gives. */
function joinChildren(country: CountryInputs, people: Population, { members }: MarriageMarket): void {
  const { household, exitMonth, age, mother, father } = people;
  const limit = country.families.eldersWithFamily * RANKS;
  for (let i = 0; i < people.count; i++) {
    if (age[i] < ADULT || exitMonth[i] !== STILL_HERE) continue;
    for (let side = 0; side < 2; side++) {
      const elder = side === 0 ? mother[i] : father[i];
      if (elder === NOBODY || exitMonth[elder] !== STILL_HERE || age[elder] < ELDER) continue;
      if (household[elder] !== elder || members[elder] !== 1 || people.homeRank[elder] >= limit) continue;
      moveIn(people, elder, i, false);
      members[household[i]]++;
    }
  }
}
