import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { entitlementsOf, type Problem, shippedInput } from '../../src/index.js';
import { changed, FAMILY } from './households.js';

const currentLaw = shippedInput('current-law')!;

function problemsOf(text: string, format?: 'yaml' | 'json'): readonly Problem[] {
  const result = entitlementsOf({ text, source: 'family.yaml', format }, currentLaw);
  return result.ok ? [] : result.problems;
}

/** Line and column (from 1) of the first place of `mark` in a text. */
function placeOf(text: string, mark: string): { line: number; column: number } {
  const before = text.slice(0, text.indexOf(mark)).split('\n');
  return { line: before.length, column: before[before.length - 1].length + 1 };
}

interface Mistake {
  readonly change: readonly [from: string, to: string];
  readonly code: string;
  readonly pointer: string;
  /** First text of the place that is shown. */
  readonly at: string;
  readonly nearest?: string;
  readonly says?: string;
}

const LAST_EVENT = '  - birth: { mother: lan, on: 2026-08-20 }\n';
const WORK = '      - { from: 2026-06, scheme: compulsory, wage: 12000000 }\n';
const PERSONS = Array.from({ length: 17 }, (_, n) => `  p${n}: { sex: male, born: 2000-01 }\n`).join('');

const SIX_MORE = ['b', 'c', 'd', 'e', 'f', 'g']
  .map((id) => `  ${id}: { sex: male, born: 2026-08, mother: lan }\n`)
  .join('');

