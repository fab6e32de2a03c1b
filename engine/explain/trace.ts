import type { Expression } from '../inputs/scenario.js';
import { VARIABLES } from '../inputs/variables.js';
import { compile, type Kernel, readsOf, SLOT } from '../tiers/compile.js';
import { comparisonSign, formulaText, valueText } from './formula-text.js';

/** What a formula is read with: a record of variables and a row of parameters, as kernels take them. */
export interface Reading {
  readonly record: Float64Array;
  readonly parameters: Float64Array;
  readonly offset: number;
  /** Names of the parameters. */
  readonly names: readonly string[];
}

/** Why a condition holds or fails. */
export interface Trace {
  readonly holds: boolean;
  /** The condition that decides, as written in the formula. */
  readonly condition: string;
  /** The same with the values that it read: `months >= least: 4 >= 6 is false`. */
  readonly text: string;
}

const kernels = new WeakMap<Expression, Kernel>();

/** Value of a formula or a part of one, by the engine's own kernels. */
function resultOf(expression: Expression, { record, parameters, offset }: Reading): number {
  let kernel = kernels.get(expression);
  if (!kernel) {
    kernel = compile(expression);
    kernels.set(expression, kernel);
  }
  return kernel(record, parameters, offset);
}

/**
 * Finds what decides a condition. Where it fails, that is the first failing part of an `and`, all parts of an `or`;
 * where it holds, all parts of an `and`, the first part of an `or` that holds.
 */
export function trace(expression: Expression, reading: Reading): Trace {
  const holds = resultOf(expression, reading) !== 0;
  if (expression.kind !== 'operation') return plain(expression, holds, reading);
  const { operator, operands } = expression;
  switch (operator) {
    case 'and':
    case 'or': {
      const traces = operands.map((operand) => trace(operand, reading));
      const decides = traces.find((part) => part.holds === (operator === 'or'));
      return decides ?? joined(traces, holds);
    }
    case 'not': {
      const inner = trace(operands[0], reading);
      const condition = `not ${bracketed(operands[0], inner.condition)}`;
      return { holds, condition, text: inner.text };
    }
    case 'if': {
      const [question, yes, no] = operands;
      const asked = trace(question, reading);
      const answer = trace(asked.holds ? yes : no, reading);
      return { holds, condition: answer.condition, text: `${answer.text} (where ${asked.text})` };
    }
    default:
      return comparisonSign(operator) === null
        ? plain(expression, holds, reading)
        : comparison(expression, holds, reading);
  }
}

function joined(traces: readonly Trace[], holds: boolean): Trace {
  const all = (part: (trace: Trace) => string) => traces.map(part).join(' and ');
  return { holds, condition: all(({ condition }) => condition), text: all(({ text }) => text) };
}

function bracketed(expression: Expression, condition: string): string {
  return expression.kind === 'operation' ? `(${condition})` : condition;
}

function plain(expression: Expression, holds: boolean, reading: Reading): Trace {
  const condition = formulaText(expression, reading.names);
  if (expression.kind === 'number') return { holds, condition, text: `the condition is always ${holds}` };
  const yesOrNo = expression.kind === 'variable' && VARIABLES[expression.name].type.kind === 'boolean';
  if (yesOrNo) return { holds, condition, text: `${condition} is ${holds}` };
  const value = valueText(resultOf(expression, reading), expression);
  const read = expression.kind === 'operation' ? readsText([expression], reading) : '';
  return { holds, condition, text: `${condition} = ${value}${read && ` (${read})`}` };
}

type Operation = Extract<Expression, { readonly kind: 'operation' }>;

function comparison(expression: Operation, holds: boolean, reading: Reading): Trace {
  const { operator, operands } = expression;
  const condition = formulaText(expression, reading.names);
  const like = operands.find(({ kind }) => kind === 'variable');
  const values = operands.map((operand) => valueText(resultOf(operand, reading), like));
  const compound = operands.filter(({ kind }) => kind === 'operation');
  const read = readsText(compound, reading);
  const text = `${condition}: ${values.join(` ${comparisonSign(operator)} `)} is ${holds}`;
  return { holds, condition, text: read === '' ? text : `${text} (${read})` };
}

/** What formulas read, by name and value: `living_children = 1, declared_wage = 5,600,000`. */
export function readsText(expressions: readonly Expression[], reading: Reading): string {
  const { record, parameters, offset, names } = reading;
  const reads = readsOf(...expressions);
  const variables = [...reads.variables].map((name) => {
    const value = record[SLOT[name]];
    const shown =
      VARIABLES[name].type.kind === 'boolean'
        ? String(value !== 0)
        : valueText(value, { kind: 'variable', name });
    return `${name} = ${shown}`;
  });
  const others = [...reads.parameters].map(
    (index) => `${names[index]} = ${valueText(parameters[offset + index])}`,
  );
  return [...variables, ...others].join(', ');
}
