import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { resultRows } from '../../engine/indicators/rows.js';
import type { ResolvedScenario } from '../../engine/inputs/scenario.js';
import { FIRST_LAW_YEAR, monthIndex } from '../../engine/inputs/time.js';
import { makeModel } from '../../engine/projection/model.js';
import { makeSimulator } from '../../engine/projection/simulator.js';
import { findShipped, readScenario, shippedScenarios } from '../../scenarios/index.js';
import { SHIPPED } from '../../scenarios/shipped.js';
import { vietNam } from '../support/engine.js';
import { entitlement, evaluate, type Person } from '../support/evaluate.js';
import { resolvedText, shippedLaw } from '../support/law.js';

/**
 * Answers worked out by hand from: social assistance standard 540,000 from July 2026; poverty lines 2.2 m rural and 2.8 m
 * urban from 2027; minimum wages from 2026 of 5.31, 4.73, 4.14, 3.7 m by zone. `shippedLaw` holds prices and wages still.
 */
const child: Person = {
  age_years: 3,
  urban: false,
  poor: false,
  near_poor: false,
  ethnic_minority: false,
  quintile: 3,
  income_per_head: 4_000_000,
  parent_insured: false,
};

/** A file of a user's own: a shipped design with something changed. */
function changed(id: string, lines: readonly string[]): ResolvedScenario {
  return resolvedText(
    [`id: mine`, `extends: ${id}`, 'title: { en: Mine, vi: Của tôi }', ...lines].join('\n'),
  );
}

const value = (name: string, number: number, from = '2027-01') => [
  `  ${name}:`,
  '    mark: assumption',
  '    reference: mine',
  `    values: [{ from: ${from}, value: ${number} }]`,
];

function tierOf(scenario: ResolvedScenario, id: string) {
  const position = scenario.tiers.findIndex((tier) => tier.id === id);
  return { position, ...scenario.tiers[position] };
}

/** What all child tiers of a design other than those of current law pay together to one child in a month. */
function paid(scenario: ResolvedScenario, person: Person, year: number, month = 1): number {
  const inherited = new Set(shippedLaw('current-law').tiers.map(({ id }) => id));
  const amounts = new Map<number, number>();
  scenario.tiers.forEach((tier, position) => {
    if (inherited.has(tier.id) || tier.branch !== 'child') return;
    const own = entitlement(scenario, tier.id, person, year, month);
    const { meets } = tier;
    const others = meets.how === 'stacking' ? [] : meets.after.map((other) => amounts.get(other) ?? 0);
    const before = others.reduce((sum, amount) => sum + amount, 0);
    if (meets.how === 'exclusive') amounts.set(position, before > 0 ? 0 : own);
    else amounts.set(position, Math.max(0, own - before));
  });
  return [...amounts.values()].reduce((sum, amount) => sum + amount, 0);
}