const MISTAKES: readonly Mistake[] = [
  // The month asked about.
  {
    change: ['at: 2026-09', 'at: 2026-13'],
    code: 'wrong-date',
    pointer: '/at',
    at: '2026-13',
    says: 'month 13',
  },
  {
    change: ['at: 2026-09', 'at: soon'],
    code: 'wrong-date',
    pointer: '/at',
    at: 'soon',
    says: 'such as 2026-09',
  },
  { change: ['at: 2026-09', 'at: 2026'], code: 'wrong-type', pointer: '/at', at: '2026' },
  { change: ['at: 2026-09', 'at: 2051-01'], code: 'outside-law-years', pointer: '/at', at: '2051-01' },
  { change: ['at: 2026-09\n', ''], code: 'missing-key', pointer: '/at', at: 'place' },
  // The place.
  {
    change: ['red_river_delta', 'red_river_dleta'],
    code: 'unknown-value',
    pointer: '/place/region',
    at: 'red_river_dleta',
    nearest: 'red_river_delta',
  },
  {
    change: ['area: rural', 'area: rural\n  commune: extremly-difficult'],
    code: 'unknown-value',
    pointer: '/place/commune',
    at: 'extremly-difficult',
    nearest: 'extremely-difficult',
  },
  {
    change: ['area: rural', 'area: rural\n  wage_zone: 5'],
    code: 'out-of-range',
    pointer: '/place/wage_zone',
    at: '5\n',
  },
  {
    change: ['poverty: poor', 'povrty: poor'],
    code: 'unknown-key',
    pointer: '/household/povrty',
    at: 'povrty',
    nearest: 'poverty',
  },
  {
    change: ['income_per_head: 900000', 'income_per_head: 900,000'],
    code: 'wrong-type',
    pointer: '/household/income_per_head',
    at: '900,000',
    says: 'without separators',
  },
  // Dates of persons.
  {
    change: ['1996-04-12', '1996-02-30'],
    code: 'wrong-date',
    pointer: '/persons/lan/born',
    at: '1996-02-30',
    says: '1996-02 has 29 days',
  },
  {
    change: ['an: { sex: female, born: 2026-08-20', 'an: { sex: female, born: 2026-10-20'],
    code: 'born-after',
    pointer: '/persons/an/born',
    at: '2026-10-20',
  },
  {
    change: ['born: 1994-11-30', 'born: 1994-11-30\n    died: 1990-01'],
    code: 'died-before-birth',
    pointer: '/persons/minh/died',
    at: '1990-01',
  },
  {
    change: ['born: 1994-11-30', 'born: 1994-11-30\n    died: 2026-12'],
    code: 'died-after',
    pointer: '/persons/minh/died',
    at: '2026-12',
  },
  // Links.
  {
    change: [
      'hoa: { sex: female, born: 2019-03-08, mother: lan',
      'hoa: { sex: female, born: 2019-03-08, mother: lam',
    ],
    code: 'unknown-person',
    pointer: '/persons/hoa/mother',
    at: 'lam,',
    nearest: 'lan',
  },
  {
    change: ['partner: minh', 'partner: lan'],
    code: 'own-relative',
    pointer: '/persons/lan/partner',
    at: 'lan\n    earlier',
  },
  {
    change: ['born: 1994-11-30', 'born: 1994-11-30\n    partner: hoa'],
    code: 'partner-not-mutual',
    pointer: '/persons/lan/partner',
    at: 'minh\n    earlier',
  },
  {
    change: ['born: 1996-04-12', 'born: 1996-04-12\n    mother: hoa'],
    code: 'circular-descent',
    pointer: '/persons/hoa/mother',
    at: 'lan, father',
  },
  {
    change: [
      'hoa: { sex: female, born: 2019-03-08, mother: lan, father: minh }',
      'hoa: { sex: female, born: 2005-04-08, mother: lan }',
    ],
    code: 'mother-age',
    pointer: '/persons/hoa/mother',
    at: 'lan }\n  duc',
    says: 'lan was 9 at the birth of hoa',
  },
  {
    change: [
      'duc: { sex: male, born: 2024-10-21, mother: lan, father: minh }',
      'duc: { sex: male, born: 2024-10-21, mother: lan, father: duong }\n  duong: { sex: male, born: 2024-12 }',
    ],
    code: 'child-older-than-parent',
    pointer: '/persons/duc/father',
    at: 'duong }',
  },
  {
    change: [
      'duc: { sex: male, born: 2024-10-21, mother: lan',
      'duc: { sex: male, born: 2024-10-21, mother: minh',
    ],
    code: 'wrong-sex',
    pointer: '/persons/duc/mother',
    at: 'minh, father: minh',
  },
  // Work.
  {
    change: ['until: 2026-06', 'until: 2026-08'],
    code: 'overlapping-spells',
    pointer: '/persons/lan/work/1/from',
    at: '2026-06, scheme',
  },
  {
    change: ['until: 2026-06', 'until: 2024-06'],
    code: 'wrong-date',
    pointer: '/persons/lan/work/0/until',
    at: '2024-06, scheme',
    says: 'must come after',
  },
  {
    change: [WORK, WORK.replace('2026-06', '2026-11')],
    code: 'future-months',
    pointer: '/persons/lan/work/1/from',
    at: '2026-11, scheme',
  },
  {
    change: [WORK, WORK.replace('2026-06', '2026-06, until: 2027-01')],
    code: 'future-months',
    pointer: '/persons/lan/work/1/until',
    at: '2027-01',
  },
  {
    change: ['from: 2024-01', 'from: 2008-01'],
    code: 'too-young-to-contribute',
    pointer: '/persons/minh/work/0/from',
    at: '2008-01',
    says: 'minh turns 15 in 2009-11',
  },
  {
    change: ['compulsory: 34', 'compulsory: 340'],
    code: 'too-many-earlier-months',
    pointer: '/persons/lan/earlier_months',
    at: '{ compulsory: 340',
  },
  {
    change: ['scheme: compulsory, wage: 9000000', 'scheme: compulsry, wage: 9000000'],
    code: 'unknown-value',
    pointer: '/persons/lan/work/0/scheme',
    at: 'compulsry',
    nearest: 'compulsory',
  },
  {
    change: ['scheme: compulsory, wage: 9000000', 'scheme: voluntary, wage: 9000000'],
    code: 'unknown-key',
    pointer: '/persons/lan/work/0/wage',
    at: '9000000',
    nearest: 'income',
  },
  {
    change: [', wage: 9000000', ''],
    code: 'missing-key',
    pointer: '/persons/lan/work/0/wage',
    at: '{ from: 2025-01',
  },
  // Events.
  {
    change: ['on: 2026-08-20 }\n', 'on: 2026-08-32 }\n'],
    code: 'wrong-date',
    pointer: '/events/0/birth/on',
    at: '2026-08-32',
    says: '31 days',
  },
  {
    change: ['mother: lan, on:', 'mother: lann, on:'],
    code: 'unknown-person',
    pointer: '/events/0/birth/mother',
    at: 'lann',
    nearest: 'lan',
  },
  {
    change: ['mother: lan, on:', 'mothr: lan, on:'],
    code: 'unknown-key',
    pointer: '/events/0/birth/mothr',
    at: 'mothr',
    nearest: 'mother',
  },
  {
    change: ['- birth:', '- brth:'],
    code: 'unknown-key',
    pointer: '/events/0/brth',
    at: 'brth',
    nearest: 'birth',
  },
  { change: [LAST_EVENT, `${LAST_EVENT}  - {}\n`], code: 'wrong-event', pointer: '/events/1', at: '{}' },
  {
    change: [LAST_EVENT, `${LAST_EVENT}  - birth: { mother: lan, on: 2026-03-20 }\n`],
    code: 'birth-without-child',
    pointer: '/events/1/birth/children',
    at: 'birth: { mother: lan, on: 2026-03',
  },
  {
    change: [LAST_EVENT, LAST_EVENT.replace(' }', ', children: [hoa] }')],
    code: 'birth-month-differs',
    pointer: '/events/0/birth/children/0',
    at: 'hoa] }',
  },
  {
    change: [LAST_EVENT, LAST_EVENT.replace(' }', ', children: [a, b, c, d, e, f, g] }')],
    code: 'out-of-range',
    pointer: '/events/0/birth/children',
    at: '[a, b',
  },
  {
    change: [LAST_EVENT, `${LAST_EVENT}${LAST_EVENT.replace(' }', ', weeks: 38 }')}`],
    code: 'born-twice',
    pointer: '/events/1/birth',
    at: '{ mother: lan, on: 2026-08-20, weeks: 38 }',
  },
  {
    change: [LAST_EVENT, LAST_EVENT.replace(' }', ', weeks: 45 }')],
    code: 'out-of-range',
    pointer: '/events/0/birth/weeks',
    at: '45 }',
  },
  {
    change: [LAST_EVENT, LAST_EVENT.replace(' }', ', weeks: 19 }')],
    code: 'out-of-range',
    pointer: '/events/0/birth/weeks',
    at: '19 }',
  },
  {
    change: [LAST_EVENT, LAST_EVENT.replace(' }', ', leave_from: 2026-09 }')],
    code: 'wrong-leave',
    pointer: '/events/0/birth/leave_from',
    at: '2026-09 }',
  },
  {
    change: [LAST_EVENT, `${LAST_EVENT}  - pregnancy_loss: { mother: lan, on: 2025-11-03, weeks: 46 }\n`],
    code: 'out-of-range',
    pointer: '/events/1/pregnancy_loss/weeks',
    at: '46 }',
  },
  {
    change: [LAST_EVENT, `${LAST_EVENT}  - pregnancy_loss: { mother: lan, on: 2026-11-03, weeks: 6 }\n`],
    code: 'event-after',
    pointer: '/events/1/pregnancy_loss/on',
    at: '2026-11-03',
  },
  {
    change: [LAST_EVENT, `${LAST_EVENT}  - pregnancy_loss: { mother: lan, on: 2023-11-03, weeks: 6 }\n`],
    code: 'outside-law-years',
    pointer: '/events/1/pregnancy_loss/on',
    at: '2023-11-03',
  },
  {
    change: [LAST_EVENT, `${LAST_EVENT}  - pregnancy_loss: { mother: hoa, on: 2025-11-03, weeks: 6 }\n`],
    code: 'mother-age',
    pointer: '/events/1/pregnancy_loss/mother',
    at: 'hoa, on: 2025-11',
  },
  {
    change: [LAST_EVENT, `${LAST_EVENT}  - adoption: { mother: lan, child: an, on: 2026-07-03 }\n`],
    code: 'adopted-before-birth',
    pointer: '/events/1/adoption/on',
    at: '2026-07-03',
  },
  {
    change: ['  an: {', '  kim: { sex: male, born: 2026-08, mother: hoa }\n  an: {'],
    code: 'mother-age',
    pointer: '/persons/kim/mother',
    at: 'hoa }',
  },
  {
    change: ['hoa: { sex: female, born: 2019-03-08, mother: lan', 'hoa: { sex: female, born: 2005-03-08'],
    code: 'father-age',
    pointer: '/persons/hoa/father',
    at: 'minh }\n  duc',
  },
  {
    change: ['born: 1994-11-30', 'born: 1994-11-30\n    died: 2025-05'],
    code: 'born-after-death',
    pointer: '/persons/an/father',
    at: 'minh }\n  hue',
  },
  {
    change: [
      LAST_EVENT,
      LAST_EVENT.replace('mother: lan', 'mother: minh').replace(' }', ', children: [kim] }'),
    ],
    code: 'wrong-sex',
    pointer: '/events/0/birth/mother',
    at: 'minh, on',
  },
  {
    change: [LAST_EVENT, LAST_EVENT.replace(' }', ', father: hoa }')],
    code: 'wrong-sex',
    pointer: '/events/0/birth/father',
    at: 'hoa }',
  },
  {
    change: [LAST_EVENT, '  - birth: { mother: hue, on: 2026-08-20, children: [an] }\n'],
    code: 'not-her-child',
    pointer: '/events/0/birth/children/0',
    at: 'an] }',
  },
  {
    change: ['earlier_months', 'died: 2026-05\n    earlier_months'],
    code: 'event-after-death',
    pointer: '/events/0/birth/on',
    at: '2026-08-20 }\n',
  },
  {
    change: ['  an: {', `${SIX_MORE}  an: {`],
    code: 'too-many-children',
    pointer: '/events/0/birth',
    at: '{ mother: lan, on',
  },
  // As a whole.
  { change: ['events:', `${PERSONS}events:`], code: 'too-many', pointer: '/persons', at: 'persons' },
  { change: ['  minh:\n', '  "m nh":\n'], code: 'wrong-name', pointer: '/persons/m nh', at: '\n' },
];

