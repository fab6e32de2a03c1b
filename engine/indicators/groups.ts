import { ACTIVITIES, INSURANCES } from '../population/activity.js';
import { NOBODY, type Population } from '../population/columns.js';
import type { Dimension } from '../results.js';

/** Dimensions of the cells; tenths of income are counted with the incomes themselves. */
type CellDimension = Exclude<Dimension, 'decile'>;

/** Where the groups of each dimension stand in an accumulator; the same for every figure. */
const SIZES: readonly (readonly [CellDimension, number])[] = [
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
) as Record<CellDimension, number>;

/** Groups of all dimensions together. */
export const GROUPS = SIZES.reduce((sum, [, size]) => sum + size, 0);

const AGES = 101;
const PLACES = 6 * 2 * 2 * 5;
const STATUSES = ACTIVITIES.length * INSURANCES.length;

/**
 * What is summed while blocks run: a person belongs to three cells (place: region, area, ethnicity and fifth; status:
 * activity and insurance; sex and age) instead of to one group of each dimension. `groupsOfCell` tells the groups.
 */
export const CELL_START = { place: 0, status: PLACES, age: PLACES + STATUSES } as const;
export const CELLS = PLACES + STATUSES + 2 * AGES;
/** Cells that one person belongs to. */
export const MEMBERSHIPS = 3;

function placeCell(region: number, area: number, ethnicity: number, quintile: number): number {
  return CELL_START.place + ((region * 2 + area) * 2 + ethnicity) * 5 + quintile;
}

function statusCell(activity: number, insurance: number): number {
  return CELL_START.status + activity * INSURANCES.length + insurance;
}

export function ageCell(sex: number, age: number): number {
  return CELL_START.age + sex * AGES + age;
}

/** The groups whose sums a cell enters. Every person is in one cell of places: the total is taken from those. */
export function groupsOfCell(cell: number): readonly number[] {
  const at = DIMENSION_START;
  if (cell >= CELL_START.age) {
    const sexAge = cell - CELL_START.age;
    return [at.sex + Math.floor(sexAge / AGES), at.age + (sexAge % AGES)];
  }
  if (cell >= CELL_START.status) {
    const status = cell - CELL_START.status;
    return [
      at.activity + Math.floor(status / INSURANCES.length),
      at.insurance + (status % INSURANCES.length),
    ];
  }
  return [
    at.total,
    at.region + Math.floor(cell / 20),
    at.area + (Math.floor(cell / 10) % 2),
    at.ethnicity + (Math.floor(cell / 5) % 2),
    at.quintile + (cell % 5),
  ];
}

/** Names of the groups, by position in an accumulator. `regions` are the country's region ids. */
export function groupNames(
  regions: readonly string[],
): readonly { readonly dimension: Dimension; readonly group: string }[] {
  const names: Record<CellDimension, readonly string[]> = {
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

/** Writes the cells to which a person belongs; work and insurance are those of `worker`. */
export function cellsOf(
  people: Population,
  person: number,
  age: number,
  worker: number,
  out: Int32Array,
): void {
  const { region, area, ethnicity, quintile, household, activity, insurance, sex } = people;
  out[0] = placeCell(region[person], area[person], ethnicity[person], quintile[household[person]]);
  out[1] = statusCell(activity[worker], insurance[worker]);
  out[2] = ageCell(sex[person], age);
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
