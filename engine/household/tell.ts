import { comparisonSign, type FormulaNames, formulaText, valueText } from '../explain/formula-text.js';
import type { Expression } from '../inputs/scenario.js';
import { VARIABLES } from '../inputs/variables.js';
import { compile, type Kernel, readsOf } from '../tiers/compile.js';
import { SLOT } from '../tiers/slots.js';

/**
 * What a formula is told with: a record of variables and a row of parameters, as kernels take them. One object a case:
 * what a definition is told of it is kept until another object comes.
 */
export interface Values {
  readonly record: Float64Array;
  readonly parameters: Float64Array;
  readonly offset: number;
}

/** Whether a condition holds, and why in words; `told` is for those who have just been told whether it holds. */
interface Told {
  readonly holds: boolean;
  readonly text: string;
  readonly told: string;
}

export type Teller = (values: Values) => Told;

type Operation = Extract<Expression, { readonly kind: 'operation' }>;

/**
 * Prepares the words of a condition once, so that a case costs only its values. The words are those of `trace` in
 * engine/explain, which reads the formula anew for every case.
 */
export function tellerOf(expression: Expression, names: FormulaNames): Teller {
  const name = names.definitions.get(expression);
  if (name === undefined) return unnamed(expression, names);
  let tellers = definitions.get(names);
  if (!tellers) {
    tellers = new Map();
    definitions.set(names, tellers);
  }
  let teller = tellers.get(expression);
  if (!teller) {
    teller = named(name, unnamed(expression, names));
    tellers.set(expression, teller);
  }
  return teller;
}

/** Tellers of definitions: many tiers ask the same of a case. */
const definitions = new WeakMap<FormulaNames, Map<Expression, Teller>>();

function named(name: string, tell: Teller): Teller {
  let last: Values | undefined;
  let kept = alike(false, '');
  return (values) => {
    if (values !== last) {
      const { holds, told } = tell(values);
      kept = alike(holds, `${name} is ${holds}: ${told}`);
      last = values;
    }
    return kept;
  };
}

function alike(holds: boolean, text: string): Told {
  return { holds, text, told: text };
}

function unnamed(expression: Expression, names: FormulaNames): Teller {
  if (expression.kind !== 'operation') return plain(expression, names);
  const { operator, operands } = expression;
  switch (operator) {
    case 'and':
    case 'or':
      return chain(
        operands.map((operand) => tellerOf(operand, names)),
        operator === 'or',
      );
    case 'not': {
      const inner = tellerOf(operands[0], names);
      return (values) => {
        const { holds, text } = inner(values);
        return alike(!holds, text);
      };
    }
    case 'if': {
      const [question, yes, no] = operands.map((operand) => tellerOf(operand, names));
      return (values) => {
        const asked = question(values);
        const answer = (asked.holds ? yes : no)(values);
        return alike(answer.holds, `${answer.text} (where ${asked.text})`);
      };
    }
    default:
      return comparisonSign(operator) === null ? plain(expression, names) : comparison(expression, names);
  }
}

/** The first part that decides; all of them where none does by itself. */
function chain(parts: readonly Teller[], decisive: boolean): Teller {
  return (values) => {
    const texts: string[] = [];
    for (const part of parts) {
      const told = part(values);
      if (told.holds === decisive) return told;
      texts.push(told.text);
    }
    return alike(!decisive, texts.join(' and '));
  };
}

function plain(expression: Expression, names: FormulaNames): Teller {
  const condition = formulaText(expression, names);
  const value = kernelOf(expression);
  if (expression.kind === 'number') {
    const holds = expression.value !== 0;
    const told = alike(holds, `the condition is always ${holds}`);
    return () => told;
  }
  if (expression.kind === 'variable' && VARIABLES[expression.name].type.kind === 'boolean') {
    const slot = SLOT[expression.name];
    return ({ record }) => {
      const holds = record[slot] !== 0;
      return alike(holds, `${condition} is ${holds}`);
    };
  }
  const read = readsTeller(expression.kind === 'operation' ? [expression] : [], names);
  return (values) => {
    const result = value(values);
    return alike(result !== 0, `${condition} = ${valueText(result, expression)}${read(values)}`);
  };
}

function comparison(expression: Operation, names: FormulaNames): Teller {
  const { operator, operands } = expression;
  const condition = formulaText(expression, names);
  const sign = ` ${comparisonSign(operator)} `;
  const holds = kernelOf(expression);
  const like = operands.find(({ kind }) => kind === 'variable');
  const sides = operands.map(kernelOf);
  const read = readsTeller(
    operands.filter(({ kind }) => kind === 'operation'),
    names,
  );
  return (values) => {
    const held = holds(values) !== 0;
    const compared = `${condition}: ${sides.map((side) => valueText(side(values), like)).join(sign)}`;
    const from = read(values);
    return { holds: held, text: `${compared} is ${held}${from}`, told: `${compared}${from}` };
  };
}

/** ` (a = 1, b = 2)`: what formulas read by name and value; nothing where they read nothing. */
function readsTeller(expressions: readonly Expression[], names: FormulaNames): (values: Values) => string {
  const { variables, parameters } = readsOf(...expressions);
  const parts = [
    ...[...variables].map((name) => {
      const slot = SLOT[name];
      const like = { kind: 'variable', name } as const;
      const yesOrNo = VARIABLES[name].type.kind === 'boolean';
      return ({ record }: Values) =>
        `${name} = ${yesOrNo ? record[slot] !== 0 : valueText(record[slot], like)}`;
    }),
    ...[...parameters].map((index) => {
      const name = names.parameters[index];
      return (values: Values) => `${name} = ${valueText(values.parameters[values.offset + index])}`;
    }),
  ];
  if (parts.length === 0) return () => '';
  return (values) => ` (${parts.map((part) => part(values)).join(', ')})`;
}

/** A formula as a function of values; compiled when it is first asked. */
export function kernelOf(expression: Expression): (values: Values) => number {
  if (expression.kind === 'number') return () => expression.value;
  if (expression.kind === 'variable') {
    const slot = SLOT[expression.name];
    return ({ record }) => record[slot];
  }
  if (expression.kind === 'parameter') {
    const { index } = expression;
    return ({ parameters, offset }) => parameters[offset + index];
  }
  let kernel: Kernel | undefined;
  return ({ record, parameters, offset }) => {
    kernel ??= compile(expression);
    return kernel(record, parameters, offset);
  };
}
