import { beforeEach, describe, expect, test } from 'vitest';
import type { Adoption, PregnancyLoss } from '../../../engine/demography/maternity-events.js';
import { makeAccumulators, TIER, UNION, unionPlace } from '../../../engine/indicators/accumulators.js';
import { beginYear, makeHouseholdBenefits } from '../../../engine/indicators/distribution-benefits.js';
import { billionsOf, countOf, tabulate } from '../../../engine/indicators/tables.js';
import type { ResolvedScenario } from '../../../engine/inputs/scenario.js';
import { monthIndex } from '../../../engine/inputs/time.js';
import { makePopulation, type Population } from '../../../engine/population/columns.js';
import { addPerson } from '../../../engine/population/persons.js';
import { type MaternityEvents, payMaternity } from '../../../engine/tiers/maternity.js';
import { makeOutcomes } from '../../../engine/tiers/outcomes.js';
import { portfolioOf } from '../../../engine/tiers/portfolio.js';
import { birthTier, number, scenario, vietNam } from '../../support/engine.js';
import { shippedLaw } from '../../support/law.js';

// A couple at 9 million a month each; amounts are worked out from the text of the law.
const MOTHER = 0;
const FATHER = 1;
const CHILD = 2;
const WAGE = 9_000_000;
const ALWAYS = 0xffffff;
/** Columns of months: bit 0 is December of the current year. */
const until = (month: number) => (ALWAYS << (12 - month)) & ALWAYS;

const { tiers, ...rest } = shippedLaw('current-law');
const law: ResolvedScenario = { ...rest, tiers: tiers.map((tier) => ({ ...tier, takeUp: 'full' })) };

let people: Population;
beforeEach(() => {
  people = makePopulation(8);
  addPerson(people, 1, 1, 1, monthIndex(1996, 3));
  addPerson(people, 2, 2, 0, monthIndex(1994, 3));
  addPerson(people, 3, 3, 0, monthIndex(2026, 3));
  for (const person of [MOTHER, FATHER, CHILD]) people.household[person] = MOTHER;
  people.partner[MOTHER] = FATHER;
  people.mother[CHILD] = MOTHER;
  people.father[CHILD] = FATHER;
});

/** Makes somebody a member of compulsory insurance for years, at the wage of all. */
function insure(person: number, months = ALWAYS, total = 60): void {
  people.compulsoryMonths[person] = months;
  people.compulsoryTotal[person] = total;
  people.declaredWage[person] = WAGE;
  people.declaredWageBefore[person] = WAGE;
}

/** What is booked for the events of a year, by tier: dong, and the cases that are paid. */
function booked(events: Partial<MaternityEvents>, year: number, one = law, country = vietNam) {
  const portfolio = portfolioOf([one]);
  const sums = makeAccumulators(portfolio.tiers.length, 1, 1);
  const benefits = makeHouseholdBenefits(8, 1);
  beginYear(benefits, Float64Array.of(2_000_000, 1_500_000));
  const all = { deliveries: [], losses: [], adoptions: [], ...events };
  payMaternity(people, all, portfolio, country, makeOutcomes(portfolio), benefits, sums, 0, year);
  const tables = tabulate(sums);
  const dong = (place: number) => Math.round(billionsOf(tables, 0, place, 0) * 1e9);
  const persons = (place: number) => countOf(tables, 0, place, 0, TIER.beneficiaries);
  const paid = Object.fromEntries(
    one.tiers.flatMap(({ id }, i) => {
      const place = portfolio.scenarios[0].all[i];
      return persons(place) > 0 ? [[id, dong(place)]] : [];
    }),
  );
  const union = unionPlace(portfolio.tiers.length, 0, 0, UNION.contributory);
  const places = portfolio.scenarios[0].all;
  return {
    paid,
    cost: dong(union),
    covered: persons(union),
    outOfNeed: places.map((place) => countOf(tables, 0, place, 0, TIER.outOfNeed)),
    persons: places.map(persons),
  };
}

const loss = (year: number, weeks: number, month = 5): PregnancyLoss => ({
  mother: MOTHER,
  month: monthIndex(year, month),
  day: 10,
  weeks,
});
const adopted = (year: number, childAge: number): Adoption => ({
  mother: MOTHER,
  month: monthIndex(year, 5),
  day: 10,
  childAge,
});

describe('pregnancy losses under current law', () => {
  test('at 9 weeks a member has twenty days of a thirtieth of her wage', () => {
    insure(MOTHER);
    expect(booked({ losses: [loss(2026, 9)] }, 2026).paid).toEqual({
      'compulsory-pregnancy-loss': (20 * WAGE) / 30,
    });
  });

  test('a woman who has left has nothing, at 30 weeks of Law 41/2024 the leave of a birth if she has six months', () => {
    // Member up to February: nine of the twelve months before May.
    insure(MOTHER, until(2));
    expect(booked({ losses: [loss(2026, 9)] }, 2026).paid).toEqual({});
    expect(booked({ losses: [loss(2025, 30)] }, 2025).paid).toEqual({});
    expect(booked({ losses: [loss(2026, 30)] }, 2026).paid).toEqual({
      'compulsory-pregnancy-loss': 6 * WAGE + 2 * 2_340_000,
    });
  });

  test('at 30 weeks a member without six months has fifty days', () => {
    // January to May of this year: four months before May.
    insure(MOTHER, 0b111111111111, 12);
    expect(booked({ losses: [loss(2026, 30)] }, 2026).paid).toEqual({
      'compulsory-pregnancy-loss': (50 * WAGE) / 30,
    });
  });

  test('the partner in voluntary insurance draws the allowance, if he lives with her', () => {
    people.voluntaryMonths[FATHER] = ALWAYS;
    people.voluntaryTotal[FATHER] = 60;
    const late = { losses: [loss(2026, 23)] };
    expect(booked(late, 2026).paid).toEqual({ 'voluntary-father-pregnancy-loss-allowance': 2_000_000 });
    people.household[FATHER] = FATHER;
    expect(booked(late, 2026).paid).toEqual({});
  });
});

