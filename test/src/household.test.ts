import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { answerDocument } from '../../src/household/json.js';
import { SITUATION_SCHEMA } from '../../src/household/schema.js';
import {
  type EntitlementsOptions,
  entitlementsOf,
  type HouseholdAnswer,
  shippedInput,
} from '../../src/index.js';
import { cli } from './cli-process.js';
import { changed, FAMILY } from './households.js';
import { reform } from './reforms.js';

const currentLaw = shippedInput('current-law')!;

function answerTo(text: string, options: EntitlementsOptions = {}, scenario = currentLaw): HouseholdAnswer {
  const result = entitlementsOf({ text, source: 'family.yaml' }, scenario, options);
  if (!result.ok) throw new Error(JSON.stringify(result.problems, null, 2));
  return result.answer;
}

/** Tiers that give something, by case: `an child-tier: 500000`. */
function given({ entitlements }: HouseholdAnswer): Record<string, number> {
  return Object.fromEntries(
    entitlements
      .filter(({ entitled }) => entitled)
      .map(({ about, tier, amount }) => [`${about.person} ${tier}`, amount]),
  );
}

function one(answer: HouseholdAnswer, tier: string, person?: string) {
  const found = answer.entitlements.filter(
    (entitlement) =>
      entitlement.tier === tier && (person === undefined || entitlement.about.person === person),
  );
  if (found.length !== 1) throw new Error(`${found.length} entitlements of ${tier}`);
  return found[0];
}

describe('a family of five, by hand', () => {
  // Third child in August 2026: the leave is 6 months. The six months before are February to May at 9 million and June
  // and July at 12 million: (4 x 9 + 2 x 12) / 6 = 10 million. The base salary since July 2026 is 2,530,000.
  test('the insured mother draws six months of her mean wage and the lump sum', () => {
    const benefit = one(answerTo(FAMILY), 'compulsory-maternity');
    expect(benefit).toMatchObject({
      entitled: true,
      recipient: 'lan',
      amount: 6 * 10_000_000 + 2 * 2_530_000,
    });
    expect(benefit.computation).toBe(
      'leave * contribution_wage + lump_sum = 6 * 10000000 + 5060000 = 65060000',
    );
    expect(benefit.about).toEqual({ kind: 'birth', person: 'lan', on: '2026-08-20' });
    expect(benefit.period).toBeNull();
  });

  test('the insured father draws five days of his wage', () => {
    const leave = one(answerTo(FAMILY), 'compulsory-father-leave');
    expect(leave).toMatchObject({ recipient: 'minh', amount: Math.round((5 * 10_000_000) / 24) });
  });

  test('nothing else is given, and the totals add up', () => {
    const answer = answerTo(FAMILY);
    expect(given(answer)).toEqual({
      'lan compulsory-maternity': 65_060_000,
      'lan compulsory-father-leave': 2_083_333,
    });
    // Of 12 million and of 10 million: 3 + 14 + 0.5 + 1 + 3 = 21.5 % by the employers, 8 + 1 + 1.5 = 10.5 % by the members.
    expect(answer.totals).toEqual({
      maternity: 67_143_333,
      childMonth: 0,
      contributions: { employer: 2_580_000 + 2_150_000, member: 1_260_000 + 1_050_000 },
    });
    expect(answer).toMatchObject({ at: '2026-09', scenario: { id: 'current-law' } });
    // Eight tiers of the birth, eight of each child.
    expect(answer.entitlements).toHaveLength(8 + 3 * 8);
  });

  test('a second child brings the seventh month and ten days of the father from July 2026', () => {
    const second = changed('  hoa: { sex: female, born: 2019-03-08, mother: lan, father: minh }\n', '');
    expect(given(answerTo(second))).toEqual({
      'lan compulsory-maternity': 7 * 10_000_000 + 5_060_000,
      'lan compulsory-father-leave': Math.round((10 * 10_000_000) / 24),
    });
  });

  test('wages before the leave count, not those before the birth', () => {
    // June and July no longer count: all six months are at 9 million.
    const early = changed('on: 2026-08-20 }', 'on: 2026-08-20, leave_from: 2026-06 }');
    expect(one(answerTo(early), 'compulsory-maternity').amount).toBe(6 * 9_000_000 + 5_060_000);
  });

  test('fewer than six months make the mean of those there are', () => {
    // Two months at 12 million do not qualify, but four do with two of another scheme: law asks for compulsory ones.
    const few = changed('      - { from: 2025-01, until: 2026-06, scheme: compulsory, wage: 9000000 }\n', '');
    expect(given(answerTo(few))).toEqual({
      'lan compulsory-father-lump-sum': 5_060_000,
      'lan compulsory-father-leave': 2_083_333,
    });
  });

  test('the wage is held between floor and ceiling', () => {
    const high = changed('wage: 9000000', 'wage: 90000000').replace('wage: 12000000', 'wage: 90000000');
    expect(one(answerTo(high), 'compulsory-maternity').amount).toBe(6 * 20 * 2_530_000 + 5_060_000);
    const low = changed('wage: 9000000', 'wage: 1000000').replace('wage: 12000000', 'wage: 1000000');
    expect(one(answerTo(low), 'compulsory-maternity').amount).toBe(6 * 2_530_000 + 5_060_000);
  });

  test('an absent father draws nothing', () => {
    const absent = changed('    born: 1994-11-30\n', '    born: 1994-11-30\n    lives_here: false\n');
    expect(Object.keys(given(answerTo(absent)))).toEqual([
      'lan compulsory-maternity',
      'hoa single-poor-parent',
      'duc single-poor-parent',
      'an single-poor-parent',
    ]);
  });
});

