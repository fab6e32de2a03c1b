import { describe, expect, test } from 'vitest';
import type { ResolvedScenario } from '../../engine/inputs/scenario.js';
import { FIRST_LAW_YEAR, LAST_YEAR, LAW_MONTHS, monthIndex } from '../../engine/inputs/time.js';
import { findShipped, readScenario, resolveScenario, shippedScenarios } from '../../scenarios/index.js';
import { entitlement, type Person } from '../support/evaluate.js';

const years = LAST_YEAR - 2025 + 1;
/** Prices rise by 3 % a year, wages by 5 %. */
const indices = {
  firstYear: 2025,
  price: Float64Array.from({ length: years }, (_, i) => 1.03 ** i),
  wage: Float64Array.from({ length: years }, (_, i) => 1.05 ** i),
};

function resolved(id: string): ResolvedScenario {
  const shipped = shippedScenarios().find((scenario) => scenario.id === id)!;
  const result = readScenario(shipped.text, { source: shipped.source, find: findShipped });
  if (!result.ok) throw new Error(JSON.stringify(result.problems, null, 2));
  return resolveScenario(result.scenario, indices);
}

function parameter(scenario: ResolvedScenario, name: string, year: number, month: number): number {
  const found = scenario.parameters.find((candidate) => candidate.name === name);
  return found!.values[monthIndex(year, month) - monthIndex(FIRST_LAW_YEAR, 1)];
}

