import type { Delivery } from '../demography/births.js';
import type { Adoption, PregnancyLoss } from '../demography/maternity-events.js';
import { cellsOf, MEMBERSHIPS } from '../indicators/groups.js';
import { NOBODY, type Population } from '../population/columns.js';
import { fillAdoption, fillDelivery, fillLoss, partnerOf } from './event-records.js';
import type { RecordInputs } from './records.js';
import { RECORD_LENGTH } from './slots.js';

/**
 * What is known of an event besides the record that formulas read, by position in `facts`: months (MonthIndex), the
 * cells of the mother, her rank of claiming and area, the household's reference person, and the parents' earnings (VND a
 * month; of nobody 0).
 */
export const FACT = {
  month: 0,
  born: 1,
  place: 2,
  status: 3,
  age: 4,
  claim: 5,
  area: 6,
  household: 7,
  motherEarnings: 8,
  fatherEarnings: 9,
} as const;
const FACTS = Object.keys(FACT).length;

/** A birth, a pregnancy loss or an adoption as all that tiers may ask of it. */
export interface EventCase {
  readonly record: Float64Array;
  readonly facts: Uint32Array;
}

export function makeEventCase(): EventCase {
  return { record: new Float64Array(RECORD_LENGTH), facts: new Uint32Array(FACTS) };
}

const memberships = new Int32Array(MEMBERSHIPS);

/** Fills the case of a delivery in the year that begins with `january`. */
export function deliveryCase(
  event: EventCase,
  people: Population,
  delivery: Delivery,
  january: number,
  inputs: RecordInputs,
): void {
  const { mother, month, child } = delivery;
  fillDelivery(event.record, people, delivery, january, inputs);
  fillFacts(event, people, mother, people.father[child], month, month);
}

/** The same for a pregnancy loss. */
export function lossCase(
  event: EventCase,
  people: Population,
  loss: PregnancyLoss,
  january: number,
  inputs: RecordInputs,
): void {
  const { mother, month } = loss;
  fillLoss(event.record, people, loss, january, inputs);
  fillFacts(event, people, mother, partnerOf(people, mother), month, month);
}

/** The same for an adoption. */
export function adoptionCase(
  event: EventCase,
  people: Population,
  one: Adoption,
  january: number,
  inputs: RecordInputs,
): void {
  const { mother, month, childAge } = one;
  fillAdoption(event.record, people, one, january, inputs);
  fillFacts(event, people, mother, partnerOf(people, mother), month, month - childAge);
}

function fillFacts(
  { facts }: EventCase,
  people: Population,
  mother: number,
  father: number,
  month: number,
  born: number,
): void {
  cellsOf(people, mother, Math.floor((month - people.birthMonth[mother]) / 12), mother, memberships);
  facts[FACT.month] = month;
  facts[FACT.born] = born;
  facts[FACT.place] = memberships[0];
  facts[FACT.status] = memberships[1];
  facts[FACT.age] = memberships[2];
  facts[FACT.claim] = people.claimMaternity[mother];
  facts[FACT.area] = people.area[mother];
  facts[FACT.household] = people.household[mother];
  facts[FACT.motherEarnings] = people.earnings[mother];
  facts[FACT.fatherEarnings] = father === NOBODY ? 0 : people.earnings[father];
}
