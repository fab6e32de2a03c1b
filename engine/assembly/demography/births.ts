// Children come into the population: the kernel behind `deliver` of engine/demography/births.ts.
import * as column from '../columns';
import { NEVER, NOBODY, PROCESS_CHILD, PROCESS_TRAITS, STILL_HERE } from '../constants';
import { threefry, threefryLanes, threefryLanesSecond, threefrySecond } from '../threefry';
import { moveIn } from './homes';
import { demographyFirst, demographySecond, demographyThird, drawFirst, drawSecond } from './scratch';

// Groups of lifelong traits, as in engine/population/persons.ts.
const TRAITS_RANKS: i32 = 0;
const TRAITS_WORK: i32 = 1;
const TRAITS_SCHOOLING: i32 = 3;
const TRAITS_HEALTH: i32 = 4;

/**
 * The deliveries stand in the lists: mothers, months, numbers of children. `boys` is the limit of 32 random bits below
 * which a child is a boy, `cohort` the boys' row of the survival table, from which the girls' is `cohorts` away;
 * `schooling` cumulated shares of education in ranks by [(sex * 2 + area) * 4 + education], doubles.
 */
export function deliver(
  count: i32,
  deliveries: i32,
  boys: f64,
  cohort: i32,
  cohorts: i32,
  schooling: usize,
): void {
  const first = <usize>count;
  let child = first;
  for (let n: usize = 0, end = <usize>deliveries; n < end; n++) {
    const mother = <usize>load<i32>(demographyFirst + (n << 2));
    const month = load<i32>(demographySecond + (n << 2));
    const children = load<i32>(demographyThird + (n << 2));
    const key0 = load<i32>(column.key0 + (mother << 2));
    const key1 = load<i32>(column.key1 + (mother << 2));
    for (let twin = 0; twin < children; twin++) {
      store<i32>(column.key0 + (child << 2), threefry(key0, key1, month * 2 + twin, PROCESS_CHILD));
      store<i32>(column.key1 + (child << 2), threefrySecond);
      store<i16>(column.birthMonth + (child << 1), month);
      bear(child, mother);
      child++;
    }
    store<i16>(column.lastBirthMonth + (mother << 1), month);
  }
  const born = child - first;
  begin(first, born);
  drawFate(first, born, boys, cohort, cohorts);
  drawRanks(first, born);
  drawSchooling(first, born, schooling);
}

/** Links a child to its parents and gives it its mother's home. */
function bear(child: usize, mother: usize): void {
  store<i32>(column.mother + (child << 2), <i32>mother);
  store<i32>(column.father + (child << 2), load<i32>(column.partner + (mother << 2)));
  moveIn(child, mother);
  store<u8>(column.ethnicity + child, load<u8>(column.ethnicity + mother));
  const births = <i32>load<u8>(column.births + mother) + 1;
  store<u8>(column.births + mother, births);
  store<u8>(column.livingChildren + mother, <i32>load<u8>(column.livingChildren + mother) + 1);
  store<u8>(column.birthOrder + child, births);
}

/** Columns of newborns that are the same for all. */
function begin(first: usize, born: usize): void {
  for (let i = first, end = first + born; i < end; i++) {
    store<i16>(column.exitMonth + (i << 1), STILL_HERE);
    store<i16>(column.divorceMonth + (i << 1), NEVER);
    store<i32>(column.partner + (i << 2), NOBODY);
  }
  clear(column.died, first, born, 0);
  clear(column.age, first, born, 0);
  clear(column.endedUnions, first, born, 0);
  clear(column.births, first, born, 0);
  clear(column.livingChildren, first, born, 0);
  clear(column.lastBirthMonth, first, born, 1);
  clear(column.disability, first, born, 0);
  clear(column.activity, first, born, 0);
  clear(column.insurance, first, born, 0);
  clear(column.compulsoryMonths, first, born, 2);
  clear(column.voluntaryMonths, first, born, 2);
  clear(column.compulsoryTotal, first, born, 1);
  clear(column.voluntaryTotal, first, born, 1);
  clear(column.lumpSumOpen, first, born, 0);
  clear(column.lumpSumMonth, first, born, 1);
  clear(column.earnings, first, born, 2);
  clear(column.declaredWage, first, born, 2);
  clear(column.declaredWageBefore, first, born, 2);
  clear(column.incomePerHead, first, born, 2);
  clear(column.quintile, first, born, 0);
  clear(column.poverty, first, born, 0);
}

