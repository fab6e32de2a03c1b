import { describe, expect, it } from 'vitest';
import {
  type Accumulators,
  LIFE,
  lifeCells,
  makeAccumulators,
  withUnions,
} from '../../../engine/indicators/accumulators.js';
import { measureDistribution } from '../../../engine/indicators/distribution.js';
import { beginYear, makeHouseholdBenefits } from '../../../engine/indicators/distribution-benefits.js';
import { countsOffset, scenarioSlot } from '../../../engine/indicators/distribution-sums.js';
import { CELLS } from '../../../engine/indicators/groups.js';
import type { ResolvedScenario } from '../../../engine/inputs/scenario.js';
import { monthIndex } from '../../../engine/inputs/time.js';
import { makeHouseholds } from '../../../engine/labour/households.js';
import { householdIncomes } from '../../../engine/labour/income.js';
import { type Model, makeModel } from '../../../engine/projection/model.js';
import { makeSimulator } from '../../../engine/projection/simulator.js';
import { twinsOf } from '../../../engine/tiers/child-twins.js';
import { contributionPlanOf } from '../../../engine/tiers/contribution-groups.js';
import { makeOutcomes } from '../../../engine/tiers/outcomes.js';
import { portfolioOf } from '../../../engine/tiers/portfolio.js';
import { payChildMonths } from '../../reference/child-months.js';
import { makeCollector } from '../../reference/contributions.js';
import { payMaternity } from '../../reference/maternity.js';
import {
  birthTier,
  childTier,
  number,
  parameter,
  read,
  scenario,
  step,
  vietNam,
} from '../../support/engine.js';
import { kernelModel } from '../../support/kernels.js';

/** All that tiers and contributions of one block add up to, by the kernels and by the plain loops. */
function both(model: Model): { readonly fast: Accumulators; readonly plain: Accumulators } {
  const { country, scenarios, income } = model;
  const simulator = makeSimulator(model);
  const fast = simulator.emptySums();
  const portfolio = portfolioOf(scenarios);
  const plan = contributionPlanOf(scenarios);
  const collector = makeCollector(plan, country.residence.wageZone, country.labour.voluntaryChosenShare);
  const outcomes = makeOutcomes(portfolio);
  const plain = makeAccumulators(
    portfolio.tiers.length,
    scenarios.length,
    fast.years,
    plan.programmes.length,
  );
  let benefits: ReturnType<typeof makeHouseholdBenefits> | undefined;
  simulator.run(0, fast, {
    onYear: (people, year, _deliveries, events) => {
      const y = year - country.baseYear;
      benefits ??= makeHouseholdBenefits(people.capacity, scenarios.length);
      const households = makeHouseholds(people);
      householdIncomes(people, income, households, year);
      collector.collect(people, plain.contributions, y, year);
      beginYear(benefits, income.povertyLine.subarray(y * 2, y * 2 + 2));
      payMaternity(people, events, portfolio, country, outcomes, benefits, plain, y, year);
      payChildMonths(people, portfolio, country, outcomes, benefits, plain, y, year);
      measureDistribution(people, households, benefits, plain.distribution, y);
    },
  });
  return { fast, plain };
}

/** Dong of a figure in one number: sums may be carried to billions or not. */
const dong = (below: Float64Array, billions: Float64Array) =>
  below.map((value, i) => value + billions[i] * 1e9);

function expectEqual({ fast, plain }: ReturnType<typeof both>): void {
  const [one, other] = [withUnions(fast), withUnions(plain)];
  const figures = (tiers: Float64Array, figure: number) => tiers.filter((_, i) => i % 4 === figure);
  for (let figure = 0; figure < 3; figure++)
    expect(figures(one.tiers, figure)).toEqual(figures(other.tiers, figure));
  expect(dong(figures(one.tiers, 3), one.billions)).toEqual(dong(figures(other.tiers, 3), other.billions));
  expect(fast.contributions.persons).toEqual(plain.contributions.persons);
  expect(dong(fast.contributions.dong, fast.contributions.billions)).toEqual(
    dong(plain.contributions.dong, plain.contributions.billions),
  );
  for (let y = 0; y < fast.years; y++) {
    const need = lifeCells(y, LIFE.childMonths);
    expect(fast.lives.subarray(need, need + CELLS)).toEqual(plain.lives.subarray(need, need + CELLS));
    // What scenarios change: slots after that of the lives.
    const [from, to] = [scenarioSlot(0), fast.distribution.slots].map((slot) =>
      countsOffset(fast.distribution, y, slot),
    );
    expect(fast.distribution.counts.subarray(from, to)).toEqual(plain.distribution.counts.subarray(from, to));
  }
  const paid = figures(one.tiers, 3).reduce((a, b) => a + b, 0);
  expect(paid).toBeGreaterThan(0);
}

