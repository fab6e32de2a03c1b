// Divorces, departures from the parents' home and unions: the kernel behind `changeFamilies` of
// engine/demography/unions.ts, where its rules are told.
import * as column from '../columns';
import { AGES, NEVER, NOBODY, PROCESS_REMARRIAGE, PROCESS_UNION, RANKS } from '../constants';
import { threefry, threefrySecond } from '../threefry';
import { atLeast, bitsOf, nobody, stillHere } from './filters';
import { followFamily } from './follow';
import { countMembers, householdOf, membersOf, move, settleAlone } from './homes';
import { clearMarket, findMan, isMarriageable, offer, take } from './market';
import { demographyFirst, demographyThird } from './scratch';

export { unionElders } from './follow';
export { unionHead, unionPlaces } from './market';

const FIRST_AGE: i32 = 15;
/** Last age at which women enter a first union in the projection. */
const LAST_AGE_WOMEN: i32 = 45;
const LAST_AGE_REMARRIAGE: i32 = 49;
/** Ages at which women of the base year may stand before a first union, those who are too young for it as one. */
const STARTS: i32 = LAST_AGE_WOMEN - FIRST_AGE + 2;
const ADULT: i32 = 18;
/** From this age on nobody leaves home any more. */
const ELDER: i32 = 60;
/** Nothing happens here to singles of more years than men who look for a union have at the most. */
const LAST_AGE: i32 = 60;

// Limits on ranks, 32 bits each: women who have entered a union, [(area * STARTS + age in the base year) * 101 + age],
// persons without a partner who live with their parents, by age, and differences of age, cumulated.
export let unionEntered: usize = 0;
export let unionStayers: usize = 0;
export let unionGaps: usize = 0;
export let unionGapFirst: i32 = 0;
export let unionGapLast: i32 = 0;
/** Limit of home ranks of husbands with whose family a couple lives. */
export let unionStem: i32 = 0;
// Limits on 32 random bits: who looks for a union again.
export let unionAgainMen: f64 = 0;
export let unionAgainWomen: f64 = 0;
export let unionDivorced: f64 = 0;
export let unionDivorceYears: f64 = 0;

/** `january` is the first month of the next year, `start` the age in the year of those who were FIRST_AGE - 1 in the base year. */
export function changeFamilies(count: i32, year: i32, january: i32, start: i32): void {
  countMembers(count);
  const divorced = divorce(count, january);
  const seeking = leaveAndGather(count, year, start);
  const late = demographyThird;
  for (let n: usize = 0; n < divorced; n++)
    store<i32>(column.partner + ((<usize>load<i32>(late + (n << 2))) << 2), NOBODY);
  formUnions(seeking, count, year, january);
  followFamily(count);
}

/**
 * Ends the unions whose divorce is due. Husbands who stand before their wives look for another union in the same year;
 * the others do not: they keep the link until the market is full. Lists them and answers their number.
 */
function divorce(count: i32, january: i32): usize {
  const limit = i16x8.splat(<i16>january);
  const late = demographyThird;
  let listed: usize = 0;
  for (let i: usize = 0, end = <usize>count; i < end; i += 16) {
    const months = column.divorceMonth + (i << 1);
    const due = i8x16.narrow_i16x8_s(
      i16x8.lt_s(v128.load(months), limit),
      i16x8.lt_s(v128.load(months, 16), limit),
    );
    if (!v128.any_true(due)) continue;
    const wives = v128.andnot(
      v128.and(v128.and(due, stillHere(i)), atLeast(i, FIRST_AGE)),
      i8x16.shr_s(nobody(column.partner, i), 7),
    );
    for (let bits = bitsOf(wives, i, count); bits !== 0; bits &= bits - 1) {
      const wife = i + <usize>ctz(bits);
      const husband = separate(wife);
      if (husband < wife) store<i32>(column.partner + (husband << 2), NOBODY);
      else {
        store<i32>(late + (listed << 2), <i32>husband);
        listed++;
      }
    }
  }
  return listed;
}

/** Ends a union by divorce but for the husband's link. Children stay with their mother; who lived in the other's family leaves it. */
function separate(wife: usize): usize {
  const husband = <usize>load<i32>(column.partner + (wife << 2));
  store<i16>(column.divorceMonth + (wife << 1), NEVER);
  store<i32>(column.partner + (wife << 2), NOBODY);
  endUnion(wife);
  endUnion(husband);
  settleAlone(householdOf(wife) === <i32>wife ? husband : wife);
  return husband;
}

function endUnion(person: usize): void {
  const at = column.endedUnions + person;
  store<u8>(at, min<i32>(255, <i32>load<u8>(at) + 1));
}

/**
 * From the last person to the first: who leaves home, the men who look for a union, into the market, and the women who
 * do, into the first list, which is filled from its end. Answers how many women.
 */