describe('shipped scenarios', () => {
  test.each(shippedScenarios())('$id reads, resolves and is named as its file', ({ id, text, source }) => {
    const result = readScenario(text, { source, find: findShipped });
    expect(result).toMatchObject({ ok: true, scenario: { id, country: 'viet-nam' } });
    if (!result.ok) return;
    expect([id, ...result.scenario.ancestors].at(-1)).toBe('current-law');
    expect(result.chain.map((scenario) => scenario.id)).toEqual(result.scenario.ancestors);
    const scenario = resolveScenario(result.scenario, indices);
    for (const { values } of scenario.parameters) {
      expect(values).toHaveLength(LAW_MONTHS);
      expect(values.every(Number.isFinite)).toBe(true);
    }
    expect(text).toMatch(/^# /);
  });

  test('a merged document is itself a scenario with the same content', () => {
    for (const { text, source } of shippedScenarios()) {
      const first = readScenario(text, { source, find: findShipped });
      if (!first.ok) throw new Error(source);
      const again = readScenario(JSON.stringify(first.scenario.document), {
        format: 'json',
        find: () => undefined,
      });
      expect(again).toMatchObject({ ok: true, scenario: { hash: first.scenario.hash } });
    }
  });
});

describe('parameters of the law in force', () => {
  const law = resolved('current-law');

  test.each([
    ['base_salary', 2024, 6, 1_800_000],
    ['base_salary', 2024, 7, 2_340_000],
    ['base_salary', 2026, 6, 2_340_000],
    ['base_salary', 2026, 7, 2_530_000],
    ['base_salary', 2028, 6, 2_530_000],
    // 2.53 m x 1.03 = 2,605,900 and x 1.03^2 = 2,684,077, each to the nearest 10,000
    ['base_salary', 2028, 7, 2_610_000],
    ['base_salary', 2029, 6, 2_610_000],
    ['base_salary', 2029, 7, 2_680_000],
    ['social_assistance_standard', 2024, 6, 360_000],
    ['social_assistance_standard', 2024, 7, 500_000],
    ['social_assistance_standard', 2026, 7, 540_000],
    ['minimum_wage_1', 2024, 6, 4_680_000],
    ['minimum_wage_1', 2025, 12, 4_960_000],
    ['minimum_wage_4', 2026, 1, 3_700_000],
    // 3.7 m x 1.05 = 3,885,000, a half rounds up
    ['minimum_wage_4', 2027, 1, 3_890_000],
    ['second_child_extra_leave', 2026, 6, 0],
    ['second_child_extra_leave', 2026, 7, 1],
    ['voluntary_allowance', 2025, 7, 2_000_000],
  ])('%s in %i-%i is %i', (name, year, month, value) => {
    expect(parameter(law, name, year, month)).toBe(value);
  });
});

/** A birth in the delta to a couple without insurance; cases change what matters to them. */
const birth: Person = {
  region: 0,
  urban: false,
  rural: true,
  ethnic_minority: false,
  extremely_difficult_commune: false,
  wage_zone: 3,
  poor: false,
  near_poor: false,
  children_born: 1,
  living_children: 0,
  compulsory_member: false,
  voluntary_member: false,
  months_compulsory_12: 0,
  months_voluntary_12: 0,
  months_contributed_12: 0,
  declared_wage: 0,
  months_compulsory_12_with_birth_month: 0,
  months_compulsory_total: 0,
  birth_day: 1,
  surgical_birth: false,
  gestation_weeks: 39,
  ordered_rest: false,
  father_compulsory_member: false,
  father_voluntary_member: false,
  father_months_compulsory_12: 0,
  father_months_compulsory_12_with_birth_month: 0,
  father_months_contributed_12: 0,
  father_declared_wage: 0,
};
const insured: Person = {
  ...birth,
  compulsory_member: true,
  months_compulsory_12: 12,
  months_contributed_12: 12,
  declared_wage: 6_200_000,
};
const insuredFather: Person = {
  ...birth,
  father_compulsory_member: true,
  father_months_compulsory_12: 12,
  father_months_contributed_12: 12,
  father_declared_wage: 7_200_000,
};

describe('maternity under the law in force', () => {
  const law = resolved('current-law');
  const paid = (tier: string, person: Person, year: number, month: number) =>
    entitlement(law, tier, person, year, month);

  test('six months of the wage and two base salaries (Law 41/2024 Art 58, 59)', () => {
    expect(paid('compulsory-maternity', insured, 2025, 7)).toBe(6 * 6_200_000 + 2 * 2_340_000);
  });

  test('six months of contributions qualify, five do not (Art 50(2))', () => {
    expect(paid('compulsory-maternity', { ...insured, months_compulsory_12: 6 }, 2025, 7)).toBeGreaterThan(0);
    expect(paid('compulsory-maternity', { ...insured, months_compulsory_12: 5 }, 2025, 7)).toBe(0);
  });

  test('a second child has a seventh month from July 2026, a third has not (Population Law)', () => {
    const second = { ...insured, living_children: 1 };
    expect(paid('compulsory-maternity', second, 2026, 6)).toBe(6 * 6_200_000 + 2 * 2_340_000);
    expect(paid('compulsory-maternity', second, 2026, 7)).toBe(7 * 6_200_000 + 2 * 2_530_000);
    const third = { ...insured, living_children: 2 };
    expect(paid('compulsory-maternity', third, 2026, 7)).toBe(6 * 6_200_000 + 2 * 2_530_000);
  });

  test('twins have a further month and a second lump sum', () => {
    expect(paid('compulsory-maternity', { ...insured, children_born: 2 }, 2025, 7)).toBe(
      7 * 6_200_000 + 4 * 2_340_000,
    );
  });

  test('the floor of the wage is the minimum wage of the zone to June 2025, then the base salary (Art 31)', () => {
    const low = { ...insured, declared_wage: 1_000_000 };
    expect(paid('compulsory-maternity', low, 2025, 6)).toBe(6 * 3_860_000 + 2 * 2_340_000);
    expect(paid('compulsory-maternity', low, 2025, 7)).toBe(6 * 2_340_000 + 2 * 2_340_000);
  });

  test('the ceiling of the wage is twenty base salaries', () => {
    const high = { ...insured, declared_wage: 90_000_000 };
    expect(paid('compulsory-maternity', high, 2025, 7)).toBe(6 * 46_800_000 + 2 * 2_340_000);
  });

  test('an insured father draws the lump sum only where the mother does not qualify', () => {
    expect(paid('compulsory-father-lump-sum', insuredFather, 2025, 7)).toBe(4_680_000);
    const both = { ...insuredFather, months_compulsory_12: 6 };
    expect(paid('compulsory-father-lump-sum', both, 2025, 7)).toBe(0);
    expect(
      paid('compulsory-father-lump-sum', { ...insuredFather, father_months_compulsory_12: 5 }, 2025, 7),
    ).toBe(0);
  });

  test.each([
    [1, 0, 2025, 7, 5],
    [1, 1, 2026, 6, 5],
    [1, 1, 2026, 7, 10],
    [2, 0, 2025, 7, 10],
    [3, 0, 2025, 7, 13],
  ])(
    'father’s leave: %i born, %i living, %i-%i: %i days of a 24th of the wage',
    (born, living, year, month, days) => {
      const person = { ...insuredFather, children_born: born, living_children: living };
      expect(paid('compulsory-father-leave', person, year, month)).toBe(days * 300_000);
    },
  );

  test('two million a child to a voluntary member, months of both schemes together, from July 2025', () => {
    const mother = { ...birth, months_voluntary_12: 3, months_compulsory_12: 3, months_contributed_12: 6 };
    expect(paid('voluntary-maternity-allowance', mother, 2025, 6)).toBe(0);
    expect(paid('voluntary-maternity-allowance', mother, 2025, 7)).toBe(2_000_000);
    expect(paid('voluntary-maternity-allowance', { ...mother, children_born: 2 }, 2025, 7)).toBe(4_000_000);
    expect(paid('voluntary-maternity-allowance', { ...mother, months_contributed_12: 5 }, 2025, 7)).toBe(0);
  });

  test('who is entitled in both schemes draws from the compulsory one only', () => {
    const mother = { ...insured, months_compulsory_12: 6, months_voluntary_12: 6 };
    expect(paid('voluntary-maternity-allowance', mother, 2025, 7)).toBe(0);
  });

  test('a compulsory mother and a voluntary father draw each from the own scheme', () => {
    const couple = { ...insured, father_months_contributed_12: 12 };
    expect(paid('compulsory-maternity', couple, 2025, 7)).toBe(41_880_000);
    expect(paid('voluntary-maternity-allowance', couple, 2025, 7)).toBe(0);
    expect(paid('voluntary-father-allowance', couple, 2025, 7)).toBe(2_000_000);
  });

  test('two voluntary parents draw one allowance', () => {
    const couple = {
      ...birth,
      months_voluntary_12: 12,
      months_contributed_12: 12,
      father_months_contributed_12: 12,
    };
    expect(paid('voluntary-maternity-allowance', couple, 2025, 7)).toBe(2_000_000);
    expect(paid('voluntary-father-allowance', couple, 2025, 7)).toBe(0);
  });

  test('benefits of fathers say so', () => {
    const fathers = law.tiers.filter(({ recipient }) => recipient === 'father').map(({ id }) => id);
    expect(fathers).toEqual([
      'compulsory-father-lump-sum',
      'compulsory-father-leave',
      'voluntary-father-allowance',
      'voluntary-father-pregnancy-loss-allowance',
    ]);
    expect(law.tiers.find(({ id }) => id === 'compulsory-maternity')?.recipient).toBe('mother');
    expect(law.tiers.find(({ id }) => id === 'single-poor-parent')?.recipient).toBe('child');
  });

  test('two million a birth to a poor ethnic-minority woman within the two-child rule (Decree 39/2015)', () => {
    const woman = { ...birth, ethnic_minority: true, poor: true, extremely_difficult_commune: true };
    expect(paid('birth-grant-ethnic-minority', woman, 2025, 1)).toBe(2_000_000);
    expect(paid('birth-grant-ethnic-minority', { ...woman, children_born: 2 }, 2025, 1)).toBe(2_000_000);
    expect(paid('birth-grant-ethnic-minority', { ...woman, living_children: 2 }, 2025, 1)).toBe(0);
    expect(paid('birth-grant-ethnic-minority', { ...woman, compulsory_member: true }, 2025, 1)).toBe(0);
    expect(paid('birth-grant-ethnic-minority', { ...woman, poor: false }, 2025, 1)).toBe(0);
  });
});

describe('social assistance for children (Decree 20/2021)', () => {
  const law = resolved('current-law');
  const child: Person = {
    age_months: 20,
    age_years: 1,
    orphan: false,
    poor: false,
    near_poor: true,
    extremely_difficult_commune: true,
    single_parent: true,
    hiv: false,
    severe_disability: false,
    exceptionally_severe_disability: false,
    student: false,
    former_ward: false,
  };

  test('two and a half standards under 4 without a carer, one and a half from 4', () => {
    const orphan = { ...child, orphan: true };
    expect(entitlement(law, 'child-without-carer', orphan, 2024, 6)).toBe(900_000);
    expect(entitlement(law, 'child-without-carer', orphan, 2024, 7)).toBe(1_250_000);
    expect(entitlement(law, 'child-without-carer', { ...orphan, age_years: 4 }, 2026, 7)).toBe(810_000);
  });

  test('one and a half standards under 3 in a difficult commune, one for a single parent', () => {
    expect(entitlement(law, 'child-under-three-difficult-commune', child, 2025, 1)).toBe(750_000);
    expect(entitlement(law, 'single-poor-parent', child, 2025, 1)).toBe(500_000);
    expect(entitlement(law, 'single-poor-parent', { ...child, near_poor: false }, 2025, 1)).toBe(0);
  });

  test('only the highest applies', () => {
    const position = (id: string) => law.tiers.findIndex((tier) => tier.id === id);
    expect(law.tiers[position('single-poor-parent')].meets).toEqual({
      how: 'exclusive',
      after: [
        position('child-without-carer'),
        position('child-with-hiv'),
        position('child-under-three-difficult-commune'),
      ],
    });
  });
});

describe('reforms', () => {
  test('the maternity floor is four months of the poverty line of the area', () => {
    const reform = resolved('multi-tier-maternity');
    expect(entitlement(reform, 'maternity-floor', birth, 2026, 12)).toBe(0);
    expect(entitlement(reform, 'maternity-floor', birth, 2027, 1)).toBe(8_800_000);
    expect(entitlement(reform, 'maternity-floor', { ...birth, urban: true }, 2027, 1)).toBe(11_200_000);
  });

  /** A child of five in the countryside. */
  const child: Person = { age_years: 5, urban: false, parent_insured: false };

  test('the two tiers of the child benefit divide the children under six between them', () => {
    const reform = resolved('multi-tier-child-benefit');
    const of = (tier: string, changes: Person = {}) =>
      entitlement(reform, tier, { ...child, ...changes }, 2027, 1);
    expect(of('child-benefit-contributory', { parent_insured: true })).toBe(540_000);
    expect(of('child-benefit-contributory', { parent_insured: true, age_years: 6 })).toBe(0);
    expect(of('child-benefit-contributory')).toBe(0);
    expect(of('child-benefit-basic')).toBe(378_000);
    expect(of('child-benefit-basic', { age_years: 6 })).toBe(0);
    const position = (id: string) => reform.tiers.findIndex((tier) => tier.id === id);
    expect(reform.tiers[position('child-benefit-basic')].meets).toEqual({
      how: 'exclusive',
      after: [position('child-benefit-contributory')],
    });
  });

  test('the universal benefit is 0.7 of the standard under six, the targeted one 150,000 under three', () => {
    const universal = resolved('universal-child-benefit');
    expect(entitlement(universal, 'universal-child-benefit', child, 2027, 6)).toBe(378_000);
    expect(entitlement(universal, 'universal-child-benefit', { ...child, age_years: 6 }, 2027, 6)).toBe(0);
    const targeted = resolved('under-three-targeted');
    const minority: Person = { age_years: 2, poor: false, near_poor: false, ethnic_minority: true };
    const of = (changes: Person) =>
      entitlement(targeted, 'benefit-under-three', { ...minority, ...changes }, 2030, 1);
    expect(of({})).toBe(150_000);
    expect(of({ ethnic_minority: false })).toBe(0);
    expect(of({ age_years: 3 })).toBe(0);
  });
});
