import type { KernelMemory } from '../kernels/instance.js';
import { ACTIVITIES, INSURANCES } from '../population/activity.js';
import type { Population } from '../population/columns.js';
import { CELL_START } from './groups.js';

const AGES = 101;
const PLACES = 6 * 2 * 2 * 5;
const STATUSES = ACTIVITIES.length * INSURANCES.length;

/**
 * Counts of persons by all dimensions at once: two increments a person instead of one a dimension. `joint` is by place
 * (region, area, ethnicity, fifth) and status (activity, insurance), `ages` by sex and single year.
 */
export interface Tally {
  readonly joint: Int32Array;
  readonly ages: Int32Array;
}

/** A tally of zeros, in the memory of the kernels if they add to it. */
export function makeTally(memory?: KernelMemory): Tally {
  const array = (length: number) => memory?.allocate(Int32Array, length) ?? new Int32Array(length);
  return { joint: array(PLACES * STATUSES), ages: array(2 * AGES) };
}

/** Cell of `joint`. */
export function jointCell(
  region: number,
  area: number,
  ethnicity: number,
  quintile: number,
  activity: number,
  insurance: number,
): number {
  const place = ((region * 2 + area) * 2 + ethnicity) * 5 + quintile;
  return place * STATUSES + activity * INSURANCES.length + insurance;
}

/** Cell of `joint` for a person whose work and insurance are those of `worker`. */
export function cellOf(people: Population, person: number, worker: number): number {
  const { region, area, ethnicity, quintile, household, activity, insurance } = people;
  const fifth = quintile[household[person]];
  return jointCell(
    region[person],
    area[person],
    ethnicity[person],
    fifth,
    activity[worker],
    insurance[worker],
  );
}

/** Adds a tally to the cells of a figure from `offset` on, and empties it. */
export function flush(tally: Tally, sums: Float64Array, offset: number): void {
  const { joint, ages } = tally;
  for (let place = 0; place < PLACES; place++) {
    let here = 0;
    for (let status = 0; status < STATUSES; status++) {
      const count = joint[place * STATUSES + status];
      if (count === 0) continue;
      here += count;
      sums[offset + CELL_START.status + status] += count;
    }
    sums[offset + CELL_START.place + place] += here;
  }
  for (let cell = 0; cell < 2 * AGES; cell++) sums[offset + CELL_START.age + cell] += ages[cell];
  joint.fill(0);
  ages.fill(0);
}
