import type { Operator } from '../../engine/inputs/scenario.js';
import { CATEGORIES, VARIABLES, type Variable, type VariableName } from '../../engine/inputs/variables.js';
import { apply } from './evaluate.js';

/** A well-typed formula as the generator made it. The language is not asked: printing and value are this file's own. */
export type Tree =
  | { readonly kind: 'figure'; readonly text: string }
  | { readonly kind: 'truth'; readonly value: boolean }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'operation'; readonly operator: Operator; readonly operands: readonly Tree[] }
  | { readonly kind: 'chain'; readonly signs: readonly Operator[]; readonly operands: readonly Tree[] };

/** A parameter by its unit, and a definition by its tree and unit. */
export interface Vocabulary {
  readonly parameters: ReadonlyMap<string, string>;
  readonly definitions: ReadonlyMap<string, { readonly unit: string; readonly tree: Tree }>;
}

/** Draws whole numbers from 0 to `below` - 1; the same seed gives the same sequence (mulberry32). */
export type Dice = (below: number) => number;

export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

export const pick = <T>(dice: Dice, values: readonly T[]): T => values[dice(values.length)];

/** Units of the numbers that are generated, each with its factorisations into two others. */
export const UNITS: Readonly<Record<string, readonly (readonly [string, 'multiply' | 'divide', string])[]>> =
  {
    '1': [
      ['1', 'multiply', '1'],
      ['month', 'divide', 'month'],
      ['VND/month', 'divide', 'VND/month'],
    ],
    month: [
      ['1', 'multiply', 'month'],
      ['VND', 'divide', 'VND/month'],
    ],
    year: [['year', 'multiply', '1']],
    VND: [
      ['month', 'multiply', 'VND/month'],
      ['VND', 'divide', '1'],
    ],
    'VND/month': [
      ['VND', 'divide', 'month'],
      ['1', 'multiply', 'VND/month'],
    ],
  };

const ORDER: readonly Operator[] = ['less', 'lessOrEqual', 'greater', 'greaterOrEqual'];
const FIGURES = ['0', '1', '2', '3', '7', '12', '0.5', '.25', '1e3', '2.5e-1', '1500000', '0.1', '36', '1E2'];

/** Makes trees of a type over all variables, operators and functions and the names of a vocabulary. */
export class FormulaGenerator {
  private readonly names = new Map<string, string[]>();

  constructor(
    private readonly dice: Dice,
    vocabulary: Vocabulary,
  ) {
    for (const [name, { type }] of Object.entries(VARIABLES) as [VariableName, Variable][]) {
      this.add(type.kind === 'number' ? type.unit : type.kind === 'boolean' ? 'truth' : type.category, name);
    }
    for (const [name, unit] of vocabulary.parameters) this.add(unit, name);
    for (const [name, { unit }] of vocabulary.definitions) this.add(unit, name);
  }

  private add(unit: string, name: string): void {
    this.names.set(unit, [...(this.names.get(unit) ?? []), name]);
  }

  /** True or false. */
  truth(depth: number): Tree {
    const { dice } = this;
    if (depth <= 0) {
      return dice(4) === 0 ? { kind: 'truth', value: dice(2) === 1 } : this.name('truth');
    }
    const next = depth - 1;
    switch (dice(9)) {
      case 0:
      case 1:
        return operation(pick(dice, ['and', 'or']), [this.truth(next), this.truth(next)]);
      case 2:
        return operation('not', [this.truth(next)]);
      case 3:
        return operation(pick(dice, ['equal', 'unequal']), [this.truth(next), this.truth(next)]);
      case 4: {
        const region: Tree = { kind: 'name', name: pick(dice, CATEGORIES.region) };
        return operation(pick(dice, ['equal', 'unequal']), [this.name('region'), region]);
      }
      case 5: {
        const operands = this.alike(this.unit(), 3, next);
        return { kind: 'chain', signs: [pick(dice, ORDER), pick(dice, ORDER)], operands };
      }
      case 6:
        return operation('if', [this.truth(next), this.truth(next), this.truth(next)]);
      default:
        return operation(
          pick(dice, [...ORDER, 'equal', 'unequal'] as const),
          this.alike(this.unit(), 2, next),
        );
    }
  }

