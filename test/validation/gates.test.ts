import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { makePopulation, NOBODY } from '../../engine/population/columns.js';
import { formatDistance, formatFigure, formatTolerance } from '../../tools/validate/format.js';
import { type Gate, readExplanations, readGates } from '../../tools/validate/gates.js';
import { judge } from '../../tools/validate/judge.js';
import { lifeExpectancy } from '../../tools/validate/measure-demography.js';
import { typeOf } from '../../tools/validate/measure-households.js';
import { gini } from '../../tools/validate/measure-income.js';
import { validationPage } from '../../tools/validate/report.js';
import { simulate } from '../../tools/validate/simulate.js';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const file = readGates(read('test/validation/gates.yaml'));

describe('gates.yaml', () => {
  test('ids are unique', () => {
    const ids = file.gates.map(({ id }) => id);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  });

  test('every sourced figure stands under a gate or out of domain, not under both', () => {
    const gated = new Set(file.gates.flatMap(({ rows }) => rows));
    const outside = file.outOfDomain.map(({ row }) => row);
    const known = Object.keys(file.rows);
    expect(known.filter((row) => !gated.has(row) && !outside.includes(row))).toEqual([]);
    expect(outside.filter((row) => gated.has(row))).toEqual([]);
    expect([...gated, ...outside].filter((row) => !known.includes(row))).toEqual([]);
  });

  test('every explanation speaks of a gate', () => {
    const ids = new Set(file.gates.map(({ id }) => id));
    const explained = [...readExplanations(read('tools/validate/explanations.yaml')).keys()];
    expect(explained.filter((id) => !ids.has(id))).toEqual([]);
  });

  test('every gate is measured', () => {
    const { measures } = simulate(20_000, 'gates');
    const missing = judge(file.gates, measures).filter(({ outcome }) => outcome === 'missing');
    expect(missing.map(({ gate }) => gate.id)).toEqual([]);
  });

  const sound = `
    { id: a, what: a, year: 2025, target: 1, tolerance: { absolute: 0.1 }, unit: ratio, source: s, mark: official,
      group: g, calibrated: true, rows: [] }`;
  const reading = (gate: string) => () =>
    readGates(`{ defaults: {}, gates: [${gate}], rows: {}, out_of_domain: [] }`);

  test('a gate without source, mark, tolerance or a word on calibration is refused', () => {
    expect(reading(sound)).not.toThrow();
    for (const part of [
      'source: s,',
      'mark: official,',
      'tolerance: { absolute: 0.1 },',
      'calibrated: true,',
    ]) {
      expect(reading(sound.replace(part, '')), part).toThrow();
    }
    expect(reading(sound.replace('absolute: 0.1', 'absolute: 0'))).toThrow();
    expect(reading(sound.replace('calibrated: true', 'calibrated: true, not_tuned_on: s'))).toThrow();
  });
});

const gate = (id: string, changes: Partial<Gate>): Gate => ({
  id,
  what: `the ${id}`,
  year: 2025,
  target: 0.5,
  tolerance: { absolute: 0.01 },
  unit: 'share',
  source: 'a source',
  mark: 'official',
  group: 'labour',
  calibrated: true,
  rows: [],
  ...changes,
});

describe('judging', () => {
  const outcome = (changes: Partial<Gate>, model: number, target?: number) =>
    judge([gate('one', changes)], {
      figures: new Map([['one', model]]),
      targets: new Map(target === undefined ? [] : [['one', target]]),
    })[0].outcome;

  test('absolute tolerance, with its bounds', () => {
    expect(outcome({ tolerance: { absolute: 0.125 } }, 0.625)).toBe('pass');
    expect(outcome({ tolerance: { absolute: 0.125 } }, 0.376)).toBe('pass');
    expect(outcome({ tolerance: { absolute: 0.125 } }, 0.626)).toBe('fail');
  });

  test('relative tolerance, of a negative target too', () => {
    expect(outcome({ target: -100, tolerance: { relative: 0.1 } }, -91)).toBe('pass');
    expect(outcome({ target: -100, tolerance: { relative: 0.1 } }, -89)).toBe('fail');
  });

  test('a range', () => {
    expect(outcome({ tolerance: { range: [0.45, 0.5] } }, 0.45)).toBe('pass');
    expect(outcome({ tolerance: { range: [0.45, 0.5] } }, 0.51)).toBe('fail');
  });

  test('a computed target, and one that was not computed', () => {
    expect(outcome({ target: 'rates' }, 0.3, 0.3)).toBe('pass');
    expect(outcome({ target: 'rates' }, 0.3)).toBe('missing');
    expect(outcome({}, Number.NaN)).toBe('missing');
  });
});

