import { NO_PERSON, type Situation, type SituationPerson } from '../inputs/situation.js';
import type { MonthIndex } from '../inputs/time.js';

const ADULT_MONTHS = 16 * 12;

/** A person who lives in the household and is alive in a month; undefined if dead, elsewhere or unknown. */
export function present(
  { persons }: Situation,
  person: number,
  month: MonthIndex,
): SituationPerson | undefined {
  if (person === NO_PERSON) return undefined;
  const { livesHere, died } = persons[person];
  return livesHere && (died === null || month < died) ? persons[person] : undefined;
}

/** Order of a birth among those of the mother, from 1: listed children, and those of hers who are not listed as the eldest. */
export function birthOrder({ persons }: Situation, child: number): number {
  const { mother, born } = persons[child];
  if (mother === NO_PERSON) return 1;
  let order = persons[mother].otherLivingChildren + 1;
  for (let i = 0; i < persons.length; i++) {
    if (persons[i].mother !== mother || i === child) continue;
    if (persons[i].born < born || (persons[i].born === born && i < child)) order++;
  }
  return order;
}

/** A mother's living children just before a month, those apart who are born at the delivery in question. */
export function livingChildren(
  { persons }: Situation,
  mother: number,
  month: MonthIndex,
  newborn: readonly number[],
): number {
  let living = persons[mother].otherLivingChildren;
  for (let i = 0; i < persons.length; i++) {
    const { mother: whose, born, died } = persons[i];
    if (whose !== mother || newborn.includes(i)) continue;
    if (born < month && (died === null || died >= month)) living++;
  }
  return living;
}

/** Whether a person of 16 and over had no carer before: each parent unknown, gone, or dead by the 16th birthday. */
export function formerWard({ persons }: Situation, child: number, month: MonthIndex): boolean {
  const { born, mother, father } = persons[child];
  if (month - born < ADULT_MONTHS) return false;
  const cared = (parent: number) => {
    if (parent === NO_PERSON || !persons[parent].livesHere) return false;
    const { died } = persons[parent];
    return died === null || died > born + ADULT_MONTHS;
  };
  return !cared(mother) && !cared(father);
}
