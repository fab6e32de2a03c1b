import type { Delivery } from '../demography/births.js';
import { monthIndex } from '../inputs/time.js';
import type { KernelMemory } from '../kernels/instance.js';
import type { LabourTables } from '../labour/calibration.js';
import type { Population } from '../population/columns.js';
import { type Accumulators, add, LIFE, lifeCells } from './accumulators.js';
import { addEarnings, BAND_CELLS, bandOf, EARNINGS_CELLS } from './adequacy-earnings.js';
import { ageCell, CELL_START, CELLS, cellsOf, MEMBERSHIPS } from './groups.js';

const memberships = new Int32Array(MEMBERSHIPS);

/** Counts a death (not an emigration). */
export function countDeaths(people: Population, person: number, sums: Accumulators, row: number): void {
  if (people.died[person] === 0) return;
  cellsOf(people, person, people.age[person], person, memberships);
  add(sums.lives, lifeCells(row, LIFE.deaths), memberships, 1);
}

/** Counts births (by the child's sex and the mother's other cells) and mothers. */
export function countBirths(
  people: Population,
  deliveries: readonly Delivery[],
  sums: Accumulators,
  row: number,
): void {
  for (const { mother, month, child, children } of deliveries) {
    const age = Math.floor((month - people.birthMonth[mother]) / 12);
    cellsOf(people, mother, age, mother, memberships);
    add(sums.lives, lifeCells(row, LIFE.mothers), memberships, 1);
    for (let twin = 0; twin < children; twin++) {
      memberships[2] = ageCell(people.sex[child + twin], age);
      add(sums.lives, lifeCells(row, LIFE.births), memberships, 1);
    }
  }
}

const AGES = 101;
const ROWS = 2 * AGES;
const PLACES = CELL_START.status - CELL_START.place;
const FIFTHS = 5;
/** Where the cells of earnings begin for a row of ages, [sex * 101 + age]; those who are not counted have a row of their own. */
const BAND_STARTS = Uint16Array.from({ length: ROWS + 1 }, (_, row) =>
  row < ROWS ? bandOf(row % AGES, Math.floor(row / AGES)) * BAND_CELLS : EARNINGS_CELLS,
);

/** What the kernel counts, in the order of its tables. */
const COUNTED = [LIFE.population, LIFE.insured, LIFE.workingAgeForce];

/** Counts of one block and year, to which the kernel adds. */
interface Scratch {
  /** [position in COUNTED * CELLS + cell]. */
  readonly cells: Int32Array;
  readonly earners: Int32Array;
  readonly earned: Float64Array;
}

const known = new WeakMap<KernelMemory, Scratch>();

function scratchOf({ memory, capacity }: Population): Scratch {
  let scratch = known.get(memory);
  if (scratch === undefined) {
    scratch = {
      cells: memory.allocate(Int32Array, COUNTED.length * CELLS),
      earners: memory.allocate(Int32Array, EARNINGS_CELLS),
      // With a place for those who are not counted.
      earned: memory.allocate(Float64Array, EARNINGS_CELLS + BAND_CELLS),
    };
    memory.bind({
      residentCells: scratch.cells.byteOffset,
      residentMarks: memory.allocate(Int32Array, capacity).byteOffset,
      residentPlaces: memory.allocate(Int32Array, (PLACES + FIFTHS) * 4).byteOffset,
      residentAges: memory.allocate(Int32Array, (ROWS + 1) * BAND_CELLS).byteOffset,
      residentBands: memory.pointer(BAND_STARTS),
      residentEarners: scratch.earners.byteOffset,
      residentEarned: scratch.earned.byteOffset,
    });
    known.set(memory, scratch);
  }
  return scratch;
}

/**
 * Counts residents on 1 July and, at the end of the year, insured persons, the labour force of working age, and earnings
 * (`addEarnings`). Children under 15 count with the insurance of a parent. Returns the residents of 1 July: the year's
 * person-years. The loop is the kernel of engine/assembly/households/residents.ts.
 *
 * @param workingAgeLast last age of working age: men, women
 */
export function countResidents(
  people: Population,
  { workingAgeLast }: Pick<LabourTables, 'workingAgeLast'>,
  sums: Accumulators,
  row: number,
  year: number,
): number {
  const { memory, count } = people;
  const { cells, earners, earned } = scratchOf(people);
  const [lastMan, lastWoman] = workingAgeLast;
  const residents = memory.kernels.households.countPersons(
    count,
    monthIndex(year, 7),
    Math.floor(lastMan),
    Math.floor(lastWoman),
  );
  for (let figure = 0; figure < COUNTED.length; figure++) {
    const offset = lifeCells(row, COUNTED[figure]);
    for (let cell = 0; cell < CELLS; cell++) sums.lives[offset + cell] += cells[figure * CELLS + cell];
  }
  addEarnings(earners, earned, sums.distribution, row);
  cells.fill(0);
  earners.fill(0);
  earned.fill(0);
  return residents;
}
