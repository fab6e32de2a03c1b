import { describe, expect, test } from 'vitest';
import type { Expression } from '../../engine/inputs/scenario.js';
import { VARIABLES } from '../../engine/inputs/variables.js';
import { compile } from '../../engine/tiers/compile.js';
import { RECORD_LENGTH } from '../../engine/tiers/slots.js';
import { checkFormula } from '../../scenarios/formula/check.js';
import { Names } from '../../scenarios/formula/names.js';
import { parseFormula } from '../../scenarios/formula/parse.js';
import type { FormulaMistake } from '../../scenarios/formula/scan.js';
import { numberOf } from '../../scenarios/formula/types.js';
import { LIMITS } from '../../scenarios/limits.js';
import { PLAIN } from '../../scenarios/units.js';
import { type Dice, diceOf, FormulaGenerator, pick, print } from '../support/random-formulas.js';

const TEXTS = 100_000;
/** Longest time for one text, far above what any takes: a pause of the machine is no hang. */
const LONGEST_MS = 1_000;
/** A formula says at most so much: five stray characters, or one mistake for each part. */
const MOST_MISTAKES = LIMITS.formulaNodes + 5;

/** No variable is in VND alone. */
const PARAMETERS = new Map([['grant', 'VND']]);
const names = new Names();
names.set('grant', { kind: 'parameter', index: 0, type: numberOf({ ...PLAIN, VND: 1 }) });
const record = new Float64Array(RECORD_LENGTH).fill(3);

/** Everything that a formula goes through: the answer is a finite list of mistakes or the value for a record. */
function answer(text: string): FormulaMistake[] | number {
  const mistakes: FormulaMistake[] = [];
  const mistake = (found: FormulaMistake) => mistakes.push(found);
  const syntax = parseFormula(text, mistake);
  if (!syntax) return mistakes;
  const { expression } = checkFormula(syntax, names, 'child-month', mistake);
  return mistakes.length > 0 ? mistakes : compile(expression)(record, new Float64Array(8), 0);
}

const INJECTIONS = [
  'constructor.constructor("globalThis.escaped = 1")()',
  'abs.constructor("globalThis.escaped = 1")()',
  'abs["constructor"]("globalThis.escaped = 1")()',
  '(globalThis.escaped = 1)',
  'globalThis',
  '`$' + '{globalThis.escaped = 1}`',
  '"1" + "1"',
  "'x'",
  'process.exit(1)',
  'require(fs)',
  'import(fs)',
  'import("fs")',
  'eval(1)',
  'Function(1)',
  'f(x) = x',
  'escaped = 1',
  'this',
  'v[0]',
  'h.divide(1, 2)',
  'h',
  'p',
  'o',
  'v',
  'new Date()',
  '1); globalThis.escaped = 1; (1',
  '1 // 2',
  '1 /* 2 */',
  '/x/.test(1)',
  '0x10',
  '1n',
  '1_000',
  '() => 1',
  'x => 1',
  '{}',
  '[1, 2, 3]',
  '[1:3]',
  '1:3',
  'a?.b',
  'true ? : 1',
  '5!',
  '2 ^ 1000',
  "5'",
  '2 m',
  '5 cm to inch',
  '1 in 2',
  '5 mod 0',
  'true xor false',
  'NaN',
  'Infinity',
  'undefined',
  'null',
  'i',
  'e',
  'pi',
  'end',
  'import',
  'parse(1)',
  'evaluate(1)',
  'simplify(1)',
  'derivative(1, 1)',
  'createUnit(1)',
  'typed(1)',
  'chain(1)',
  'compile(1)',
  'help(abs)',
  'config(1)',
  'random()',
  'factorial(170)',
  'range(0, 1e9)',
  'zeros(1e9)',
  '__proto__',
  '__proto__(1)',
  'constructor',
  'constructor(1, 2)',
  'toString',
  'toString()',
  'hasOwnProperty(1)',
  'valueOf()',
  'prototype',
  '__defineGetter__(1, 2)',
  '__lookupSetter__',
  'isPrototypeOf',
  '1e309',
  '1e999999999',
  '-1e16',
  '9'.repeat(400),
  '\u0000',
  '\u202e1 + 1',
  '\ufeff1',
  '１ + １',
  'аge_months',
  'age\u200b_months',
  '𝟏 + 𝟐',
  '\ud800',
  '1\u00a0+\u00a01',
  '1 \u2212 1',
  '1 × 2',
  '1\u20282',
  'é',
  '💥',
] as const;

