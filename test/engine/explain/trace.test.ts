import { describe, expect, test } from 'vitest';
import { formulaText } from '../../../engine/explain/formula-text.js';
import { trace } from '../../../engine/explain/trace.js';
import type { Expression, Operator } from '../../../engine/inputs/scenario.js';
import type { VariableName } from '../../../engine/inputs/variables.js';
import { RECORD_LENGTH, SLOT } from '../../../engine/tiers/compile.js';
import { number, parameter, read } from '../../support/engine.js';

const op = (operator: Operator, ...operands: readonly Expression[]): Expression => ({
  kind: 'operation',
  operator,
  operands,
});
const names = ['qualifying_months', 'limit'];
const qualifies = op('greaterOrEqual', read('months_compulsory_12'), parameter(0));

function why(expression: Expression, person: Partial<Record<VariableName, number>>) {
  const record = new Float64Array(RECORD_LENGTH);
  for (const [name, value] of Object.entries(person)) record[SLOT[name as VariableName]] = value;
  return trace(expression, { record, parameters: Float64Array.of(0, 0, 6, 1_500_000), offset: 2, names });
}

describe('why a condition fails', () => {
  test('a comparison shows what it read', () => {
    expect(why(qualifies, { months_compulsory_12: 4 })).toEqual({
      holds: false,
      condition: 'months_compulsory_12 >= qualifying_months',
      text: 'months_compulsory_12 >= qualifying_months: 4 >= 6 is false',
    });
  });

  test('of an `and` the first part that fails is named, in however deep a nest', () => {
    const both = op('and', op('and', read('poor'), qualifies), read('ethnic_minority'));
    expect(why(both, { poor: 1, months_compulsory_12: 2 }).text).toBe(
      'months_compulsory_12 >= qualifying_months: 2 >= 6 is false',
    );
    expect(why(both, { poor: 1, months_compulsory_12: 7 }).text).toBe('ethnic_minority is false');
    expect(why(both, { poor: 1, months_compulsory_12: 7, ethnic_minority: 1 }).holds).toBe(true);
  });

  test('of an `or` all parts are named', () => {
    expect(why(op('or', read('poor'), read('near_poor')), {})).toEqual({
      holds: false,
      condition: 'poor and near_poor',
      text: 'poor is false and near_poor is false',
    });
  });

  test('of a `not` what holds is named', () => {
    expect(why(op('not', qualifies), { months_compulsory_12: 12 })).toEqual({
      holds: false,
      condition: 'not (months_compulsory_12 >= qualifying_months)',
      text: 'months_compulsory_12 >= qualifying_months: 12 >= 6 is true',
    });
    expect(why(op('not', op('or', read('poor'), read('near_poor'))), { near_poor: 1 }).text).toBe(
      'near_poor is true',
    );
  });

  test('of an `if` the question is told with the answer', () => {
    const asked = op('if', read('urban'), read('poor'), read('near_poor'));
    expect(why(asked, { near_poor: 0 }).text).toBe('near_poor is false (where urban is false)');
  });

  test('values behind arithmetic are listed, and categories have names', () => {
    const months = op(
      'greaterOrEqual',
      op('subtract', read('father_months_contributed_12'), read('father_months_compulsory_12')),
      number(1),
    );
    expect(why(months, { father_months_contributed_12: 5, father_months_compulsory_12: 5 }).text).toBe(
      'father_months_contributed_12 - father_months_compulsory_12 >= 1: 0 >= 1 is false ' +
        '(father_months_contributed_12 = 5, father_months_compulsory_12 = 5)',
    );
    expect(why(op('equal', read('region'), number(4)), { region: 0 }).text).toBe(
      'region == south_east: red_river_delta == south_east is false',
    );
    expect(why(op('less', read('income_per_head'), parameter(1)), { income_per_head: 2_345_678 }).text).toBe(
      'income_per_head < limit: 2,345,678 < 1,500,000 is false',
    );
    expect(why(number(0), {}).text).toBe('the condition is always false');
  });
});

test('formulas are written as the scenario language has them', () => {
  const sum = op('add', read('quintile'), number(1));
  expect(formulaText(op('multiply', sum, parameter(0)), names)).toBe('(quintile + 1) * qualifying_months');
  expect(formulaText(op('subtract', number(3), op('subtract', number(2), number(1))), names)).toBe(
    '3 - (2 - 1)',
  );
  expect(formulaText(op('not', op('or', read('poor'), read('rural'))), names)).toBe('not (poor or rural)');
  expect(formulaText(op('clamp', read('declared_wage'), number(0), parameter(1)), names)).toBe(
    'clamp(declared_wage, 0, limit)',
  );
});
