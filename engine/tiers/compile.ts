import type { Expression, Operator } from '../inputs/scenario.js';
import type { VariableName } from '../inputs/variables.js';
import { SLOT } from './slots.js';

/**
 * A formula compiled to a function of a record of variables, the table of parameters and the offset of the month's row
 * in that table. Booleans are 0 and 1.
 */
export type Kernel = (record: Float64Array, parameters: Float64Array, offset: number) => number;

/** What a formula reads. */
export interface Reads {
  readonly parameters: ReadonlySet<number>;
  readonly variables: ReadonlySet<VariableName>;
}

/** What the source of a formula calls, as `h`. */
export const HELPERS = {
  divide: (a: number, b: number) => (b === 0 ? 0 : a / b),
  round: (x: number) => (x < 0 ? -Math.round(-x) : Math.round(x)),
  clamp: (x: number, low: number, high: number) => Math.min(Math.max(x, low), high),
};

const INFIX: ReadonlyMap<Operator, string> = new Map([
  ['add', '+'],
  ['subtract', '-'],
  ['multiply', '*'],
]);
const COMPARISON: ReadonlyMap<Operator, string> = new Map([
  ['equal', '==='],
  ['unequal', '!=='],
  ['less', '<'],
  ['lessOrEqual', '<='],
  ['greater', '>'],
  ['greaterOrEqual', '>='],
]);
const FUNCTION: ReadonlyMap<Operator, string> = new Map([
  ['min', 'Math.min'],
  ['max', 'Math.max'],
  ['floor', 'Math.floor'],
  ['ceil', 'Math.ceil'],
  ['abs', 'Math.abs'],
  ['divide', 'h.divide'],
  ['round', 'h.round'],
  ['clamp', 'h.clamp'],
]);

/** How a formula's variables and parameters are written in a function that is put together from it. */
export interface Names {
  /** The value of a variable; of a flag 0 or 1. Throws TypeError for one that is not known. */
  readonly variable: (name: VariableName) => string;
  /** Whether a flag is set, where that can be told without making a number of it. */
  readonly flag?: (name: VariableName) => string | null;
  readonly parameter: (index: number) => string;
}

/** A variable's place in a record `v`, a parameter's in the table `p` from `o` on. */
export const IN_RECORD: Names = {
  variable(name) {
    if (!Object.hasOwn(SLOT, name)) throw new TypeError(`unknown variable ${name}`);
    return `v[${SLOT[name]}]`;
  },
  parameter: (index) => `p[o + ${index}]`,
};

/**
 * Compiles a formula to JavaScript. Only numbers, positions and the operators of this file's tables reach the source,
 * never a name or a text of the author's. Throws on an unknown variable, operator or a number that is not finite.
 */
export function compile(expression: Expression): Kernel {
  const body = sourceOf(expression);
  return new Function('h', `"use strict"; return (v, p, o) => ${body};`)(HELPERS) as Kernel;
}

/**
 * What a condition asks of a case at the least, whatever the month: the parts of its `and` that read no parameter and
 * only variables for which `lasting` holds. Where this fails, so does the condition; always true if there is no such part.
 */
export function lastingPart(condition: Expression, lasting: (variable: VariableName) => boolean): Expression {
  const parts =
    condition.kind === 'operation' && condition.operator === 'and' ? condition.operands : [condition];
  const kept = parts.filter((part) => {
    const { parameters, variables } = readsOf(part);
    return parameters.size === 0 && [...variables].every(lasting);
  });
  if (kept.length === 0) return { kind: 'number', value: 1 };
  return kept.length === 1 ? kept[0] : { kind: 'operation', operator: 'and', operands: kept };
}

/** The source of a formula's value. */
export function sourceOf(expression: Expression, names: Names = IN_RECORD): string {
  switch (expression.kind) {
    case 'number':
      if (!Number.isFinite(expression.value)) throw new TypeError('a number of a formula must be finite');
      return `(${Number(expression.value)})`;
    case 'parameter':
      return names.parameter(Math.trunc(expression.index));
    case 'variable':
      return names.variable(expression.name);
    case 'operation':
      return operation(expression.operator, expression.operands, names);
  }
}

/** The source of whether a formula's value is other than 0. */
export function conditionOf(expression: Expression, names: Names = IN_RECORD): string {
  if (expression.kind === 'variable') {
    const flag = names.flag?.(expression.name);
    if (flag) return flag;
  }
  if (expression.kind === 'operation') {
    const { operator, operands } = expression;
    const comparison = COMPARISON.get(operator);
    if (comparison) return `(${operands.map((operand) => sourceOf(operand, names)).join(` ${comparison} `)})`;
    const conditions = () => operands.map((operand) => conditionOf(operand, names));
    if (operator === 'and') return `(${conditions().join(' && ')})`;
    if (operator === 'or') return `(${conditions().join(' || ')})`;
    if (operator === 'not') return `!${conditions()[0]}`;
  }
  return `(${sourceOf(expression, names)} !== 0)`;
}

const CONDITIONS: ReadonlySet<Operator> = new Set([...COMPARISON.keys(), 'and', 'or', 'not']);

function operation(operator: Operator, expressions: readonly Expression[], names: Names): string {
  if (CONDITIONS.has(operator))
    return `(${conditionOf({ kind: 'operation', operator, operands: expressions }, names)} ? 1 : 0)`;
  const operands = expressions.map((operand) => sourceOf(operand, names));
  const [a, b, c] = operands;
  const infix = INFIX.get(operator);
  if (infix) return `(${a} ${infix} ${b})`;
  const called = FUNCTION.get(operator);
  if (called) return `${called}(${operands.join(', ')})`;
  switch (operator) {
    case 'negate':
      return `(-${a})`;
    case 'if':
      return `(${conditionOf(expressions[0], names)} ? ${b} : ${c})`;
    case 'choose':
      return choice(a, operands.slice(1));
    default:
      throw new TypeError(`unknown operator ${operator}`);
  }
}

/** Longest index that is written out at each comparison; a longer one is computed once. */
const SHORT = 40;

/** The value at an index from 1, in comparisons: a call with a list of values would allocate it. */
function choice(index: string, values: readonly string[]): string {
  if (index.length > SHORT) return `((i) => ${choice('i', values)})(${index})`;
  const last = values[values.length - 1];
  const others = values.slice(0, -1).map((value, i) => `${index} < ${i + 2} ? ${value} : `);
  return `(${others.join('')}${last})`;
}

/** Lists what a formula reads. */
export function readsOf(...expressions: readonly Expression[]): Reads {
  const parameters = new Set<number>();
  const variables = new Set<VariableName>();
  const visit = (expression: Expression): void => {
    if (expression.kind === 'parameter') parameters.add(expression.index);
    else if (expression.kind === 'variable') variables.add(expression.name);
    else if (expression.kind === 'operation') for (const operand of expression.operands) visit(operand);
  };
  for (const expression of expressions) visit(expression);
  return { parameters, variables };
}
