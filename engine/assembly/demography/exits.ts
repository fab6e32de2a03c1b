// Deaths and emigration: the kernels behind `leave` and `leaveInYearOfBirth` of engine/demography/exits.ts.
import * as column from '../columns';
import { NOBODY } from '../constants';
import { bitsOf, narrowed, stillHere } from './filters';
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

/** All ones for ranks of eight persons that are not below their limits. */
function notBelow(ranks: usize, limits: v128): v128 {
  return i16x8.ge_u(v128.load(ranks), limits);
}

/**
 * Ages on 1 July and areas of residence of all who are here. `urban` has limits of area ranks by region, at most 16 of
 * each: their lower bytes, their upper bytes, and all ones where every rank is below the limit.
 */
function setAgesAndAreas(count: i32, july: i32, urban: usize): void {
  // Who was born in a July has the birthday still to come on the first of it.
  const june = i16x8.splat(<i16>(july - 1));
  const lower = v128.load(urban);
  const upper = v128.load(urban, 16);
  const whole = v128.load(urban, 32);
  const lanes = i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  for (let i: usize = 0, end = <usize>count; i < end; i += 16) {
    const births = column.birthMonth + (i << 1);
    const years = i8x16.narrow_i16x8_u(
      yearsOf(i16x8.sub(june, v128.load(births))),
      yearsOf(i16x8.sub(june, v128.load(births, 16))),
    );
    const region = v128.load(column.region + i);
    const low = i8x16.swizzle(lower, region);
    const high = i8x16.swizzle(upper, region);
    const ranks = column.areaRank + (i << 1);
    const rural = i8x16.narrow_i16x8_s(
      notBelow(ranks, v128.shuffle<i8>(low, high, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23)),
      notBelow(
        ranks + 16,
        v128.shuffle<i8>(low, high, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31),
      ),
    );
    const areas = i8x16.neg(v128.andnot(rural, i8x16.swizzle(whole, region)));
    const persons = min<usize>(16, end - i);
    const here = v128.and(stillHere(i), i8x16.lt_u(lanes, i8x16.splat(<i8>persons)));
    const age = column.age + i;
    const area = column.area + i;
    v128.store(age, v128.bitselect(years, v128.load(age), here));
    v128.store(area, v128.bitselect(areas, v128.load(area), here));
  }
}

/**
 * Which of sixteen persons have a rank that is not below the share left of their cohorts, by bit. Persons of a cohort
 * mostly stand together.
 */
function ranksPassed(i: usize, leftAfter: usize): i32 {
  const cohorts = column.cohort + (i << 1);
  const ranks = column.survivalRank + (i << 2);
  const cohort = load<u16>(cohorts);
  const one = i16x8.splat(cohort);
  const same = v128.and(i16x8.eq(v128.load(cohorts), one), i16x8.eq(v128.load(cohorts, 16), one));
  if (i8x16.all_true(same)) {
    const limit = ceil(load<f64>(leftAfter + ((<usize>cohort) << 3)));
    if (limit > <f64>u32.MAX_VALUE) return 0;
    const after = i32x4.splat(<u32>limit);
    return i8x16.bitmask(
      narrowed(
        i32x4.ge_u(v128.load(ranks), after),
        i32x4.ge_u(v128.load(ranks, 16), after),
        i32x4.ge_u(v128.load(ranks, 32), after),
        i32x4.ge_u(v128.load(ranks, 48), after),
      ),
    );
  }
  let bits = 0;
  for (let lane: usize = 0; lane < 16; lane++) {
    const after = load<f64>(leftAfter + ((<usize>load<u16>(cohorts + (lane << 1))) << 3));
    bits |= i32(<f64>load<u32>(ranks + (lane << 2)) >= after) << (<i32>lane);
  }
  return bits;
}

/**
 * `left` and `leftAfter` are rows of the survival table at the start and the end of the year, `emigrants` one of its
 * shares of emigrants, `urban` what `setAgesAndAreas` asks for. Writes positions of those who leave to the first list
 * and answers their number.
 */
export function leave(
  count: i32,
  january: i32,
  left: usize,
  leftAfter: usize,
  emigrants: usize,
  urban: usize,
): i32 {
  setAgesAndAreas(count, january + 6, urban);
  const leavers = demographyFirst;
  let leaving: usize = 0;
  for (let g: usize = 0, end = <usize>count; g < end; g += 16) {
    const gone = ranksPassed(g, leftAfter);
    if (gone === 0) continue;
    for (let bits = gone & bitsOf(stillHere(g), g, count); bits !== 0; bits &= bits - 1) {
      const i = g + <usize>ctz(bits);
      const row = (<usize>load<u16>(column.cohort + (i << 1))) << 3;
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
