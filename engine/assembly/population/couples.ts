// Couples of the base population.
import * as column from '../columns';
import { AGES, NEVER, NOBODY, PROCESS_UNION, RANKS } from '../constants';
import { cellFirst, firstOf, scratchA, scratchB } from './cells';
import { drawRange } from './lanes';
import { moveIn } from './residence';

/** How far from the drawn age a husband may be when nobody of that age is left. */
const REACH: i32 = 10;
const FIRST_AGE: i32 = 15;
const FIRST_AGE_MEN: i32 = 17;
const LAST_AGE: i32 = AGES - 1;

// In a union, and ever in one, below these ranks: [area * 101 + age], 32 bits each.
export let coupleIn: usize = 0;
export let coupleEver: usize = 0;
// Differences of ages in order: limits on ranks, 32 bits each, and where to begin by the upper byte of the rank, 8 bits.
export let coupleGapLimit: usize = 0;
export let coupleGapStart: usize = 0;
export let coupleGapFirst: i32 = 0;
export let coupleDivorced: f64 = 0;
export let coupleDivorceYears: f64 = 0;
/** January of the base year. */
export let coupleBaseMonth: i32 = 0;
// Men taken so far, by age, as positions; 32 bits each.
export let coupleCursor: usize = 0;

function ageGap(rank: i32): i32 {
  let gap: i32 = load<u8>(coupleGapStart + <usize>(rank >> 8));
  while (rank >= load<i32>(coupleGapLimit + ((<usize>gap) << 2))) gap++;
  return coupleGapFirst + gap;
}

function takeMan(age: i32): i32 {
  const place = coupleCursor + ((<usize>age) << 2);
  const man = load<i32>(place);
  if (man >= firstOf(age + 1)) return NOBODY;
  store<i32>(place, man + 1);
  return man;
}

/** The next man nearest to an age, the older first. */
function findHusband(wanted: i32): i32 {
  for (let distance = 0; distance <= REACH; distance++) {
    let man = takeMan(min(LAST_AGE, wanted + distance));
    if (man === NOBODY) man = takeMan(max(FIRST_AGE_MEN, wanted - distance));
    if (man !== NOBODY) return man;
  }
  return NOBODY;
}

/** As in engine/population/couples.ts. */
function divorceMonthOf(start: i32, draw: i32): i32 {
  const rank = <f64>(draw & 0xffff) / <f64>RANKS;
  if (rank >= coupleDivorced) return NEVER;
  return start + <i32>((rank / coupleDivorced) * coupleDivorceYears * 12);
}

/** Matches the women who live in a union with men of the block: by the distribution of age differences, nearest age first. */
export function formCouples(): void {
  memory.copy(coupleCursor, cellFirst, (<usize>AGES) << 2);
  drawRange(
    firstOf(AGES + FIRST_AGE),
    firstOf(2 * AGES),
    column.key0,
    column.key1,
    PROCESS_UNION,
    scratchA,
    scratchB,
  );
  for (let age = FIRST_AGE; age < AGES; age++) {
    const begun = coupleBaseMonth - 12 * max(1, age - 22);
    for (let wife = firstOf(AGES + age), end = firstOf(AGES + age + 1); wife < end; wife++) {
      const place = (<usize>(<i32>load<u8>(column.area + <usize>wife) * AGES + age)) << 2;
      const rank = <i32>load<u16>(column.unionRank + ((<usize>wife) << 1));
      if (rank >= load<i32>(coupleIn + place)) {
        store<u8>(column.endedUnions + <usize>wife, i32(rank < load<i32>(coupleEver + place)));
        continue;
      }
      const first = load<i32>(scratchA + ((<usize>wife) << 2));
      const husband = findHusband(min(LAST_AGE, max(FIRST_AGE_MEN, age + ageGap(first & 0xffff))));
      if (husband === NOBODY) continue;
      store<i32>(column.partner + ((<usize>wife) << 2), husband);
      store<i32>(column.partner + ((<usize>husband) << 2), wife);
      moveIn(husband, wife, true);
      const ends = divorceMonthOf(begun, load<i32>(scratchB + ((<usize>wife) << 2)));
      // Unions of the base population that would have ended already are those that lasted.
      if (ends >= coupleBaseMonth) store<i16>(column.divorceMonth + ((<usize>wife) << 1), ends);
    }
  }
}
