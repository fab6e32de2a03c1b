import type { Plan } from '../population/plan.js';
import { OLDEST, type PersonId } from './person-id.js';

/** A person to choose, and how many of its sex and age there are: ordinals run from 0 to `persons - 1`. */
export interface SampleId {
  readonly id: PersonId;
  readonly persons: number;
}

/** Up to `count` persons of the base population, spread over the ages from youngest to oldest, by turns of both sexes. */
export function sampleIds({ cells }: Plan, count: number): SampleId[] {
  const filled = Array.from(cells.keys()).filter((cell) => cells[cell] > 0);
  // By age first; the two sexes of an age stand side by side.
  const byAge = filled.sort((a, b) => (a % (OLDEST + 1)) - (b % (OLDEST + 1)) || a - b);
  const wanted = Math.min(count, byAge.length);
  const samples = Array.from({ length: wanted }, (_, n) => {
    const place = Math.floor(((n + 0.5) * byAge.length) / wanted);
    const turn = byAge.at(place - (place % 2) + (n % 2)) ?? byAge[place];
    const cell = wanted > byAge.length / 2 ? byAge[place] : turn;
    const persons = cells[cell];
    const [sex, age] = [Math.floor(cell / (OLDEST + 1)), cell % (OLDEST + 1)];
    return { id: { sex, age, ordinal: (n * 7919) % persons, descent: [] }, persons };
  });
  return samples;
}
