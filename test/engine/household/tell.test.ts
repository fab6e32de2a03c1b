import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FormulaNames } from '../../../engine/explain/formula-text.js';
import { trace } from '../../../engine/explain/trace.js';
import { computationOf } from '../../../engine/household/computation.js';
import { tellerOf } from '../../../engine/household/tell.js';
import type { Expression, Operator } from '../../../engine/inputs/scenario.js';
import type { VariableName } from '../../../engine/inputs/variables.js';
import { RECORD_LENGTH, SLOT } from '../../../engine/tiers/slots.js';
import { number, parameter, read } from '../../support/engine.js';

const op = (operator: Operator, ...operands: readonly Expression[]): Expression => ({
  kind: 'operation',
  operator,
  operands,
});

const FLAGS: readonly VariableName[] = ['poor', 'near_poor', 'urban', 'surgical_birth'];
const NUMBERS: readonly VariableName[] = ['declared_wage', 'living_children', 'months_compulsory_12'];
const parameters = Float64Array.of(6, 1_500_000, 0.25);
const parameterNames = ['qualifying_months', 'line', 'share'];

const numeric = fc.letrec<{ tree: Expression; leaf: Expression }>((tie) => ({
  leaf: fc.oneof(
    fc.constantFrom(...NUMBERS).map(read),
    fc.integer({ min: 0, max: 2 }).map(parameter),
    fc.integer({ min: -5, max: 2_000_000 }).map(number),
  ),
  tree: fc.oneof(
    { maxDepth: 3 },
    tie('leaf'),
    fc
      .tuple(
        fc.constantFrom<Operator>('add', 'subtract', 'multiply', 'divide', 'min', 'max'),
        tie('tree'),
        tie('tree'),
      )
      .map(([operator, a, b]) => op(operator, a, b)),
  ),
})).tree;

const condition = fc.letrec<{ tree: Expression; leaf: Expression }>((tie) => ({
  leaf: fc.oneof(
    fc.constantFrom(...FLAGS).map(read),
    fc
      .tuple(fc.constantFrom<Operator>('less', 'greaterOrEqual', 'equal', 'unequal'), numeric, numeric)
      .map(([operator, a, b]) => op(operator, a, b)),
    fc.integer({ min: 0, max: 5 }).map((region) => op('equal', read('region'), number(region))),
    fc.boolean().map((value) => number(Number(value))),
  ),
  tree: fc.oneof(
    { maxDepth: 4 },
    tie('leaf'),
    fc
      .tuple(fc.constantFrom<Operator>('and', 'or'), tie('tree'), tie('tree'))
      .map(([o, a, b]) => op(o, a, b)),
    tie('tree').map((inner) => op('not', inner)),
    fc.tuple(tie('tree'), tie('tree'), tie('tree')).map(([a, b, c]) => op('if', a, b, c)),
  ),
})).tree;

const record = fc
  .record({
    ...Object.fromEntries(FLAGS.map((name) => [name, fc.integer({ min: 0, max: 1 })])),
    ...Object.fromEntries(NUMBERS.map((name) => [name, fc.integer({ min: 0, max: 3_000_000 })])),
    region: fc.integer({ min: 0, max: 5 }),
  })
  .map((values) => {
    const filled = new Float64Array(RECORD_LENGTH);
    for (const [name, value] of Object.entries(values)) filled[SLOT[name as VariableName]] = value as number;
    return filled;
  });

/** Gives names to some parts of an expression, as definitions do. */
function named(expression: Expression, every: number): FormulaNames {
  const definitions = new Map<Expression, string>();
  let count = 0;
  const visit = (part: Expression) => {
    if (part.kind !== 'operation') return;
    if (++count % every === 0) definitions.set(part, `definition_${count}`);
    part.operands.forEach(visit);
  };
  visit(expression);
  return { parameters: parameterNames, definitions };
}

describe('the words of a condition', () => {
  test('are those that `trace` finds by reading the formula anew', () => {
    fc.assert(
      fc.property(condition, record, fc.integer({ min: 1, max: 4 }), (expression, values, every) => {
        const names = named(expression, every);
        const reading = { record: values, parameters, offset: 0 };
        const { holds, text } = tellerOf(expression, names)(reading);
        const slow = trace(expression, { ...reading, names });
        expect({ holds, text }).toEqual({ holds: slow.holds, text: slow.text });
      }),
      { seed: 20_260_901, numRuns: 2_000 },
    );
  });
});

describe('the words of a computation', () => {
  const wage = op('min', read('declared_wage'), parameter(1));
  const names: FormulaNames = { parameters: parameterNames, definitions: new Map([[wage, 'wage']]) };
  const values = new Float64Array(RECORD_LENGTH);
  values[SLOT.declared_wage] = 9_000_000;
  values[SLOT.living_children] = 1;
  values[SLOT.poor] = 1;
  values[SLOT.region] = 4;
  const words = (expression: Expression) =>
    computationOf(expression, names)({ record: values, parameters, offset: 0 });

  test('put values in the places of names, a definition in one', () => {
    expect(words(op('add', op('multiply', parameter(0), wage), read('living_children')))).toBe(
      'qualifying_months * wage + living_children = 6 * 1500000 + 1',
    );
  });

  test('keep brackets, yes and no, and categories', () => {
    expect(words(op('multiply', parameter(2), op('add', read('living_children'), number(2))))).toBe(
      'share * (living_children + 2) = 0.25 * (1 + 2)',
    );
    expect(words(op('if', read('poor'), parameter(1), number(0)))).toBe(
      'if(poor, line, 0) = if(true, 1500000, 0)',
    );
    expect(words(op('if', op('equal', read('region'), number(4)), parameter(1), number(0)))).toBe(
      'if(region == south_east, line, 0) = if(region == south_east, 1500000, 0)',
    );
  });

  test('say a bare figure once', () => {
    expect(words(number(2_000_000))).toBe('2000000');
    expect(words(parameter(1))).toBe('line = 1500000');
  });
});
