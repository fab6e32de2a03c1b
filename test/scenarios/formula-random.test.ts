import { describe, expect, test } from 'vitest';
import type { Expression } from '../../engine/inputs/scenario.js';
import { CATEGORIES, VARIABLES, type VariableName } from '../../engine/inputs/variables.js';
import { compile, conditionOf, HELPERS } from '../../engine/tiers/compile.js';
import { RECORD_LENGTH, SLOT } from '../../engine/tiers/slots.js';
import { checkFormula, fits } from '../../scenarios/formula/check.js';
import { Names } from '../../scenarios/formula/names.js';
import { parseFormula } from '../../scenarios/formula/parse.js';
import type { FormulaMistake } from '../../scenarios/formula/scan.js';
import { BOOLEAN, numberOf, type Type } from '../../scenarios/formula/types.js';
import { LIMITS } from '../../scenarios/limits.js';
import { parseUnit } from '../../scenarios/units.js';
import { diceOf, FormulaGenerator, print, type Tree, treeValue, UNITS } from '../support/random-formulas.js';

const FORMULAS = 100_000;
/** Records against which each formula is held, each with a month of its own for the parameters. */
const RECORDS = 3;

const PARAMETERS = new Map([
  ['coefficient_one', '1'],
  ['limit_months', 'month'],
  ['limit_years', 'year'],
  ['grant', 'VND'],
  ['level', 'VND/month'],
]);

function typeOf(unit: string): Type {
  return unit === 'truth' ? BOOLEAN : numberOf(parseUnit(unit)!);
}

/** Reads a formula as the reader does: its expression, or its mistakes. */
function read(text: string, names: Names): { expression: Expression; type: Type } | FormulaMistake[] {
  const mistakes: FormulaMistake[] = [];
  const mistake = (found: FormulaMistake) => mistakes.push(found);
  const syntax = parseFormula(text, mistake);
  if (!syntax) return mistakes;
  const checked = checkFormula(syntax, names, null, mistake);
  return mistakes.length > 0 ? mistakes : checked;
}

function sound(text: string, unit: string, names: Names) {
  const found = read(text, names);
  if (Array.isArray(found)) throw new Error(`${text}\n${JSON.stringify(found)}`);
  if (!fits(found.type, typeOf(unit))) throw new Error(`${text}\nis no ${unit}`);
  return found;
}

/** Parameters, and definitions of every unit that read them and one another. */
function vocabulary() {
  const dice = diceOf(7);
  const names = new Names();
  [...PARAMETERS].forEach(([name, unit], index) => {
    names.set(name, { kind: 'parameter', index, type: typeOf(unit) });
  });
  const definitions = new Map<string, { readonly unit: string; readonly tree: Tree }>();
  for (const unit of [...Object.keys(UNITS), 'truth', ...Object.keys(UNITS)]) {
    const generator = new FormulaGenerator(dice, { parameters: PARAMETERS, definitions });
    const tree = unit === 'truth' ? generator.truth(3) : generator.number(unit, 2, true);
    const name = `defined_${definitions.size}`;
    const syntax = parseFormula(print(tree, dice), () => undefined)!;
    const checked = checkFormula(syntax, names, null, () => undefined);
    expect(fits(checked.type, typeOf(unit)), print(tree, dice)).toBe(true);
    names.set(name, { kind: 'definition', checked });
    definitions.set(name, { unit, tree });
  }
  return { names, definitions };
}