function leaveAndGather(count: i32, year: i32, start: i32): i32 {
  clearMarket();
  const ages = column.age;
  const stayers = unionStayers;
  const entered = unionEntered;
  const women = demographyFirst;
  let seeking = count;
  for (let group = (count - 1) & ~15; group >= 0; group -= 16) {
    const g = <usize>group;
    const singles = v128.and(
      v128.andnot(v128.and(stillHere(g), atLeast(g, FIRST_AGE)), atLeast(g, LAST_AGE + 1)),
      nobody(column.partner, g),
    );
    for (let bits = bitsOf(singles, g, count); bits !== 0; ) {
      const lane = 31 - clz(bits);
      bits ^= 1 << lane;
      const i = g + <usize>lane;
      const age = <i32>load<u8>(ages + i);
      const row = (<usize>age) << 2;
      const ended = <i32>load<u8>(column.endedUnions + i);
      const rank = <i32>load<u16>(column.homeRank + (i << 1));
      if (
        i32(<u32>(age - ADULT) < <u32>(ELDER - ADULT)) &
        i32(householdOf(i) !== <i32>i) &
        i32(ended === 0) &
        i32(rank >= load<i32>(stayers + row))
      )
        settleAlone(i);
      const area = <i32>load<u8>(column.area + i);
      if (load<u8>(column.sex + i) === 0) {
        // Lone fathers stay with their children.
        if (i32(!isMarriageable(age)) | i32(load<u8>(column.births + i) > 0)) continue;
        if (ended > 0 && !looksAgain(i, age, year, unionAgainMen)) continue;
        offer(i, <i32>load<u8>(column.region + i) * 2 + area, age);
        continue;
      }
      if (ended > 0) {
        if (!looksAgain(i, age, year, unionAgainWomen)) continue;
      } else {
        if (age > LAST_AGE_WOMEN) continue;
        const curve = (<usize>((area * STARTS + max<i32>(0, age - start)) * AGES)) << 2;
        if (<i32>load<u16>(column.unionRank + (i << 1)) >= load<i32>(entered + curve + row)) continue;
      }
      seeking--;
      store<i32>(women + ((<usize>seeking) << 2), <i32>i);
    }
  }
  return seeking;
}

function looksAgain(person: usize, age: i32, year: i32, limit: f64): bool {
  if (age > LAST_AGE_REMARRIAGE) return false;
  const at = person << 2;
  const bits = threefry(load<i32>(column.key0 + at), load<i32>(column.key1 + at), year, PROCESS_REMARRIAGE);
  return <f64>(<u32>bits) < limit;
}

/** The women of the first list, from the place `seeking` on, choose the single man nearest to the wanted age. */
function formUnions(seeking: i32, count: i32, year: i32, january: i32): void {
  for (let n = seeking; n < count; n++) {
    const i = <usize>load<i32>(demographyFirst + ((<usize>n) << 2));
    const bits = threefry(
      load<i32>(column.key0 + (i << 2)),
      load<i32>(column.key1 + (i << 2)),
      year,
      PROCESS_UNION,
    );
    const draw = threefrySecond;
    const wanted = <i32>load<u8>(column.age + i) + ageGapAt(bits & 0xffff);
    // Half look at older men first where none has the wanted age, so that the mean difference stays as given.
    const side = bits < 0 ? -1 : 1;
    const home = <i32>load<u8>(column.region + i) * 2 + <i32>load<u8>(column.area + i);
    const place = findMan(home, wanted, side);
    if (place === NOBODY) continue;
    const husband = <usize>take(place);
    // Brother and sister share a mother; leave the pair to another year.
    const mother = load<i32>(column.mother + (i << 2));
    if (mother !== NOBODY && mother === load<i32>(column.mother + (husband << 2))) continue;
    marry(i, husband, january + 6, draw);
  }
}

/** Difference of ages, husband's minus wife's, at a rank of the country's distribution. */
function ageGapAt(rank: i32): i32 {
  let gap = unionGapFirst;
  for (let at = unionGaps; gap < unionGapLast && rank >= load<i32>(at); at += 4) gap++;
  return gap;
}

/** Whether a person's household holds others. */
function hosts(person: usize): bool {
  return householdOf(person) === <i32>person && membersOf(person) > 1;
}

/**
 * A couple lives with the husband's family if he lives there and his rank says so, else in a household of its own. Who
 * has others in the household stays with them; where both have, there is no union this year.
 */
function marry(wife: usize, husband: usize, begun: i32, draw: i32): void {
  const wifeHosts = hosts(wife);
  const husbandHosts = hosts(husband);
  if (wifeHosts && husbandHosts) return;
  const withHisFamily =
    householdOf(husband) !== <i32>husband && <i32>load<u16>(column.homeRank + (husband << 1)) < unionStem;
  store<i32>(column.partner + (wife << 2), <i32>husband);
  store<i32>(column.partner + (husband << 2), <i32>wife);
  store<i16>(column.divorceMonth + (wife << 1), divorceMonthOf(begun, draw));
  if (!wifeHosts && (withHisFamily || husbandHosts)) {
    move(wife, husband);
    return;
  }
  if (householdOf(wife) !== <i32>wife) settleAlone(wife);
  move(husband, wife);
}

/** As `divorceMonthOf` of engine/population/couples.ts. */
function divorceMonthOf(start: i32, draw: i32): i32 {
  const rank = <f64>(draw & 0xffff) / <f64>RANKS;
  if (rank >= unionDivorced) return NEVER;
  return start + <i32>floor<f64>((rank / unionDivorced) * unionDivorceYears * 12);
}