const operation = (operator: string, ...operands: unknown[]) =>
  ({ kind: 'operation', operator, operands }) as ReturnType<typeof number>;

/** Tiers that use what the shipped scenarios do not: top-ups, windows, birth cohorts, unions that overlap, many of them. */
function hardScenarios(): ResolvedScenario[] {
  const half = step(0.3, monthIndex(2027, 5), 0.8);
  const amount = step(200_000, monthIndex(2026, 3), 350_000);
  const many = Array.from({ length: 30 }, (_, n) =>
    childTier(`child-${n}`, {
      kind: n % 2 === 0 ? 'contributory' : 'non-contributory',
      ageFrom: n,
      ageBelow: 60 + 5 * n,
      eligibility: operation('less', read('quintile'), number(1 + (n % 5))),
      amount: operation('add', parameter(1), operation('multiply', number(n), read('birth_order'))),
      takeUp: parameter(0),
      from: monthIndex(2025, 2 + (n % 9)),
      until: n % 3 === 0 ? monthIndex(2028, 1 + (n % 12)) : null,
      bornFrom: n % 7 === 0 ? monthIndex(2025, 6) : null,
      meets:
        n === 28
          ? { how: 'exclusive', after: [0, 5, 20] }
          : n === 29
            ? { how: 'top-up', after: [28, 3] }
            : { how: 'stacking' },
    }),
  );
  const windows = [
    childTier('insured', { eligibility: read('parent_insured'), kind: 'contributory' }),
    childTier('long-insured', {
      eligibility: operation('greaterOrEqual', read('parent_months_contributed_12'), number(7)),
      kind: 'contributory',
    }),
    childTier('infants', { eligibility: operation('less', read('age_months'), number(9)) }),
    childTier('mothers', { eligibility: operation('and', read('mother_present'), read('mother_voluntary')) }),
    childTier('town', { eligibility: read('urban'), meets: { how: 'exclusive', after: [0, 2] } }),
    birthTier('grant', { takeUp: parameter(0) }),
    birthTier('second', { meets: { how: 'top-up', after: [5] }, amount: number(3_000_000) }),
    birthTier('third', { meets: { how: 'exclusive', after: [6] } }),
  ];
  return [scenario('many', many, [half, amount]), scenario('windows', windows, [half])];
}

/** Designs whose tiers are claimed alike and differ in amounts, one of which changes with every month of age. */
function twinScenarios(): ResolvedScenario[] {
  const takeUp = step(0.4, monthIndex(2027, 3), 0.9);
  const amount = step(100_000, monthIndex(2026, 8), 250_000);
  return [1, 2, 3].map((n) => {
    const level =
      n === 3
        ? operation('multiply', number(1_000), read('age_months'))
        : operation('multiply', number(n), parameter(1));
    return scenario(
      `design-${n}`,
      [
        childTier('insured', {
          kind: 'contributory',
          eligibility: read('parent_insured'),
          amount: level,
          takeUp: parameter(0),
        }),
        childTier('others', { amount: level, takeUp: parameter(0), meets: { how: 'exclusive', after: [0] } }),
        childTier('extra', { amount: number(n * 10_000), ageBelow: n === 2 ? 36 : 72 }),
        birthTier('grant', { amount: number(n * 1_000_000) }),
      ],
      [takeUp, amount],
    );
  });
}

describe('tiers and contributions by kernels', () => {
  it('add up to what the plain loops do, for the law and a reform', () => {
    expectEqual(both(kernelModel(16_000, 2045)));
  });

  it('and for rules that the law does not know', () => {
    expectEqual(both(makeModel(vietNam, hardScenarios(), 'hard', 8_000, 2030)));
  });

  it('and for designs that are claimed alike', () => {
    const scenarios = twinScenarios();
    expect([...twinsOf(portfolioOf(scenarios))]).toEqual([0, 1, 2, 0, 1, 5, 0, 1, 2]);
    expectEqual(both(makeModel(vietNam, scenarios, 'twins', 8_000, 2030)));
  });
});
