import { describe, expect, test } from 'vitest';
import {
  citationsOf,
  findShipped,
  readScenario,
  resolveScenario,
  shippedScenarios,
} from '../../scenarios/index.js';
import { shippedParts } from '../../scenarios/shipped.js';

const FLAT = { firstYear: 2025, price: Float64Array.of(1), wage: Float64Array.of(1) };

const BASE = `id: base
title: { en: Base, vi: Gốc }
country: viet-nam
parameters:
  level:
    unit: VND
    meaning: the grant
    mark: official
    reference: Decree 1
    values:
      - { from: 2020-01, value: 100 }
      - { from: 2024-01, value: 200, mark: reported, reference: a newspaper }
definitions:
  needy: poor or near_poor
`;
const LATER = `id: later
title: { en: Later, vi: Sau }
parameters:
  level:
    mark: derived
    reference: Decree 2
    values: [{ from: 2026-07, value: 300 }]
`;
const GRANTS = `id: grants
title: { en: Grants, vi: Trợ cấp }
tiers:
  grant:
    title: { en: Grant, vi: Trợ cấp }
    branch: maternity
    kind: non-contributory
    unit: birth
    from: 2024-01
    eligibility: needy
    amount: level
    take_up: full
    financing: state-budget
    mark: assumption
    reference: none
`;
const WHOLE = `id: whole
title: { en: Whole, vi: Toàn bộ }
country: viet-nam
compose: [law/base, law/later, law/grants]
`;
const PARTS = { base: BASE, later: LATER, grants: GRANTS };

function read(changes: Partial<Record<string, string>> = {}, text = WHOLE) {
  const files: Partial<Record<string, string>> = { ...PARTS, ...changes };
  return readScenario(text, {
    source: 'whole.yaml',
    find: (id) => {
      const found = files[id.replace('law/', '')];
      return found === undefined || !id.startsWith('law/')
        ? undefined
        : { text: found, source: `law/${id.slice(4)}.yaml` };
    },
  });
}

function sound(changes: Partial<Record<string, string>> = {}, text = WHOLE) {
  const result = read(changes, text);
  if (!result.ok) throw new Error(JSON.stringify(result.problems, null, 2));
  return result.scenario;
}

/** The line of a file in which a text stands, from 1. */
const lineOf = (file: string, text: string) => file.slice(0, file.indexOf(text)).split('\n').length;

describe('compose', () => {
  test('puts the parts of the law together, in their order', () => {
    const scenario = resolveScenario(sound(), FLAT);
    expect(scenario.tiers.map(({ id }) => id)).toEqual(['grant']);
    const [{ name, values }] = scenario.parameters;
    expect(name).toBe('level');
    // January 2024 is the first month of the law, July 2026 the 31st.
    expect([values[0], values[29], values[30]]).toEqual([200, 200, 300]);
  });

  test('values of a later file are appended, each with its own mark and reference', () => {
    expect(citationsOf(sound()).parameters[0].map(({ mark, reference }) => `${mark}: ${reference}`)).toEqual([
      'official: Decree 1',
      'reported: a newspaper',
      'derived: Decree 2',
    ]);
  });

  test('uprating of the earlier file goes on from the last value of all', () => {
    const uprated = BASE.replace(
      'definitions:',
      '    uprating: { with: prices, from: 2027-01 }\ndefinitions:',
    );
    const growing = { firstYear: 2025, price: Float64Array.of(1, 1, 1.5), wage: Float64Array.of(1) };
    const [{ values }] = resolveScenario(sound({ base: uprated }), growing).parameters;
    expect([values[35], values[36]]).toEqual([300, 450]);
  });

  test('the scenario has the last word over its parts', () => {
    const own = `${WHOLE}parameters:
  level: { mark: assumption, reference: mine, values: [{ from: 2020-01, value: 7 }] }
`;
    const [{ values }] = resolveScenario(sound({}, own), FLAT).parameters;
    expect([values[0], values[30]]).toEqual([7, 7]);
  });

  test('the hash is that of the content: a part changes it, the cut into parts does not', () => {
    const { hash } = sound();
    expect(sound({ later: LATER.replace('value: 300', 'value: 301') }).hash).not.toBe(hash);
    expect(sound({ later: LATER.replace('Decree 2', 'Decree 3') }).hash).not.toBe(hash);
    expect(sound({ later: `# a remark\n${LATER}` }).hash).toBe(hash);
    const joined = BASE + GRANTS.slice(GRANTS.indexOf('tiers:'));
    const two = WHOLE.replace('[law/base, law/later, law/grants]', '[law/base, law/later]');
    expect(sound({ base: joined }, two).hash).toBe(hash);
  });
});

