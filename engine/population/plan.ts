import type { CountryInputs } from '../inputs/country.js';

/** Persons that a block aims at: its columns then fit the second-level cache of a current laptop processor. */
const BLOCK_PERSONS = 16_384;
const CELLS = 202;

/**
 * How a run is cut into blocks: a pure function of country and population size, never of workers. Cell = sex and single
 * year of age. Block b holds the persons with ordinals `blockStart(b)` to `blockStart(b + 1)` of every cell.
 */
export interface Plan {
  /** Simulated persons in the base year. */
  readonly persons: number;
  /** Residents that one simulated person stands for. */
  readonly weight: number;
  readonly blocks: number;
  /** Simulated persons of each cell: [sex * 101 + age]. */
  readonly cells: Int32Array;
}

/** Largest-remainder apportionment of `total` whole seats to non-negative `shares`; ties go to the first. */
export function largestRemainder(shares: Float64Array, total: number): Int32Array {
  const sum = shares.reduce((a, b) => a + b, 0);
  const exact = shares.map((share) => (share / sum) * total);
  const seats = Int32Array.from(exact, Math.floor);
  const missing = total - seats.reduce((a, b) => a + b, 0);
  const order = Array.from(exact, (_, cell) => cell).sort(
    (a, b) => exact[b] - Math.floor(exact[b]) - (exact[a] - Math.floor(exact[a])) || a - b,
  );
  for (const cell of order.slice(0, missing)) seats[cell]++;
  return seats;
}

/** Residents of the base year in whole persons: the size of a run with `persons: 'whole'`. */
export function residents(country: CountryInputs): number {
  return Math.round(country.demography.population.reduce((a, b) => a + b, 0));
}

/** Blocks into which a number of simulated persons is cut. */
export function blocksOf(persons: number): number {
  return Math.max(1, Math.round(persons / BLOCK_PERSONS));
}

/** Plans a run. `persons` is at least 1 and at most the nation. */
export function planRun(country: CountryInputs, persons: number | 'whole'): Plan {
  const nation = country.demography.population.reduce((a, b) => a + b, 0);
  const size = persons === 'whole' ? residents(country) : persons;
  if (!Number.isInteger(size) || size < 1 || size > residents(country)) {
    throw new RangeError(
      `population must be a whole number from 1 to ${residents(country)}, found ${persons}`,
    );
  }
  return {
    persons: size,
    weight: persons === 'whole' ? 1 : nation / size,
    blocks: blocksOf(size),
    cells: largestRemainder(country.demography.population, size),
  };
}

/** First ordinal of `cell` in `block`; the starting points differ from cell to cell so that blocks are of equal size. */
export function blockStart(plan: Plan, cell: number, block: number): number {
  const shift = (cell * 7919) % plan.blocks;
  return Math.floor((block * plan.cells[cell] + shift) / plan.blocks);
}

/** Persons in a block at the start. */
export function blockSize(plan: Plan, block: number): number {
  let size = 0;
  for (let cell = 0; cell < CELLS; cell++)
    size += blockStart(plan, cell, block + 1) - blockStart(plan, cell, block);
  return size;
}
