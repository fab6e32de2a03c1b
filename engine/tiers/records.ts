import type { Delivery } from '../demography/births.js';
import type { VariableName } from '../inputs/variables.js';
import { NOBODY, type Population, STILL_HERE } from '../population/columns.js';
import { SLOT } from './compile.js';

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

/** Mean declared wage of the six months before `month`: the current year's months at this year's wage, the others at last year's. */
export function wageBefore(people: Population, person: number, month: number): number {
  const now = people.declaredWage[person];
  const before = people.declaredWageBefore[person];
  if (now === 0 || before === 0) return now + before;
  const months = Math.min(6, month);
  return Math.round((now * months + before * (6 - months)) / 6);
}

/** A parent who lives in the family in the current year, NOBODY if dead, gone or unknown. */
export function present(people: Population, parent: number): number {
  return parent !== NOBODY && people.exitMonth[parent] === STILL_HERE ? parent : NOBODY;
}

function put(record: Float64Array, name: VariableName, value: number | boolean): void {
  record[SLOT[name]] = Number(value);
}

function putHousehold(record: Float64Array, people: Population, person: number, wageZone: Uint8Array): void {
  const household = people.household[person];
  const rural = people.area[person];
  put(record, 'region', people.region[person]);
  put(record, 'urban', 1 - rural);
  put(record, 'rural', rural);
  put(record, 'ethnic_minority', people.ethnicity[person]);
  put(record, 'extremely_difficult_commune', people.difficultCommune[person] & rural);
  put(record, 'wage_zone', wageZone[people.region[person] * 2 + rural]);
  put(record, 'poor', people.poverty[household] === 2);
  put(record, 'near_poor', people.poverty[household] === 1);
  put(record, 'quintile', people.quintile[household] + 1);
  put(record, 'income_per_head', people.incomePerHead[household]);
}

/** Fills what does not change within the year for a child; `mother` and `father` are those present. */
export function fillChild(
  record: Float64Array,
  people: Population,
  child: number,
  mother: number,
  father: number,
  wageZone: Uint8Array,
): void {
  putHousehold(record, people, child, wageZone);
  put(record, 'girl', people.sex[child]);
  put(record, 'birth_order', people.birthOrder[child]);
  put(record, 'mother_present', mother !== NOBODY);
  put(record, 'father_present', father !== NOBODY);
  put(record, 'single_parent', (mother === NOBODY) !== (father === NOBODY));
  put(record, 'orphan', mother === NOBODY && father === NOBODY);
}

/** Fills what changes from month to month; `month` is 0..11. */
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
  const mothersCompulsory = mother === NOBODY ? 0 : people.compulsoryMonths[mother];
  const mothersVoluntary = mother === NOBODY ? 0 : people.voluntaryMonths[mother];
  const fathersCompulsory = father === NOBODY ? 0 : people.compulsoryMonths[father];
  const fathersVoluntary = father === NOBODY ? 0 : people.voluntaryMonths[father];
  const any = mothersCompulsory | mothersVoluntary | fathersCompulsory | fathersVoluntary;
  record[SLOT.mother_compulsory] = inMonth(mothersCompulsory, month);
  record[SLOT.mother_voluntary] = inMonth(mothersVoluntary, month);
  record[SLOT.father_compulsory] = inMonth(fathersCompulsory, month);
  record[SLOT.father_voluntary] = inMonth(fathersVoluntary, month);
  record[SLOT.parent_insured] = inMonth(any, month);
  record[SLOT.parent_months_contributed_12] = Math.max(
    monthsBefore(mothersCompulsory | mothersVoluntary, month),
    monthsBefore(fathersCompulsory | fathersVoluntary, month),
  );
}

/** Fills everything for a delivery. */
export function fillDelivery(
  record: Float64Array,
  people: Population,
  delivery: Delivery,
  january: number,
  wageZone: Uint8Array,
): void {
  const { mother, child } = delivery;
  const month = delivery.month - january;
  const father = present(people, people.father[child]);
  putHousehold(record, people, mother, wageZone);
  put(record, 'birth_order', people.birthOrder[child]);
  put(record, 'father_present', father !== NOBODY);
  put(record, 'single_parent', father === NOBODY);
  put(record, 'mother_age_years', Math.floor((delivery.month - people.birthMonth[mother]) / 12));
  put(record, 'children_born', delivery.children);
  put(record, 'living_children', delivery.livingBefore);
  putContributor(record, people, mother, month, MOTHER);
  putContributor(record, people, father, month, FATHER);
  put(record, 'months_voluntary_12', monthsBefore(people.voluntaryMonths[mother], month));
}

interface ContributorNames {
  readonly compulsory: VariableName;
  readonly voluntary: VariableName;
  readonly monthsCompulsory: VariableName;
  readonly monthsBoth: VariableName;
  readonly wage: VariableName;
}

const MOTHER: ContributorNames = {
  compulsory: 'compulsory_member',
  voluntary: 'voluntary_member',
  monthsCompulsory: 'months_compulsory_12',
  monthsBoth: 'months_contributed_12',
  wage: 'declared_wage',
};
const FATHER: ContributorNames = {
  compulsory: 'father_compulsory_member',
  voluntary: 'father_voluntary_member',
  monthsCompulsory: 'father_months_compulsory_12',
  monthsBoth: 'father_months_contributed_12',
  wage: 'father_declared_wage',
};

function putContributor(
  record: Float64Array,
  people: Population,
  person: number,
  month: number,
  names: ContributorNames,
): void {
  const nobody = person === NOBODY;
  const compulsory = nobody ? 0 : people.compulsoryMonths[person];
  const voluntary = nobody ? 0 : people.voluntaryMonths[person];
  put(record, names.compulsory, inMonth(compulsory, month));
  put(record, names.voluntary, inMonth(voluntary, month));
  put(record, names.monthsCompulsory, monthsBefore(compulsory, month));
  put(record, names.monthsBoth, monthsBefore(compulsory | voluntary, month));
  put(record, names.wage, nobody ? 0 : wageBefore(people, person, month));
}