describe('voluntary members and twins', () => {
  const VOLUNTARY = changed(
    `      - { from: 2025-01, until: 2026-06, scheme: compulsory, wage: 9000000 }
      - { from: 2026-06, scheme: compulsory, wage: 12000000 }
`,
    '      - { from: 2026-02, scheme: voluntary, income: 2000000 }\n',
  );

  test('six months of the twelve give the allowance for each child', () => {
    // February to July: six months. The mother does not qualify in the compulsory scheme, so the father's lump sum stacks.
    expect(given(answerTo(VOLUNTARY))).toEqual({
      'lan voluntary-maternity-allowance': 2_000_000,
      'lan compulsory-father-lump-sum': 5_060_000,
      'lan compulsory-father-leave': 2_083_333,
    });
    const twins = changed(
      'events:',
      '  binh: { sex: male, born: 2026-08, mother: lan, father: minh }\nevents:',
      VOLUNTARY,
    );
    expect(given(answerTo(twins))).toEqual({
      'lan voluntary-maternity-allowance': 4_000_000,
      'lan compulsory-father-lump-sum': 10_120_000,
      'lan compulsory-father-leave': Math.round((10 * 10_000_000) / 24),
    });
  });

  test('five months do not', () => {
    const short = changed('from: 2026-02, scheme: voluntary', 'from: 2026-03, scheme: voluntary', VOLUNTARY);
    const refused = one(answerTo(short), 'voluntary-maternity-allowance');
    expect(refused).toMatchObject({ entitled: false, amount: 0, recipient: null, computation: '' });
    expect(refused.reasons[0]).toMatchObject({ condition: 'mother_in_voluntary', holds: false });
    expect(refused.reasons[0].text).toContain('months_contributed_12 >= qualifying_months: 5 >= 6');
  });

  test('the state shares the contribution of a poor member', () => {
    // 22 % of 2 million less half of 22 % of the rural line of 1.5 million.
    const { contributions } = answerTo(VOLUNTARY);
    expect(
      contributions.filter(({ member }) => member === 'lan').map(({ payer, amount }) => [payer, amount]),
    ).toEqual([
      ['member', 440_000 - 165_000],
      ['state-budget', 165_000],
    ]);
  });
});