const ALPHABET = [
  ...'()+-*/<>=!,?:.;&|^%~@#$"\'`\\[]{}_ \t\n\r0123456789abcXYZéя中💥\u0000\u200b\u202e\ud800\uffff',
  ...['and', ' or ', 'not ', 'if(', 'min(', 'choose(', '==', '!=', '<=', 'true', 'age_months', 'poor'],
  ...['=>', '...', '?.', '**', '??', '//', '/*', '*/', '$' + '{', '<!--', 'constructor', '__proto__', 'this'],
];

const NESTS: readonly (readonly [string, string, string])[] = [
  ['(', '1', ')'],
  ['-', '1', ''],
  ['not ', 'poor', ''],
  ['abs(', '1', ')'],
  ['if(poor, 1, ', '2', ')'],
  ['poor ? 1 : ', '2', ''],
  ['1 + (', '1', ')'],
  ['1 < ', '1', ''],
  ['1 * ', '1', ''],
  ['poor and ', 'poor', ''],
  ['min(1, ', '1', ')'],
  ['choose(', '1', ', 1, 2)'],
  ['[', '1', ']'],
  ['{a: ', '1', '}'],
  ['(', '', ''],
  ['', '1', ')'],
  ['(-', '1', ')'],
  ['1 - -', '1', ''],
  ['1,', '1', ''],
  ['poor ? poor : ', 'poor', ''],
  ['poor ? ', '1', ' : 2'],
  ['f(', '1', ')'],
  ['a.', 'b', ''],
];

/** A hostile text: a damaged formula, an injection in good company, random characters, deep nesting, or a very long text. */
function hostile(dice: Dice, good: () => string): string {
  switch (dice(10)) {
    case 0:
    case 1:
    case 2:
      return mutated(good(), dice);
    case 3:
      return spliced(good(), pick(dice, INJECTIONS), dice);
    case 4:
      return pick(dice, INJECTIONS) + pick(dice, ['', ' ', ' + 1', '()', '.x', '(1)', ' ? 1 : 2']);
    case 5:
    case 6:
      return Array.from({ length: dice(40) }, () => pick(dice, ALPHABET)).join('');
    case 7:
      return String.fromCharCode(...Array.from({ length: dice(60) }, () => dice(dice(2) ? 256 : 65_536)));
    case 8: {
      const [before, middle, after] = pick(dice, NESTS);
      const depth = dice(dice(20) === 0 ? 3_000 : 60);
      return before.repeat(depth) + middle + after.repeat(depth);
    }
    default:
      return dice(50) === 0
        ? pick(dice, ALPHABET).repeat(dice(200_000))
        : mutated(mutated(good(), dice), dice);
  }
}

function spliced(text: string, piece: string, dice: Dice): string {
  const at = dice(text.length + 1);
  return text.slice(0, at) + piece + text.slice(at);
}

function mutated(text: string, dice: Dice): string {
  const at = dice(text.length);
  const to = at + dice(12);
  switch (dice(5)) {
    case 0:
      return text.slice(0, at) + text.slice(to);
    case 1:
      return text.slice(0, at) + text.slice(at, to).repeat(1 + dice(5)) + text.slice(to);
    case 2:
      return text.slice(0, at) + pick(dice, ALPHABET) + text.slice(at + 1);
    case 3:
      return spliced(text, pick(dice, ALPHABET), dice);
    default:
      return text.slice(at) + text.slice(0, at);
  }
}