describe('what compose refuses', () => {
  test.each([
    ['2024-01', 'overlapping-dates', 'after 2024-01'],
    ['2023-07', 'unsorted-dates', 'after 2024-01'],
  ])('a value from %s, in the file and line of that value: %s', (from, code, expected) => {
    const later = LATER.replace('2026-07', from);
    expect(read({ later })).toMatchObject({
      ok: false,
      problems: [
        {
          code,
          pointer: '/parameters/level/values/0/from',
          source: 'law/later.yaml',
          line: lineOf(later, 'values: [{'),
          found: from,
          expected,
        },
      ],
    });
  });

  test('a value that begins before the earlier one has ended', () => {
    const base = BASE.replace('{ from: 2024-01, value: 200,', '{ from: 2024-01, until: 2027-01, value: 200,');
    expect(read({ base })).toMatchObject({
      problems: [
        { code: 'overlapping-dates', source: 'law/later.yaml', expected: '2027-01 or later' },
        // Without it the earlier value ends, and nothing follows.
        { code: 'parameter-undated', source: 'law/grants.yaml' },
      ],
    });
  });

  test('values without a mark and reference', () => {
    const later = LATER.replace('    mark: derived\n    reference: Decree 2\n', '');
    expect(read({ later })).toMatchObject({
      problems: [
        { code: 'missing-key', pointer: '/parameters/level/mark', source: 'law/later.yaml' },
        { code: 'missing-key', pointer: '/parameters/level/reference', source: 'law/later.yaml' },
      ],
    });
    const each = later.replace('value: 300', 'value: 300, mark: derived, reference: Decree 2');
    expect(citationsOf(sound({ later: each })).parameters[0].at(-1)?.reference).toBe('Decree 2');
  });

  test('what a parameter is, said twice', () => {
    const later = LATER.replace('    mark: derived', '    unit: VND\n    mark: derived');
    expect(read({ later })).toMatchObject({
      problems: [{ code: 'wrong-key', pointer: '/parameters/level/unit', source: 'law/later.yaml', line: 5 }],
    });
  });

  test.each([
    ['tier', '/tiers/grant', GRANTS.slice(GRANTS.indexOf('tiers:'))],
    ['definition', '/definitions/needy', 'definitions:\n  needy: poor\n'],
  ])('a %s that stands in two parts', (_, pointer, text) => {
    const later = LATER + text;
    const order = WHOLE.replace('law/later, law/grants', 'law/grants, law/later');
    expect(read({ later }, order)).toMatchObject({
      problems: [
        {
          code: 'duplicate-name',
          pointer,
          source: 'law/later.yaml',
          line: lineOf(later, `  ${pointer.split('/')[2]}:`),
        },
      ],
    });
  });

  test('an unknown part, with the nearest of those that are there', () => {
    const text = WHOLE.replace('law/later', 'law/base-salery');
    const found = readScenario(text, { source: 'whole.yaml', find: (id) => findShipped(id, null) });
    expect(found).toMatchObject({ ok: false });
    expect(read({}, WHOLE.replace('law/later', 'law/lather'))).toMatchObject({
      problems: [{ code: 'unknown-extends', pointer: '/compose/1', line: 4, found: 'law/lather' }],
    });
    const onlySalary = text.replace('[law/base, law/base-salery, law/grants]', '[law/base-salery]');
    expect(readScenario(onlySalary, { find: (id) => findShipped(id, null) })).toMatchObject({
      problems: [{ code: 'unknown-extends', pointer: '/compose/0', nearest: 'law/base-salary' }],
    });
  });

  test.each([
    ['extends', 'extends: current-law\n'],
    ['compose', 'compose: [law/grants]\n'],
    ['projection', 'projection: { fertility: low }\n'],
    ['behaviour', 'behaviour: { joining_elasticity: 1 }\n'],
  ])('%s inside a part', (key, text) => {
    const later = LATER + text;
    expect(read({ later })).toMatchObject({
      problems: [
        { code: 'wrong-key', pointer: `/${key}`, source: 'law/later.yaml', line: lineOf(later, text) },
      ],
    });
  });

  test('a part that does not parse, in its own file', () => {
    expect(read({ later: 'id: later\ntitle: { en: Later\n' })).toMatchObject({
      problems: [{ code: 'yaml-syntax', source: 'law/later.yaml' }],
    });
    expect(read({ later: '' })).toMatchObject({ problems: [{ code: 'empty', source: 'law/later.yaml' }] });
  });

  test('a part of another id than its name', () => {
    expect(read({ later: LATER.replace('id: later', 'id: latest') })).toMatchObject({
      problems: [{ code: 'wrong-id', pointer: '/id', source: 'law/later.yaml', expected: 'later' }],
    });
  });

  test('a mistake in a part is told once, in its own file and line', () => {
    const grants = GRANTS.replace('amount: level', 'amount: levle');
    expect(read({ grants })).toMatchObject({
      problems: [
        { source: 'law/grants.yaml', pointer: '/tiers/grant/amount', line: lineOf(grants, 'amount:') },
      ],
    });
  });

  test.each([['../../etc/passwd'], ['/etc/passwd'], ['law/../../secret'], ['a/b/c']])(
    'the path %s',
    (name) => {
      const text = WHOLE.replace('law/later', `'${name}'`);
      const result = readScenario(text, { source: 'whole.yaml', find: (id, from) => findShipped(id, from) });
      expect(result).toMatchObject({ ok: false });
      expect(JSON.stringify(result)).not.toContain('root:');
      expect(findShipped(name, 'whole.yaml')).toBeUndefined();
    },
  );
});

describe('the law that ships', () => {
  test('every law file stands in a scenario, and in none twice', () => {
    const used = shippedScenarios().flatMap(({ text }) => {
      const composed = [...text.matchAll(/\blaw\/[a-z-]+(?=[\],\n])/g)].map(([name]) => name);
      expect(new Set(composed).size).toBe(composed.length);
      return composed;
    });
    expect([...new Set(used)].sort()).toEqual(shippedParts().toSorted());
  });

  test('the Population Law adds its values to those of the insurance law, with its own reference', () => {
    const shipped = findShipped('current-law', null);
    const result = readScenario(shipped?.text ?? '', { source: shipped?.source ?? '', find: findShipped });
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    const scenario = resolveScenario(result.scenario, FLAT);
    const place = scenario.parameters.findIndex(({ name }) => name === 'second_child_extra_leave');
    expect(citationsOf(result.scenario).parameters[place].map(({ reference }) => reference)).toEqual([
      'Law 58/2014/QH13; Law 41/2024/QH15',
      'Population Law 113/2025/QH15',
    ]);
  });
});