describe('mistakes in a household', () => {
  test('the household that the cases change is sound', () => {
    expect(problemsOf(FAMILY)).toEqual([]);
  });

  test.each(MISTAKES)('$code at $pointer', ({ change, code, pointer, at, nearest, says }) => {
    const text = changed(change[0], change[1]);
    const problems = problemsOf(text);
    const found = problems.find((problem) => problem.code === code && problem.pointer === pointer);
    expect(problems.map((problem) => `${problem.code} ${problem.pointer}`)).toContain(`${code} ${pointer}`);
    expect(found).toMatchObject({ source: 'family.yaml', nearest: nearest ?? null });
    expect(found?.message.length).toBeGreaterThan(20);
    if (says) expect(found?.message).toContain(says);
    if (at !== '\n') expect(found).toMatchObject(placeOf(text, at));
  });

  test('each of them stands alone, but for what it entails', () => {
    // A renamed or lost person, a changed birth or an overlap brings others with it.
    const entailing = [
      'event-after-death',
      'wrong-sex',
      'not-her-child',

      'too-many',
      'wrong-name',
      'overlapping-spells',
      'outside-law-years',
      'out-of-range',
      'born-after',
    ];
    for (const { change, code, pointer } of MISTAKES) {
      if (entailing.includes(code)) continue;
      expect(
        problemsOf(changed(change[0], change[1])).map((problem) => `${problem.code} ${problem.pointer}`),
      ).toEqual([`${code} ${pointer}`]);
    }
  });

  test('a year of thirteen months is told with the overlap', () => {
    const text = changed('from: 2026-06, scheme', 'from: 2025-12, scheme').replace(
      'until: 2026-06',
      'until: 2026-01',
    );
    expect(problemsOf(text)).toMatchObject([
      { code: 'overlapping-spells', pointer: '/persons/lan/work/1/from' },
      {
        code: 'too-many-months',
        pointer: '/persons/lan/work',
        message: expect.stringContaining('13 months of contributions in 2025'),
      },
    ]);
  });

  test('one reading tells all mistakes', () => {
    const text = FAMILY.replace('red_river_delta', 'red_river')
      .replace('sex: male\n', 'sex: man\n')
      .replace('1996-04-12', '1996-13-12')
      .replace('wage: 10000000', 'wage: a lot')
      .replace('mother: lan, on:', 'mother: lana, on:')
      .concat('extra: 1\n');
    expect(
      problemsOf(text)
        .map(({ code }) => code)
        .sort(),
    ).toEqual([
      'unknown-key',
      'unknown-person',
      'unknown-value',
      'unknown-value',
      'wrong-date',
      'wrong-type',
    ]);
  });

  test('JSON has the same places', () => {
    const text =
      '{\n  "at": "2026-09",\n  "place": { "region": "south_est", "area": "urban" },\n  "persons": { "a": { "sex": "male", "born": "2000-01" } }\n}';
    expect(problemsOf(text, 'json')).toMatchObject([
      { code: 'unknown-value', pointer: '/place/region', line: 3, column: 24, nearest: 'south_east' },
    ]);
  });

  test.each(['', 'at', '- 1', 'at: [', 'persons: 5', '{"at": 1', '\u0000', 'a: &a [*a, *a]'])(
    '%j is no household',
    (text) => {
      const problems = problemsOf(text);
      expect(problems.length).toBeGreaterThan(0);
      for (const { message } of problems) expect(message).not.toContain('scenario');
    },
  );

  test('the scenario and the household are told together', () => {
    const scenario = { text: 'id: x\n', source: 'x.yaml' };
    const result = entitlementsOf({ text: changed('red_river_delta', 'nowhere') }, scenario, {
      at: '2026-00',
    });
    const pointers = result.ok ? [] : result.problems.map(({ pointer }) => pointer);
    expect(pointers).toEqual(expect.arrayContaining(['/at', '/title', '/place/region']));
  });

  test('whatever value comes, it is answered and left as it was', () => {
    const word = fc.constantFrom('lan', 'minh', '2026-08', '2026-08-20', 'female', 'compulsory', 'soon', '');
    const { value } = fc.letrec((tie) => ({
      leaf: fc.oneof(word, fc.integer(), fc.double(), fc.boolean(), fc.constant(null)),
      value: fc.oneof(
        { maxDepth: 6 },
        tie('leaf'),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(
          fc.constantFrom(
            'at',
            'place',
            'persons',
            'events',
            'birth',
            'mother',
            'work',
            'from',
            'lan',
            'toString',
          ),
          tie('value'),
          {
            maxKeys: 5,
            noNullPrototype: true,
          },
        ),
      ),
    }));
    const household = fc.record({
      at: fc.oneof(fc.constant('2026-09'), value),
      place: fc.oneof(fc.constant({ region: 'south_east', area: 'urban' }), value),
      persons: fc.dictionary(
        word,
        fc.oneof(fc.record({ sex: fc.constant('female'), born: word, mother: word, work: value }), value),
        { noNullPrototype: true },
      ),
      events: fc.array(
        fc.oneof(
          fc.record({ birth: fc.record({ mother: word, on: word, children: fc.array(word) }) }),
          value,
        ),
        { maxLength: 3 },
      ),
    });
    fc.assert(
      fc.property(fc.oneof(household, value), (given) => {
        const before = JSON.stringify(given);
        const result = entitlementsOf({ value: given }, currentLaw);
        expect(result.ok || result.problems.length > 0).toBe(true);
        expect(JSON.stringify(given)).toBe(before);
      }),
      { seed: 7, numRuns: 1_000 },
    );
  });
});