describe('adoptions under current law', () => {
  test('at three months: three months of leave, and the lump sum beside it to June 2025', () => {
    insure(MOTHER);
    expect(booked({ adoptions: [adopted(2025, 3)] }, 2025).paid).toEqual({
      'compulsory-adoption': 3 * WAGE,
      'compulsory-adoption-lump-sum': 2 * 2_340_000,
    });
    expect(booked({ adoptions: [adopted(2026, 3)] }, 2026).paid).toEqual({
      'compulsory-adoption': 3 * WAGE,
    });
  });

  test('the father takes the leave where only he is insured', () => {
    insure(FATHER);
    expect(booked({ adoptions: [adopted(2026, 5)] }, 2026).paid).toEqual({ 'compulsory-adoption': WAGE });
  });

  test('a tier for children born from a month asks the child, not the adoption', () => {
    const tier = birthTier('adopted', { unit: 'adoption', bornFrom: monthIndex(2026, 3) });
    const paid = (age: number) =>
      booked({ adoptions: [adopted(2026, age)] }, 2026, scenario('s', [tier])).paid;
    expect(paid(2)).toEqual({ adopted: 2_000_000 });
    expect(paid(3)).toEqual({});
  });
});

describe('circumstances of a birth', () => {
  const birth = { mother: MOTHER, month: monthIndex(2026, 3), child: CHILD, children: 1, livingBefore: 0 };
  const { maternity } = vietNam;
  const having = (changes: Partial<typeof maternity>) => ({
    ...vietNam,
    maternity: { ...maternity, recuperationShare: 0, antenatalDays: 0, orderedRestShare: 0, ...changes },
  });
  const leave = 6 * WAGE + 2 * 2_340_000;

  test('three antenatal days are three 24ths of the wage', () => {
    insure(MOTHER);
    expect(booked({ deliveries: [birth] }, 2026, law, having({ antenatalDays: 3 })).paid).toEqual({
      'compulsory-maternity': leave,
      'compulsory-antenatal': (3 * WAGE) / 24,
    });
  });

  test('recuperation is 0.3 base salaries a day, for seven days after surgery and five else', () => {
    insure(MOTHER);
    const recuperation = (surgicalShare: number) =>
      booked(
        { deliveries: [birth] },
        2026,
        law,
        having({ recuperationShare: 1, recuperationDays: 8, surgicalShare }),
      ).paid['compulsory-recuperation'];
    expect(recuperation(1)).toBe(7 * 0.3 * 2_340_000);
    expect(recuperation(0)).toBe(5 * 0.3 * 2_340_000);
  });

  test('rest on medical order: three months of the twelve and twelve ever are enough', () => {
    // December to February.
    insure(MOTHER, 0b1110000000000, 12);
    expect(booked({ deliveries: [birth] }, 2026, law, having({ orderedRestShare: 1 })).paid).toEqual({
      'compulsory-maternity': leave,
    });
    expect(booked({ deliveries: [birth] }, 2026, law, having({})).paid).toEqual({});
    people.compulsoryTotal[MOTHER] = 11;
    expect(booked({ deliveries: [birth] }, 2026, law, having({ orderedRestShare: 1 })).paid).toEqual({});
  });

  test('the father has seven days after surgery or before 32 weeks', () => {
    insure(FATHER);
    const days = (changes: Partial<typeof maternity>) =>
      booked({ deliveries: [birth] }, 2026, law, having({ surgicalShare: 0, earlyShare: 0, ...changes }))
        .paid['compulsory-father-leave'] /
      (WAGE / 24);
    expect([days({}), days({ surgicalShare: 1 }), days({ earlyShare: 1 })]).toEqual([5, 7, 7]);
  });
});

test('losses and adoptions enter cost, neither the persons covered nor what coverage counts', () => {
  insure(MOTHER);
  const { cost, covered, outOfNeed, persons } = booked(
    { losses: [loss(2026, 9), loss(2026, 30)], adoptions: [adopted(2026, 3)] },
    2026,
  );
  expect(cost).toBe((20 * WAGE) / 30 + 6 * WAGE + 2 * 2_340_000 + 3 * WAGE);
  expect(covered).toBe(0);
  // Two losses and one adoption, all of them out of need.
  expect(persons.reduce((sum, one) => sum + one, 0)).toBe(3);
  expect(outOfNeed).toEqual(persons);
});

test('a household gains what a loss pays above the wage that stops', () => {
  const tier = birthTier('loss', {
    unit: 'pregnancy-loss',
    amount: number(8_000_000),
    replaces: number(0.5),
  });
  const portfolio = portfolioOf([scenario('s', [tier])]);
  const benefits = makeHouseholdBenefits(8, 1);
  beginYear(benefits, Float64Array.of(2_000_000, 1_500_000));
  people.earnings[MOTHER] = 10_000_000;
  const events = { deliveries: [], losses: [loss(2026, 9)], adoptions: [] };
  const sums = makeAccumulators(1, 1, 1);
  payMaternity(people, events, portfolio, vietNam, makeOutcomes(portfolio), benefits, sums, 0, 2026);
  expect(benefits.dong[0]).toBe(3_000_000);
});
