import type { CountryInputs } from '../inputs/country.js';
import { ACTIVITY } from '../population/activity.js';
import { DISABILITY, NOBODY, type Population, RANKS, STILL_HERE } from '../population/columns.js';
import { SLOT } from './slots.js';

/** What records need of a country. */
export type RecordInputs = Pick<CountryInputs, 'residence' | 'maternity'>;

/** Age from which somebody without a carer is a former ward. */
const WARD_AGE = 16;

/** Number of ones among the lowest 24 bits. */
export function bitCount(bits: number): number {
  let b = bits - ((bits >>> 1) & 0x55555555);
  b = (b & 0x33333333) + ((b >>> 2) & 0x33333333);
  return (((b + (b >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

/** Months contributed in the twelve before `month` (0 = January of the current year), from a history of months. */
export function monthsBefore(history: number, month: number): number {
  return bitCount((history >>> (12 - month)) & 0xfff);
}

/** Whether the history holds a contribution in `month` (0..11) of the current year. */
export function inMonth(history: number, month: number): number {
  return (history >>> (11 - month)) & 1;
}

/** Months of contributions over which the declared wage is averaged, at most. */
const WAGE_MONTHS = 6;

/**
 * Mean declared wage of the last six months of compulsory contributions before `month`, in whole dong; of fewer where the
 * history holds fewer, and the month's own wage in the very first. A month counts at the wage of its calendar year, months
 * of earlier years at last year's.
 */
export function wageBefore(people: Population, person: number, month: number): number {
  const thisYear = people.declaredWage[person];
  const before = people.declaredWageBefore[person];
  let history = people.compulsoryMonths[person] >>> (12 - month);
  let months = 0;
  let sum = 0;
  for (let back = 0; history !== 0 && months < WAGE_MONTHS; back++, history >>>= 1) {
    if ((history & 1) === 0) continue;
    sum += back < month ? thisYear : before;
    months++;
  }
  if (months === 0) return inMonth(people.compulsoryMonths[person], month) === 1 ? thisYear : 0;
  return Math.round(sum / months);
}

/** A parent who lives in the child's household at the end of the year; NOBODY if dead, gone, living elsewhere or unknown. */
export function present(people: Population, child: number, parent: number): number {
  if (parent === NOBODY || people.exitMonth[parent] !== STILL_HERE) return NOBODY;
  return people.household[parent] === people.household[child] ? parent : NOBODY;
}

/** Fills residence and the status of the household. */
export function putHousehold(
  record: Float64Array,
  people: Population,
  person: number,
  wageZone: Uint8Array,
): void {
  const household = people.household[person];
  putResidence(record, people, person, wageZone);
  putIncome(record, people, household);
  record[SLOT.poor] = Number(people.poverty[household] === 2);
  record[SLOT.near_poor] = Number(people.poverty[household] === 1);
}

function putResidence(record: Float64Array, people: Population, person: number, wageZone: Uint8Array): void {
  const rural = people.area[person];
  record[SLOT.region] = people.region[person];
  record[SLOT.urban] = 1 - rural;
  record[SLOT.rural] = rural;
  record[SLOT.ethnic_minority] = people.ethnicity[person];
  record[SLOT.extremely_difficult_commune] = people.difficultCommune[person] & rural;
  record[SLOT.wage_zone] = wageZone[people.region[person] * 2 + rural];
}

function putIncome(record: Float64Array, people: Population, household: number): void {
  record[SLOT.quintile] = people.quintile[household] + 1;
  record[SLOT.income_per_head] = people.incomePerHead[household];
}

/** Fills what does not change within the year for a child; `mother` and `father` are those present. */
export function fillChild(
  record: Float64Array,
  people: Population,
  child: number,
  mother: number,
  father: number,
  { residence, maternity }: RecordInputs,
): void {
  const household = people.household[child];
  const poverty = people.poverty[household];
  record[SLOT.poor] = poverty === 2 ? 1 : 0;
  record[SLOT.near_poor] = poverty === 1 ? 1 : 0;
  const motherless = mother === NOBODY;
  const fatherless = father === NOBODY;
  record[SLOT.mother_present] = motherless ? 0 : 1;
  record[SLOT.father_present] = fatherless ? 0 : 1;
  record[SLOT.single_parent] = motherless !== fatherless ? 1 : 0;
  record[SLOT.orphan] = motherless && fatherless ? 1 : 0;
  putResidence(record, people, child, residence.wageZone);
  putIncome(record, people, household);
  record[SLOT.girl] = people.sex[child];
  record[SLOT.birth_order] = people.birthOrder[child];
  const disability = people.disability[child];
  record[SLOT.severe_disability] = disability === DISABILITY.severe ? 1 : 0;
  record[SLOT.exceptionally_severe_disability] = disability === DISABILITY.exceptionallySevere ? 1 : 0;
  // The rank of leaving home means nothing yet in a child.
  record[SLOT.hiv] = people.homeRank[child] < maternity.hivShare * RANKS ? 1 : 0;
  record[SLOT.student] = people.activity[child] === ACTIVITY.student ? 1 : 0;
  record[SLOT.former_ward] = people.age[child] >= WARD_AGE - 1 && wasWard(people, child) ? 1 : 0;
}

/** Fills a child's age and its parents' membership in a month (0..11) of the current year. */
export function fillChildMonth(
  record: Float64Array,
  people: Population,
  child: number,
  mother: number,
  father: number,
  january: number,
  month: number,
): void {
  const age = january + month - people.birthMonth[child];
  record[SLOT.age_months] = age;
  record[SLOT.age_years] = Math.floor(age / 12);
  const mothersCompulsory = mother === NOBODY ? 0 : inMonth(people.compulsoryMonths[mother], month);
  const mothersVoluntary = mother === NOBODY ? 0 : inMonth(people.voluntaryMonths[mother], month);
  const fathersCompulsory = father === NOBODY ? 0 : inMonth(people.compulsoryMonths[father], month);
  const fathersVoluntary = father === NOBODY ? 0 : inMonth(people.voluntaryMonths[father], month);
  record[SLOT.mother_compulsory] = mothersCompulsory;
  record[SLOT.mother_voluntary] = mothersVoluntary;
  record[SLOT.father_compulsory] = fathersCompulsory;
  record[SLOT.father_voluntary] = fathersVoluntary;
  record[SLOT.parent_insured] = mothersCompulsory | mothersVoluntary | fathersCompulsory | fathersVoluntary;
}

/** Whether both parents were unknown, dead or gone by the 16th birthday. */
function wasWard(people: Population, child: number): boolean {
  const birthday = people.birthMonth[child] + WARD_AGE * 12;
  const gone = (parent: number) => parent === NOBODY || people.exitMonth[parent] <= birthday;
  return gone(people.mother[child]) && gone(people.father[child]);
}

/** Fills the months that the parents contributed in the twelve before `month`. */
export function fillChildWindow(
  record: Float64Array,
  people: Population,
  mother: number,
  father: number,
  month: number,
): void {
  const months = (parent: number) =>
    parent === NOBODY
      ? 0
      : monthsBefore(people.compulsoryMonths[parent] | people.voluntaryMonths[parent], month);
  record[SLOT.parent_months_contributed_12] = Math.max(months(mother), months(father));
}