describe('multi-tiered child benefit', () => {
  const design = shippedLaw('multi-tier-child-benefit');

  test('0.7 of the standard, and the whole of it where a parent is insured, under six from 2027', () => {
    expect(paid(design, child, 2026, 12)).toBe(0);
    expect(paid(design, child, 2027)).toBe(378_000);
    expect(paid(design, { ...child, parent_insured: true }, 2027)).toBe(540_000);
    expect(paid(design, { ...child, age_years: 5 }, 2027)).toBe(378_000);
    expect(paid(design, { ...child, age_years: 6 }, 2027)).toBe(0);
    expect(paid(design, { ...child, age_years: 6, parent_insured: true }, 2027)).toBe(0);
  });

  test.each([
    [3, 2, 3],
    [16, 15, 16],
  ])('an age limit of %i is one number in a file that extends it', (limit, last, first) => {
    const mine = changed('multi-tier-child-benefit', [
      'parameters:',
      ...value('child_benefit_age_limit', limit),
    ]);
    for (const parent_insured of [false, true]) {
      expect(paid(mine, { ...child, parent_insured, age_years: last }, 2027)).toBeGreaterThan(0);
      expect(paid(mine, { ...child, parent_insured, age_years: first }, 2027)).toBe(0);
    }
  });

  test('a level in poverty lines: 30 % of the line of the area and no standard', () => {
    const mine = changed('multi-tier-child-benefit', [
      'parameters:',
      ...value('child_benefit_basic_level', 0),
      ...value('child_benefit_basic_lines', 0.3),
    ]);
    expect(paid(mine, child, 2027)).toBe(660_000);
    expect(paid(mine, { ...child, urban: true }, 2027)).toBe(840_000);
    expect(paid(mine, { ...child, urban: true, parent_insured: true }, 2027)).toBe(540_000);
  });

  test('phased in by single years of age: dated values of the limit', () => {
    const mine = changed('multi-tier-child-benefit', [
      'parameters:',
      '  child_benefit_age_limit:',
      '    mark: assumption',
      '    reference: mine',
      '    values: [{ from: 2027-01, value: 1 }, { from: 2028-01, value: 2 }, { from: 2029-01, value: 3 }]',
    ]);
    const reached = [2027, 2028, 2029, 2030].map((year) =>
      [0, 1, 2, 3].filter((age_years) => paid(mine, { ...child, age_years }, year) > 0),
    );
    expect(reached).toEqual([[0], [0, 1], [0, 1, 2], [0, 1, 2]]);
  });

  test('phased in by birth cohort: `born_from` of the tiers', () => {
    const mine = changed('multi-tier-child-benefit', [
      'tiers:',
      '  child-benefit-basic: { born_from: 2027-01 }',
      '  child-benefit-contributory: { born_from: 2027-01 }',
    ]);
    for (const id of ['child-benefit-basic', 'child-benefit-contributory']) {
      expect(tierOf(mine, id).bornFrom).toBe(monthIndex(2027, 1));
    }
  });

  test('as a top-up, families draw the same and the fund pays the difference of 162,000', () => {
    const topUp = shippedLaw('multi-tier-child-benefit-top-up');
    const insured = { ...child, parent_insured: true };
    expect(paid(topUp, child, 2027)).toBe(378_000);
    expect(paid(topUp, insured, 2027)).toBe(540_000);
    const basic = tierOf(topUp, 'child-benefit-basic');
    const contributory = tierOf(topUp, 'child-benefit-contributory');
    expect(basic.meets).toEqual({ how: 'stacking' });
    expect(contributory.meets).toEqual({ how: 'top-up', after: [basic.position] });
    expect(entitlement(topUp, 'child-benefit-basic', insured, 2027, 1)).toBe(378_000);
    expect([basic.financing, contributory.financing]).toEqual([
      'state-budget',
      'sickness-and-maternity-fund',
    ]);
    // The other order, in the design that replaces: the basic tier yields.
    expect(tierOf(design, 'child-benefit-basic').meets).toEqual({
      how: 'exclusive',
      after: [tierOf(design, 'child-benefit-contributory').position],
    });
  });
});

describe('universal and affluence-tested child benefit', () => {
  const universal = shippedLaw('universal-child-benefit');
  const tested = shippedLaw('affluence-tested-child-benefit');

  test('0.7 of the standard for every child under six, whoever the parents are', () => {
    for (const parent_insured of [false, true]) {
      expect(paid(universal, { ...child, parent_insured }, 2027, 6)).toBe(378_000);
    }
    expect(paid(universal, { ...child, age_years: 6 }, 2027)).toBe(0);
  });

  test('under 16: six years of age in 2027, two more each year, all from 2032', () => {
    const whole = shippedLaw('universal-child-benefit-under-16');
    for (const [year, limit] of [
      [2027, 6],
      [2028, 8],
      [2030, 12],
      [2031, 14],
      [2032, 16],
      [2050, 16],
    ]) {
      expect(paid(whole, { ...child, age_years: limit - 1 }, year)).toBe(378_000);
      expect(paid(whole, { ...child, age_years: limit }, year)).toBe(0);
    }
  });

  test('the affluence test leaves out the richest fifth and nobody else', () => {
    expect([1, 2, 3, 4, 5].map((quintile) => paid(tested, { ...child, quintile }, 2027))).toEqual([
      ...Array(4).fill(378_000),
      0,
    ]);
    expect(paid(tested, { ...child, quintile: 4, income_per_head: 50_000_000 }, 2027)).toBe(378_000);
  });

  test('or those from three poverty lines of their area: 6.6 m rural, 8.4 m urban', () => {
    const mine = changed('affluence-tested-child-benefit', [
      'parameters:',
      ...value('affluence_test_highest_fifth', 5),
      ...value('affluence_test_lines', 3),
    ]);
    const at = (income_per_head: number, urban: boolean) =>
      paid(mine, { ...child, quintile: 5, income_per_head, urban }, 2027);
    expect([at(6_599_999, false), at(6_600_000, false)]).toEqual([378_000, 0]);
    expect([at(8_399_999, true), at(8_400_000, true)]).toEqual([378_000, 0]);
  });
});

