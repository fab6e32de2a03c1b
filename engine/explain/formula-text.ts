import type { Expression, Operator } from '../inputs/scenario.js';
import { CATEGORIES, VARIABLES, type Variable } from '../inputs/variables.js';

/** Signs of the operators that stand between or before their operands, and how closely they bind. */
const SIGNS: ReadonlyMap<Operator, readonly [sign: string, binds: number]> = new Map([
  ['or', ['or', 1]],
  ['and', ['and', 2]],
  ['not', ['not ', 3]],
  ['equal', ['==', 4]],
  ['unequal', ['!=', 4]],
  ['less', ['<', 4]],
  ['lessOrEqual', ['<=', 4]],
  ['greater', ['>', 4]],
  ['greaterOrEqual', ['>=', 4]],
  ['add', ['+', 5]],
  ['subtract', ['-', 5]],
  ['multiply', ['*', 6]],
  ['divide', ['/', 6]],
  ['negate', ['-', 7]],
]);
const COMPARISON = 4;
/** Made once: a formatter of the locale costs more to make than a whole explanation. */
const SEPARATED = new Intl.NumberFormat('en', { maximumFractionDigits: 4 });
/** Numbers that have been written before; figures of the law come again and again. */
const written = new Map<number, string>();
const MOST_WRITTEN = 10_000;

/** The names of a scenario, by which its formulas are written. */
export interface FormulaNames {
  readonly parameters: readonly string[];
  /** Names of definitions by their expressions. */
  readonly definitions: ReadonlyMap<Expression, string>;
}

/** A formula in the words of the scenario language: what it reads by its names, and a definition itself written out. */
export function formulaText(expression: Expression, names: FormulaNames): string {
  return write(expression, names, 0);
}

/** The sign of a comparison, null for any other operator. */
export function comparisonSign(operator: Operator): string | null {
  const sign = SIGNS.get(operator);
  return sign?.[1] === COMPARISON ? sign[0] : null;
}

/** A value as a variable's type shows it: a category by its name, numbers with their thousands apart. */
export function valueText(value: number, like?: Expression): string {
  const category = like && categoryOf(like);
  if (category) return category[value] ?? String(value);
  return numberText(value);
}

function numberText(value: number): string {
  if (Number.isInteger(value) && value >= 0 && value < 1000) return String(value);
  let text = written.get(value);
  if (text === undefined) {
    text = SEPARATED.format(value);
    if (written.size < MOST_WRITTEN) written.set(value, text);
  }
  return text;
}

/** Names of the values of a category, for the variable that has one. */
function categoryOf(expression: Expression): readonly string[] | null {
  if (expression.kind !== 'variable') return null;
  const { type }: Variable = VARIABLES[expression.name];
  if (type.kind !== 'category') return null;
  return Object.entries(CATEGORIES).find(([category]) => category === type.category)?.[1] ?? null;
}

/** Writes a part of a formula: by its name if it is a definition. */
function part(expression: Expression, names: FormulaNames, around: number): string {
  return names.definitions.get(expression) ?? write(expression, names, around);
}

/** `around`: how closely the operator outside binds; what binds no closer stands in brackets. */
function write(expression: Expression, names: FormulaNames, around: number): string {
  if (expression.kind === 'number') return String(expression.value);
  if (expression.kind === 'parameter') return names.parameters[expression.index];
  if (expression.kind === 'variable') return expression.name;
  const { operator, operands } = expression;
  const sign = SIGNS.get(operator);
  if (!sign) return `${operator}(${operands.map((operand) => part(operand, names, 0)).join(', ')})`;
  const [text, binds] = sign;
  const category = operands.map(categoryOf).find((values) => values !== null);
  const written = operands.map((operand, place) => {
    if (category && operand.kind === 'number') return valueText(operand.value, operands.find(categoryOf));
    // `a - (b - c)`: after a sign an operand of the same strength keeps its brackets; a chain of `and` needs none.
    const chained = place === 0 || operator === 'and' || operator === 'or';
    return part(operand, names, chained ? binds - 1 : binds);
  });
  const whole = written.length === 1 ? text + written[0] : written.join(` ${text} `);
  return binds <= around ? `(${whole})` : whole;
}
