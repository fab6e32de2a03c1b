// The base population of a block, person by person: `addPerson`, `settle` and `educate` of engine/population for all.
import * as column from '../columns';
import { NEVER, PROCESS_EXIT, PROCESS_TRAITS, STILL_HERE } from '../constants';
import { threefryLanesSecond, threefryVectors } from '../threefry';
import {
  CELLS,
  cellCohort,
  cellEducation,
  cellOrdinal,
  cellShift,
  firstOf,
  januaryOf,
  scratchA,
  scratchB,
  scratchC,
  scratchD,
  scratchSchooling,
} from './cells';
import { drawRange } from './lanes';
import { attained, placeEducation, settle } from './residence';

const GOLDEN_STEP: i32 = 0x9e3779b9;
const IOTA: v128 = i32x4(0, 1, 2, 3);

/** Brings `count` persons with the keys that the run's key gives them; links are empty. */
export function bringPersons(count: i32, runKey0: i32, runKey1: i32, aligned: bool): void {
  clear(<usize>count);
  countOff();
  drawTraits(count, runKey0, runKey1);
  if (!aligned) drawRange(0, count, column.key0, column.key1, PROCESS_EXIT, column.survivalRank, scratchA);
  for (let cell = 0; cell < CELLS; cell++) fillCell(cell, aligned);
}

/** What everybody begins with. */
function clear(count: usize): void {
  const never = i16x8.splat(<i16>STILL_HERE);
  const exitMonth = column.exitMonth;
  const divorceMonth = column.divorceMonth;
  for (let at: usize = 0; at < count << 1; at += 16) {
    v128.store(exitMonth + at, never);
    v128.store(divorceMonth + at, i16x8.splat(<i16>NEVER));
  }
  memory.fill(column.mother, 0xff, count << 2);
  memory.fill(column.father, 0xff, count << 2);
  memory.fill(column.partner, 0xff, count << 2);
  memory.fill(column.died, 0, count);
  memory.fill(column.endedUnions, 0, count);
  memory.fill(column.births, 0, count);
  memory.fill(column.livingChildren, 0, count);
  memory.fill(column.lastBirthMonth, 0, count << 1);
  memory.fill(column.birthOrder, 0, count);
  memory.fill(column.activity, 0, count);
  memory.fill(column.insurance, 0, count);
  memory.fill(column.compulsoryMonths, 0, count << 2);
  memory.fill(column.voluntaryMonths, 0, count << 2);
  memory.fill(column.compulsoryTotal, 0, count << 1);
  memory.fill(column.voluntaryTotal, 0, count << 1);
  memory.fill(column.lumpSumOpen, 0, count);
  memory.fill(column.lumpSumMonth, 0, count << 1);
  memory.fill(column.earnings, 0, count << 2);
  memory.fill(column.declaredWage, 0, count << 2);
  memory.fill(column.declaredWageBefore, 0, count << 2);
  memory.fill(column.incomePerHead, 0, count << 2);
  memory.fill(column.quintile, 0, count);
  memory.fill(column.poverty, 0, count);
  memory.fill(column.disability, 0, count);
}

/** Cell and ordinal of every position. A cell's last store may reach into the next one's, which follows. */
function countOff(): void {
  const cells = scratchA;
  const ordinals = scratchB;
  for (let cell = 0; cell < CELLS; cell++) {
    const first = firstOf(cell);
    let ordinal = i32x4.add(i32x4.splat(load<i32>(cellOrdinal + ((<usize>cell) << 2))), IOTA);
    for (let at = (<usize>first) << 2, end = (<usize>firstOf(cell + 1)) << 2; at < end; at += 16) {
      v128.store(cells + at, i32x4.splat(cell));
      v128.store(ordinals + at, ordinal);
      ordinal = i32x4.add(ordinal, i32x4.splat(4));
    }
  }
}