  /** A number of a unit; `definite`: not of figures alone, which would have no unit of their own. */
  number(unit: string, depth: number, definite: boolean): Tree {
    const { dice } = this;
    if (depth <= 0) {
      return definite || dice(2) === 0 ? this.name(unit) : { kind: 'figure', text: pick(dice, FIGURES) };
    }
    const next = depth - 1;
    switch (dice(11)) {
      case 0:
      case 1:
        return operation(pick(dice, ['add', 'subtract']), this.alike(unit, 2, next));
      case 2:
      case 3: {
        const [left, operator, right] = pick(dice, UNITS[unit]);
        return operation(operator, [this.number(left, next, true), this.number(right, next, true)]);
      }
      case 4:
        return operation('negate', [this.number(unit, next, definite)]);
      case 5:
        return operation(pick(dice, ['min', 'max']), this.alike(unit, 2 + dice(3), next));
      case 6:
        return operation('clamp', this.alike(unit, 3, next));
      case 7:
        return operation('choose', [
          this.number('1', next, false),
          ...this.alike(unit, 1 + dice(dice(20) === 0 ? 20 : 4), dice(3) === 0 ? next : 0),
        ]);
      case 8:
        return operation(pick(dice, ['floor', 'ceil', 'round', 'abs']), [this.number(unit, next, definite)]);
      case 9:
        return operation('if', [this.truth(next), ...this.alike(unit, 2, next)]);
      default:
        return this.number(unit, 0, definite);
    }
  }

  unit(): string {
    return pick(this.dice, Object.keys(UNITS));
  }

  /** Numbers of one unit, at least one of which says so. */
  private alike(unit: string, count: number, depth: number): Tree[] {
    const definite = this.dice(count);
    return Array.from({ length: count }, (_, i) => this.number(unit, depth, i === definite));
  }

  private name(unit: string): Tree {
    return { kind: 'name', name: pick(this.dice, this.names.get(unit)!) };
  }
}

function operation(operator: Operator, operands: readonly Tree[]): Tree {
  return { kind: 'operation', operator, operands };
}

const SIGN: Partial<Record<Operator, string>> = {
  add: '+',
  subtract: '-',
  multiply: '*',
  divide: '/',
  equal: '==',
  unequal: '!=',
  less: '<',
  lessOrEqual: '<=',
  greater: '>',
  greaterOrEqual: '>=',
};
/** How tightly each form binds: a looser one inside a tighter one needs parentheses. */
const BINDING: Partial<Record<Operator, number>> = {
  or: 1,
  and: 2,
  equal: 3,
  unequal: 3,
  less: 3,
  lessOrEqual: 3,
  greater: 3,
  greaterOrEqual: 3,
  add: 4,
  subtract: 4,
  multiply: 5,
  divide: 5,
};
const COMPARING = 3;
const SIGNED = 6;
const ATOM = 7;

/** Writes a tree with no more parentheses than it needs, or now and then some more. */
export function print(tree: Tree, dice: Dice, within = 0): string {
  const [text, binding] = printed(tree, dice);
  return binding < within || dice(12) === 0 ? `(${text})` : text;
}

function printed(tree: Tree, dice: Dice): readonly [text: string, binding: number] {
  switch (tree.kind) {
    case 'figure':
      return [tree.text, ATOM];
    case 'truth':
      return [String(tree.value), ATOM];
    case 'name':
      return [tree.name, ATOM];
    case 'chain': {
      const [first, ...rest] = tree.operands.map((operand) => print(operand, dice, COMPARING + 1));
      return [first + rest.map((text, i) => ` ${SIGN[tree.signs[i]]} ${text}`).join(''), COMPARING];
    }
    case 'operation':
      return printedOperation(tree.operator, tree.operands, dice);
  }
}

function printedOperation(
  operator: Operator,
  operands: readonly Tree[],
  dice: Dice,
): readonly [string, number] {
  const binding = BINDING[operator];
  if (binding !== undefined) {
    // The right side of `-` and `/`, and both sides of a comparison, must bind more tightly.
    const left = print(operands[0], dice, binding === COMPARING ? binding + 1 : binding);
    const right = print(operands[1], dice, binding + 1);
    const gap = dice(5) === 0 && SIGN[operator] ? '' : pick(dice, [' ', ' ', '\n', '  ']);
    return [`${left}${gap}${SIGN[operator] ?? operator}${gap}${right}`, binding];
  }
  if (operator === 'negate') return [`-${print(operands[0], dice, SIGNED)}`, SIGNED];
  if (operator === 'not') return [`not ${print(operands[0], dice, SIGNED)}`, SIGNED];
  if (operator === 'if' && dice(2) === 0) {
    const [condition, yes, no] = operands.map((operand) => print(operand, dice, 1));
    return [`${condition} ? ${yes} : ${no}`, 0];
  }
  return [`${operator}(${operands.map((operand) => print(operand, dice)).join(', ')})`, ATOM];
}

/** The value of a tree by its own definition: slow, and without the reader or the compiler. */
export function treeValue(tree: Tree, read: (name: string) => number): number {
  switch (tree.kind) {
    case 'figure':
      return Number(tree.text);
    case 'truth':
      return Number(tree.value);
    case 'name':
      return read(tree.name);
    case 'chain': {
      const values = tree.operands.map((operand) => treeValue(operand, read));
      return Number(tree.signs.every((sign, i) => apply(sign, values.slice(i, i + 2)) === 1));
    }
    case 'operation':
      return apply(
        tree.operator,
        tree.operands.map((operand) => treeValue(operand, read)),
      );
  }
}
