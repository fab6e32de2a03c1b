// Women of childbearing age, their draws and scores: the first step of `selectMothers`.
import * as column from '../columns';
import { NOBODY, PROCESS_FERTILITY, STILL_HERE } from '../constants';
import { threefryLanes, threefryLanesSecond } from '../threefry';
import { bitsOf } from './filters';
import {
  demographyFirst,
  demographyMark,
  demographyScore,
  demographySecond,
  drawFirst,
  drawSecond,
} from './scratch';

/** Births are aligned within single ages on 1 January, from 14 to 49. */
export const FIRST_AGE: i32 = 14;
const LAST_AGE: i32 = 49;
export const GROUPS: i32 = LAST_AGE - FIRST_AGE + 1;
/** Youngest age at which a woman adopts. */
const FIRST_ADOPTING_GROUP: i32 = 25 - FIRST_AGE;
/** A woman's mark where she adopts. */
export const ADOPTS: i32 = 4;
const FULL: f64 = 4_294_967_296;

// Expected births of a woman without a risk of her own before and after the birthday of the year, by months lived on
// 1 January from FIRST_AGE on, doubles.
export let birthsEarly: usize = 0;
export let birthsLate: usize = 0;
// Relative risks, doubles: [(((age group * regions + region) * 2 + area) * 2 + ethnicity) * 4 + education], by
// [region * 5 + births], by union, and by months since the last birth.
export let birthsRisk: usize = 0;
export let birthsRegions: i32 = 0;
export let birthsParity: usize = 0;
export let birthsUnion: usize = 0;
export let birthsSpacing: usize = 0;
export let birthsLongest: i32 = 0;
/** Draws from here on adopt, of 32 bits. */
export let birthsAdopts: f64 = 0;
/** Single ages: first place of each among the scores and women scored, 32 bits each; expected births, doubles. */
export let birthsFirst: usize = 0;
export let birthsCount: usize = 0;
export let birthsBefore: usize = 0;
export let birthsAfter: usize = 0;

/**
 * Lists the women (first list, in their order) and gathers by single age, in the second list and the scores, which of
 * them have what score. Adds up expected births. Answers how many women there are.
 */
export function scoreWomen(count: i32, year: i32, january: i32): i32 {
  const women = listWomen(count, january);
  draw(women, year);
  memory.fill(demographyMark, 0, <usize>women);
  placeGroups(women, january);
  score(women, january);
  return women;
}

/** Women from 14 to 49 on 1 January who are there in the year. */
function listWomen(count: i32, january: i32): i32 {
  const list = demographyFirst;
  const last = i16x8.splat(<i16>(january - 1 - FIRST_AGE * 12));
  const first = i16x8.splat(<i16>(january - 12 - LAST_AGE * 12));
  const begin = i16x8.splat(<i16>january);
  let to = list;
  for (let g: usize = 0, end = <usize>count; g < end; g += 16) {
    const sexes = i8x16.ne(v128.load(column.sex + g), i8x16.splat(0));
    if (!v128.any_true(sexes)) continue;
    const births = column.birthMonth + (g << 1);
    const exits = column.exitMonth + (g << 1);
    const b0 = v128.load(births);
    const b1 = v128.load(births, 16);
    const fertile = i8x16.narrow_i16x8_s(
      v128.and(v128.and(i16x8.le_s(b0, last), i16x8.ge_s(b0, first)), i16x8.ge_s(v128.load(exits), begin)),
      v128.and(
        v128.and(i16x8.le_s(b1, last), i16x8.ge_s(b1, first)),
        i16x8.ge_s(v128.load(exits, 16), begin),
      ),
    );
    for (let bits = bitsOf(v128.and(sexes, fertile), g, count); bits !== 0; bits &= bits - 1) {
      store<i32>(to, <i32>g + ctz(bits));
      to += 4;
    }
  }
  return <i32>((to - list) >> 2);
}

/** Four words of a column, of the persons of four places of the first list. */
function gathered(words: usize, places: usize): v128 {
  let four = v128.load32_zero(words + ((<usize>load<i32>(places)) << 2));
  four = v128.load32_lane(words + ((<usize>load<i32>(places, 4)) << 2), four, 1);
  four = v128.load32_lane(words + ((<usize>load<i32>(places, 8)) << 2), four, 2);
  return v128.load32_lane(words + ((<usize>load<i32>(places, 12)) << 2), four, 3);
}

function draw(women: i32, year: i32): void {
  const list = demographyFirst;
  // Past the last woman stands whoever was listed before: some position of the block.
  for (let at: usize = 0, end = (<usize>women) << 2; at < end; at += 16) {
    const key0 = gathered(column.key0, list + at);
    const key1 = gathered(column.key1, list + at);
    v128.store(drawFirst + at, threefryLanes(key0, key1, year, PROCESS_FERTILITY));
    v128.store(drawSecond + at, threefryLanesSecond);
  }
}

/** Months that a woman has lived on 1 January beyond the first age of all. */
function monthsOf(woman: usize, january: i32): i32 {
  return january - 1 - FIRST_AGE * 12 - <i32>load<i16>(column.birthMonth + (woman << 1));
}