/** Names that hang on what code could spoil; a new, lost or replaced one is an escape. */
function surroundings(): unknown[] {
  const roots = [globalThis, Object.prototype, Function.prototype, Array.prototype, String.prototype];
  return [...roots, Number.prototype, Map.prototype, Set.prototype, Math, JSON, Reflect, VARIABLES].flatMap(
    (root) =>
      Reflect.ownKeys(root).flatMap((key) => {
        const { value, get, set } = Object.getOwnPropertyDescriptor(root, key)!;
        return [key, value, get, set];
      }),
  );
}

describe('hostile formulas', () => {
  test(`${TEXTS} texts are answered with mistakes or a plain number, and touch nothing`, {
    timeout: 120_000,
  }, () => {
    const dice = diceOf(666);
    const generator = new FormulaGenerator(diceOf(1), { parameters: PARAMETERS, definitions: new Map() });
    const good = () => print(generator.number('1', 1 + dice(3), true), dice);
    const before = surroundings();
    const count = { refused: 0, number: 0 };
    for (let i = 0; i < TEXTS; i++) {
      const text = hostile(dice, good);
      const start = performance.now();
      const given = answer(text);
      const took = performance.now() - start;
      if (took > LONGEST_MS) throw new Error(`${took} ms for ${JSON.stringify(text.slice(0, 200))}`);
      if (typeof given === 'number') {
        count.number++;
        continue;
      }
      count.refused++;
      if (given.length === 0 || given.length > MOST_MISTAKES || !given.every(wellTold(text))) {
        throw new Error(`${JSON.stringify(text.slice(0, 200))}\n${JSON.stringify(given.slice(0, 5))}`);
      }
    }
    const after = surroundings();
    expect(after.length).toBe(before.length);
    expect(after.every((value, i) => Object.is(value, before[i]))).toBe(true);
    expect(Reflect.get(globalThis, 'escaped')).toBeUndefined();
    // Both kinds of answer occur: damage leaves some formulas sound.
    expect(count.refused).toBeGreaterThan(TEXTS / 2);
    expect(count.number).toBeGreaterThan(TEXTS / 50);
  });

  test.each(INJECTIONS)('%j is refused', (text) => {
    expect(Array.isArray(answer(text))).toBe(true);
  });

  test('a text beyond the limit is refused unread, whatever its length', () => {
    for (const length of [LIMITS.formulaLength + 1, 1_000_000]) {
      expect(answer('('.repeat(length))).toMatchObject([{ code: 'formula-too-long' }]);
    }
  });

  test('an expression that no reader made compiles only if it is one', () => {
    const forged: unknown[] = [
      { kind: 'number', value: '1); globalThis.escaped = 1; (1' },
      { kind: 'number', value: Number.NaN },
      { kind: 'number', value: { valueOf: () => 1 } },
      { kind: 'variable', name: '__proto__' },
      { kind: 'variable', name: 'constructor' },
      { kind: 'variable', name: '0]; globalThis.escaped = 1; v[0' },
      { kind: 'operation', operator: 'constructor', operands: [] },
      { kind: 'operation', operator: '__proto__', operands: [{ kind: 'number', value: 1 }] },
      { kind: 'operation', operator: 'eval', operands: [{ kind: 'number', value: 1 }] },
    ];
    for (const expression of forged) expect(() => compile(expression as Expression)).toThrow(TypeError);
    expect(Reflect.get(globalThis, 'escaped')).toBeUndefined();
  });
});

/** A mistake says where it is within the text, and quotes no more of it than a reader can use. */
function wellTold(text: string): (mistake: FormulaMistake) => boolean {
  return ({ code, message, at }) =>
    code.startsWith('formula-') && message.length > 0 && at >= 0 && at <= text.length;
}
