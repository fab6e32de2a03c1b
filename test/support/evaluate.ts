import type { Expression, Operator, ResolvedScenario } from '../../engine/inputs/scenario.js';
import { FIRST_LAW_YEAR, monthIndex } from '../../engine/inputs/time.js';
import type { VariableName } from '../../engine/inputs/variables.js';

/** What a formula is asked about: variables by name (booleans as true/false) and a month for its parameters. */
export type Person = Partial<Record<VariableName, number | boolean>>;

/** Slow and plain evaluation of an expression: what every faster one must equal. Throws for a variable it was not given. */
export function evaluate(
  expression: Expression,
  person: Person,
  parameter: (index: number) => number = () => {
    throw new Error('this formula reads a parameter');
  },
): number {
  switch (expression.kind) {
    case 'number':
      return expression.value;
    case 'parameter':
      return parameter(expression.index);
    case 'variable': {
      const value = person[expression.name];
      if (value === undefined) throw new Error(`no value for ${expression.name}`);
      return Number(value);
    }
    case 'operation':
      return apply(
        expression.operator,
        expression.operands.map((operand) => evaluate(operand, person, parameter)),
      );
  }
}

/** One operation on numbers; booleans are 0 and 1. */
export function apply(operator: Operator, values: readonly number[]): number {
  const [a, b, c] = values;
  switch (operator) {
    case 'add':
      return a + b;
    case 'subtract':
      return a - b;
    case 'multiply':
      return a * b;
    case 'divide':
      return b === 0 ? 0 : a / b;
    case 'negate':
      return -a;
    case 'equal':
      return Number(a === b);
    case 'unequal':
      return Number(a !== b);
    case 'less':
      return Number(a < b);
    case 'lessOrEqual':
      return Number(a <= b);
    case 'greater':
      return Number(a > b);
    case 'greaterOrEqual':
      return Number(a >= b);
    case 'and':
      return Number(values.every((value) => value !== 0));
    case 'or':
      return Number(values.some((value) => value !== 0));
    case 'not':
      return Number(a === 0);
    case 'if':
      return a !== 0 ? b : c;
    case 'min':
      return Math.min(...values);
    case 'max':
      return Math.max(...values);
    case 'floor':
      return Math.floor(a);
    case 'ceil':
      return Math.ceil(a);
    case 'round':
      return Math.sign(a) * Math.round(Math.abs(a));
    case 'abs':
      return Math.abs(a);
    case 'clamp':
      return Math.min(Math.max(a, b), c);
    case 'choose': {
      const position = Math.min(Math.max(1, Math.floor(a)), values.length - 1);
      return values[position];
    }
  }
}

/** Whether one tier of a scenario, taken by itself, is open to a person in a month, and what it would pay. */
export function entitlement(
  scenario: ResolvedScenario,
  tier: string,
  person: Person,
  year: number,
  month: number,
): number {
  const found = scenario.tiers.find(({ id }) => id === tier);
  if (!found) throw new Error(`no tier ${tier}`);
  const now = monthIndex(year, month);
  if (now < found.from || (found.until !== null && now >= found.until)) return 0;
  const parameter = (index: number) => scenario.parameters[index].values[now - monthIndex(FIRST_LAW_YEAR, 1)];
  if (evaluate(found.eligibility, person, parameter) === 0) return 0;
  return Math.round(evaluate(found.amount, person, parameter));
}
