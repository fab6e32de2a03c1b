import { describe, expect, test } from 'vitest';
import { type FormulaNames, formulaText } from '../../../engine/explain/formula-text.js';
import { trace } from '../../../engine/explain/trace.js';
import type { Expression, Operator } from '../../../engine/inputs/scenario.js';
import type { VariableName } from '../../../engine/inputs/variables.js';
import { RECORD_LENGTH, SLOT } from '../../../engine/tiers/slots.js';
import { number, parameter, read } from '../../support/engine.js';

const op = (operator: Operator, ...operands: readonly Expression[]): Expression => ({
  kind: 'operation',
  operator,
  operands,
});
const qualifies = op('greaterOrEqual', read('months_compulsory_12'), parameter(0));
const unnamed: FormulaNames = { parameters: ['qualifying_months', 'limit'], definitions: new Map() };

function why(
  expression: Expression,
  person: Partial<Record<VariableName, number>>,
  definitions: FormulaNames['definitions'] = unnamed.definitions,
) {
  const record = new Float64Array(RECORD_LENGTH);
  for (const [name, value] of Object.entries(person)) record[SLOT[name as VariableName]] = value;
  const names = { ...unnamed, definitions };
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

describe('a definition', () => {
  const definitions = new Map([[qualifies, 'mother_qualifies']]);

  test('is told by its name, with the part that decides', () => {
    expect(why(qualifies, { months_compulsory_12: 4 }, definitions)).toEqual({
      holds: false,
      condition: 'mother_qualifies: months_compulsory_12 >= qualifying_months',
      text: 'mother_qualifies is false: months_compulsory_12 >= qualifying_months: 4 >= 6',
    });
    expect(why(op('not', qualifies), { months_compulsory_12: 12 }, definitions).text).toBe(
      'mother_qualifies is true: months_compulsory_12 >= qualifying_months: 12 >= 6',
    );
  });

  test('within a definition is told after it', () => {
    const voluntary = op('and', op('not', qualifies), read('voluntary_member'));
    const both = new Map([...definitions, [voluntary, 'in_voluntary']]);
    expect(why(voluntary, { months_compulsory_12: 9 }, both).text).toBe(
      'in_voluntary is false: mother_qualifies is true: months_compulsory_12 >= qualifying_months: 9 >= 6',
    );
    expect(why(voluntary, { months_compulsory_12: 3 }, both).text).toBe(
      'in_voluntary is false: voluntary_member is false',
    );
  });

  test('that fails in another part is another condition', () => {
    const both = op('and', read('poor'), qualifies);
    const named = new Map([[both, 'both']]);
    const conditions = [{}, { poor: 1 }].map((person) => why(both, person, named).condition);
    expect(new Set(conditions).size).toBe(2);
  });

  test('of a number is read by its name, with the variables behind it', () => {
    const wage = op('clamp', read('declared_wage'), number(0), parameter(1));
    const named = new Map([[wage, 'mother_wage']]);
    expect(why(op('greater', wage, number(2_000_000)), { declared_wage: 1_000_000 }, named).text).toBe(
      'mother_wage > 2000000: 1,000,000 > 2,000,000 is false (declared_wage = 1,000,000, limit = 1,500,000)',
    );
    const names = { ...unnamed, definitions: named };
    expect(formulaText(op('multiply', wage, number(2)), names)).toBe('mother_wage * 2');
    expect(formulaText(wage, names)).toBe('clamp(declared_wage, 0, limit)');
  });
});

test('formulas are written as the scenario language has them', () => {
  const sum = op('add', read('quintile'), number(1));
  expect(formulaText(op('multiply', sum, parameter(0)), unnamed)).toBe('(quintile + 1) * qualifying_months');
  expect(formulaText(op('subtract', number(3), op('subtract', number(2), number(1))), unnamed)).toBe(
    '3 - (2 - 1)',
  );
  expect(formulaText(op('not', op('or', read('poor'), read('rural'))), unnamed)).toBe('not (poor or rural)');
  expect(formulaText(op('clamp', read('declared_wage'), number(0), parameter(1)), unnamed)).toBe(
    'clamp(declared_wage, 0, limit)',
  );
});
