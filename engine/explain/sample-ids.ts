import type { Plan } from '../population/plan.js';
import { OLDEST, type ResidentId } from './person-id.js';

/** A person to choose, and how many of its sex and age there are: ordinals run from 0 to `persons - 1`. */
export interface SampleId {
  readonly id: ResidentId;
  readonly persons: number;
}

/** Spreads the choice over the ordinals of a cell. */
const ORDINAL_STEP = 7919;

/** Up to `count` persons of the base population, of ages spread from the youngest to the oldest, by turns of both sexes. */
export function sampleIds({ cells }: Plan, count: number): SampleId[] {
  const persons = (sex: number, age: number) => cells[sex * (OLDEST + 1) + age];
  const ages = Array.from({ length: OLDEST + 1 }, (_, age) => age).filter(
    (age) => persons(0, age) + persons(1, age) > 0,
  );
  const wanted = Math.min(count, ages.length);
  return Array.from({ length: wanted }, (_, n) => {
    const age = ages[Math.floor(((n + 0.5) * ages.length) / wanted)];
    const sex = persons(n % 2, age) > 0 ? n % 2 : 1 - (n % 2);
    const all = persons(sex, age);
    return {
      id: { origin: 'resident', sex, age, ordinal: (n * ORDINAL_STEP) % all, descent: [] },
      persons: all,
    };
  });
}
