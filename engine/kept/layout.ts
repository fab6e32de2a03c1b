import { VARIABLES, type VariableName } from '../inputs/variables.js';
import type { NumericArray } from '../kernels/instance.js';
import type { Households } from '../labour/households.js';
import type { Population } from '../population/columns.js';
import type { EventKind } from '../tiers/maternity.js';
import { SLOT } from '../tiers/slots.js';

// What is kept of a year and in which order, for those who write and those who read it.

/** Kinds of event by their codes. */
export const EVENT_KINDS = ['births', 'losses', 'adoptions'] as const satisfies readonly EventKind[];

const EVENT_UNITS: ReadonlySet<string> = new Set(['birth', 'pregnancy-loss', 'adoption']);

/** Places in a record of the variables that tiers of events may read; all of them are whole numbers. */
export const EVENT_SLOTS: readonly number[] = (Object.keys(VARIABLES) as VariableName[])
  .filter((name) => VARIABLES[name].units.some((unit) => EVENT_UNITS.has(unit)))
  .map((name) => SLOT[name]);

/** What benefits change of a household: columns by position of the reference person, or by the number that is kept. */
export const HOUSEHOLD_COLUMNS: readonly ((people: Population, households: Households) => NumericArray)[] = [
  (_, { members }) => members,
  (_, { area }) => area,
  ({ incomePerHead }) => incomePerHead,
  ({ quintile }) => quintile,
  ({ decile }) => decile,
];
