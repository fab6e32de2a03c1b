// What the kernels of the synthesis share: the cells of the base population and scratch arrays by position.
import { AGES } from '../constants';

/** Cells of the base population: [sex * 101 + age]. */
export const CELLS: i32 = 2 * AGES;

// First position of each cell, and one past the last; ordinal of the first person of each cell in this block.
export let cellFirst: usize = 0;
export let cellOrdinal: usize = 0;
// January of the year of birth, row of the survival table, shift of evenly spaced exit ranks and row of the limits of
// education, by cell.
export let cellMonth: usize = 0;
export let cellCohort: usize = 0;
export let cellShift: usize = 0;
export let cellEducation: usize = 0;

// Scratch, 32 bits a person each. Rank of education in the lower half, of the month of birth in the upper.
export let scratchSchooling: usize = 0;
export let scratchA: usize = 0;
export let scratchB: usize = 0;
export let scratchC: usize = 0;
export let scratchD: usize = 0;

/** First position of a cell. */
export function firstOf(cell: i32): i32 {
  return load<i32>(cellFirst + ((<usize>cell) << 2));
}

/** January of the year of birth of a cell (MonthIndex). */
export function januaryOf(cell: i32): i32 {
  return load<i32>(cellMonth + ((<usize>cell) << 2));
}
