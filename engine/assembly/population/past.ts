// Careers before the projection: the kernel behind `recallContributions` of engine/labour/past.ts, where its rules are
// told. All careers go back year by year together, four at a time, and those that end drop out of the list.
import * as column from '../columns';
import {
  AGES,
  INSURANCE_COMPULSORY,
  INSURANCE_NONE,
  INSURANCE_VOLUNTARY,
  PROCESS_LABOUR,
  PROCESS_RANKS,
  PROCESS_WITHDRAWAL,
} from '../constants';
import { threefryLanesSecond, threefryVectors } from '../threefry';

const FIRST_AGE: i32 = 15;
const MONTHS: i32 = 12;
const REGION_CELLS: i32 = 16 * AGES;
const TERTIARY: i32 = 3;
const TERTIARY_AGE: i32 = 22;

// By [sex * 101 + age of the past year], four numbers of 32 bits each: employed and in the labour force (while of working
// age) below these ranks; chance of a new job rank at the age after, in 4096ths; limit of withdrawal at the age after.
export let recallAges: usize = 0;
// Formal employee below this job rank in the opening year, by labour cell, 16 bits each.
export let recallFormal: usize = 0;
// Coverage of past years over the opening one's, doubles, and limits of voluntary ranks, 32 bits each, by years back.
export let recallCoverage: usize = 0;
export let recallVoluntary: usize = 0;
export let recallYears: i32 = 0;
export let recallMemberShare: f64 = 0;
export let recallRenewParticipation: i32 = 0;
export let recallRenewVoluntary: i32 = 0;
export let recallRetireMen: i32 = 0;
export let recallRetireWomen: i32 = 0;
// The list of careers under way, 32 bits each: position; keys; participation rank and, above it, job rank; voluntary rank
// and marks; age, labour cell and row of ages of the year (8, 16 and 8 bits); years as a member, voluntary ones above.
export let recallPerson: usize = 0;
export let recallKey0: usize = 0;
export let recallKey1: usize = 0;
export let recallRanks: usize = 0;
export let recallState: usize = 0;
export let recallPlace: usize = 0;
export let recallTotal: usize = 0;
// Years as a member by position, -1 for whom nothing is recalled; one more for nobody.
export let recallResult: usize = 0;
// Which bytes of a vector keep the lanes of a mask, by mask.
export let recallKept: usize = 0;

/** Marks above the voluntary rank. */
const OUTSIDE: i32 = 1 << 16;
const GRADUATE: i32 = 1 << 17;
/** One year back in all three parts of the place. */
const YEAR_BACK: i32 = (1 << 24) + (1 << 8) + 1;

/** Those whose careers are recalled, into the list. Answers how many have years to look back to. */
function gather(count: i32): i32 {
  let listed: usize = 0;
  for (let i: usize = 0, end = <usize>count; i < end; i++) {
    const i2 = i << 1;
    const i4 = i << 2;
    const age = <i32>load<u8>(column.age + i);
    const sex = <i32>load<u8>(column.sex + i);
    const insurance = <i32>load<u8>(column.insurance + i);
    const none = i32(insurance === INSURANCE_NONE);
    const retired = i32(age >= (sex === 0 ? recallRetireMen : recallRetireWomen)) & none;
    const concerned = i32(age >= FIRST_AGE) & (retired ^ 1);
    const years = i32(insurance === INSURANCE_COMPULSORY) | (i32(insurance === INSURANCE_VOLUNTARY) << 16);
    const education = <i32>load<u8>(column.education + i);
    const cell =
      <i32>load<u8>(column.region + i) * REGION_CELLS +
      ((sex * 2 + <i32>load<u8>(column.area + i)) * 4 + education) * AGES +
      age;
    const at = listed << 2;
    store<i32>(recallResult + i4, years | (concerned - 1));
    store<i32>(recallPerson + at, <i32>i);
    store<i32>(recallKey0 + at, load<i32>(column.key0 + i4));
    store<i32>(recallKey1 + at, load<i32>(column.key1 + i4));
    store<i32>(
      recallRanks + at,
      <i32>load<u16>(column.participationRank + i2) | ((<i32>load<u16>(column.jobRank + i2)) << 16),
    );
    store<i32>(
      recallState + at,
      <i32>load<u16>(column.voluntaryRank + i2) | (none * OUTSIDE) | (i32(education === TERTIARY) * GRADUATE),
    );
    store<i32>(recallPlace + at, (age << 24) | (cell << 8) | (sex * AGES + age));
    store<i32>(recallTotal + at, years);
    listed += <usize>(concerned & i32(age > FIRST_AGE));
  }
  return <i32>listed;
}

