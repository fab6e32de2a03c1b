// Residents, the insured, the labour force and earnings: the kernel behind `countResidents` of engine/indicators/lives.ts,
// where its rules are told. A first pass looks at sixteen persons at a time and writes where each is to be counted, a
// second one counts. Who is not counted is counted in cells that nobody reads: no branch for the processor to guess.
import * as column from '../columns';
import { ACTIVITY_FAMILY_WORKER, ACTIVITY_UNEMPLOYED, AGES, STILL_HERE } from '../constants';
import { AGE_ROW, addCells, CELL_AGES, CELL_STATUSES, LEVELS } from './resident-cells';

/** First age of those who count with an insurance of their own, and in the labour force. */
const ADULT_AGE: i32 = 15;
/** The place and the row of ages that nobody reads. */
const NO_PLACE: i32 = 120;
const NO_AGE: i32 = 2 * AGES;

// A person's marks, a byte each: status (activity, insurance) and education; place but for the fifth; row of the age; and
// what follows.
const STATUS_BITS: i32 = 0xff;
const PLACE_AT: i32 = 8;
const AGE_AT: i32 = 16;
const MEMBER_AT: i32 = 24;
const INSURED: i32 = 1;
const IN_FORCE: i32 = 2;
const CHILD: i32 = 4;
/** Here in the middle of the year only. */
const LEAVER: i32 = 8;
const SPECIAL: i32 = (CHILD | LEAVER) << MEMBER_AT;

// Marks by person, 32 bits each.
export let residentMarks: usize = 0;
// Counts of persons, 32 bits each: residents of 1 July by cell, then the insured and the labour force of working age.
export let residentCells: usize = 0;
// Those who are still here, 32 bits each: [place * 4 + insured + 2 * in the labour force], and
// [((sex * 101 + age) * 27 + status) * 4 + education].
export let residentPlaces: usize = 0;
export let residentAges: usize = 0;
// Adults who are still here, and their earnings, 32 bits and doubles: [((band * 2 + sex) * 27 + status) * 4 + education].
export let residentEarners: usize = 0;
export let residentEarned: usize = 0;
// Where the band and sex of a row of ages begin among the earnings, 16 bits each.
export let residentBands: usize = 0;

/** Answers the residents of 1 July. */
export function countPersons(count: i32, july: i32, lastMan: i32, lastWoman: i32): i32 {
  mark(count, july, lastMan, lastWoman);
  countMarked(count);
  return addCells(residentCells, residentPlaces, residentAges, residentEarners, lastMan, lastWoman);
}

/** What true bytes become. */
function where(condition: v128, value: i32): v128 {
  return v128.and(condition, i8x16.splat(<i8>value));
}