describe('the report', () => {
  const gates = [
    gate('good', {}),
    gate('bad', { calibrated: null, not_tuned_on: 'free', what: 'a | b' }),
    gate('worse', { calibrated: null, not_tuned_on: 'free' }),
    gate('printed', { target: null, tolerance: undefined, group: 'careers' } as Partial<Gate>),
    gate('absent', { unit: 'persons', target: 1000, tolerance: { relative: 0.1 } }),
  ];
  const verdicts = judge(gates, {
    figures: new Map([
      ['good', 0.505],
      ['bad', 0.6],
      ['worse', 0.4],
      ['printed', 0.25],
    ]),
    targets: new Map(),
  });
  const page = validationPage(
    {
      gates,
      rows: { rain: 'rainfall' },
      outOfDomain: [{ row: 'rain', reason: 'It does not rain in the model.' }],
    },
    verdicts,
    new Map([['bad', 'Known and not repaired.']]),
    { engineVersion: '1', countryHash: '0123456789abcdef', seed: 's', persons: 10, blocks: 1 },
    [{ file: 'images/validation/a.svg', title: 'A' }],
  );

  test('counts what holds, and what holds of the independent gates', () => {
    expect(page).toContain('**1 of 4 gates within tolerance**; 1 more figures');
    expect(page).toContain('0 of 2 hold.');
  });

  test('one row a gate, failures in bold', () => {
    expect(page).toContain(
      '| the good | 2025 | 50.50 % | 50.00 % | +0.50 pts | ±1 pts | pass | official: a source | calibrated |',
    );
    expect(page).toContain('| a \\| b | 2025 | 60.00 % | 50.00 % | +10.00 pts | ±1 pts | **FAIL** |');
    expect(page).toContain('| the printed | 2025 | 25.00 % | - | - | - | no target |');
    expect(page).toContain('| the absent | 2025 | - | 1 000 | - | ±10 % | **not measured** |');
  });

  test('failures with their reasons, or the admission that there is none', () => {
    expect(page).toContain('**a | b** (2025): 60.00 % against 50.00 %\n\nKnown and not repaired.');
    expect(page).toContain('**the worse** (2025): 40.00 % against 50.00 %');
    expect(page).toMatch(/the worse[^#]*the absent[^#]*Not yet explained\./);
  });

  test('what is out of domain, and pictures', () => {
    expect(page).toContain('| rainfall | It does not rain in the model. |');
    expect(page).toContain('![A](images/validation/a.svg)');
  });

  test('figures, distances and tolerances in the unit of the gate', () => {
    expect(formatFigure(1_234_567.8, 'persons')).toBe('1 234 568');
    expect(formatFigure(27.21, 'years')).toBe('27.2');
    const migration = gate('m', { target: -100, tolerance: { relative: 0.1 }, unit: 'persons' });
    expect(formatDistance(migration, -90, -100)).toBe('+10.00 %');
    expect(formatTolerance(gate('r', { tolerance: { range: [0.45, 0.5] } }))).toBe('45.00 % to 50.00 %');
  });
});

describe('measuring', () => {
  test('Gini: equal incomes 0, one of four has everything 0.75', () => {
    expect(gini(Float64Array.of(2, 2, 2, 2))).toBeCloseTo(0, 12);
    expect(gini(Float64Array.of(0, 0, 0, 8))).toBeCloseTo(0.75, 12);
  });

  test('households by the generations that live in them', () => {
    const people = makePopulation(8);
    for (const links of [people.mother, people.father, people.partner]) links.fill(NOBODY);
    const [wife, husband, child, elder, lodger] = [0, 1, 2, 3, 4];
    people.age.set([35, 37, 8, 66, 34]);
    people.sex.set([1, 0, 0, 1, 0]);
    people.partner[wife] = husband;
    people.partner[husband] = wife;
    people.mother[child] = wife;
    people.father[child] = husband;
    expect(typeOf(people, wife, [wife])).toBe('single');
    expect(typeOf(people, wife, [wife, husband])).toBe('couple');
    expect(typeOf(people, wife, [wife, husband, child])).toBe('couple-children');
    expect(typeOf(people, wife, [wife, child])).toBe('mother-children');
    expect(typeOf(people, husband, [husband, child])).toBe('father-children');
    // The elder is linked to nobody: her age makes the third generation.
    expect(typeOf(people, wife, [wife, husband, child, elder])).toBe('three');
    expect(typeOf(people, wife, [wife, husband, elder])).toBe('other');
    expect(typeOf(people, wife, [wife, lodger])).toBe('other');
  });

  test('life expectancy under a constant death rate is its inverse', () => {
    const residents = new Float64Array(101).fill(1000);
    expect(lifeExpectancy(new Float64Array(101).fill(20), residents)).toBeCloseTo(50, 9);
  });
});
