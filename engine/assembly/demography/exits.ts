// Deaths and emigration: the kernels behind `leave` and `leaveInYearOfBirth` of engine/demography/exits.ts.
import * as column from '../columns';
import { NOBODY, STILL_HERE } from '../constants';
import { stillHere } from './filters';
import { demographyFirst } from './scratch';

/** A division of fewer than 8191 months by 12: the upper half of the product of 16 bits each. */
const TWELFTH: i16 = 5462;
const OLDEST: i16 = 100;

/** Completed years of eight persons, at most 100, from the months they have lived. */
function yearsOf(months: v128): v128 {
  const lived = i16x8.max_s(months, i16x8.splat(0));
  const low = i32x4.extmul_low_i16x8_u(lived, i16x8.splat(TWELFTH));
  const high = i32x4.extmul_high_i16x8_u(lived, i16x8.splat(TWELFTH));
  return i16x8.min_u(v128.shuffle<i16>(low, high, 1, 3, 5, 7, 9, 11, 13, 15), i16x8.splat(OLDEST));
}

/** Ages on 1 July of all who are here. */
function setAges(count: i32, july: i32): void {
  // Who was born in a July has the birthday still to come on the first of it.
  const june = i16x8.splat(<i16>(july - 1));
  const lanes = i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  for (let i: usize = 0, end = <usize>count; i < end; i += 16) {
    const births = column.birthMonth + (i << 1);
    const years = i8x16.narrow_i16x8_u(
      yearsOf(i16x8.sub(june, v128.load(births))),
      yearsOf(i16x8.sub(june, v128.load(births, 16))),
    );
    const persons = min<usize>(16, end - i);
    const here = v128.and(stillHere(i), i8x16.lt_u(lanes, i8x16.splat(<i8>persons)));
    const age = column.age + i;
    v128.store(age, v128.bitselect(years, v128.load(age), here));
  }
}

/**
 * `left` and `leftAfter` are rows of the survival table at the start and the end of the year, `emigrants` one of its
 * shares of emigrants, `urban` limits of area ranks by region, 32 bits each. Writes positions of those who leave to the
 * first list and answers their number.
 */
export function leave(
  count: i32,
  january: i32,
  left: usize,
  leftAfter: usize,
  emigrants: usize,
  urban: usize,
): i32 {
  setAges(count, january + 6);
  const exitMonth = column.exitMonth;
  const cohorts = column.cohort;
  const ranks = column.survivalRank;
  const areas = column.area;
  const areaRanks = column.areaRank;
  const regions = column.region;
  const leavers = demographyFirst;
  let leaving: usize = 0;
  for (let i: usize = 0, end = <usize>count; i < end; i++) {
    const i2 = i << 1;
    const here = <i32>load<i16>(exitMonth + i2) === STILL_HERE;
    const limit = load<i32>(urban + ((<usize>load<u8>(regions + i)) << 2));
    const area = i32(<i32>load<u16>(areaRanks + i2) >= limit);
    store<u8>(areas + i, here ? area : <i32>load<u8>(areas + i));
    const row = (<usize>load<u16>(cohorts + i2)) << 3;
    const gone = <f64>load<u32>(ranks + (i << 2)) >= load<f64>(leftAfter + row);
    if (i32(here) & i32(gone)) {
      exit(i, left + row, leftAfter + row, emigrants + row, january, 12);
      store<i32>(leavers + (leaving << 2), <i32>i);
      leaving++;
    }
  }
  return <i32>leaving;
}

/** The same for the persons from position `first` on, who were born in the year, over the months after their birth. */
export function leaveInYearOfBirth(
  first: i32,
  count: i32,
  nextYear: i32,
  left: usize,
  leftAfter: usize,
  emigrants: usize,
): i32 {
  let leaving: usize = 0;
  for (let i = <usize>first, end = <usize>count; i < end; i++) {
    const row = (<usize>load<u16>(column.cohort + (i << 1))) << 3;
    if (<f64>load<u32>(column.survivalRank + (i << 2)) < load<f64>(leftAfter + row)) continue;
    const born = <i32>load<i16>(column.birthMonth + (i << 1));
    exit(i, left + row, leftAfter + row, emigrants + row, born, nextYear - born);
    store<i32>(demographyFirst + (leaving << 2), <i32>i);
    leaving++;
  }
  return <i32>leaving;
}

function exit(person: usize, left: usize, leftAfter: usize, emigrants: usize, first: i32, months: i32): void {
  const i1 = person;
  const i2 = person << 1;
  const i4 = person << 2;
  const after = load<f64>(leftAfter);
  const place = (<f64>load<u32>(column.survivalRank + i4) - after) / (load<f64>(left) - after);
  // The first of the year's leavers emigrate, the others die; each part is spread over the months.
  const share = load<f64>(emigrants);
  const died = place >= share;
  const within = died ? (place - share) / (1 - share) : place / share;
  store<i16>(
    column.exitMonth + i2,
    first + <i32>min<f64>(<f64>(months - 1), floor<f64>(within * <f64>months)),
  );
  store<u8>(column.died + i1, i32(died));
  const partner = load<i32>(column.partner + i4);
  if (partner !== NOBODY) {
    store<i32>(column.partner + ((<usize>partner) << 2), NOBODY);
    store<i32>(column.partner + i4, NOBODY);
    const ended = column.endedUnions + <usize>partner;
    store<u8>(ended, min<i32>(255, <i32>load<u8>(ended) + 1));
    // A childless widower keeps house for himself; with children the household goes on under the same reference person.
    const home = column.household + ((<usize>partner) << 2);
    if (load<u8>(column.births + i1) === 0 && load<i32>(home) === <i32>person) store<i32>(home, partner);
  }
  const mother = load<i32>(column.mother + i4);
  if (mother === NOBODY) return;
  const living = column.livingChildren + <usize>mother;
  const children = load<u8>(living);
  if (children > 0) store<u8>(living, children - 1);
}