describe('social assistance', () => {
  const SINGLE = changed('    partner: minh\n', '').replaceAll(', father: minh', '');
  const DIFFICULT = changed('  area: rural\n', '  area: rural\n  commune: extremely-difficult\n', SINGLE);

  test('follows its standard and the coefficients', () => {
    // 540,000 since July 2026: 1.5 under three in a difficult commune, else 1.0 with a single poor parent.
    expect(given(answerTo(DIFFICULT))).toMatchObject({
      'hoa single-poor-parent': 540_000,
      'duc child-under-three-difficult-commune': 810_000,
      'an child-under-three-difficult-commune': 810_000,
    });
    expect(answerTo(DIFFICULT).totals.childMonth).toBe(540_000 + 2 * 810_000);
    // In June 2026 the standard was 500,000, and An was not yet born.
    const before = DIFFICULT.replace(/ {2}an: .*\n/, '')
      .replace(/events:[\s\S]*/, '')
      .replace('from: 2026-06, scheme', 'from: 2026-06, scheme');
    expect(answerTo(before, { at: '2026-06' }).totals.childMonth).toBe(500_000 + 750_000);
  });

  test('a child without a carer draws by age, and that bars the rest', () => {
    const orphans = changed(', mother: lan }', ' }', DIFFICULT);
    const answer = answerTo(orphans);
    expect(one(answer, 'child-without-carer', 'hoa')).toMatchObject({
      amount: 1.5 * 540_000,
      recipient: 'hoa',
    });
    expect(one(answer, 'child-under-three-difficult-commune', 'duc').reasons).toMatchObject([
      { holds: true },
      { holds: true },
    ]);
    const small = answerTo(DIFFICULT.replace(/(duc: .*), mother: lan/, '$1'));
    expect(one(small, 'child-without-carer', 'duc').amount).toBe(2.5 * 540_000);
    expect(one(small, 'single-poor-parent', 'duc').reasons[0]).toMatchObject({
      condition: 'not entitled to child-without-carer',
      holds: false,
      text: 'barred by child-without-carer',
    });
  });

  test('the months of the same amount are told', () => {
    // Duc, born in October 2024, turns three in October 2027; before July 2026 the standard was lower.
    expect(one(answerTo(DIFFICULT), 'child-under-three-difficult-commune', 'duc').period).toEqual({
      from: '2026-07',
      until: '2027-10',
    });
    // Hoa's amount changes with prices in July 2028, within the 24 months to either side.
    expect(one(answerTo(DIFFICULT), 'single-poor-parent', 'hoa').period).toEqual({
      from: '2026-07',
      until: '2028-07',
    });
    const asked = answerTo(DIFFICULT, { at: '2027-10' });
    expect(one(asked, 'single-poor-parent', 'duc').period).toEqual({ from: '2027-10', until: '2028-07' });
  });

  test('a parent who dies in the stretch ends it', () => {
    const dead = changed('    born: 1994-11-30\n', '    born: 1994-11-30\n    died: 2026-08\n');
    expect(one(answerTo(dead), 'single-poor-parent', 'hoa').period?.from).toBe('2026-08');
  });
});

describe('the trace', () => {
  test('has every condition, those that fail first, with the figures and where they are written', () => {
    const answer = answerTo(FAMILY);
    const { reasons } = one(answer, 'birth-grant-ethnic-minority');
    expect(reasons.map(({ condition, holds }) => `${condition} ${holds}`)).toEqual([
      'ethnic_minority false',
      'extremely_difficult_commune false',
      'not compulsory_member false',
      'living_children < birth_grant_children false',
      'poor true',
    ]);
    const [reason] = one(answer, 'compulsory-maternity').reasons;
    // Born on the 20th in a month with a contribution: the twelve months end with August.
    expect(reason).toMatchObject({
      condition: 'mother_qualifies',
      holds: true,
      text: 'mother_qualifies is true: mother_months >= qualifying_months: 12 >= 6 (birth_day = 20, compulsory_member = true, months_compulsory_12_with_birth_month = 12, months_compulsory_12 = 12, mid_month_day = 15)',
    });
    expect(reason.parameters.map(({ name, value }) => `${name} ${value}`)).toEqual([
      'mid_month_day 15',
      'qualifying_months 6',
      'ordered_rest_months_ever 12',
      'ordered_rest_months 3',
    ]);
    expect(reason.parameters[1]).toEqual({
      name: 'qualifying_months',
      value: 6,
      unit: 'month',
      from: '2016-01',
      mark: 'official',
      reference: 'Law 58/2014/QH13 Art 31(2); Law 41/2024/QH15 Art 50(2)',
    });
  });

  test('a value has its own date, mark and reference, an uprated one those of its uprating', () => {
    const salary = (at: string) => {
      const born = `${at}-01`;
      const text = FAMILY.replaceAll('2026-08-20', born).replace('at: 2026-09', `at: ${at}`);
      return one(answerTo(text), 'compulsory-maternity').parameters.find(
        ({ name }) => name === 'base_salary',
      );
    };
    expect(salary('2026-09')).toMatchObject({
      value: 2_530_000,
      from: '2026-07',
      mark: 'reported',
      reference: 'Decree 161/2026',
    });
    expect(salary('2026-06')).toMatchObject({ value: 2_340_000, from: '2024-07', mark: 'official' });
    expect(salary('2029-09')).toMatchObject({ from: '2029-07', mark: 'assumption' });
    expect(salary('2029-09')?.reference).toContain('uprated with prices from 2028-07');
  });
});

