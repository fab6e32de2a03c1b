import type {
  AdoptionEvent,
  BirthEvent,
  MembershipSpell,
  PregnancyLossEvent,
  Situation,
  SituationEvent,
  SituationPerson,
} from '../inputs/situation.js';
import type { MonthIndex } from '../inputs/time.js';
import { SLOT } from '../tiers/slots.js';
import { monthsEver, monthsWithin, spellIn, wageBefore } from './history.js';
import { birthOrder, formerWard, livingChildren, present } from './persons.js';

const YEAR = 12;

/** Fills the record for a birth, in the month of the birth. */
export function fillBirth(record: Float64Array, situation: Situation, event: BirthEvent): void {
  const { month } = event;
  const mother = situation.persons[event.mother];
  const father = present(situation, event.father, month);
  putEvent(record, situation, event, event.leaveFrom);
  record[SLOT.very_small_ethnic_group] = Number(mother.ethnicity === 'very-small-minority');
  record[SLOT.low_fertility_province] = Number(situation.place.lowFertilityProvince);
  record[SLOT.birth_order] = birthOrder(situation, event.children[0]);
  putFatherPresent(record, father);
  record[SLOT.children_born] = event.children.length;
  record[SLOT.living_children] = livingChildren(situation, event.mother, month, event.children);
  record[SLOT.surgical_birth] = Number(event.surgery);
  record[SLOT.gestation_weeks] = event.weeks;
  record[SLOT.ordered_rest] = Number(event.orderedRest);
  record[SLOT.antenatal_days] = event.antenatalDays;
  record[SLOT.recuperation_days] = event.recuperationDays;
}

/** Fills the record for a pregnancy loss, in its month. Rest on medical order is asked of births only. */
export function fillPregnancyLoss(
  record: Float64Array,
  situation: Situation,
  event: PregnancyLossEvent,
): void {
  putEvent(record, situation, event, event.month);
  record[SLOT.living_children] = livingChildren(situation, event.mother, event.month, []);
  record[SLOT.gestation_weeks] = event.weeks;
}

/** Fills the record for an adoption, in its month. */
export function fillAdoption(record: Float64Array, situation: Situation, event: AdoptionEvent): void {
  const { month } = event;
  putEvent(record, situation, event, month);
  record[SLOT.child_age_months] = month - situation.persons[event.child].born;
  putFatherPresent(record, present(situation, event.father, month));
}

/** Fills the record for a child in a month of its life. */
export function fillChildInMonth(
  record: Float64Array,
  situation: Situation,
  child: number,
  month: MonthIndex,
): void {
  const person = situation.persons[child];
  const mother = present(situation, person.mother, month);
  const father = present(situation, person.father, month);
  putHousehold(record, situation, person);
  const age = month - person.born;
  record[SLOT.age_months] = age;
  record[SLOT.age_years] = Math.floor(age / YEAR);
  record[SLOT.girl] = Number(person.female);
  record[SLOT.birth_order] = birthOrder(situation, child);
  record[SLOT.mother_present] = Number(mother !== undefined);
  record[SLOT.father_present] = Number(father !== undefined);
  record[SLOT.single_parent] = Number((mother === undefined) !== (father === undefined));
  record[SLOT.orphan] = Number(mother === undefined && father === undefined);
  record[SLOT.severe_disability] = Number(person.disability === 'severe');
  record[SLOT.exceptionally_severe_disability] = Number(person.disability === 'exceptionally-severe');
  record[SLOT.hiv] = Number(person.hiv);
  record[SLOT.student] = Number(person.student);
  record[SLOT.former_ward] = Number(formerWard(situation, child, month));
  const mothersCompulsory = isMember(mother, 'compulsory', month);
  const mothersVoluntary = isMember(mother, 'voluntary', month);
  const fathersCompulsory = isMember(father, 'compulsory', month);
  const fathersVoluntary = isMember(father, 'voluntary', month);
  record[SLOT.mother_compulsory] = mothersCompulsory;
  record[SLOT.mother_voluntary] = mothersVoluntary;
  record[SLOT.father_compulsory] = fathersCompulsory;
  record[SLOT.father_voluntary] = fathersVoluntary;
  record[SLOT.parent_insured] = mothersCompulsory | mothersVoluntary | fathersCompulsory | fathersVoluntary;
  record[SLOT.parent_months_contributed_12] = Math.max(
    mother ? contributed12(mother, month) : 0,
    father ? contributed12(father, month) : 0,
  );
}

