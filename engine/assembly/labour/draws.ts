// The year's draws of everybody in a career: steps of the ranks of earnings and household, and who takes new ranks.
import { choose } from '../choose';
import * as column from '../columns';
import { PROCESS_LABOUR, PROCESS_RANKS, RANKS, STILL_HERE } from '../constants';
import { threefryLanes, threefryLanesSecond } from '../threefry';
import { walk } from './walk';

/** Ages between which places in the labour market change. */
const FIRST_AGE: i32 = 15;
const LAST_CAREER_AGE: i32 = 85;

// Chance of a new job rank in 4096ths, by age, 32 bits each, and the highest of them.
export let workRenewJob: usize = 0;
export let workRenewJobMost: i32 = 0;
export let workRenewParticipation: i32 = 0;
export let workRenewVoluntary: i32 = 0;
export let workStepStatus: i32 = 0;
export let workStepEarnings: i32 = 0;
export let workStepHousehold: i32 = 0;
// Draws, two words of 32 bits each, and room for a list of positions.
export let drawFirst: usize = 0;
export let drawSecond: usize = 0;
export let drawList: usize = 0;

/**
 * Draws for the persons from `from` (a multiple of four) to `end`, moves ranks by their steps, and gives new ranks to
 * those whose place changes. Draws stand in drawFirst and drawSecond from the first of these persons on.
 */
export function drawYear(from: i32, end: i32, year: i32): void {
  renew(drawSteps(from, end, year), from, year);
}

/** Four persons at a time. Answers how many stand in the list of those whose place may change. */
function drawSteps(from: i32, end: i32, year: i32): i32 {
  const key0 = column.key0;
  const key1 = column.key1;
  const age = column.age;
  const exitMonth = column.exitMonth;
  const earningsRank = column.earningsRank;
  const householdRank = column.householdRank;
  const list = drawList;
  let first = drawFirst;
  let second = drawSecond;
  const low12 = i32x4.splat(0xfff);
  const youngest = i32x4.splat(FIRST_AGE - 1);
  const oldest = i32x4.splat(LAST_CAREER_AGE + 1);
  const here = i32x4.splat(STILL_HERE);
  const participation = i32x4.splat(workRenewParticipation);
  const job = i32x4.splat(workRenewJobMost);
  const voluntary = i32x4.splat(workRenewVoluntary);
  const earningsWidth = i32x4.splat(2 * workStepEarnings + 1);
  const earningsStep = i32x4.splat(workStepEarnings);
  const householdWidth = i32x4.splat(2 * workStepHousehold + 1);
  const householdStep = i32x4.splat(workStepHousehold);
  let listed: usize = 0;
  for (let i = <usize>from, last = <usize>end; i < last; i += 4, first += 16, second += 16) {
    const at = i << 2;
    const ages = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(age + i)));
    const exits = v128.load16x4_s(exitMonth + (i << 1));
    const active = v128.and(
      v128.and(i32x4.gt_s(ages, youngest), i32x4.lt_s(ages, oldest)),
      i32x4.eq(exits, here),
    );
    if (!v128.any_true(active)) continue;
    const w0 = threefryLanes(v128.load(key0 + at), v128.load(key1 + at), year, PROCESS_LABOUR);
    const w1 = threefryLanesSecond;
    v128.store(first, w0);
    v128.store(second, w1);
    step(
      earningsRank + (i << 1),
      i32x4.sub(i32x4.shr_s(i32x4.mul(v128.and(w1, low12), earningsWidth), 12), earningsStep),
      active,
    );
    step(
      householdRank + (i << 1),
      i32x4.sub(i32x4.shr_s(i32x4.mul(i32x4.shr_u(w1, 24), householdWidth), 8), householdStep),
      active,
    );
    const may = v128.and(
      active,
      v128.or(
        v128.or(
          i32x4.lt_s(v128.and(w0, low12), participation),
          i32x4.lt_s(v128.and(i32x4.shr_u(w0, 12), low12), job),
        ),
        i32x4.lt_s(i32x4.shr_u(w0, 26), voluntary),
      ),
    );
    let lanes = i32x4.bitmask(may);
    while (lanes !== 0) {
      store<i32>(list + (listed++ << 2), <i32>i + ctz(lanes));
      lanes &= lanes - 1;
    }
  }
  return <i32>listed;
}

