import { CATEGORIES, VARIABLES } from '../engine/inputs/variables.js';
import { FUNCTIONS } from './formula/functions.js';

/** Names of parameters and definitions, as formulas read them. */
export const NAME = /^[a-z][a-z0-9_]{0,59}$/;
/** Ids of scenarios, tiers and sources of finance. */
export const ID = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
/** A law file that a scenario composes: an id, in a folder of its own or not. */
export const PART = /^(?:[a-z][a-z0-9]*(?:-[a-z0-9]+)*\/)?[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
/** A month, or its first day, from 2000 to 2050. */
export const DATE = /^20(?:[0-4]\d|50)-(?:0[1-9]|1[0-2])(?:-01)?$/;

/** Words with a meaning of their own to the formula parser. */
const WORDS = [
  'and',
  'or',
  'not',
  'xor',
  'mod',
  'to',
  'in',
  'true',
  'false',
  'null',
  'undefined',
  'full',
  'end',
];

const RESERVED: ReadonlySet<string> = new Set([
  ...WORDS,
  ...Object.keys(FUNCTIONS),
  ...Object.keys(VARIABLES),
  ...Object.values(CATEGORIES).flat(),
  ...Object.getOwnPropertyNames(Object.prototype),
]);

/** True for a name that a parameter or definition may not take, because formulas read it as something else. */
export function isReserved(name: string): boolean {
  return RESERVED.has(name);
}
