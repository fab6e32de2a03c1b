import { describe, expect, test } from 'vitest';
import { resultRows } from '../../../engine/indicators/rows.js';
import { billionsOf, tabulate } from '../../../engine/indicators/tables.js';
import type { ResolvedScenario } from '../../../engine/inputs/scenario.js';
import { LAW_MONTHS, monthIndex } from '../../../engine/inputs/time.js';
import type { Population } from '../../../engine/population/columns.js';
import { makeModel } from '../../../engine/projection/model.js';
import { makeSimulator, type Observer } from '../../../engine/projection/simulator.js';
import {
  atLeast,
  birthTier,
  childTier,
  figureOf,
  number,
  parameter,
  read,
  scenario,
  step,
  vietNam,
} from '../../support/engine.js';

/** Simulates all blocks of a small sample; `onYear` sees every block and year. */
function simulate(
  scenarios: readonly ResolvedScenario[],
  toYear: number,
  onYear?: Observer['onYear'],
  persons = 12_000,
) {
  const model = makeModel(vietNam, scenarios, 'payments', persons, toYear);
  const simulator = makeSimulator(model);
  const sums = simulator.emptySums();
  for (let block = 0; block < model.plan.blocks; block++) simulator.run(block, sums, onYear && { onYear });
  return { model, sums: tabulate(sums), rows: resultRows(model, sums) };
}

/** Months of a year, counted one by one, in which a person is alive and between two ages in months. */
function childMonths(
  people: Population,
  year: number,
  from: number,
  below: number,
  keep: (i: number, month: number) => boolean = () => true,
) {
  let count = 0;
  for (let i = 0; i < people.count; i++) {
    for (let month = monthIndex(year, 1); month < monthIndex(year + 1, 1); month++) {
      const age = month - people.birthMonth[i];
      if (age >= from && age < below && month < people.exitMonth[i] && keep(i, month)) count++;
    }
  }
  return count;
}

describe('a universal child benefit without take-up', () => {
  test('costs exactly children x months x amount, to the dong', () => {
    const counted = new Map<number, number>();
    const { model, sums, rows } = simulate(
      [scenario('u', [childTier('universal', { from: monthIndex(2026, 4) })])],
      2028,
      (people, year) => {
        const eligible = (_: number, month: number) => month >= monthIndex(2026, 4);
        counted.set(year, (counted.get(year) ?? 0) + childMonths(people, year, 0, 72, eligible));
      },
    );
    expect(counted.get(2025)).toBe(0);
    for (const [year, months] of counted) {
      const paid = billionsOf(sums, year - 2025, 0, 0);
      expect(Math.round(paid * 1e9)).toBe(months * 500_000);
      const row = { year, tier: 'universal', dimension: 'total' } as const;
      expect(figureOf(rows, { ...row, indicator: 'benefit_cost' })).toBeCloseTo(
        (months * 500_000 * model.plan.weight) / 1e9,
        6,
      );
      expect(figureOf(rows, { ...row, indicator: 'beneficiaries' })).toBeCloseTo(
        (months * model.plan.weight) / 12,
        6,
      );
    }
  });

  test('a raised amount applies from its month, and a birth cohort is phased in from its month', () => {
    const july = monthIndex(2026, 7);
    const amounts = step(300_000, july, 400_000);
    const tiers = [
      childTier('raised', { amount: parameter(0), ageBelow: 36 }),
      childTier('phased', { bornFrom: july, until: monthIndex(2027, 3) }),
    ];
    let raised = 0;
    let phased = 0;
    const { sums } = simulate([scenario('p', tiers, [amounts])], 2027, (people, year) => {
      raised += 300_000 * childMonths(people, year, 0, 36, (_, month) => month < july);
      raised += 400_000 * childMonths(people, year, 0, 36, (_, month) => month >= july);
      phased +=
        500_000 *
        childMonths(
          people,
          year,
          0,
          72,
          (i, month) => people.birthMonth[i] >= july && month < monthIndex(2027, 3),
        );
    });
    const total = (place: number) => [0, 1, 2].reduce((sum, y) => sum + billionsOf(sums, y, place, 0), 0);
    expect(Math.round(total(0) * 1e9)).toBe(raised);
    expect(Math.round(total(1) * 1e9)).toBe(phased);
    expect(phased).toBeGreaterThan(0);
  });
});

describe('the maternity floor of the ILO', () => {
  test('100 % of the poverty line, four months, every delivery: costs exactly deliveries x 4 x line', () => {
    const lines = [
      step(2_000_000, monthIndex(2027, 1), 2_800_000),
      step(1_500_000, monthIndex(2027, 1), 2_200_000),
    ];
    const amount = {
      kind: 'operation',
      operator: 'multiply',
      operands: [
        number(4),
        { kind: 'operation', operator: 'if', operands: [read('urban'), parameter(0), parameter(1)] },
      ],
    } as const;
    const counted = new Map<number, number>();
    const { sums } = simulate(
      [scenario('ilo', [birthTier('floor', { amount })], lines)],
      2028,
      (people, year, deliveries) => {
        for (const { mother } of deliveries) {
          const line =
            people.area[mother] === 0
              ? year < 2027
                ? 2_000_000
                : 2_800_000
              : year < 2027
                ? 1_500_000
                : 2_200_000;
          counted.set(year, (counted.get(year) ?? 0) + 4 * line);
        }
      },
    );
    for (const [year, dong] of counted) {
      const paid = billionsOf(sums, year - 2025, 0, 0);
      expect(Math.round(paid * 1e9)).toBe(dong);
      expect(dong).toBeGreaterThan(0);
    }
  });
});