/** Fills the record for a member in a month of the spell. */
export function fillMember(
  record: Float64Array,
  situation: Situation,
  person: SituationPerson,
  spell: MembershipSpell,
  month: MonthIndex,
): void {
  putHousehold(record, situation, person);
  const compulsory = spell.scheme === 'compulsory';
  record[SLOT.age_years] = Math.floor((month - person.born) / YEAR);
  record[SLOT.female] = Number(person.female);
  record[SLOT.own_account] = Number(spell.ownAccount);
  record[SLOT.declared_wage] = compulsory ? spell.income : 0;
  record[SLOT.chosen_income] = compulsory ? 0 : spell.income;
  record[SLOT.months_voluntary_total] = monthsEver(person, 'voluntary', month);
}

/** Empties the record and fills what every event asks of the parents. */
function putEvent(
  record: Float64Array,
  situation: Situation,
  { mother, father, month, day }: SituationEvent,
  leaveFrom: MonthIndex,
): void {
  const woman = situation.persons[mother];
  putHousehold(record, situation, woman);
  record[SLOT.birth_day] = day;
  record[SLOT.mother_age_years] = Math.floor((month - woman.born) / YEAR);
  putMother(record, woman, month, leaveFrom);
  putFather(record, present(situation, father, month), month);
}

/** Empties the record and fills what every formula may read. */
function putHousehold(
  record: Float64Array,
  { place, household }: Situation,
  { ethnicity }: SituationPerson,
): void {
  record.fill(0);
  record[SLOT.region] = place.region;
  record[SLOT.urban] = Number(!place.rural);
  record[SLOT.rural] = Number(place.rural);
  record[SLOT.ethnic_minority] = Number(ethnicity !== 'majority');
  record[SLOT.extremely_difficult_commune] = Number(place.extremelyDifficultCommune);
  record[SLOT.wage_zone] = place.wageZone;
  record[SLOT.poor] = Number(household.poverty === 'poor');
  record[SLOT.near_poor] = Number(household.poverty === 'near-poor');
  record[SLOT.quintile] = household.quintile;
  record[SLOT.income_per_head] = household.incomePerHead;
}

function putFatherPresent(record: Float64Array, father: SituationPerson | undefined): void {
  record[SLOT.father_present] = Number(father !== undefined);
  record[SLOT.single_parent] = Number(father === undefined);
}

function putMother(
  record: Float64Array,
  mother: SituationPerson,
  month: MonthIndex,
  leaveFrom: MonthIndex,
): void {
  record[SLOT.compulsory_member] = isMember(mother, 'compulsory', month);
  record[SLOT.voluntary_member] = isMember(mother, 'voluntary', month);
  record[SLOT.months_compulsory_12] = monthsWithin(mother, 'compulsory', month - YEAR, month);
  record[SLOT.months_compulsory_12_with_birth_month] = withBirthMonth(mother, month);
  record[SLOT.months_voluntary_12] = monthsWithin(mother, 'voluntary', month - YEAR, month);
  record[SLOT.months_contributed_12] = contributed12(mother, month);
  record[SLOT.months_compulsory_total] = monthsEver(mother, 'compulsory', month);
  record[SLOT.months_voluntary_total] = monthsEver(mother, 'voluntary', month);
  record[SLOT.declared_wage] = wageBefore(mother, leaveFrom);
}

/** What is asked of the father is 0 where he is dead, elsewhere or unknown. */
function putFather(record: Float64Array, father: SituationPerson | undefined, month: MonthIndex): void {
  if (!father) return;
  record[SLOT.father_compulsory_member] = isMember(father, 'compulsory', month);
  record[SLOT.father_voluntary_member] = isMember(father, 'voluntary', month);
  record[SLOT.father_months_compulsory_12] = monthsWithin(father, 'compulsory', month - YEAR, month);
  record[SLOT.father_months_compulsory_12_with_birth_month] = withBirthMonth(father, month);
  record[SLOT.father_months_contributed_12] = contributed12(father, month);
  record[SLOT.father_declared_wage] = wageBefore(father, month);
}

function isMember(
  person: SituationPerson | undefined,
  scheme: MembershipSpell['scheme'],
  month: MonthIndex,
): number {
  return person && spellIn(person, scheme, month) ? 1 : 0;
}

/** Spells do not overlap, so months of both schemes add up. */
function contributed12(person: SituationPerson, month: MonthIndex): number {
  return (
    monthsWithin(person, 'compulsory', month - YEAR, month) +
    monthsWithin(person, 'voluntary', month - YEAR, month)
  );
}

/** Compulsory months in the twelve that end with the month itself. */
function withBirthMonth(person: SituationPerson, month: MonthIndex): number {
  return monthsWithin(person, 'compulsory', month - YEAR + 1, month + 1);
}
