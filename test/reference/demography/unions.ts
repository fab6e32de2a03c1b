import type { CountryInputs } from '../../../engine/inputs/country.js';
import { monthIndex } from '../../../engine/inputs/time.js';
import { NEVER, NOBODY, type Population, RANKS, STILL_HERE } from '../../../engine/population/columns.js';
import { moveIn } from '../../../engine/population/residence.js';
import { PROCESS } from '../../../engine/random/streams.js';
import { threefry } from '../../../engine/random/threefry.js';
import { ageGapAt, divorceMonthOf } from '../family-draws.js';

const AGES = 101;
const FIRST_AGE = 15;
const FIRST_AGE_MEN = 17;
/** Last age at which women enter a first union, and men any union, in the projection. */
const LAST_AGE_WOMEN = 45;
const LAST_AGE_MEN = 60;
const LAST_AGE_REMARRIAGE = 49;
/** Ages at which women of the base year may stand before a first union, those who are too young for it as one. */
const STARTS = LAST_AGE_WOMEN - FIRST_AGE + 2;
/** Years by which a husband's age may differ from the wanted one, and by which a man of another region must be nearer. */
const REACH = 8;
const REACH_IN_REGION = 1;
const ADULT = 18;
/** From this age on somebody who lives alone may move to family. */
const ELDER = 60;
const FULL = 4_294_967_296;
const word = new Int32Array(2);

/** Scratch space of the marriage market of a block. */
interface MarriageMarket {
  /** Single men, chained by region, area and age: [(region * 2 + area) * 101 + age]. */
  readonly head: Int32Array;
  readonly next: Int32Array;
  /** Regions times areas. */
  readonly places: number;
  /** Share of women who have ever entered a union, in ranks: [(area * STARTS + age in the base year) * 101 + age]. */
  readonly entered: Float64Array;
  /** Share of persons without a partner who live with their parents, in ranks, by age. */
  readonly stayers: Float64Array;
  /** Members of each household, by position of the reference person. */
  readonly members: Int32Array;
}

/** A market for blocks of at most `capacity` persons. */
export function makeMarket(country: CountryInputs, capacity: number): MarriageMarket {
  const places = country.residence.regions.length * 2;
  return {
    head: new Int32Array(places * AGES),
    next: new Int32Array(capacity),
    places,
    entered: enteredShares(country),
    stayers: country.families.withParents.map((share) => share * RANKS),
    members: new Int32Array(capacity),
  };
}

/**
 * Women who have ever entered a union, by area, age in the base year (FIRST_AGE - 1 and under at 0) and age. Up to the
 * base year the first curve holds; from then on the single enter at the pace of the later curve,
 * 1 - S(x) = (1 - E(x0)) (1 - F(x)) / (1 - F(x0)), so that later unions make no gap of a year or two.
 */
function enteredShares({ families }: CountryInputs): Float64Array {
  const { everInUnion, laterEverInUnion } = families;
  const shares = new Float64Array(2 * STARTS * AGES);
  for (let row = 0; row < 2 * STARTS; row++) {
    const curve = Math.floor(row / STARTS) * AGES;
    const begin = curve + FIRST_AGE - 1 + (row % STARTS);
    let share = 0;
    for (let place = begin; place < curve + AGES; place++) {
      const single = (1 - laterEverInUnion[place]) / (1 - laterEverInUnion[begin]);
      share = Math.max(share, 1 - (1 - everInUnion[begin]) * single);
      shares[row * AGES + place - curve] = share * RANKS;
    }
  }
  return shares;
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
  const {
    sex,
    age,
    exitMonth,
    partner,
    endedUnions,
    births,
    divorceMonth,
    household,
    homeRank,
    region,
    area,
  } = people;
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
    const place = (region[i] * 2 + area[i]) * AGES + age[i];
    next[i] = head[place];
    head[place] = i;
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

/**
 * Women whose rank their age has reached, and those who look again, choose the single man nearest to the wanted age, of
 * their own place first.
 */
function formUnions(country: CountryInputs, people: Population, market: MarriageMarket, year: number): void {
  const { head, next, entered } = market;
  const { sex, age, area, exitMonth, partner, endedUnions, unionRank } = people;
  const chance = country.families.remarriage[1];
  // Age in the base year less that of the youngest row.
  const start = year - country.baseYear + FIRST_AGE - 1;
  for (let i = 0; i < people.count; i++) {
    if (sex[i] !== 1 || partner[i] !== NOBODY || age[i] < FIRST_AGE || exitMonth[i] !== STILL_HERE) continue;
    if (endedUnions[i] > 0) {
      if (!looksAgain(people, i, year, chance)) continue;
    } else {
      if (age[i] > LAST_AGE_WOMEN) continue;
      const row = area[i] * STARTS + Math.max(0, age[i] - start);
      if (unionRank[i] >= entered[row * AGES + age[i]]) continue;
    }
    threefry(people.key0[i], people.key1[i], year, PROCESS.union, word);
    const wanted = age[i] + ageGapAt(country, word[0] & 0xffff);
    // Half look at older men first where none has the wanted age, so that the mean difference stays as given.
    const side = word[0] < 0 ? -1 : 1;
    const draw = word[1];
    const home = people.region[i] * 2 + area[i];
    const place = findMan(market, home, wanted, side);
    if (place === NOBODY) continue;
    const husband = head[place];
    head[place] = next[husband];
    // Brother and sister share a mother; leave the pair to another year.
    if (people.mother[i] !== NOBODY && people.mother[i] === people.mother[husband]) continue;
    marry(country, people, market, i, husband, year, draw);
  }
}

/**
 * Place in the market of the men nearest to an age. `home` is the woman's region * 2 + area: men of the same place who
 * are near enough come first, then those of the other area of the region, then all others.
 */
function findMan({ head, places }: MarriageMarket, home: number, wanted: number, side: number): number {
  for (let other = 0; other < 2; other++) {
    for (let distance = 0; distance <= REACH_IN_REGION; distance++) {
      const place = nearest(head, home ^ other, wanted, distance * side);
      if (place !== NOBODY) return place;
    }
  }
  for (let distance = 0; distance <= REACH; distance++) {
    for (let further = 0; further < places; further++) {
      const place = nearest(head, (home + further) % places, wanted, distance * side);
      if (place !== NOBODY) return place;
    }
  }
  return NOBODY;
}

/** Men of a region and area whose age is by `distance` off the wanted one, or else as far off on the other side. */
function nearest(head: Int32Array, home: number, wanted: number, distance: number): number {
  const first = home * AGES + within(wanted + distance);
  if (head[first] !== NOBODY) return first;
  const second = home * AGES + within(wanted - distance);
  return head[second] === NOBODY ? NOBODY : second;
}

function within(age: number): number {
  return Math.min(LAST_AGE_MEN, Math.max(FIRST_AGE_MEN, age));
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
