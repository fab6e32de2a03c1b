import { ACTIVITIES, INSURANCES } from '../population/activity.js';
import { NOBODY, type Population } from '../population/columns.js';
import type { Dimension } from '../results.js';

/** Where the groups of each dimension stand in an accumulator; the same for every figure. */
const SIZES: readonly (readonly [Dimension, number])[] = [
  ['total', 1],
  ['sex', 2],
  ['age', 101],
  ['region', 6],
  ['area', 2],
  ['ethnicity', 2],
  ['quintile', 5],
  ['activity', ACTIVITIES.length],
  ['insurance', INSURANCES.length],
];

export const DIMENSION_START = Object.fromEntries(
  SIZES.map(([dimension], i) => [dimension, SIZES.slice(0, i).reduce((sum, [, size]) => sum + size, 0)]),
) as Record<Dimension, number>;

/** Groups of all dimensions together. */
export const GROUPS = SIZES.reduce((sum, [, size]) => sum + size, 0);
/** Dimensions, and so groups that one person belongs to. */
export const MEMBERSHIPS = SIZES.length;

/** Names of the groups, by position in an accumulator. `regions` are the country's region ids. */
export function groupNames(
  regions: readonly string[],
): readonly { readonly dimension: Dimension; readonly group: string }[] {
  const names: Record<Dimension, readonly string[]> = {
    total: ['total'],
    sex: ['male', 'female'],
    age: Array.from({ length: 101 }, (_, age) => String(age)),
    region: regions,
    area: ['urban', 'rural'],
    ethnicity: ['majority', 'minority'],
    quintile: ['1', '2', '3', '4', '5'],
    activity: ACTIVITIES,
    insurance: INSURANCES,
  };
  return SIZES.flatMap(([dimension]) => names[dimension].map((group) => ({ dimension, group })));
}

/** Writes the groups to which a person belongs (one a dimension); work and insurance are those of `worker`. */
export function membershipsOf(
  people: Population,
  person: number,
  age: number,
  worker: number,
  out: Int32Array,
): void {
  const household = people.household[person];
  out[0] = DIMENSION_START.total;
  out[1] = DIMENSION_START.sex + people.sex[person];
  out[2] = DIMENSION_START.age + age;
  out[3] = DIMENSION_START.region + people.region[person];
  out[4] = DIMENSION_START.area + people.area[person];
  out[5] = DIMENSION_START.ethnicity + people.ethnicity[person];
  out[6] = DIMENSION_START.quintile + people.quintile[household];
  out[7] = DIMENSION_START.activity + people.activity[worker];
  out[8] = DIMENSION_START.insurance + people.insurance[worker];
}

/**
 * The parent whose work and insurance stand for a child's: the mother; the father where there is no mother or only he is
 * insured; the child itself where there is neither.
 */
export function workerOf(people: Population, child: number, mother: number, father: number): number {
  if (mother === NOBODY) return father === NOBODY ? child : father;
  return father !== NOBODY && people.insurance[mother] === 0 && people.insurance[father] !== 0
    ? father
    : mother;
}
