import { beforeAll, describe, expect, test } from 'vitest';
import { type BenefitExplainer, makeBenefitExplainer } from '../../../engine/explain/benefits.js';
import { explainLives } from '../../../engine/explain/life.js';
import { type PersonId, PersonIdError, parsePersonId } from '../../../engine/explain/person-id.js';
import { blockPlaces, idAt } from '../../../engine/explain/places.js';
import type { Life } from '../../../engine/explain/recorder.js';
import { billionsOf, tabulate } from '../../../engine/indicators/tables.js';
import type { Expression } from '../../../engine/inputs/scenario.js';
import { monthIndex } from '../../../engine/inputs/time.js';
import { type Model, makeModel } from '../../../engine/projection/model.js';
import { makeSimulator } from '../../../engine/projection/simulator.js';
import { resolveScenario } from '../../../scenarios/index.js';
import { shippedInput, validateScenario } from '../../../src/index.js';
import {
  atLeast,
  birthTier,
  childTier,
  number,
  parameter,
  read,
  scenario,
  step,
  vietNam,
} from '../../support/engine.js';

const LAST_YEAR = 2028;

function shipped(id: string) {
  const input = shippedInput(id);
  const result = input && validateScenario(input);
  if (!result?.ok) throw new Error(`no scenario ${id}`);
  const { baseYear, macro } = vietNam;
  return resolveScenario(result.scenario, {
    firstYear: baseYear,
    price: macro.priceIndex,
    wage: macro.wageIndex,
  });
}

/** Some 140,000 more immigrants a year, and many more losses and adoptions, so that a small sample has several. */
const receiving = {
  ...vietNam,
  maternity: { ...vietNam.maternity, lossesPerDelivery: 1, adoptionChance: 0.03 },
  demography: {
    ...vietNam.demography,
    netMigration: vietNam.demography.netMigration.map((net) => net + 700),
  },
};

/** A million for each month of the adopted child's age. */
function monthly(): Expression {
  return { kind: 'operation', operator: 'multiply', operands: [read('child_age_months'), number(1_000_000)] };
}

/** Every way in which tiers meet, dates within a year, birth cohorts, ages in months and take-up below one. */
const devised = scenario(
  'devised',
  [
    childTier('insured', { eligibility: read('parent_insured'), takeUp: number(0.7), kind: 'contributory' }),
    childTier('rest', {
      meets: { how: 'exclusive', after: [0] },
      from: monthIndex(2026, 4),
      amount: parameter(0),
      ageFrom: 5,
      ageBelow: 51,
    }),
    childTier('top-up', { meets: { how: 'top-up', after: [0, 1] }, amount: number(600_000), ageBelow: 200 }),
    childTier('cohort', { bornFrom: monthIndex(2026, 7), until: monthIndex(2028, 3), takeUp: parameter(1) }),
    birthTier('grant', { takeUp: number(0.5), until: monthIndex(2027, 9) }),
    birthTier('grant-top-up', { meets: { how: 'top-up', after: [4] }, amount: number(3_000_000) }),
    birthTier('little-more', { meets: { how: 'top-up', after: [4] }, amount: number(1_500_000) }),
    birthTier('father', { recipient: 'father', eligibility: read('father_present') }),
    birthTier('loss', {
      unit: 'pregnancy-loss',
      takeUp: number(0.6),
      from: monthIndex(2026, 2),
      eligibility: atLeast('mother_age_years', 28),
    }),
    birthTier('loss-rest', { unit: 'pregnancy-loss', meets: { how: 'exclusive', after: [8] } }),
    birthTier('loss-father', { unit: 'pregnancy-loss', recipient: 'father' }),
    birthTier('adopted', { unit: 'adoption', amount: monthly(), bornFrom: monthIndex(2026, 3) }),
    birthTier('adopted-top-up', { unit: 'adoption', meets: { how: 'top-up', after: [11] } }),
  ],
  [step(300_000, monthIndex(2027, 7), 450_000), step(0.4, monthIndex(2027, 2), 0.8)],
);

