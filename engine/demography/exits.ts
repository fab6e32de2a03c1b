import { monthIndex } from '../inputs/time.js';
import { type Population, RANKS } from '../population/columns.js';
import { REGIONS, scratchOf } from './scratch.js';
import type { SurvivalTable } from './survival.js';

/** Called for everyone who leaves. */
export type OnExit = (person: number) => void;

/**
 * Deaths and emigration of one year: everyone whose lifelong rank the cohort's survival passes this year leaves in a
 * month of the year: the first of the year's leavers emigrate, the rest die, each part spread over the months. Ends the
 * unions of those who leave. Also sets ages on 1 July and the area of residence, urban below `urbanLimit` by region, in
 * ranks. `onExit` is called in the order of positions once all have left. No draw, one comparison a person: the loop is
 * the kernel of engine/assembly/demography/exits.ts.
 */
export function leave(
  people: Population,
  survival: SurvivalTable,
  urbanLimit: Float64Array,
  year: number,
  onExit: OnExit,
): void {
  const { first, urban } = scratchOf(people);
  if (urbanLimit.length > REGIONS) throw new RangeError(`more than ${REGIONS} regions`);
  for (let region = 0; region < urbanLimit.length; region++) {
    // A rank is below x where it is below the next whole number.
    const limit = Math.ceil(urbanLimit[region]);
    urban[region] = limit & 0xff;
    urban[REGIONS + region] = (limit >> 8) & 0xff;
    urban[2 * REGIONS + region] = limit >= RANKS ? 0xff : 0;
  }
  const leaving = people.memory.kernels.demography.leave(
    people.count,
    monthIndex(year, 1),
    ...rowsOf(people, survival, year),
    urban.byteOffset,
  );
  for (let n = 0; n < leaving; n++) onExit(first[n]);
}

/** The same for the persons from position `firstBorn` on, all born in the year, over the months after their birth. */
export function leaveInYearOfBirth(
  people: Population,
  survival: SurvivalTable,
  year: number,
  firstBorn: number,
  onExit: OnExit,
): void {
  const { first } = scratchOf(people);
  const leaving = people.memory.kernels.demography.leaveInYearOfBirth(
    firstBorn,
    people.count,
    monthIndex(year + 1, 1),
    ...rowsOf(people, survival, year),
  );
  for (let n = 0; n < leaving; n++) onExit(first[n]);
}

/** Where the year's rows of the survival table begin: those left at its start and end, and the emigrants' shares. */
function rowsOf(
  { memory }: Population,
  { left, emigrantShare, rows, baseYear }: SurvivalTable,
  year: number,
): [left: number, leftAfter: number, emigrants: number] {
  const row = (year - baseYear) * rows * Float64Array.BYTES_PER_ELEMENT;
  const start = memory.pointer(left) + row;
  return [start, start + rows * Float64Array.BYTES_PER_ELEMENT, memory.pointer(emigrantShare) + row];
}
