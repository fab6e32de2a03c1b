import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Expression, Operator } from '../../../engine/inputs/scenario.js';
import { VARIABLES, type VariableName } from '../../../engine/inputs/variables.js';
import { compile, lastingPart, readsOf } from '../../../engine/tiers/compile.js';
import { wholeDong } from '../../../engine/tiers/payment.js';
import { RECORD_LENGTH, SLOT } from '../../../engine/tiers/slots.js';
import { number, parameter, read } from '../../support/engine.js';
import { evaluate } from '../../support/evaluate.js';

const operation = (operator: Operator, ...operands: Expression[]): Expression => ({
  kind: 'operation',
  operator,
  operands,
});
const none = new Float64Array(0);
const value = (expression: Expression) => compile(expression)(new Float64Array(RECORD_LENGTH), none, 0);

describe('operators', () => {
  // Hand arithmetic.
  test.each<[string, Expression, number]>([
    ['2 + 3 * 4', operation('add', number(2), operation('multiply', number(3), number(4))), 14],
    ['7 / 2', operation('divide', number(7), number(2)), 3.5],
    ['1 / 0 gives 0', operation('divide', number(1), number(0)), 0],
    ['round -2.5 away from zero', operation('round', number(-2.5)), -3],
    ['round 2.5 away from zero', operation('round', number(2.5)), 3],
    ['clamp 9 to 1..5', operation('clamp', number(9), number(1), number(5)), 5],
    ['choose the second', operation('choose', number(2), number(10), number(20), number(30)), 20],
    ['choose beyond the last', operation('choose', number(9), number(10), number(20)), 20],
    ['if', operation('if', operation('less', number(1), number(2)), number(7), number(8)), 7],
    [
      '0.1 + 0.2 == 0.3 is false: comparison is exact',
      operation('equal', operation('add', number(0.1), number(0.2)), number(0.3)),
      0,
    ],
    ['not, and, or', operation('or', operation('and', number(1), number(0)), operation('not', number(0))), 1],
    [
      'min, max',
      operation('add', operation('min', number(3), number(2)), operation('max', number(3), number(2))),
      5,
    ],
    [
      'floor, ceil, abs, negate',
      operation(
        'add',
        operation('floor', number(1.7)),
        operation('ceil', operation('abs', operation('negate', number(1.2)))),
      ),
      3,
    ],
  ])('%s', (_, expression, expected) => {
    expect(value(expression)).toBe(expected);
  });

  test('parameters are read from the month of the offset, variables from their slot', () => {
    const record = new Float64Array(RECORD_LENGTH);
    record[SLOT.quintile] = 4;
    const kernel = compile(operation('multiply', parameter(1), read('quintile')));
    expect(kernel(record, Float64Array.of(1, 2, 3, 5), 2)).toBe(20);
  });

  test('what a formula reads is listed', () => {
    const reads = readsOf(operation('multiply', parameter(3), read('quintile')), read('poor'));
    expect([...reads.parameters]).toEqual([3]);
    expect([...reads.variables]).toEqual(['quintile', 'poor']);
  });

  test.each([
    ['a number that is not finite', number(Number.NaN)],
    ['an unknown variable', read('constructor' as VariableName)],
    ['an unknown operator', operation('toString' as Operator, number(1))],
  ])('refuses %s', (_, expression) => {
    expect(() => compile(expression)).toThrow(TypeError);
  });
});

describe('compiled against the slow evaluator', () => {
  const names = Object.keys(VARIABLES) as VariableName[];
  const BINARY: Operator[] = [
    'add',
    'subtract',
    'multiply',
    'divide',
    'equal',
    'unequal',
    'less',
    'lessOrEqual',
    'greater',
    'greaterOrEqual',
    'and',
    'or',
    'min',
    'max',
  ];
  const UNARY: Operator[] = ['negate', 'not', 'floor', 'ceil', 'round', 'abs'];
  const TERNARY: Operator[] = ['if', 'clamp', 'choose'];
  const { tree } = fc.letrec<{ tree: Expression }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'medium', withCrossShrink: true },
      fc.double({ min: -1e6, max: 1e6, noNaN: true }).map(number),
      fc.constantFrom(0, 1, 2).map(parameter),
      fc.constantFrom(...names).map(read),
      fc.tuple(fc.constantFrom(...UNARY), tie('tree')).map(([operator, a]) => operation(operator, a)),
      fc
        .tuple(fc.constantFrom(...BINARY), tie('tree'), tie('tree'))
        .map(([operator, a, b]) => operation(operator, a, b)),
      fc
        .tuple(fc.constantFrom(...TERNARY), tie('tree'), tie('tree'), tie('tree'))
        .map(([operator, a, b, c]) => operation(operator, a, b, c)),
    ),
  }));

  test('any formula, any values', () => {
    fc.assert(
      fc.property(
        tree,
        fc.array(fc.integer({ min: -5, max: 5 }), { minLength: names.length, maxLength: names.length }),
        (expression, values) => {
          const record = new Float64Array(RECORD_LENGTH);
          const variables = new Map<string, number>();
          names.forEach((name, i) => {
            record[SLOT[name]] = values[i];
            variables.set(name, values[i]);
          });
          const parameters = [3, -2, 0.5];
          const fast = compile(expression)(record, Float64Array.from(parameters), 0);
          const slow = evaluate(expression, Object.fromEntries(variables), (index) => parameters[index]);
          expect(Object.is(fast, slow) || fast === slow).toBe(true);
        },
      ),
      { numRuns: 3000 },
    );
  });
});

describe('what lasts', () => {
  test('the lasting part leaves out what reads a parameter or changes by month', () => {
    const lasting = (name: VariableName) => VARIABLES[name].varies === 'year';
    const poor = read('poor');
    const rich = operation('less', read('quintile'), parameter(0));
    expect(lastingPart(operation('and', poor, rich, read('parent_insured')), lasting)).toEqual(poor);
    expect(lastingPart(operation('or', poor, read('parent_insured')), lasting)).toEqual(number(1));
    expect(lastingPart(poor, lasting)).toEqual(poor);
  });
});

describe('whole dong', () => {
  test.each([
    [1_234_567.5, 1_234_568],
    [1_234_567.49, 1_234_567],
    [-3, 0],
    [0, 0],
  ])('%f is paid as %i', (amount, dong) => {
    expect(wholeDong(amount, 's', 't')).toBe(dong);
  });

  test.each([1e9 + 1, Number.POSITIVE_INFINITY, Number.NaN])('%f is refused', (amount) => {
    expect(() => wholeDong(amount, 's', 't')).toThrow(/tier t of scenario s/);
  });
});
