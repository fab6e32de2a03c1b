import { beforeEach, describe, expect, test } from 'vitest';
import { makeAccumulators } from '../../../engine/indicators/accumulators.js';
import {
  beginYear,
  type HouseholdBenefits,
  makeHouseholdBenefits,
} from '../../../engine/indicators/distribution-benefits.js';
import { billionsOf, tabulate } from '../../../engine/indicators/tables.js';
import type { ResolvedTier } from '../../../engine/inputs/scenario.js';
import { monthIndex } from '../../../engine/inputs/time.js';
import { makePopulation, type Population } from '../../../engine/population/columns.js';
import { addPerson } from '../../../engine/population/persons.js';
import { payMaternity } from '../../../engine/tiers/maternity.js';
import { makeOutcomes } from '../../../engine/tiers/outcomes.js';
import { portfolioOf } from '../../../engine/tiers/portfolio.js';
import { birthTier, number, parameter, scenario, step, vietNam } from '../../support/engine.js';
import { shippedLaw } from '../../support/law.js';

const MOTHER = 0;
const FATHER = 1;
const CHILD = 2;
const ALL = 0xffffff;

let people: Population;
/** A couple with a child born in March 2026; she earns 5 million a month, he 7.2 million. */
beforeEach(() => {
  people = makePopulation(8);
  addPerson(people, 0, 0, 1, monthIndex(1998, 6));
  addPerson(people, 0, 0, 0, monthIndex(1996, 6));
  addPerson(people, 0, 0, 0, monthIndex(2026, 3));
  for (const person of [MOTHER, FATHER, CHILD]) people.household[person] = MOTHER;
  people.mother[CHILD] = MOTHER;
  people.father[CHILD] = FATHER;
  people.earnings[MOTHER] = 5_000_000;
  people.earnings[FATHER] = 7_200_000;
});

/** What the household gains, and what is paid in all, dong. */
function paid(
  tiers: readonly ResolvedTier[],
  values: readonly Float64Array[] = [],
  law = scenario('s', tiers, values),
) {
  const portfolio = portfolioOf([law]);
  const benefits: HouseholdBenefits = makeHouseholdBenefits(8, 1);
  const sums = makeAccumulators(portfolio.tiers.length, 1, 2);
  beginYear(benefits, Float64Array.of(2_000_000, 1_500_000));
  const delivery = { mother: MOTHER, month: monthIndex(2026, 3), child: CHILD, children: 1, livingBefore: 0 };
  const events = { deliveries: [delivery], losses: [], adoptions: [] };
  payMaternity(people, events, portfolio, vietNam, makeOutcomes(portfolio), benefits, sums, 1, 2026);
  const tables = tabulate(sums);
  const cost = law.tiers.reduce(
    (sum, _, i) => sum + billionsOf(tables, 1, portfolio.scenarios[0].all[i], 0),
    0,
  );
  return { gain: benefits.dong[0], cost: Math.round(cost * 1e9) };
}
const leave = (amount: number, months: number, changes: Partial<ResolvedTier> = {}) =>
  birthTier('leave', { kind: 'contributory', amount: number(amount), replaces: number(months), ...changes });

describe('what a household gains when a benefit replaces a wage', () => {
  test('all of it where nothing is replaced', () => {
    expect(paid([leave(40_000_000, 0)])).toEqual({ gain: 40_000_000, cost: 40_000_000 });
    expect(paid([birthTier('grant')])).toEqual({ gain: 2_000_000, cost: 2_000_000 });
    people.earnings[MOTHER] = 0;
    expect(paid([leave(40_000_000, 6)]).gain).toBe(40_000_000);
  });

  test('what is above six months of earnings; the cost stays', () => {
    expect(paid([leave(40_000_000, 6)])).toEqual({ gain: 10_000_000, cost: 40_000_000 });
  });

  test('nothing where the benefit is below the wage, which is not set off against another benefit', () => {
    people.earnings[MOTHER] = 9_000_000;
    expect(paid([leave(40_000_000, 6), birthTier('grant')])).toEqual({ gain: 2_000_000, cost: 42_000_000 });
    expect(paid([leave(40_000_000, 6)]).gain).toBe(0);
  });

  test('months below zero replace nothing', () => {
    expect(paid([leave(40_000_000, -3)]).gain).toBe(40_000_000);
  });

  test('the father replaces his own wage', () => {
    // Five of 24 working days at 7.2 million are 1.5 million.
    expect(paid([leave(2_000_000, 5 / 24, { recipient: 'father' })]).gain).toBe(500_000);
  });

  test('months at the law of the month of birth', () => {
    const months = step(4, monthIndex(2026, 3), 6);
    expect(paid([leave(40_000_000, 0, { replaces: parameter(0) })], [months]).gain).toBe(10_000_000);
  });

  test('who does not claim loses no wage to a benefit', () => {
    people.claimMaternity[MOTHER] = 60_000;
    expect(paid([leave(40_000_000, 6, { takeUp: number(0.5) }), birthTier('grant')]).gain).toBe(2_000_000);
  });

  test('current law: six months at the declared wage and the lump sum, less six months of earnings', () => {
    people.compulsoryMonths[MOTHER] = ALL;
    people.insurance[MOTHER] = 1;
    people.declaredWage[MOTHER] = 4_800_000;
    people.declaredWageBefore[MOTHER] = 4_800_000;
    // Paid 6 x 4.8 m + 2 x 2.34 m = 33.48 m; the wage of six months is 30 m. Five antenatal days pay 5 x 4.8 m / 24 = 1 m,
    // less than the 5 x 5 m / 24 that they cost. She takes no recuperation, and he is not insured.
    expect(paid([], [], shippedLaw('current-law'))).toEqual({ gain: 3_480_000, cost: 34_480_000 });
  });

  test('tiers that replace different wages are different tiers', () => {
    const a = scenario('a', [leave(40_000_000, 6)]);
    const b = scenario('b', [leave(40_000_000, 4)]);
    const c = scenario('c', [leave(40_000_000, 6, { replaces: null })]);
    expect(portfolioOf([a, a, b, c]).scenarios.map(({ all }) => [...all])).toEqual([[0], [0], [1], [2]]);
  });
});