/** Zeros in a column whose figures have 2 to the power of `width` bytes. */
function clear(place: usize, first: usize, born: usize, width: usize): void {
  memory.fill(place + (first << width), 0, born << width);
}

/** The newborns' draws at a counter, by their order. */
function draw(first: usize, born: usize, counter: i32, process: i32): void {
  const key0 = column.key0 + (first << 2);
  const key1 = column.key1 + (first << 2);
  for (let at: usize = 0, end = born << 2; at < end; at += 16) {
    v128.store(drawFirst + at, threefryLanes(v128.load(key0 + at), v128.load(key1 + at), counter, process));
    v128.store(drawSecond + at, threefryLanesSecond);
  }
}

function drawFate(first: usize, born: usize, boys: f64, cohort: i32, cohorts: i32): void {
  draw(first, born, 0, PROCESS_CHILD);
  for (let n: usize = 0; n < born; n++) {
    const i = first + n;
    const sex = i32(<f64>load<u32>(drawFirst + (n << 2)) >= boys);
    store<u8>(column.sex + i, sex);
    store<u32>(column.survivalRank + (i << 2), load<u32>(drawSecond + (n << 2)));
    store<u16>(column.cohort + (i << 1), cohort + sex * cohorts);
  }
}

function drawRanks(first: usize, born: usize): void {
  draw(first, born, TRAITS_RANKS, PROCESS_TRAITS);
  for (let n: usize = 0; n < born; n++) {
    const i2 = (first + n) << 1;
    store<u16>(column.unionRank + i2, load<u16>(drawFirst + (n << 2)));
    store<u16>(column.claimMaternity + i2, load<u16>(drawFirst + (n << 2), 2));
    store<u16>(column.claimChild + i2, load<u16>(drawSecond + (n << 2)));
    store<u16>(column.deprivationRank + i2, load<u16>(drawSecond + (n << 2), 2));
  }
  draw(first, born, TRAITS_WORK, PROCESS_TRAITS);
  for (let n: usize = 0; n < born; n++) {
    const i2 = (first + n) << 1;
    store<u16>(column.participationRank + i2, load<u16>(drawFirst + (n << 2)));
    store<u16>(column.jobRank + i2, load<u16>(drawFirst + (n << 2), 2));
    store<u16>(column.voluntaryRank + i2, load<u16>(drawSecond + (n << 2)));
    store<u16>(column.earningsRank + i2, load<u16>(drawSecond + (n << 2), 2));
    // The key is itself the outcome of a draw and nothing else reads it as a number.
    store<u16>(column.statusRank + i2, load<u16>(column.key1 + (i2 << 1)));
  }
  draw(first, born, TRAITS_HEALTH, PROCESS_TRAITS);
  for (let n: usize = 0; n < born; n++)
    store<u16>(column.disabilityRank + ((first + n) << 1), load<u16>(drawFirst + (n << 2)));
}

function drawSchooling(first: usize, born: usize, schooling: usize): void {
  draw(first, born, TRAITS_SCHOOLING, PROCESS_TRAITS);
  for (let n: usize = 0; n < born; n++) {
    const i = first + n;
    store<u16>(column.householdRank + (i << 1), load<u16>(drawFirst + (n << 2)));
    store<u16>(column.homeRank + (i << 1), load<u16>(drawSecond + (n << 2)));
    const row = ((<usize>load<u8>(column.sex + i)) << 1) + <usize>load<u8>(column.area + i);
    const limits = schooling + (row << 5);
    const rank = <f64>load<u16>(drawFirst + (n << 2), 2);
    let level: usize = 0;
    while (rank >= load<f64>(limits + (level << 3))) level++;
    store<u8>(column.education + i, <i32>level);
  }
}