function mark(count: i32, july: i32, lastMan: i32, lastWoman: i32): void {
  const birthMonth = column.birthMonth;
  const exitMonth = column.exitMonth;
  const ages = column.age;
  const sexes = column.sex;
  const activities = column.activity;
  const insurances = column.insurance;
  const regions = column.region;
  const areas = column.area;
  const ethnicities = column.ethnicity;
  const educations = column.education;
  const marks = residentMarks;
  const nobody = i8x16.splat(0);
  const inJuly = i16x8.splat(<i16>july);
  const stillHere = i16x8.splat(<i16>STILL_HERE);
  for (let i: usize = 0, end = <usize>count; i < end; i += 16) {
    const i2 = i << 1;
    const exit0 = v128.load(exitMonth + i2);
    const exit1 = v128.load(exitMonth + i2, 16);
    const here = i8x16.narrow_i16x8_s(i16x8.eq(exit0, stillHere), i16x8.eq(exit1, stillHere));
    const counted = i8x16.narrow_i16x8_s(
      v128.and(i16x8.ge_s(exit0, inJuly), i16x8.lt_s(v128.load(birthMonth + i2), inJuly)),
      v128.and(i16x8.ge_s(exit1, inJuly), i16x8.lt_s(v128.load(birthMonth + i2, 16), inJuly)),
    );
    const age = v128.load(ages + i);
    const isWoman = i8x16.ne(v128.load(sexes + i), nobody);
    const adult = i8x16.ge_u(age, i8x16.splat(<i8>ADULT_AGE));
    const activity = v128.load(activities + i);
    const insurance = v128.and(v128.load(insurances + i), adult);
    const working = v128.and(
      i8x16.le_u(
        i8x16.sub(activity, i8x16.splat(<i8>ACTIVITY_UNEMPLOYED)),
        i8x16.splat(<i8>(ACTIVITY_FAMILY_WORKER - ACTIVITY_UNEMPLOYED)),
      ),
      i8x16.le_u(age, v128.bitselect(i8x16.splat(<i8>lastWoman), i8x16.splat(<i8>lastMan), isWoman)),
    );
    const member = v128.or(
      v128.or(
        v128.and(where(i8x16.ne(insurance, nobody), INSURED), adult),
        v128.and(where(working, IN_FORCE), adult),
      ),
      v128.or(v128.andnot(i8x16.splat(<i8>CHILD), adult), v128.andnot(i8x16.splat(<i8>LEAVER), here)),
    );
    const status = i8x16.add(i8x16.add(activity, activity), i8x16.add(activity, insurance));
    const twice = i8x16.add(status, status);
    const kind = i8x16.add(i8x16.add(twice, twice), v128.load(educations + i));
    // Place: region * 20 + area * 10 + ethnicity * 5.
    const region = v128.load(regions + i);
    const region2 = i8x16.add(region, region);
    const tens = i8x16.add(
      i8x16.add(region2, region2),
      i8x16.add(v128.load(areas + i), v128.load(areas + i)),
    );
    const fives = i8x16.add(tens, v128.load(ethnicities + i));
    const fives2 = i8x16.add(fives, fives);
    const place = i8x16.add(fives, i8x16.add(fives2, fives2));
    const row = i8x16.add(age, where(isWoman, AGES));
    const places = v128.bitselect(place, i8x16.splat(<i8>NO_PLACE), counted);
    const rows = v128.bitselect(row, i8x16.splat(<i8>NO_AGE), counted);
    const members = v128.and(member, counted);
    // Four bytes of each of sixteen persons.
    const low0 = i8x16.shuffle(kind, places, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
    const low1 = i8x16.shuffle(kind, places, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
    const high0 = i8x16.shuffle(rows, members, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
    const high1 = i8x16.shuffle(rows, members, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
    const to = marks + (i << 2);
    v128.store(to, i16x8.shuffle(low0, high0, 0, 8, 1, 9, 2, 10, 3, 11));
    v128.store(to, i16x8.shuffle(low0, high0, 4, 12, 5, 13, 6, 14, 7, 15), 16);
    v128.store(to, i16x8.shuffle(low1, high1, 0, 8, 1, 9, 2, 10, 3, 11), 32);
    v128.store(to, i16x8.shuffle(low1, high1, 4, 12, 5, 13, 6, 14, 7, 15), 48);
  }
}

function increment(place: usize): void {
  store<i32>(place, load<i32>(place) + 1);
}

function countMarked(count: i32): void {
  const marks = residentMarks;
  const household = column.household;
  const quintile = column.quintile;
  const earnings = column.earnings;
  const places = residentPlaces;
  const ages = residentAges;
  const earned = residentEarned;
  const bands = residentBands;
  for (let i: usize = 0, end = (<usize>count) << 2; i < end; i += 4) {
    const marked = load<i32>(marks + i);
    const place =
      <usize>((marked >>> PLACE_AT) & 0xff) + <usize>load<u8>(quintile + <usize>load<i32>(household + i));
    const kind = <usize>(marked & STATUS_BITS);
    const row = <usize>((marked >>> AGE_AT) & 0xff);
    if ((marked & SPECIAL) !== 0) {
      countSpecial(i >> 2, marked, place, kind, row);
      continue;
    }
    increment(places + (((place << 2) + <usize>(marked >>> MEMBER_AT)) << 2));
    increment(ages + row * AGE_ROW + (kind << 2));
    const dong = earned + ((<usize>load<u16>(bands + (row << 1)) + kind) << 3);
    store<f64>(dong, load<f64>(dong) + <f64>load<u32>(earnings + i));
  }
}

/** Children, who count with the insurance of a parent, and leavers. */
function countSpecial(person: usize, marked: i32, place: usize, kind: usize, row: usize): void {
  let member = marked >>> MEMBER_AT;
  let status = kind;
  if ((member & CHILD) !== 0) status += <usize>(coverOfChild(person) * <i32>LEVELS);
  if ((member & LEAVER) !== 0) {
    increment(residentCells + (place << 2));
    increment(residentCells + ((CELL_STATUSES + status / LEVELS) << 2));
    increment(residentCells + ((CELL_AGES + row) << 2));
    return;
  }
  increment(residentPlaces + (place << 4));
  increment(residentAges + row * AGE_ROW + (status << 2));
}

/** Insurance of the mother or, where she has none, of the father; the child's own where it has neither. */
function coverOfChild(i: usize): i32 {
  const insurances = column.insurance;
  const mother = load<i32>(column.mother + (i << 2));
  const father = load<i32>(column.father + (i << 2));
  if ((mother & father) < 0) return <i32>load<u8>(insurances + i);
  const ofMother = mother < 0 ? 0 : <i32>load<u8>(insurances + <usize>mother);
  const ofFather = father < 0 ? 0 : <i32>load<u8>(insurances + <usize>father);
  return ofMother !== 0 ? ofMother : ofFather;
}