/** Moves four ranks (16 bits each) by whole steps, reflected at both ends as by `walk`, where `active` is set. */
function step(ranks: usize, steps: v128, active: v128): void {
  const before = v128.load16x4_u(ranks);
  const moved = i32x4.add(before, steps);
  const above = v128.xor(moved, i32x4.shr_s(moved, 31));
  const within = i32x4.min_s(above, i32x4.sub(i32x4.splat(2 * RANKS - 1), above));
  const after = v128.bitselect(within, before, active);
  v128.store64_lane(ranks, i16x8.narrow_i32x4_u(after, after), 0);
}

/** New ranks for those of the list whose place does change; four draws at a time. */
function renew(listed: i32, from: i32, year: i32): void {
  const key0 = column.key0;
  const key1 = column.key1;
  const list = drawList;
  // Beyond the last of the list stands somebody who is drawn for and not read.
  for (let n = listed; n < listed + 3; n++) store<i32>(list + ((<usize>n) << 2), 0);
  for (let n = 0; n < listed; n += 4) {
    const four = list + ((<usize>n) << 2);
    const a = (<usize>load<i32>(four)) << 2;
    const b = (<usize>load<i32>(four, 4)) << 2;
    const c = (<usize>load<i32>(four, 8)) << 2;
    const d = (<usize>load<i32>(four, 12)) << 2;
    const keys0 = i32x4(0, 0, 0, 0);
    const k0 = i32x4.replace_lane(
      i32x4.replace_lane(
        i32x4.replace_lane(i32x4.replace_lane(keys0, 0, load<i32>(key0 + a)), 1, load<i32>(key0 + b)),
        2,
        load<i32>(key0 + c),
      ),
      3,
      load<i32>(key0 + d),
    );
    const k1 = i32x4.replace_lane(
      i32x4.replace_lane(
        i32x4.replace_lane(i32x4.replace_lane(keys0, 0, load<i32>(key1 + a)), 1, load<i32>(key1 + b)),
        2,
        load<i32>(key1 + c),
      ),
      3,
      load<i32>(key1 + d),
    );
    const f0 = threefryLanes(k0, k1, year, PROCESS_RANKS);
    const f1 = threefryLanesSecond;
    give(a >> 2, from, i32x4.extract_lane(f0, 0), i32x4.extract_lane(f1, 0));
    if (n + 1 < listed) give(b >> 2, from, i32x4.extract_lane(f0, 1), i32x4.extract_lane(f1, 1));
    if (n + 2 < listed) give(c >> 2, from, i32x4.extract_lane(f0, 2), i32x4.extract_lane(f1, 2));
    if (n + 3 < listed) give(d >> 2, from, i32x4.extract_lane(f0, 3), i32x4.extract_lane(f1, 3));
  }
}

/** New ranks of a person from fresh words, as far as the year's draw asks for them. */
function give(i: usize, from: i32, f0: i32, f1: i32): void {
  const w0 = load<u32>(drawFirst + ((i - <usize>from) << 2));
  const i2 = i << 1;
  const participation = column.participationRank + i2;
  const job = column.jobRank + i2;
  const voluntary = column.voluntaryRank + i2;
  const status = column.statusRank + i2;
  const changes =
    <i32>((w0 >> 12) & 0xfff) < load<i32>(workRenewJob + ((<usize>load<u8>(column.age + i)) << 2));
  const walked = walk(
    load<u16>(status),
    ((<i32>(<u32>f1 >> 16) * (2 * workStepStatus + 1)) >>> 16) - workStepStatus,
  );
  store<u16>(
    participation,
    choose(f0 & 0xffff, load<u16>(participation), i32(<i32>(w0 & 0xfff) < workRenewParticipation)),
  );
  store<u16>(job, choose(<u32>f0 >> 16, load<u16>(job), changes));
  store<u16>(status, choose(walked, load<u16>(status), changes));
  store<u16>(voluntary, choose(f1 & 0xffff, load<u16>(voluntary), i32(<i32>(w0 >> 26) < workRenewVoluntary)));
}