describe('how tiers meet', () => {
  const insured = childTier('insured', {
    kind: 'contributory',
    eligibility: read('parent_insured'),
    amount: number(200_000),
  });

  test('exclusive: a month goes to the first tier that applies, every month to one of the two', () => {
    const others = childTier('others', { meets: { how: 'exclusive', after: [0] } });
    let months = 0;
    const { rows } = simulate([scenario('x', [insured, others])], 2026, (people, year) => {
      months += childMonths(people, year, 0, 72);
    });
    const count = (tier: string) =>
      [2025, 2026].reduce(
        (sum, year) =>
          sum + figureOf(rows, { year, tier, branch: 'child', indicator: 'eligible', dimension: 'total' }),
        0,
      );
    const weight = makeModel(vietNam, [], 'payments', 12_000, 2025).plan.weight;
    expect(count('insured')).toBeGreaterThan(0);
    expect(((count('insured') + count('others')) * 12) / weight).toBeCloseTo(months, 6);
    expect((count('all') * 12) / weight).toBeCloseTo(months, 6);
    expect(count('all-contributory')).toBe(count('insured'));
  });

  test('top-up: both together pay the level to everyone', () => {
    const topUp = childTier('top-up', { meets: { how: 'top-up', after: [0] } });
    const { sums } = simulate(
      [scenario('t', [insured, topUp]), scenario('u', [childTier('universal')])],
      2026,
    );
    for (const y of [0, 1]) {
      const both = [0, 1].reduce((sum, place) => sum + billionsOf(sums, y, place, 0), 0);
      expect(Math.round(both * 1e9)).toBe(Math.round(billionsOf(sums, y, 2, 0) * 1e9));
    }
  });
});

describe('take-up', () => {
  test('a higher rate adds claimants; the share is met; cost follows', () => {
    const tiers = [0.3, 0.6].map((rate) => childTier(`rate-${rate}`, { takeUp: number(rate) }));
    const { rows } = simulate(
      [scenario('low', [tiers[0]]), scenario('high', [tiers[1]])],
      2026,
      undefined,
      60_000,
    );
    const uptake = (id: string) =>
      figureOf(rows, {
        scenario: id,
        year: 2026,
        indicator: 'uptake',
        tier: `rate-${id === 'low' ? 0.3 : 0.6}`,
        dimension: 'total',
      });
    // 5,000 children: standard error 0.7 points.
    expect(Math.abs(uptake('low') - 0.3)).toBeLessThan(0.02);
    expect(Math.abs(uptake('high') - 0.6)).toBeLessThan(0.02);
  });
});

describe('maternity of insured mothers', () => {
  test('six months in twelve, counted from the histories', () => {
    let qualified = 0;
    const { rows, model } = simulate(
      [scenario('m', [birthTier('m', { eligibility: atLeast('months_compulsory_12', 6) })])],
      2026,
      (people, year, deliveries) => {
        if (year !== 2026) return;
        for (const { mother, month } of deliveries) {
          const bits = people.compulsoryMonths[mother].toString(2).padStart(32, '0');
          // Character 31 is December, 20 January; the window ends the month before the birth.
          const january = 20;
          const window = bits.slice(
            january + (month - monthIndex(2026, 1)) - 12,
            january + (month - monthIndex(2026, 1)),
          );
          if (window.replaceAll('0', '').length >= 6) qualified++;
        }
      },
    );
    expect(figureOf(rows, { year: 2026, tier: 'm', indicator: 'eligible', dimension: 'total' })).toBeCloseTo(
      qualified * model.plan.weight,
      6,
    );
    expect(qualified).toBeGreaterThan(20);
  });

  test('what a father draws counts in cost, not in the coverage of mothers', () => {
    const { rows } = simulate(
      [scenario('f', [birthTier('leave', { recipient: 'father', kind: 'contributory' })])],
      2025,
    );
    const branch = (indicator: string) =>
      figureOf(rows, { year: 2025, branch: 'maternity', tier: 'all', indicator, dimension: 'total' });
    expect(branch('beneficiaries')).toBe(0);
    expect(branch('effective_coverage')).toBe(0);
    expect(branch('benefit_cost')).toBe(
      figureOf(rows, { year: 2025, tier: 'leave', indicator: 'benefit_cost', dimension: 'total' }),
    );
  });
});

test('a payment beyond a billion dong, or one that is no number, is refused by name', () => {
  const huge = scenario('huge', [childTier('gold', { amount: number(2e9) })]);
  expect(() => simulate([huge], 2025)).toThrow(/tier gold of scenario huge/);
  const overflow = scenario(
    'overflow',
    [
      childTier('endless', {
        amount: { kind: 'operation', operator: 'subtract', operands: [parameter(0), parameter(0)] },
      }),
    ],
    [new Float64Array(LAW_MONTHS).fill(Number.POSITIVE_INFINITY)],
  );
  expect(() => simulate([overflow], 2025)).toThrow(/tier endless of scenario overflow/);
});
