import { ACTIVITIES, INSURANCES } from '../population/activity.js';
import type { Population } from '../population/columns.js';
import { DIMENSION_START } from './groups.js';

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

export function makeTally(): Tally {
  return { joint: new Int32Array(PLACES * STATUSES), ages: new Int32Array(2 * AGES) };
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

/** Adds a tally to the sums of each dimension from `offset` on, and empties it. */
export function flush(tally: Tally, sums: Float64Array, offset: number): void {
  const { joint, ages } = tally;
  for (let place = 0; place < PLACES; place++) {
    let here = 0;
    for (let status = 0; status < STATUSES; status++) {
      const count = joint[place * STATUSES + status];
      if (count === 0) continue;
      here += count;
      sums[offset + DIMENSION_START.activity + Math.floor(status / INSURANCES.length)] += count;
      sums[offset + DIMENSION_START.insurance + (status % INSURANCES.length)] += count;
    }
    if (here === 0) continue;
    sums[offset + DIMENSION_START.total] += here;
    sums[offset + DIMENSION_START.region + Math.floor(place / 20)] += here;
    sums[offset + DIMENSION_START.area + (Math.floor(place / 10) % 2)] += here;
    sums[offset + DIMENSION_START.ethnicity + (Math.floor(place / 5) % 2)] += here;
    sums[offset + DIMENSION_START.quintile + (place % 5)] += here;
  }
  for (let cell = 0; cell < 2 * AGES; cell++) {
    const sex = cell < AGES ? 0 : 1;
    sums[offset + DIMENSION_START.sex + sex] += ages[cell];
    sums[offset + DIMENSION_START.age + cell - sex * AGES] += ages[cell];
  }
  joint.fill(0);
  ages.fill(0);
}