interface Paid {
  readonly model: Model;
  /** By place and year row, dong: as the accumulators have it and as it is explained. */
  readonly projected: Map<string, number>;
  readonly explained: Map<string, number>;
  readonly ids: PersonId[];
}

/** Months from the first to the last of a reason. */
function months({ from, to }: { readonly from: string; readonly to: string }): number {
  const [first, last] = [from, to].map((text) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5)));
  return last - first + 1;
}

function addTo(sums: Map<string, number>, key: string, dong: number): void {
  sums.set(key, (sums.get(key) ?? 0) + dong);
}

/** Simulates everyone once, beside an explanation of every birth, loss and adoption and of every child. */
function payAll(model: Model): Paid {
  const explainer: BenefitExplainer = makeBenefitExplainer(model);
  const simulator = makeSimulator(model);
  const sums = simulator.emptySums();
  const explained = new Map<string, number>();
  const ids: PersonId[] = [];
  for (let block = 0; block < model.plan.blocks; block++) {
    const places = blockPlaces(model.plan, block);
    simulator.run(block, sums, {
      onYear: (people, year, deliveries, { losses, adoptions }) => {
        const outcomes = [
          ...deliveries.map((delivery) => explainer.delivery(people, delivery, year)),
          ...losses.map((loss) => explainer.loss(people, loss, year)),
          ...adoptions.map((adoption) => explainer.adoption(people, adoption, year)),
        ];
        for (let i = 0; i < people.count; i++) outcomes.push(explainer.child(people, i, year));
        for (const byPlace of outcomes)
          for (const [place, { paid }] of byPlace) addTo(explained, `${place} ${year}`, paid);
        if (year < model.toYear) return;
        for (let i = 0; i < people.count; i++) ids.push(idAt(places, people, i));
      },
    });
  }
  const tables = tabulate(sums);
  const projected = new Map<string, number>();
  for (const key of explained.keys()) {
    const [place, year] = key.split(' ').map(Number);
    projected.set(key, Math.round(billionsOf(tables, year - 2025, place, 0) * 1e9));
  }
  return { model, projected, explained, ids };
}