describe('a scenario of the user', () => {
  test('pays losses and adoptions, tops up, and asks for what only a household knows', () => {
    const scenario = reform(
      'wide',
      `extends: current-law
parameters:
  days_after_loss: { unit: '1', meaning: days, mark: assumption, reference: mine, values: [{ from: 2024-01, value: 20 }] }
  month_days: { unit: 1/month, meaning: days, mark: assumption, reference: mine, values: [{ from: 2024-01, value: 30 }] }
  bonus: { unit: VND, meaning: a bonus, mark: assumption, reference: mine, values: [{ from: 2024-01, value: 1000000 }] }
tiers:
  loss:
    title: { en: Loss, vi: Loss }
    branch: maternity
    kind: contributory
    unit: pregnancy-loss
    from: 2024-01
    eligibility: compulsory_member and gestation_weeks >= 5
    amount: days_after_loss * contribution_wage / month_days
    take_up: full
    financing: sickness-and-maternity-fund
    mark: assumption
    reference: mine
  adoption:
    title: { en: Adoption, vi: Adoption }
    branch: maternity
    kind: contributory
    unit: adoption
    from: 2024-01
    eligibility: child_age_months < 6 and months_compulsory_12 >= 6
    amount: (6 - child_age_months) * contribution_wage
    take_up: full
    financing: sickness-and-maternity-fund
    mark: assumption
    reference: mine
  surgery:
    title: { en: Surgery, vi: Surgery }
    branch: maternity
    kind: contributory
    unit: birth
    from: 2024-01
    eligibility: surgical_birth and gestation_weeks < 32 and birth_day > 15 and months_compulsory_total > 34
    amount: bonus * antenatal_days
    take_up: full
    financing: sickness-and-maternity-fund
    mark: assumption
    reference: mine
  better-disability:
    title: { en: Disability, vi: Disability }
    branch: child
    kind: non-contributory
    unit: child-month
    from: 2024-01
    age: { from: { years: 0 }, below: { years: 16 } }
    eligibility: exceptionally_severe_disability
    amount: 4 * social_assistance_standard
    meets: { how: top-up }
    take_up: full
    financing: state-budget
    mark: assumption
    reference: mine`,
    );
    const text = FAMILY.replace(
      'on: 2026-08-20 }',
      'on: 2026-08-20, surgery: true, weeks: 31, antenatal_days: 4 }',
    )
      .replace(', father: minh }\n  duc', ', father: minh, disability: exceptionally-severe }\n  duc')
      .replace('    born: 1994-11-30\n', '    born: 1994-11-30\n    lives_here: false\n')
      .concat(
        '  - pregnancy_loss: { mother: lan, on: 2025-11-03, weeks: 9 }\n',
        '  - adoption: { mother: lan, child: vy, on: 2026-09-01 }\n',
      )
      .replace('events:', '  vy: { sex: female, born: 2026-05-10 }\nevents:');
    const answer = answerTo(text, {}, scenario);
    expect(given(answer)).toMatchObject({
      'lan loss': (20 * 9_000_000) / 30,
      // Four months old: two months of the mean of April and May at 9 and June to August at 12 with March at 9.
      'lan adoption': 2 * 10_500_000,
      'lan surgery': 4_000_000,
      'hoa single-poor-parent': 540_000,
      'hoa child-exceptionally-severe-disability': 2.5 * 540_000,
      'hoa better-disability': (4 - 2.5 - 1) * 540_000,
    });
    expect(one(answer, 'better-disability', 'hoa').computation).toBe(
      '4 * social_assistance_standard = 4 * 540000 = 2160000; 2160000 - 1350000 (child-exceptionally-severe-disability) - 540000 (single-poor-parent) = 270000',
    );
    expect(one(answer, 'loss').about).toEqual({ kind: 'pregnancy-loss', person: 'lan', on: '2025-11-03' });
  });

  test('the father of a lost pregnancy is the partner, or who is named', () => {
    // Minh is a voluntary member for long, Lan is not insured: two million to him, if he is the father.
    const voluntary = changed(
      '{ from: 2024-01, scheme: compulsory, wage: 10000000 }',
      '{ from: 2024-01, scheme: voluntary, income: 2000000 }',
    ).replace(/ {4}earlier_months[\s\S]*?\n {2}minh/, '  minh');
    const loss = (keys: string, text = voluntary) =>
      answerTo(`${text}  - pregnancy_loss: { mother: lan, on: 2025-11-03, weeks: 22${keys} }\n`);
    const tier = 'voluntary-father-pregnancy-loss-allowance';
    expect(one(loss(''), tier)).toMatchObject({ amount: 2_000_000, recipient: 'minh' });
    const apart = voluntary.replace('    partner: minh\n', '');
    expect(one(loss('', apart), tier).entitled).toBe(false);
    expect(one(loss(', father: minh', apart), tier)).toMatchObject({ entitled: true, recipient: 'minh' });
  });

  test('that pays too much is refused, not computed', () => {
    const scenario = reform(
      'much',
      `extends: current-law
tiers:
  compulsory-maternity: { amount: declared_wage * 1000 * maternity_leave }`,
    );
    expect(entitlementsOf({ text: FAMILY }, scenario)).toMatchObject({
      ok: false,
      problems: [{ code: 'payment-out-of-range' }],
    });
  });
});