describe('random formulas', () => {
  const { names, definitions } = vocabulary();
  const dice = diceOf(20260101);
  const generator = new FormulaGenerator(dice, { parameters: PARAMETERS, definitions });

  const parameters = Float64Array.from({ length: PARAMETERS.size * RECORDS }, () => dice(40) - 8);
  const records = Array.from({ length: RECORDS }, () => {
    const record = new Float64Array(RECORD_LENGTH);
    for (const [name, { type }] of Object.entries(VARIABLES)) {
      record[SLOT[name as VariableName]] =
        type.kind === 'boolean' ? dice(2) : type.kind === 'category' ? dice(6) : dice(50) - 2;
    }
    return record;
  });

  function reader(record: number): (name: string) => number {
    const look = (name: string): number => {
      const definition = definitions.get(name);
      if (definition) return treeValue(definition.tree, look);
      const parameter = [...PARAMETERS.keys()].indexOf(name);
      if (parameter >= 0) return parameters[record * PARAMETERS.size + parameter];
      const region = (CATEGORIES.region as readonly string[]).indexOf(name);
      return region >= 0 ? region : records[record][SLOT[name as VariableName]];
    };
    return look;
  }
  const readers = records.map((_, i) => reader(i));

  test(`${FORMULAS} formulas, read and compiled, have the value of the tree they were written from`, {
    timeout: 120_000,
  }, () => {
    const operators = new Set<string>();
    const note = (tree: Tree): void => {
      if (tree.kind === 'operation') operators.add(tree.operator);
      if (tree.kind === 'operation' || tree.kind === 'chain') tree.operands.forEach(note);
    };
    let done = 0;
    let different = 0;
    let nonzero = 0;
    while (done < FORMULAS) {
      const unit = dice(4) === 0 ? 'truth' : generator.unit();
      const depth = 1 + dice(3);
      const tree = unit === 'truth' ? generator.truth(depth) : generator.number(unit, depth, true);
      const values = readers.map((look) => treeValue(tree, look));
      const text = print(tree, dice);
      // Overflow is the engine's to refuse, and the limits have tests of their own.
      if (!values.every(Number.isFinite) || text.length > LIMITS.formulaLength) continue;
      const kernel = compile(sound(text, unit, names).expression);
      records.forEach((record, i) => {
        const value = kernel(record, parameters, i * PARAMETERS.size);
        if (!Object.is(value, values[i])) throw new Error(`${text}\nis ${value}, not ${values[i]}`);
      });
      if (done < 5_000) note(tree);
      if (values[0] !== values[1]) different++;
      if (values[0] !== 0) nonzero++;
      done++;
    }
    // Every operator was tried, and the formulas are no constants.
    expect([...operators].sort()).toEqual(
      [
        ...['abs', 'add', 'and', 'ceil', 'choose', 'clamp', 'divide', 'equal', 'floor', 'greater'],
        ...['greaterOrEqual', 'if', 'less', 'lessOrEqual', 'max', 'min', 'multiply', 'negate', 'not'],
        ...['or', 'round', 'subtract', 'unequal'],
      ].sort(),
    );
    expect(different / FORMULAS).toBeGreaterThan(0.4);
    expect(nonzero / FORMULAS).toBeGreaterThan(0.5);
  });

  test('a condition holds where its value is not 0', () => {
    const conditions: Expression[] = [];
    while (conditions.length < 150) {
      const { expression } = sound(print(generator.truth(2), dice), 'truth', names);
      if (!JSON.stringify(expression).includes('"parameter"')) conditions.push(expression);
    }
    const holds = new Function('h', 'v', `return [${conditions.map((one) => conditionOf(one)).join(', ')}]`);
    for (const record of records) {
      const values = conditions.map((condition) => compile(condition)(record, parameters, 0) !== 0);
      expect(holds(HELPERS, record)).toEqual(values);
    }
  });

  test('a number of another unit in the place of one operand is a mistake of units', () => {
    const shown: string[] = [];
    for (const unit of Object.keys(UNITS)) {
      for (const other of Object.keys(UNITS).filter((name) => name !== unit)) {
        for (const operator of ['+', '-', '<', '==', 'min', 'clamp']) {
          const a = print(generator.number(unit, 1, true), dice, 7);
          const b = print(generator.number(other, 1, true), dice, 7);
          const text = /\w/.test(operator)
            ? `${operator}(${a}, ${b}${operator === 'clamp' ? `, ${a}` : ''})`
            : `${a} ${operator} ${b}`;
          const found = read(text, names);
          if (!Array.isArray(found) || !found.some(({ code }) => code === 'formula-unit')) shown.push(text);
        }
      }
    }
    expect(shown).toEqual([]);
  });
});

describe('choose', () => {
  const names = new Names();
  const value = (text: string, zone: number) => {
    const record = new Float64Array(RECORD_LENGTH);
    record[SLOT.wage_zone] = zone;
    return compile(sound(text, '1', names).expression)(record, new Float64Array(0), 0);
  };

  test.each([
    ['choose(choose(wage_zone, 3, 1), 10, 20, 30)', 1, 30],
    ['choose(choose(wage_zone, 3, 1), 10, 20, 30)', 2, 10],
    ['choose(wage_zone, choose(wage_zone + 1, 1, 2, 3), choose(3 - wage_zone, 7, 8))', 1, 2],
    ['choose(wage_zone, choose(wage_zone + 1, 1, 2, 3), choose(3 - wage_zone, 7, 8))', 2, 7],
    ['choose(if(wage_zone > 2, wage_zone - 2, wage_zone) * 1 + 0 * wage_zone, 5, 6, 9)', 4, 6],
    ['choose(wage_zone / 2, 5, 6, 9)', 5, 6],
    ['choose(0 - wage_zone, 5, 6, 9)', 1, 5],
    ['choose(wage_zone * 100, 5, 6, 9)', 1, 9],
    ['choose(wage_zone, 5)', 3, 5],
  ])('%s in zone %i is %i', (text, zone, expected) => {
    expect(value(text, zone)).toBe(expected);
  });

  test('of a hundred values, at every position and beyond', () => {
    const values = Array.from({ length: 99 }, (_, i) => i * i);
    for (const index of ['wage_zone', 'wage_zone + 0 * (wage_zone + wage_zone + wage_zone + wage_zone)']) {
      const text = `choose(${index}, ${values.join(', ')})`;
      for (let zone = -1; zone <= 101; zone++) {
        expect(value(text, zone)).toBe(values[Math.min(Math.max(zone, 1), 99) - 1]);
      }
    }
  });
});