describe('explained payments', () => {
  let paid: Paid;
  let lives: Life[];

  beforeAll(() => {
    const scenarios = [shipped('multi-tier-child-benefit'), devised];
    paid = payAll(makeModel(receiving, scenarios, 'explained', 1_500, LAST_YEAR));
    lives = explainLives(paid.model, paid.ids);
  });

  test('are what the projection paid, tier by tier and year by year, to the dong', () => {
    expect(Object.fromEntries(paid.explained)).toEqual(Object.fromEntries(paid.projected));
    const { tiers } = makeBenefitExplainer(paid.model).portfolio;
    expect(paid.explained.size).toBe(tiers.length * 4);
    const ids = [
      'compulsory-maternity',
      'compulsory-pregnancy-loss',
      'child-benefit-basic',
      'rest',
      'top-up',
      'cohort',
      'grant-top-up',
      'loss',
      'loss-rest',
      'loss-father',
      'adopted',
      'adopted-top-up',
    ];
    for (const id of ids) {
      const place = tiers.findIndex(({ tier }) => tier.id === id);
      expect(paid.explained.get(`${place} 2027`), id).toBeGreaterThan(0);
    }
  });

  test('stand in the lives of all persons together, once each', () => {
    const inLives = new Map<string, number>();
    for (const { years } of lives) {
      for (const { year, benefits } of years) {
        for (const { as, scenarios } of benefits) {
          if (as === 'father') continue;
          for (const { scenario: id, tiers } of scenarios)
            for (const { tier, paid: dong } of tiers) addTo(inLives, `${id} ${tier} ${year}`, dong);
        }
      }
    }
    const { scenarios, tiers } = makeBenefitExplainer(paid.model).portfolio;
    const expected = new Map<string, number>();
    paid.model.scenarios.forEach(({ id }, position) => {
      for (const place of scenarios[position].all) {
        for (let year = 2025; year <= LAST_YEAR; year++) {
          const dong = paid.projected.get(`${place} ${year}`) ?? 0;
          expected.set(`${id} ${tiers[place].tier.id} ${year}`, dong);
        }
      }
    });
    expect(Object.fromEntries(inLives)).toEqual(Object.fromEntries(expected));
  });

  test('have a reason for every month in which nothing is paid', () => {
    const cases = lives.flatMap(({ years }) => years.flatMap(({ benefits }) => benefits));
    for (const { scenarios } of cases) {
      const covered = scenarios.flatMap(({ tiers }) =>
        tiers.map(
          ({ claimed, reasons }) => claimed + reasons.reduce((sum, reason) => sum + months(reason), 0),
        ),
      );
      // Every tier accounts for as many months as the others: those that the child lived, or the one of the birth.
      expect(new Set(covered).size).toBeLessThan(2);
    }
    const outcomes = cases.flatMap(({ scenarios }) => scenarios.flatMap(({ tiers }) => tiers));
    const codes = new Set(outcomes.flatMap(({ reasons }) => reasons.map(({ code }) => code)));
    expect([...codes].sort()).toEqual([
      'age',
      'barred',
      'birth-cohort',
      'condition',
      'does-not-claim',
      'not-in-force',
      'nothing-to-add',
    ]);
    const texts = new Set(outcomes.flatMap(({ reasons }) => reasons.map(({ text }) => text)));
    expect(texts).toContain('barred by insured');
    expect(texts).toContain('not yet in force (from 2027-01)');
    expect(texts).toContain('no longer in force (to 2028-02)');
    expect(texts).toContain('parent_insured is false');
    expect(
      [...texts].some((text) =>
        text.startsWith('mother_qualifies is false: mother_months >= qualifying_months: 0 >= 6'),
      ),
    ).toBe(true);
    expect([...texts].some((text) => /^age \d+ months, tier ends at 51$/.test(text))).toBe(true);
    expect([...texts].some((text) => /^does not claim: rank 0\.\d+, take-up 0\.7/.test(text))).toBe(true);
  });

  test('lives run without a gap to the last year, or to death or emigration', () => {
    expect(lives.length).toBe(paid.ids.length);
    for (const { years, born, arrived } of lives) {
      const first = Math.max(2025, arrived ?? Number(born.slice(0, 4)));
      const last = years.at(-1);
      expect(years.map(({ year }) => year)).toEqual(years.map((_, i) => first + i));
      expect(last?.year === LAST_YEAR || last?.left !== null).toBe(true);
    }
  });

  test('of those who come from abroad are found by id, each once, and begin with the year of arrival', () => {
    const abroad = lives.filter(({ arrived }) => arrived !== null);
    expect(abroad.length).toBeGreaterThan(3);
    expect(new Set(lives.map(({ id }) => id)).size).toBe(lives.length);
    expect(abroad.map(({ id }) => id)).toEqual(abroad.map((_, n) => `i0-${n}`));
    for (const { arrived, born, years } of abroad) {
      expect(years[0].year).toBe(arrived);
      expect(Number(born.slice(0, 4))).toBeLessThan(arrived ?? 0);
    }
    const years = abroad.map(({ arrived }) => arrived ?? 0);
    expect(years).toEqual([...years].sort());
    const beyond = () => explainLives(paid.model, [parsePersonId(`i0-${abroad.length}`)]);
    expect(beyond).toThrow(expect.objectContaining({ expected: `i0-0 to i0-${abroad.length - 1}` }));
  });

  test('a child born in the projection is found by its mother, and nobody by a child she has not', () => {
    const child = paid.ids.find(({ descent }) => descent.length === 1);
    if (!child) throw new Error('no child was born');
    const mother = { ...child, descent: [] };
    const [hers, its] = explainLives(paid.model, [mother, child]);
    expect(its.years[0].mother?.id).toBe(hers.id);
    expect(hers.years.at(-1)?.children.map(({ id }) => id)).toContain(its.id);
    const unborn: PersonId = { ...child, descent: [child.descent[0], 9] };
    expect(() => explainLives(paid.model, [unborn])).toThrow(PersonIdError);
    expect(() => explainLives(paid.model, [parsePersonId('f30-99999')])).toThrow(
      expect.objectContaining({ expected: expect.stringMatching(/^f30-0 to f30-\d+$/) }),
    );
  });
});