describe('benefit under three', () => {
  const young = { ...child, age_years: 2 };

  test.each([
    ['poor', true],
    ['near_poor', true],
    ['ethnic_minority', true],
    ['urban', false],
  ] as const)('targeted: 150,000 for %s children: %s', (who, entitled) => {
    const design = shippedLaw('under-three-targeted');
    expect(paid(design, { ...young, [who]: true }, 2030)).toBe(entitled ? 150_000 : 0);
    expect(paid(design, { ...young, [who]: true, age_years: 3 }, 2030)).toBe(0);
  });

  test('universal: 150,000 for every child under three', () => {
    const design = shippedLaw('under-three-universal');
    expect(paid(design, young, 2030)).toBe(150_000);
    expect(paid(design, { ...young, poor: true }, 2030)).toBe(150_000);
    expect(paid(design, { ...young, age_years: 3, poor: true }, 2030)).toBe(0);
  });
});

describe('maternity', () => {
  const mother: Person = {
    urban: false,
    wage_zone: 4,
    children_born: 1,
    months_compulsory_12: 0,
    months_compulsory_12_with_birth_month: 0,
    months_voluntary_12: 0,
    months_contributed_12: 0,
    months_compulsory_total: 0,
    compulsory_member: false,
    birth_day: 1,
    ordered_rest: false,
  };
  const floor = (scenario: ResolvedScenario, person: Person, year = 2027, month = 1) =>
    entitlement(scenario, 'maternity-floor', person, year, month);

  test('four months of the poverty line of the area: 8.8 m rural, 11.2 m urban', () => {
    const design = shippedLaw('multi-tier-maternity');
    expect(floor(design, mother, 2026, 12)).toBe(0);
    expect(floor(design, mother)).toBe(8_800_000);
    expect(floor(design, { ...mother, urban: true })).toBe(11_200_000);
  });

  test.each([
    ['six months of it', [['maternity_floor_months', 6]], 13_200_000],
    [
      'four months of two standards',
      [
        ['maternity_floor_level', 0],
        ['maternity_floor_standards', 2],
      ],
      4_320_000,
    ],
    [
      'four months of half the wage',
      [
        ['maternity_floor_level', 0],
        ['maternity_floor_wages', 0.5],
      ],
      7_400_000,
    ],
  ] as const)('%s, by changing a number', (_, numbers, amount) => {
    const lines = numbers.flatMap(([name, number]) => value(name, number));
    expect(floor(changed('multi-tier-maternity', ['parameters:', ...lines]), mother)).toBe(amount);
  });

  test('six months of half the minimum wage of the zone, on top of the voluntary allowance', () => {
    const design = shippedLaw('multi-tier-maternity-six-months');
    // 6 x 0.5 x 3.7 m and 6 x 0.5 x 5.31 m
    expect(floor(design, mother)).toBe(11_100_000);
    expect(floor(design, { ...mother, wage_zone: 1 })).toBe(15_930_000);
    const compulsory = { months_compulsory_12: 12, months_contributed_12: 12 };
    expect(floor(design, { ...mother, ...compulsory, months_compulsory_12_with_birth_month: 12 })).toBe(0);
    const allowance = tierOf(design, 'voluntary-maternity-allowance').position;
    expect(tierOf(design, 'maternity-floor').meets).toEqual({ how: 'top-up', after: [allowance] });
  });

  test('package of voluntary members: four months of 70 % of the rural line, 6.16 m', () => {
    const design = shippedLaw('voluntary-maternity-package');
    const member = { ...mother, months_voluntary_12: 6, months_contributed_12: 6 };
    const benefit = (person: Person, year: number) =>
      entitlement(design, 'voluntary-maternity-benefit', person, year, 1);
    expect(benefit(member, 2027)).toBe(6_160_000);
    expect(benefit({ ...member, months_voluntary_12: 5, months_contributed_12: 5 }, 2027)).toBe(0);
    expect(benefit(member, 2026)).toBe(0);
    // The allowance of the law in force stays, in addition.
    expect(entitlement(design, 'voluntary-maternity-allowance', member, 2027, 1)).toBe(2_000_000);
  });
});