/** A twelfth of months, for fewer than 8191. */
function yearsOf(months: i32): i32 {
  return (months * 5462) >> 16;
}

/** Finds where the women of each age begin among the scores. */
function placeGroups(women: i32, january: i32): void {
  memory.fill(birthsCount, 0, GROUPS << 2);
  memory.fill(birthsBefore, 0, GROUPS << 3);
  memory.fill(birthsAfter, 0, GROUPS << 3);
  // Women of an age mostly stand together: they are counted in a run.
  let current = -1;
  let run = 0;
  for (let n: usize = 0, end = <usize>women; n < end; n++) {
    const woman = <usize>load<i32>(demographyFirst + (n << 2));
    const group = yearsOf(monthsOf(woman, january));
    if (group !== current) {
      addRun(current, run);
      current = group;
      run = 0;
    }
    run++;
  }
  addRun(current, run);
  let first = 0;
  for (let group: usize = 0; group < <usize>GROUPS; group++) {
    store<i32>(birthsFirst + (group << 2), first);
    first += load<i32>(birthsCount + (group << 2));
    store<i32>(birthsCount + (group << 2), 0);
  }
}

function addRun(group: i32, women: i32): void {
  if (women === 0) return;
  const at = birthsCount + ((<usize>group) << 2);
  store<i32>(at, load<i32>(at) + women);
}

function score(women: i32, january: i32): void {
  const list = demographyFirst;
  const risk = birthsRisk;
  const parity = birthsParity;
  const union = birthsUnion;
  const spacing = birthsSpacing;
  const longest = birthsLongest;
  const early = birthsEarly;
  const late = birthsLate;
  const befores = birthsBefore;
  const afters = birthsAfter;
  const firsts = birthsFirst;
  const counts = birthsCount;
  const adopts = birthsAdopts;
  const schoolingRow = birthsRegions * 4;
  // Sums of the age at hand, and where its next score goes.
  let current: usize = 0;
  let before: f64 = 0;
  let after: f64 = 0;
  let to: usize = 0;
  for (let n: usize = 0, end = <usize>women; n < end; n++) {
    const i = <usize>load<i32>(list + (n << 2));
    const months = monthsOf(i, january);
    const group = <usize>yearsOf(months);
    const younger = load<f64>(early + ((<usize>months) << 3));
    const older = load<f64>(late + ((<usize>months) << 3));
    const here = <i32>load<i16>(column.exitMonth + (i << 1)) === STILL_HERE;
    // Women who leave during the year lived half of it: their births fall to the others.
    const lived: f64 = here ? 1 : 0.5;
    if (n === 0 || group !== current) {
      if (n > 0) putSums(current, before, after, to);
      current = group;
      before = load<f64>(befores + (group << 3));
      after = load<f64>(afters + (group << 3));
      to = <usize>(load<i32>(firsts + (group << 2)) + load<i32>(counts + (group << 2)));
    }
    before += lived * younger;
    after += lived * older;
    if (!here) continue;
    const last = <i32>load<i16>(column.lastBirthMonth + (i << 1));
    const births = <i32>load<u8>(column.births + i);
    const region = <i32>load<u8>(column.region + i);
    const home = (region * 2 + <i32>load<u8>(column.area + i)) * 2 + <i32>load<u8>(column.ethnicity + i);
    // Ages 14 to 19, then fives: a fifth of less than sixty.
    const schooling = max<i32>(0, (((<i32>group + FIRST_AGE) * 13) >> 6) - 3);
    const partnered = i32(load<i32>(column.partner + (i << 2)) !== NOBODY);
    const cell = (schooling * schoolingRow + home) * 4 + <i32>load<u8>(column.education + i);
    const relative =
      load<f64>(risk + ((<usize>cell) << 3)) *
      load<f64>(parity + ((<usize>(region * 5 + min<i32>(births, 4))) << 3)) *
      load<f64>(union + ((<usize>partnered) << 3)) *
      // No branch: half of the women have a birth behind them.
      select<f64>(1, load<f64>(spacing + ((<usize>min<i32>(january - last, longest)) << 3)), last === 0);
    const chance = (younger + older) * relative;
    if (chance === 0) continue;
    const bits = <f64>load<u32>(drawFirst + (n << 2));
    store<i32>(demographySecond + (to << 2), <i32>n);
    store<f64>(demographyScore + (to << 3), (bits + 0.5) / FULL / chance);
    to++;
    if (bits >= adopts && <i32>group >= FIRST_ADOPTING_GROUP && partnered)
      store<u8>(demographyMark + n, ADOPTS);
  }
  if (women > 0) putSums(current, before, after, to);
}

/** Keeps the sums of an age until more women of it come. */
function putSums(group: usize, before: f64, after: f64, to: usize): void {
  store<f64>(birthsBefore + (group << 3), before);
  store<f64>(birthsAfter + (group << 3), after);
  store<i32>(birthsCount + (group << 2), <i32>to - load<i32>(birthsFirst + (group << 2)));
}