describe('mtb household', () => {
  test('prints the answer as text and as JSON', async () => {
    const words = [
      'household',
      'examples/family-of-five.yaml',
      '--scenario',
      'current-law',
      '--at',
      '2026-09',
    ];
    const text = await cli(...words);
    expect(text.status).toBe(0);
    expect(text.stdout).toContain('Birth of 2026-08-20, mother lan');
    expect(text.stdout).toContain('(compulsory-maternity): 53,060,000 VND to lan');
    expect(text.stdout).toContain('maternity benefits: 55,060,000 VND');
    const json = await cli(...words, '--format', 'json');
    const family = readFileSync('examples/family-of-five.yaml', 'utf8');
    expect(JSON.parse(json.stdout)).toEqual(answerDocument(answerTo(family, { at: '2026-09' })));
  });

  test.each([
    [['examples/no-such.yaml'], 'no file of this name'],
    [['examples/family-of-five.yaml', '--scenario', 'curent-law'], 'nearest: current-law'],
    [['examples/family-of-five.yaml', '--at', '2026-13'], '--at: `at` has month 13'],
    [['examples/family-of-five.yaml', '--at', 'soon'], 'expected: YYYY-MM'],
    [['examples/family-of-five.yaml', '--at', '2051-01'], 'outside the years of the law'],
    [['examples/family-of-five.yaml', '--at', '2026-07'], 'comes after the month asked about'],
    [['examples/family-of-five.yaml', '--format', 'pdf'], 'text, json'],
  ])('refuses %j', async (words, message) => {
    const { status, stdout, stderr } = await cli('household', ...words);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  test('explains itself', async () => {
    const { stdout } = await cli('household', '--help');
    for (const word of ['--scenario', '--at', '--format', 'docs/household-calculator.md'])
      expect(stdout).toContain(word);
  });

  test('the examples are sound', () => {
    const single = answerTo(readFileSync('examples/single-mother.yaml', 'utf8'));
    expect(given(single)).toEqual({
      'may voluntary-maternity-allowance': 2_000_000,
      'may birth-grant-ethnic-minority': 2_000_000,
      'lia single-poor-parent': 540_000,
      'pao child-under-three-difficult-commune': 810_000,
    });
  });
});

describe('docs/household-calculator.md', () => {
  const doc = readFileSync('docs/household-calculator.md', 'utf8');

  test('lists every code of the reader', () => {
    const sources = readdirSync('src/household')
      .concat('../commands/household.ts')
      .map((name) => readFileSync(`src/household/${name}`, 'utf8'))
      .join('\n');
    const found = [...sources.matchAll(/(?:say\(|code: )\s*'([a-z]+(?:-[a-z]+)+)'/g)].map(([, code]) => code);
    const codes = new Set(found);
    expect(codes.size).toBeGreaterThan(25);
    for (const code of codes) expect(doc, code).toContain(`\`${code}\``);
  });

  test('names every key of a household', () => {
    for (const key of keysOf(SITUATION_SCHEMA)) expect(doc, key).toContain(`\`${key}\``);
  });
});

/** The keys of a schema and of all parts of it. */
function keysOf(schema: z.ZodType): string[] {
  const text = JSON.stringify(z.toJSONSchema(schema));
  const keys: string[] = [];
  JSON.parse(text, (key, value) => {
    if (key === 'properties') keys.push(...Object.keys(value));
    return value;
  });
  return keys;
}