/** The opening year's limits of formal employment of four cells. */
function formalOf(cells: v128): v128 {
  const formal = recallFormal;
  let limits = i32x4.splat(load<u16>(formal + ((<usize>i32x4.extract_lane(cells, 0)) << 1)));
  limits = i32x4.replace_lane(limits, 1, load<u16>(formal + ((<usize>i32x4.extract_lane(cells, 1)) << 1)));
  limits = i32x4.replace_lane(limits, 2, load<u16>(formal + ((<usize>i32x4.extract_lane(cells, 2)) << 1)));
  return i32x4.replace_lane(limits, 3, load<u16>(formal + ((<usize>i32x4.extract_lane(cells, 3)) << 1)));
}

function rowOf(place: i32): v128 {
  return v128.load(recallAges + ((<usize>(place & 0xff)) << 4));
}

/** One year back for `count` careers. Answers how many go on. */
function goBack(count: i32, next: i32, coverage: f64, voluntaryLimit: i32, nobody: i32): i32 {
  const year = i32x4.splat(next);
  const low = i32x4.splat(0xffff);
  const covered = f64x2.splat(coverage);
  const share = f64x2.splat(recallMemberShare);
  const iota = i32x4(0, 1, 2, 3);
  const renewsParticipation = i32x4.splat(recallRenewParticipation);
  const renewsVoluntary = i32x4.splat(recallRenewVoluntary);
  const results = recallResult;
  let going: usize = 0;
  for (let i: usize = 0; i < <usize>count; i += 4) {
    const at = i << 2;
    const valid = i32x4.lt_s(iota, i32x4.splat(count - <i32>i));
    const person = v128.bitselect(v128.load(recallPerson + at), i32x4.splat(nobody), valid);
    const key0 = v128.load(recallKey0 + at);
    const key1 = v128.load(recallKey1 + at);
    const place = v128.and(i32x4.sub(v128.load(recallPlace + at), i32x4.splat(YEAR_BACK)), valid);
    const age = i32x4.shr_u(place, 24);

    // Rows of four persons, turned about.
    const a = rowOf(i32x4.extract_lane(place, 0));
    const b = rowOf(i32x4.extract_lane(place, 1));
    const c = rowOf(i32x4.extract_lane(place, 2));
    const d = rowOf(i32x4.extract_lane(place, 3));
    const ab = v128.shuffle<i32>(a, b, 0, 4, 1, 5);
    const cd = v128.shuffle<i32>(c, d, 0, 4, 1, 5);
    const ab2 = v128.shuffle<i32>(a, b, 2, 6, 3, 7);
    const cd2 = v128.shuffle<i32>(c, d, 2, 6, 3, 7);
    const employed = v128.shuffle<i64>(ab, cd, 0, 2);
    const inForce = v128.shuffle<i64>(ab, cd, 1, 3);
    const renewsJob = v128.shuffle<i64>(ab2, cd2, 0, 2);
    const withdrawal = v128.shuffle<i64>(ab2, cd2, 1, 3);

    const words = threefryVectors(key0, key1, year, i32x4.splat(PROCESS_LABOUR));
    const fresh = threefryVectors(key0, key1, year, i32x4.splat(PROCESS_RANKS));
    const freshVoluntary = threefryLanesSecond;
    const bits = i32x4.splat(0xfff);
    const newParticipation = i32x4.lt_s(v128.and(words, bits), renewsParticipation);
    const newJob = i32x4.lt_s(v128.and(i32x4.shr_u(words, 12), bits), renewsJob);
    const newVoluntary = i32x4.lt_s(i32x4.shr_u(words, 26), renewsVoluntary);
    const ranks = v128.bitselect(
      fresh,
      v128.load(recallRanks + at),
      v128.bitselect(newParticipation, newJob, low),
    );
    const before = v128.load(recallState + at);
    const state = v128.bitselect(freshVoluntary, before, v128.and(newVoluntary, low));
    const participation = v128.and(ranks, low);
    const job = i32x4.shr_u(ranks, 16);

    const graduate = i32x4.ne(v128.and(before, i32x4.splat(GRADUATE)), i32x4.splat(0));
    const young = v128.and(i32x4.lt_s(age, i32x4.splat(TERTIARY_AGE)), graduate);
    const cells = i32x4.sub(v128.and(i32x4.shr_u(place, 8), low), v128.and(young, i32x4.splat(AGES)));
    const formal = formalOf(cells);
    const limits = f64x2.mul(f64x2.convert_low_i32x4_s(formal), covered);
    const limits2 = f64x2.mul(f64x2.convert_low_i32x4_s(v128.shuffle<i64>(formal, formal, 1, 1)), covered);
    const jobs = f64x2.convert_low_i32x4_s(job);
    const jobs2 = f64x2.convert_low_i32x4_s(v128.shuffle<i64>(job, job, 1, 1));
    const formalThen = v128.and(
      i32x4.lt_s(participation, employed),
      v128.shuffle<i32>(f64x2.lt(jobs, limits), f64x2.lt(jobs2, limits2), 0, 2, 4, 6),
    );
    const compulsory = v128.and(
      formalThen,
      v128.shuffle<i32>(
        f64x2.lt(jobs, f64x2.mul(limits, share)),
        f64x2.lt(jobs2, f64x2.mul(limits2, share)),
        0,
        2,
        4,
        6,
      ),
    );
    const voluntary = v128.andnot(
      v128.and(
        i32x4.lt_s(participation, inForce),
        i32x4.lt_s(v128.and(state, low), i32x4.splat(voluntaryLimit)),
      ),
      formalThen,
    );
    const insured = v128.or(compulsory, voluntary);
    const total = i32x4.add(
      v128.load(recallTotal + at),
      v128.or(v128.and(compulsory, i32x4.splat(1)), v128.and(voluntary, i32x4.splat(1 << 16))),
    );
    // Outside in this year and the next: whether the next one's withdrawal leaves anything from before.
    const outside = i32x4.splat(OUTSIDE);
    const draw = v128.and(threefryVectors(key0, key1, year, i32x4.splat(PROCESS_WITHDRAWAL)), low);
    const outsideBoth = v128.andnot(i32x4.eq(v128.and(before, outside), outside), insured);
    const ends = v128.and(outsideBoth, i32x4.lt_s(draw, withdrawal));
    const goesOn = v128.andnot(v128.and(valid, i32x4.gt_s(age, i32x4.splat(FIRST_AGE))), ends);

    store<i32>(results + ((<usize>i32x4.extract_lane(person, 0)) << 2), i32x4.extract_lane(total, 0));
    store<i32>(results + ((<usize>i32x4.extract_lane(person, 1)) << 2), i32x4.extract_lane(total, 1));
    store<i32>(results + ((<usize>i32x4.extract_lane(person, 2)) << 2), i32x4.extract_lane(total, 2));
    store<i32>(results + ((<usize>i32x4.extract_lane(person, 3)) << 2), i32x4.extract_lane(total, 3));
    const mask = i32x4.bitmask(goesOn);
    const kept = v128.load(recallKept + ((<usize>mask) << 4));
    const to = going << 2;
    v128.store(recallPerson + to, v128.swizzle(person, kept));
    v128.store(recallKey0 + to, v128.swizzle(key0, kept));
    v128.store(recallKey1 + to, v128.swizzle(key1, kept));
    v128.store(recallRanks + to, v128.swizzle(ranks, kept));
    v128.store(recallState + to, v128.swizzle(v128.bitselect(v128.not(insured), state, outside), kept));
    v128.store(recallPlace + to, v128.swizzle(place, kept));
    v128.store(recallTotal + to, v128.swizzle(total, kept));
    going += <usize>popcnt(mask);
  }
  return <i32>going;
}

export function recall(count: i32, opening: i32): void {
  let going = gather(count);
  for (let back = 1; back < recallYears && going > 0; back++) {
    going = goBack(
      going,
      opening - back + 1,
      load<f64>(recallCoverage + ((<usize>back) << 3)),
      load<i32>(recallVoluntary + ((<usize>back) << 2)),
      count,
    );
  }
  for (let i: usize = 0, end = <usize>count; i < end; i++) {
    const years = load<i32>(recallResult + (i << 2));
    if (years < 0) continue;
    store<u16>(column.compulsoryTotal + (i << 1), (years & 0xffff) * MONTHS);
    store<u16>(column.voluntaryTotal + (i << 1), (years >> 16) * MONTHS);
    store<u8>(column.lumpSumOpen + i, i32(years !== 0));
  }
}
