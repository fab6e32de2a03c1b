import type { Operator } from '../../engine/inputs/scenario.js';

/** Functions of the formula language: the operator and how many arguments it takes. */
export const FUNCTIONS = {
  if: { operator: 'if', least: 3, most: 3 },
  min: { operator: 'min', least: 2, most: 100 },
  max: { operator: 'max', least: 2, most: 100 },
  clamp: { operator: 'clamp', least: 3, most: 3 },
  choose: { operator: 'choose', least: 2, most: 100 },
  floor: { operator: 'floor', least: 1, most: 1 },
  ceil: { operator: 'ceil', least: 1, most: 1 },
  round: { operator: 'round', least: 1, most: 1 },
  abs: { operator: 'abs', least: 1, most: 1 },
} as const satisfies Record<string, { operator: Operator; least: number; most: number }>;

export type FunctionName = keyof typeof FUNCTIONS;

/** True for the name of a function, never for a property that every object has. */
export function isFunction(name: string): name is FunctionName {
  return Object.hasOwn(FUNCTIONS, name);
}
