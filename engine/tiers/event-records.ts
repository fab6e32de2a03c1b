import type { Delivery } from '../demography/births.js';
import { type Adoption, deliveryDetails, type PregnancyLoss } from '../demography/maternity-events.js';
import type { MonthIndex } from '../inputs/time.js';
import { NOBODY, type Population } from '../population/columns.js';
import {
  bitCount,
  inMonth,
  monthsBefore,
  present,
  putHousehold,
  type RecordInputs,
  wageBefore,
} from './records.js';
import { SLOT } from './slots.js';

const MONTHS = 12;

/** Fills everything for a delivery. */
export function fillDelivery(
  record: Float64Array,
  people: Population,
  { mother, month, child, children, livingBefore }: Delivery,
  january: MonthIndex,
  inputs: RecordInputs,
): void {
  const father = present(people, child, people.father[child]);
  const details = deliveryDetails(people, mother, month, inputs.maternity);
  putEvent(record, people, mother, father, month, details.day, january, inputs);
  record[SLOT.birth_order] = people.birthOrder[child];
  record[SLOT.father_present] = Number(father !== NOBODY);
  record[SLOT.single_parent] = Number(father === NOBODY);
  record[SLOT.children_born] = children;
  record[SLOT.living_children] = livingBefore;
  record[SLOT.surgical_birth] = Number(details.surgical);
  record[SLOT.gestation_weeks] = details.weeks;
  record[SLOT.ordered_rest] = Number(details.orderedRest);
  record[SLOT.antenatal_days] = details.antenatalDays;
  record[SLOT.recuperation_days] = details.recuperationDays;
  const place = people.areaRank[mother] & PLACE_BITS;
  const minority = people.ethnicity[mother] === 1;
  const { verySmallGroupShare, lowFertilityShare } = inputs.maternity;
  record[SLOT.very_small_ethnic_group] = Number(
    minority && PLACES - 1 - place < verySmallGroupShare * PLACES,
  );
  record[SLOT.low_fertility_province] = Number(place < lowFertilityShare[people.region[mother]] * PLACES);
}

/**
 * Low bits of the rank of residence: which province of the region and which people, as all of a household share it.
 * Provinces of low fertility lie at one end, those of the very small peoples at the other.
 */
const PLACES = 1024;
const PLACE_BITS = PLACES - 1;

/** Fills everything for a pregnancy loss. */
export function fillLoss(
  record: Float64Array,
  people: Population,
  { mother, month, day, weeks }: PregnancyLoss,
  january: MonthIndex,
  inputs: RecordInputs,
): void {
  putEvent(record, people, mother, partnerOf(people, mother), month, day, january, inputs);
  record[SLOT.living_children] = people.livingChildren[mother];
  record[SLOT.gestation_weeks] = weeks;
  record[SLOT.ordered_rest] = 0;
}

/** Fills everything for an adoption. */
export function fillAdoption(
  record: Float64Array,
  people: Population,
  { mother, month, day, childAge }: Adoption,
  january: MonthIndex,
  inputs: RecordInputs,
): void {
  const father = partnerOf(people, mother);
  putEvent(record, people, mother, father, month, day, january, inputs);
  record[SLOT.father_present] = Number(father !== NOBODY);
  record[SLOT.single_parent] = Number(father === NOBODY);
  record[SLOT.child_age_months] = childAge;
  record[SLOT.ordered_rest] = 0;
}

/** The partner with whom a woman lives at the end of the year. */
export function partnerOf(people: Population, woman: number): number {
  return present(people, woman, people.partner[woman]);
}

/** Fills what every event asks of the parents. */
function putEvent(
  record: Float64Array,
  people: Population,
  mother: number,
  father: number,
  month: MonthIndex,
  day: number,
  january: MonthIndex,
  { residence }: RecordInputs,
): void {
  putHousehold(record, people, mother, residence.wageZone);
  record[SLOT.birth_day] = day;
  record[SLOT.mother_age_years] = Math.floor((month - people.birthMonth[mother]) / MONTHS);
  putContributor(record, people, mother, month - january, MOTHER);
  putContributor(record, people, father, month - january, FATHER);
  record[SLOT.months_voluntary_12] = monthsBefore(people.voluntaryMonths[mother], month - january);
  record[SLOT.months_compulsory_total] = totalBefore(
    people.compulsoryTotal[mother],
    people.compulsoryMonths[mother],
    month - january,
  );
  record[SLOT.months_voluntary_total] = totalBefore(
    people.voluntaryTotal[mother],
    people.voluntaryMonths[mother],
    month - january,
  );
}

/** Months contributed before `month` (0..11), from the total at the end of the year and its history. */
function totalBefore(total: number, history: number, month: number): number {
  const since = history & ((1 << (MONTHS - month)) - 1);
  return Math.max(0, total - bitCount(since));
}

interface ContributorSlots {
  readonly compulsory: number;
  readonly voluntary: number;
  readonly monthsCompulsory: number;
  readonly withBirthMonth: number;
  readonly monthsBoth: number;
  readonly wage: number;
}

const MOTHER: ContributorSlots = {
  compulsory: SLOT.compulsory_member,
  voluntary: SLOT.voluntary_member,
  monthsCompulsory: SLOT.months_compulsory_12,
  withBirthMonth: SLOT.months_compulsory_12_with_birth_month,
  monthsBoth: SLOT.months_contributed_12,
  wage: SLOT.declared_wage,
};
const FATHER: ContributorSlots = {
  compulsory: SLOT.father_compulsory_member,
  voluntary: SLOT.father_voluntary_member,
  monthsCompulsory: SLOT.father_months_compulsory_12,
  withBirthMonth: SLOT.father_months_compulsory_12_with_birth_month,
  monthsBoth: SLOT.father_months_contributed_12,
  wage: SLOT.father_declared_wage,
};

function putContributor(
  record: Float64Array,
  people: Population,
  person: number,
  month: number,
  slots: ContributorSlots,
): void {
  const nobody = person === NOBODY;
  const compulsory = nobody ? 0 : people.compulsoryMonths[person];
  const voluntary = nobody ? 0 : people.voluntaryMonths[person];
  record[slots.compulsory] = inMonth(compulsory, month);
  record[slots.voluntary] = inMonth(voluntary, month);
  record[slots.monthsCompulsory] = monthsBefore(compulsory, month);
  record[slots.withBirthMonth] = monthsBefore(compulsory, month + 1);
  record[slots.monthsBoth] = monthsBefore(compulsory | voluntary, month);
  record[slots.wage] = nobody ? 0 : wageBefore(people, person, month);
}
