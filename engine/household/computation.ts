import { type FormulaNames, formulaText } from '../explain/formula-text.js';
import type { Expression } from '../inputs/scenario.js';
import { VARIABLES } from '../inputs/variables.js';
import { kernelOf, type Values } from './tell.js';

/** Stands around the number of a hole in a text; no name holds it. */
const MARK = '\u0000';

/** Writes a computation: `leave * mother_wage + lump_sum = 6 * 9000000 + 4680000`. */
export type ComputationTeller = (values: Values) => string;

/**
 * Prepares the words of an amount once: the formula with names, then the same with the value of every name. A definition
 * is one name. A formula that is itself only a definition's name is written out.
 */
export function computationOf(expression: Expression, names: FormulaNames): ComputationTeller {
  const holes: ((values: Values) => string)[] = [];
  const withHoles = substitute(expression, names, holes, true);
  const markers = holes.map((_, hole) => `${MARK}${hole}${MARK}`);
  const written = formulaText(expression, names);
  const pieces = formulaText(withHoles, { parameters: markers, definitions: new Map() }).split(MARK);
  if (holes.length === 0) return () => written;
  return (values) => {
    let text = `${written} = `;
    for (let i = 0; i < pieces.length; i++)
      text += i % 2 === 0 ? pieces[i] : holes[Number(pieces[i])](values);
    return text;
  };
}

/** The expression with a numbered parameter in the place of every name. Categories keep theirs, by which they are written. */
function substitute(
  expression: Expression,
  names: FormulaNames,
  holes: ((values: Values) => string)[],
  whole: boolean,
): Expression {
  const named = !whole && names.definitions.has(expression);
  if (!named && expression.kind === 'number') return expression;
  if (expression.kind === 'variable' && VARIABLES[expression.name].type.kind === 'category')
    return expression;
  if (!named && expression.kind === 'operation') {
    const operands = expression.operands.map((operand) => substitute(operand, names, holes, false));
    return { ...expression, operands };
  }
  const value = kernelOf(expression);
  const yesOrNo =
    expression.kind === 'variable' && VARIABLES[expression.name].type.kind === 'boolean'
      ? (held: number) => String(held !== 0)
      : plainNumber;
  const index = holes.push((values) => yesOrNo(value(values))) - 1;
  return { kind: 'parameter', index };
}

/** A number without separators and with at most four decimals, as the formula language writes it. */
export function plainNumber(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Math.round(value * 10_000) / 10_000);
}
