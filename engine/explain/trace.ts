import type { Expression } from '../inputs/scenario.js';
import { VARIABLES } from '../inputs/variables.js';
import { compile, type Kernel, readsOf } from '../tiers/compile.js';
import { SLOT } from '../tiers/slots.js';
import { comparisonSign, type FormulaNames, formulaText, valueText } from './formula-text.js';

/** What a formula is read with: a record of variables and a row of parameters, as kernels take them. */
export interface Reading {
  readonly record: Float64Array;
  readonly parameters: Float64Array;
  readonly offset: number;
  readonly names: FormulaNames;
}

/** Why a condition holds or fails. */
export interface Trace {
  readonly holds: boolean;
  /** The condition that decides, as written in the formula; within a definition after the definition's name. */
  readonly condition: string;
  /** The same with the values that it read: `months >= least: 4 >= 6 is false`. */
  readonly text: string;
}

/** A trace, and its text for those who have just been told whether it holds: `months >= least: 4 >= 6`. */
interface Told extends Trace {
  readonly told: string;
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
 * where it holds, all parts of an `and`, the first part of an `or` that holds. A definition is told by its name, with
 * what decides it.
 */
export function trace(expression: Expression, reading: Reading): Trace {
  const { holds, condition, text } = decide(expression, reading);
  return { holds, condition, text };
}

function decide(expression: Expression, reading: Reading): Told {
  const found = decideUnnamed(expression, reading);
  const name = reading.names.definitions.get(expression);
  if (name === undefined) return found;
  const text = `${name} is ${found.holds}: ${found.told}`;
  return { holds: found.holds, condition: `${name}: ${found.condition}`, text, told: text };
}

function decideUnnamed(expression: Expression, reading: Reading): Told {
  const holds = resultOf(expression, reading) !== 0;
  if (expression.kind !== 'operation') return plain(expression, holds, reading);
  const { operator, operands } = expression;
  switch (operator) {
    case 'and':
    case 'or': {
      const parts = operands.map((operand) => decide(operand, reading));
      const decides = parts.find((part) => part.holds === (operator === 'or'));
      return decides ?? joined(parts, holds);
    }
    case 'not': {
      const inner = decide(operands[0], reading);
      const condition = `not ${bracketed(operands[0], inner.condition)}`;
      return alike(holds, condition, inner.text);
    }
    case 'if': {
      const [question, yes, no] = operands;
      const asked = decide(question, reading);
      const answer = decide(asked.holds ? yes : no, reading);
      return alike(holds, answer.condition, `${answer.text} (where ${asked.text})`);
    }
    default:
      return comparisonSign(operator) === null
        ? plain(expression, holds, reading)
        : comparison(expression, holds, reading);
  }
}

function alike(holds: boolean, condition: string, text: string): Told {
  return { holds, condition, text, told: text };
}

function joined(parts: readonly Told[], holds: boolean): Told {
  const all = (word: (part: Told) => string) => parts.map(word).join(' and ');
  return alike(
    holds,
    all(({ condition }) => condition),
    all(({ text }) => text),
  );
}

function bracketed(expression: Expression, condition: string): string {
  return expression.kind === 'operation' ? `(${condition})` : condition;
}

function plain(expression: Expression, holds: boolean, reading: Reading): Told {
  const condition = formulaText(expression, reading.names);
  if (expression.kind === 'number') return alike(holds, condition, `the condition is always ${holds}`);
  const yesOrNo = expression.kind === 'variable' && VARIABLES[expression.name].type.kind === 'boolean';
  if (yesOrNo) return alike(holds, condition, `${condition} is ${holds}`);
  const value = valueText(resultOf(expression, reading), expression);
  const read = expression.kind === 'operation' ? readsText([expression], reading) : '';
  return alike(holds, condition, `${condition} = ${value}${read && ` (${read})`}`);
}

type Operation = Extract<Expression, { readonly kind: 'operation' }>;

function comparison(expression: Operation, holds: boolean, reading: Reading): Told {
  const { operator, operands } = expression;
  const condition = formulaText(expression, reading.names);
  const like = operands.find(({ kind }) => kind === 'variable');
  const values = operands.map((operand) => valueText(resultOf(operand, reading), like));
  const compound = operands.filter(({ kind }) => kind === 'operation');
  const read = readsText(compound, reading);
  const compared = `${condition}: ${values.join(` ${comparisonSign(operator)} `)}`;
  const from = read && ` (${read})`;
  return { holds, condition, text: `${compared} is ${holds}${from}`, told: `${compared}${from}` };
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
    (index) => `${names.parameters[index]} = ${valueText(parameters[offset + index])}`,
  );
  return [...variables, ...others].join(', ');
}