describe('a design that is financed by contributions of its own', () => {
  const design = shippedLaw('voluntary-maternity-package');

  /** What one contribution asks of a member with a chosen income in January of a year. */
  function due(id: string, chosen_income: number, year: number): number {
    const contribution = design.contributions.find((candidate) => candidate.id === id)!;
    const month = monthIndex(year, 1) - monthIndex(FIRST_LAW_YEAR, 1);
    return evaluate(
      contribution.amount,
      { chosen_income },
      (index) => design.parameters[index].values[month],
    );
  }

  test('member 1 %, state 0.5 % of the chosen income, at least the rural line and at most 20 reference levels', () => {
    expect(due('voluntary-package-member', 5_000_000, 2027)).toBe(50_000);
    expect(due('voluntary-package-state', 5_000_000, 2027)).toBe(25_000);
    expect(due('voluntary-package-member', 1_000_000, 2026)).toBe(15_000);
    expect(due('voluntary-package-member', 1_000_000, 2027)).toBe(22_000);
    expect(due('voluntary-package-member', 900_000_000, 2027)).toBe(506_000);
  });

  test('its fund receives from both payers, pays its tier and nothing else, and the state budget pays the allowance', () => {
    const model = makeModel(vietNam, [design], 'financing', 60_000, 2028);
    const simulator = makeSimulator(model);
    const sums = simulator.emptySums();
    for (let block = 0; block < model.plan.blocks; block++) simulator.run(block, sums);
    const rows = resultRows(model, sums);
    const figure = (year: number, indicator: string, tier: string, group: string) =>
      rows.find(
        (row) =>
          row.year === year &&
          row.indicator === indicator &&
          row.tier === tier &&
          row.dimension === 'total' &&
          row.group === group,
      )?.value ?? 0;
    const fund = 'voluntary-package-fund';
    expect(figure(2025, 'fund_contributions', 'all', fund)).toBe(0);
    expect(figure(2026, 'fund_benefits', 'all', fund)).toBe(0);
    for (const year of [2026, 2027, 2028]) {
      const [member, state] = ['member', 'state-budget'].map((payer) =>
        figure(year, 'fund_contributions', payer, fund),
      );
      expect(state).toBeGreaterThan(0);
      // Each payment is rounded to a dong: two to one but for that.
      expect(member / state).toBeCloseTo(2, 4);
      expect(figure(year, 'contributions', 'voluntary-package-member', 'total')).toBeCloseTo(member, 9);
      const received = figure(year, 'fund_contributions', 'all', fund);
      expect(received).toBeCloseTo(member + state, 9);
      const benefits = figure(year, 'fund_benefits', 'all', fund);
      const administration = figure(year, 'fund_administration', 'all', fund);
      expect(administration).toBeCloseTo(0.03 * benefits, 9);
      expect(figure(year, 'fund_balance', 'all', fund)).toBeCloseTo(received - benefits - administration, 9);
      expect(figure(year, 'cost_by_financing_source', 'all', fund)).toBeCloseTo(benefits + administration, 9);
      if (year === 2026) continue;
      const tier = 'voluntary-maternity-benefit';
      // 6.16 m a birth in whole dong, VND billion; the rural line does not rise before 2031.
      expect(benefits).toBeCloseTo((figure(year, 'beneficiaries', tier, 'total') * 6_160_000) / 1e9, 6);
      expect(benefits).toBeGreaterThan(0);
    }
  });
});

describe('docs/designs.md', () => {
  const doc = readFileSync(new URL('../../docs/designs.md', import.meta.url), 'utf8');

  test('names every design that ships and every parameter of its own', () => {
    const law = new Set(shippedLaw('current-law').parameters.map(({ name }) => name));
    for (const id of SHIPPED.slice(1)) {
      expect(doc).toContain(`| \`${id}\` |`);
      for (const { name } of shippedLaw(id).parameters) {
        if (!law.has(name) && name !== 'poverty_line_urban') expect(doc, id).toContain(`\`${name}\``);
      }
    }
  });

  test('its example is sound: three years in the place of six', () => {
    const mine = resolvedText(/```yaml\n([\s\S]*?)```/.exec(doc)![1]);
    expect(paid(mine, { ...child, age_years: 2 }, 2027)).toBe(378_000);
    expect(paid(mine, { ...child, age_years: 3 }, 2027)).toBe(0);
  });

  test('every design descends from the law in force', () => {
    for (const { id, text, source } of shippedScenarios()) {
      const result = readScenario(text, { source, find: findShipped });
      const root = result.ok ? [id, ...result.scenario.ancestors].at(-1) : result.problems;
      expect(root).toBe('current-law');
    }
  });
});