/** Lower halves of four words to one column of ranks, upper halves to another. */
function spread(words: v128, low: usize, high: usize): void {
  const ranks = i16x8.narrow_i32x4_u(v128.and(words, i32x4.splat(0xffff)), i32x4.shr_u(words, 16));
  v128.store64_lane(low, ranks, 0);
  v128.store64_lane(high, ranks, 1);
}

/** Keys and lifelong traits; the groups of traits are those of engine/population/persons.ts. */
function drawTraits(count: i32, runKey0: i32, runKey1: i32): void {
  const run0 = i32x4.splat(runKey0);
  const run1 = i32x4.splat(runKey1);
  const process = i32x4.splat(PROCESS_TRAITS);
  const low = i32x4.splat(0xffff);
  for (let i: usize = 0; i < <usize>count; i += 4) {
    const i2 = i << 1;
    const i4 = i << 2;
    const key0 = threefryVectors(run0, run1, v128.load(scratchA + i4), v128.load(scratchB + i4));
    const key1 = threefryLanesSecond;
    v128.store(column.key0 + i4, key0);
    v128.store(column.key1 + i4, key1);
    v128.store(column.household + i4, i32x4.add(i32x4.splat(<i32>i), IOTA));
    let words = threefryVectors(key0, key1, i32x4.splat(0), process);
    spread(words, column.unionRank + i2, column.claimMaternity + i2);
    spread(threefryLanesSecond, column.claimChild + i2, column.deprivationRank + i2);
    words = threefryVectors(key0, key1, i32x4.splat(1), process);
    spread(words, column.participationRank + i2, column.jobRank + i2);
    spread(threefryLanesSecond, column.voluntaryRank + i2, column.earningsRank + i2);
    v128.store(scratchC + i4, threefryVectors(key0, key1, i32x4.splat(2), process));
    v128.store(scratchD + i4, threefryLanesSecond);
    words = threefryVectors(key0, key1, i32x4.splat(3), process);
    const others = threefryLanesSecond;
    v128.store(scratchSchooling + i4, v128.or(i32x4.shr_u(words, 16), v128.andnot(others, low)));
    const homes = i16x8.narrow_i32x4_u(v128.and(words, low), v128.and(others, low));
    v128.store64_lane(column.householdRank + i2, homes, 0);
    v128.store64_lane(column.homeRank + i2, homes, 1);
    words = threefryVectors(key0, key1, i32x4.splat(4), process);
    const health = i16x8.narrow_i32x4_u(v128.and(words, low), v128.and(key1, low));
    v128.store64_lane(column.disabilityRank + i2, health, 0);
    v128.store64_lane(column.statusRank + i2, health, 1);
  }
}

/** What persons of a cell have in common, date of birth, exit rank, residence and education. */
function fillCell(cell: i32, aligned: bool): void {
  const row = (<usize>cell) << 2;
  const begin = <usize>firstOf(cell);
  const end = <usize>firstOf(cell + 1);
  const january = januaryOf(cell);
  const cohort = load<i32>(cellCohort + row);
  const limits = placeEducation + ((<usize>load<i32>(cellEducation + row)) << 2);
  memory.fill(column.sex + begin, <u8>(cell >= CELLS / 2), end - begin);
  // Ranks evenly spaced within the cell.
  let rank = load<i32>(cellOrdinal + row) * GOLDEN_STEP + load<i32>(cellShift + row);
  for (let i = begin; i < end; i++) {
    const i4 = i << 2;
    const schooling = load<u32>(scratchSchooling + i4);
    store<i16>(column.birthMonth + (i << 1), january + <i32>(((schooling >> 16) * 12) >> 16));
    store<u16>(column.cohort + (i << 1), cohort);
    if (aligned) store<i32>(column.survivalRank + i4, rank);
    rank += GOLDEN_STEP;
    settle(i, load<u32>(scratchC + i4), load<u32>(scratchD + i4));
    store<u8>(column.education + i, attained(limits, load<u8>(column.area + i), <i32>(schooling & 0xffff)));
  }
}
