import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Expression } from '../../engine/inputs/scenario.js';
import { readScenario, resolveScenario } from '../../scenarios/index.js';
import { apply, evaluate, type Person } from '../support/evaluate.js';

const flat = { firstYear: 2025, price: Float64Array.of(1), wage: Float64Array.of(1) };

/** The only parameter: one dong, which makes money of a plain number. */
const dong = () => 1;

/** The expression that a formula of plain numbers becomes in a birth tier, paid in dong. */
function amountOf(formula: string): Expression {
  const result = readScenario(amountFile(`(${formula}) * dong`), { format: 'json', find: () => undefined });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return resolveScenario(result.scenario, flat).tiers[0].amount;
}

function amountFile(amount: string): string {
  return JSON.stringify({
    id: 'probe',
    title: { en: 'Probe', vi: 'Thử' },
    country: 'viet-nam',
    parameters: {
      dong: {
        unit: 'VND',
        meaning: 'one dong',
        mark: 'assumption',
        reference: 'test',
        values: [{ from: '2024-01', value: 1 }],
      },
    },
    tiers: {
      probe: {
        title: { en: 'Probe', vi: 'Thử' },
        branch: 'maternity',
        kind: 'non-contributory',
        unit: 'birth',
        from: '2024-01',
        eligibility: true,
        amount,
        take_up: 'full',
        financing: 'state-budget',
        mark: 'assumption',
        reference: 'test',
      },
    },
  });
}

/** A formula with the value that it must have for the person below. */
interface Sample {
  readonly text: string;
  readonly value: number;
}

const person: Person = { children_born: 2, living_children: 3, wage_zone: 4, urban: true, poor: false };

const binary = (
  left: Sample,
  sign: string,
  right: Sample,
  operator: Parameters<typeof apply>[0],
): Sample => ({
  text: `(${left.text} ${sign} ${right.text})`,
  value: apply(operator, [left.value, right.value]),
});
const call = (name: Parameters<typeof apply>[0], values: readonly Sample[]): Sample => ({
  text: `${name}(${values.map(({ text }) => text).join(', ')})`,
  value: apply(
    name,
    values.map(({ value }) => value),
  ),
});

const { number } = fc.letrec<{ number: Sample; truth: Sample }>((tie) => ({
  number: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.integer({ min: 0, max: 1_000 }).map((value) => ({ text: String(value), value })),
    fc.constantFrom<Sample>(
      { text: 'children_born', value: 2 },
      { text: 'living_children', value: 3 },
      { text: 'wage_zone', value: 4 },
      { text: '0.25', value: 0.25 },
      { text: '1e3', value: 1000 },
    ),
    fc.tuple(tie('number'), tie('number')).map(([a, b]) => binary(a, '+', b, 'add')),
    fc.tuple(tie('number'), tie('number')).map(([a, b]) => binary(a, '-', b, 'subtract')),
    fc.tuple(tie('number'), tie('number')).map(([a, b]) => binary(a, '*', b, 'multiply')),
    fc.tuple(tie('number'), tie('number')).map(([a, b]) => binary(a, '/', b, 'divide')),
    tie('number').map(({ text, value }) => ({ text: `(-${text})`, value: -value })),
    fc
      .tuple(fc.constantFrom('floor', 'ceil', 'round', 'abs' as const), tie('number'))
      .map(([name, a]) => call(name as 'floor', [a])),
    fc
      .tuple(fc.constantFrom('min', 'max'), fc.array(tie('number'), { minLength: 2, maxLength: 3 }))
      .map(([name, values]) => call(name as 'min', values)),
    fc.tuple(tie('number'), tie('number'), tie('number')).map((values) => call('clamp', values)),
    fc.tuple(tie('number'), tie('number'), tie('number')).map((values) => call('choose', values)),
    fc.tuple(tie('truth'), tie('number'), tie('number')).map((values) => call('if', values)),
    fc.tuple(tie('truth'), tie('number'), tie('number')).map(([a, b, c]) => ({
      text: `(${a.text} ? ${b.text} : ${c.text})`,
      value: apply('if', [a.value, b.value, c.value]),
    })),
  ),
  truth: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.constantFrom<Sample>(
      { text: 'true', value: 1 },
      { text: 'false', value: 0 },
      { text: 'urban', value: 1 },
      { text: 'poor', value: 0 },
    ),
    fc
      .tuple(
        tie('number'),
        fc.constantFrom(
          ['<', 'less'] as const,
          ['<=', 'lessOrEqual'] as const,
          ['>', 'greater'] as const,
          ['>=', 'greaterOrEqual'] as const,
          ['==', 'equal'] as const,
          ['!=', 'unequal'] as const,
        ),
        tie('number'),
      )
      .map(([a, [sign, operator], b]) => binary(a, sign, b, operator)),
    fc.tuple(tie('truth'), tie('truth')).map(([a, b]) => binary(a, 'and', b, 'and')),
    fc.tuple(tie('truth'), tie('truth')).map(([a, b]) => binary(a, 'or', b, 'or')),
    tie('truth').map(({ text, value }) => ({ text: `(not ${text})`, value: apply('not', [value]) })),
  ),
}));

describe('formulas', () => {
  test('a formula that is printed, read and evaluated has the value of the direct computation', () => {
    fc.assert(
      fc.property(
        number.filter(({ text }) => text.length < 1_500 && (text.match(/\(/g)?.length ?? 0) < 40),
        ({ text, value }) => {
          expect(evaluate(amountOf(text), person, dong)).toBe(value);
        },
      ),
      { numRuns: 500 },
    );
  });

  test.each([
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['10 - 4 - 3', 3],
    ['24 / 4 / 2', 3],
    ['-2 * -3', 6],
    ['1 < 2 and not (2 < 1) ? 5 : 6', 5],
    ['if(1 <= children_born < 3, 10, 20)', 10],
    ['if(3 >= children_born > 2, 10, 20)', 20],
    ['if(region == south_east, 10, 20)', 10],
    ['if(region != red_river_delta, 10, 20)', 10],
    ['choose(children_born, 7, 8, 9)', 8],
    ['1\n+ 2', 3],
    ['urban == poor ? 1 : 2', 2],
  ])('%s is %i', (text, value) => {
    expect(evaluate(amountOf(text), { ...person, region: 4 }, dong)).toBe(value);
  });

  test('no text, as a formula or as a file, makes the reader throw', () => {
    const alphabet = fc.oneof(
      fc.string({ maxLength: 60 }),
      fc
        .array(
          fc.constantFrom(
            '(',
            ')',
            '1',
            'a',
            'urban',
            ' ',
            '+',
            '?',
            ':',
            ',',
            'not ',
            'if(',
            '==',
            '-',
            '.',
            '\n',
          ),
          {
            maxLength: 40,
          },
        )
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(alphabet, (text) => {
        const tier = amountFile(text);
        expect(() => readScenario(tier, { format: 'json', find: () => undefined })).not.toThrow();
        for (const format of ['yaml', 'json'] as const) {
          expect(readScenario(text, { format, find: () => undefined }).ok).toBe(false);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
