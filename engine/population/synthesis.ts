import type { SurvivalTable } from '../demography/survival.js';
import type { CountryInputs } from '../inputs/country.js';
import type { Population } from './columns.js';
import { blockStart, type Plan } from './plan.js';
import type { ResidenceTables } from './residence.js';
import { blockCells } from './synthesis-tables.js';

/** What the synthesis of a block needs besides the plan. */
export interface SynthesisInputs {
  readonly country: CountryInputs;
  readonly plan: Plan;
  readonly runKey: Int32Array;
  readonly survival: SurvivalTable;
  readonly residence: ResidenceTables;
  /** Whether deaths and births are aligned to the rates within each cell. */
  readonly aligned: boolean;
}

/**
 * Fills `people` with the base population of a block: persons by sex and single age, couples, children with their
 * mothers and fathers, residence, education. Person k of a cell is the same person in whatever block it falls; only the
 * links within the block depend on the block. Throws when the block is larger than the population's capacity.
 * The rules are told in engine/assembly/population, one file each.
 */
export function synthesise(inputs: SynthesisInputs, block: number, people: Population): void {
  const { plan, runKey, aligned } = inputs;
  const { first, ordinal } = blockCells(people, inputs);
  let count = 0;
  for (let cell = 0; cell < ordinal.length; cell++) {
    first[cell] = count;
    ordinal[cell] = blockStart(plan, cell, block);
    count += blockStart(plan, cell, block + 1) - ordinal[cell];
  }
  first[ordinal.length] = count;
  if (count > people.capacity) throw new Error(`block of ${people.capacity} persons is full`);
  people.count = count;
  people.memory.kernels.population.synthesise(runKey[0], runKey[1], aligned);
}
