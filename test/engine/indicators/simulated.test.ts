import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeAccumulators, merge } from '../../../engine/indicators/accumulators.js';
import { dongAt } from '../../../engine/indicators/distribution-sums.js';
import { resultRows } from '../../../engine/indicators/rows.js';
import type { ResolvedScenario } from '../../../engine/inputs/scenario.js';
import { ACTIVITY } from '../../../engine/population/activity.js';
import { STILL_HERE } from '../../../engine/population/columns.js';
import { makeModel } from '../../../engine/projection/model.js';
import { makeSimulator, type Observer } from '../../../engine/projection/simulator.js';
import type { ResultRow } from '../../../engine/results.js';
import { birthTier, childTier, figureOf, number, read, scenario, vietNam } from '../../support/engine.js';

function simulate(scenarios: readonly ResolvedScenario[], onYear?: Observer['onYear']): ResultRow[] {
  const model = makeModel(vietNam, scenarios, 'distribution', 12_000, 2026);
  const simulator = makeSimulator(model);
  const sums = simulator.emptySums();
  for (let block = 0; block < model.plan.blocks; block++) simulator.run(block, sums, onYear && { onYear });
  return resultRows(model, sums);
}

const of = (rows: readonly ResultRow[], indicator: string, id: string, wanted: Partial<ResultRow> = {}) =>
  figureOf(rows, { scenario: id, year: 2026, dimension: 'total', indicator, ...wanted });

describe('a sample of Viet Nam', () => {
  const everyChild = { ageBelow: 192 };
  let labourers = { count: 0, earnings: 0 };
  const rows = simulate(
    [
      scenario('nothing', []),
      scenario('some', [childTier('some', everyChild), birthTier('grant', { eligibility: read('poor') })]),
      // Two hundred times the urban line: enough for the whole household of a child born in December.
      scenario('plenty', [childTier('plenty', { ...everyChild, amount: number(400_000_000) })]),
      scenario('poor-only', [childTier('poor', { ...everyChild, eligibility: read('poor') })]),
    ],
    (people, year) => {
      if (year !== 2026) return;
      labourers = { count: 0, earnings: 0 };
      for (let i = 0; i < people.count; i++) {
        if (people.exitMonth[i] !== STILL_HERE || people.sex[i] === 1 || people.age[i] < 18) continue;
        const employee =
          people.activity[i] === ACTIVITY.formalEmployee || people.activity[i] === ACTIVITY.informalEmployee;
        if (!employee || people.education[i] > 1) continue;
        labourers.count++;
        labourers.earnings += people.earnings[i];
      }
    },
  );

  test('without tiers nothing changes and nobody is reached', () => {
    for (const indicator of [
      'poverty_headcount',
      'child_poverty_headcount',
      'poverty_gap',
      'poverty_severity',
      'gini',
    ])
      expect(of(rows, `${indicator}_after`, 'nothing')).toBe(of(rows, `${indicator}_before`, 'nothing'));
    expect(of(rows, 'exclusion_error', 'nothing')).toBe(1);
    expect(of(rows, 'standard_r202_child_ratio', 'nothing')).toBe(0);
    expect(
      rows.some((row) => row.scenario === 'nothing' && row.indicator === 'benefit_share_by_quintile'),
    ).toBe(false);
  });

  test('poverty and inequality fall with the benefit; enough of it ends child poverty', () => {
    expect(of(rows, 'poverty_headcount_before', 'nothing')).toBeGreaterThan(0.02);
    expect(of(rows, 'gini_before', 'nothing')).toBeGreaterThan(0.3);
    expect(of(rows, 'poverty_gap_after', 'some')).toBeLessThan(of(rows, 'poverty_gap_before', 'some'));
    expect(of(rows, 'gini_after', 'some')).toBeLessThan(of(rows, 'gini_before', 'some'));
    expect(of(rows, 'child_poverty_headcount_after', 'plenty')).toBe(0);
    expect(of(rows, 'poverty_headcount_after', 'plenty')).toBeGreaterThan(0);
  });

  test('headcount before benefits is the share of residents whose household has the status', () => {
    let residents = 0;
    let poor = 0;
    simulate([], (people, year) => {
      if (year !== 2026) return;
      for (let i = 0; i < people.count; i++) {
        if (people.exitMonth[i] !== STILL_HERE) continue;
        residents++;
        if (people.poverty[people.household[i]] !== 0) poor++;
      }
    });
    expect(of(rows, 'poverty_headcount_before', 'some')).toBe(poor / residents);
  });

  test('targeting: all reached and many in no need; only the poor', () => {
    expect(of(rows, 'exclusion_error', 'plenty')).toBe(0);
    expect(of(rows, 'inclusion_error', 'plenty')).toBeGreaterThan(0.8);
    expect(of(rows, 'inclusion_error', 'poor-only')).toBe(0);
    expect(of(rows, 'exclusion_error', 'poor-only')).toBeGreaterThan(0);
    expect(of(rows, 'exclusion_error', 'poor-only')).toBeLessThan(1);
  });

  test('winners and losers against the first scenario, on the same lives', () => {
    // With that much, whoever gains at all gains more than 1 %, too.
    expect(of(rows, 'winners', 'plenty')).toBe(of(rows, 'households_gaining', 'plenty'));
    expect(of(rows, 'losers', 'plenty')).toBe(0);
    expect(rows.some(({ scenario: id, indicator }) => id === 'nothing' && indicator === 'winners')).toBe(
      false,
    );
    const tenth = (id: string, indicator: string, group: number) =>
      of(rows, indicator, id, { dimension: 'decile', group: String(group) });
    expect(tenth('poor-only', 'winners', 1)).toBeGreaterThan(0.1);
    expect(tenth('poor-only', 'winners', 10)).toBe(0);
    const shares = Array.from({ length: 10 }, (_, i) => tenth('some', 'winners', i + 1));
    expect(Math.min(...shares)).toBeGreaterThan(0.3);
    // Fewer children, higher incomes: the richest tenth gains least often.
    expect(shares[9]).toBe(Math.min(...shares));
  });

  test('the other way round, what was gained is lost', () => {
    const tiers = [childTier('some', { ...everyChild, amount: number(400_000_000) })];
    const [forth, back] = [
      simulate([scenario('none', []), scenario('all', tiers)]),
      simulate([scenario('all', tiers), scenario('none', [])]),
    ];
    // The threshold is a share of income under the baseline, higher with the benefit; so much is always more.
    expect(of(back, 'losers', 'none')).toBe(of(forth, 'winners', 'all'));
    expect(of(back, 'mean_loss', 'none')).toBe(of(forth, 'mean_gain', 'all'));
    expect(of(back, 'winners', 'none')).toBe(0);
  });

  test('shares of benefits by fifth make up the whole', () => {
    const shares = [1, 2, 3, 4, 5].map((fifth) =>
      of(rows, 'benefit_share_by_quintile', 'some', { dimension: 'quintile', group: String(fifth) }),
    );
    expect(shares.reduce((sum, share) => sum + share)).toBeCloseTo(1, 12);
  });

  test('500,000 dong a month: a quarter of the urban line, a third of the rural one', () => {
    const indicator = 'adequacy_of_child_benefit_poverty_line';
    const at = (group: string) => of(rows, indicator, 'some', { dimension: 'area', group });
    expect(at('urban')).toBeCloseTo(1 / 4, 12);
    expect(at('rural')).toBeCloseTo(1 / 3, 12);
    expect(of(rows, indicator, 'some')).toBeGreaterThan(1 / 4);
    expect(of(rows, indicator, 'some')).toBeLessThan(1 / 3);
    expect(of(rows, 'standard_r202_child_ratio', 'some')).toBe(1);
    expect(of(rows, 'standard_r202_child_met', 'some')).toBe(1);
  });

  test('C102 Part VII: 500,000 dong for every child against W', () => {
    const wage = labourers.earnings / labourers.count;
    expect(of(rows, 'standard_c102_vii_ratio', 'some')).toBeCloseTo(500_000 / wage, 9);
    expect(of(rows, 'standard_c102_vii_ratio_protected', 'some')).toBeCloseTo(500_000 / wage, 9);
    expect(of(rows, 'standard_c102_vii_met', 'some')).toBe(1);
    expect(of(rows, 'standard_c102_vii_met', 'nothing')).toBe(0);
  });
});

test('sums of dong merge exactly, in any order and to any height', () => {
  const amounts = fc.array(fc.integer({ min: 0, max: 70_000_000_000_000 }), { minLength: 2, maxLength: 20 });
  const part = (dong: number) => {
    const sums = makeAccumulators(0, 1, 1);
    sums.distribution.dong[0] = dong;
    sums.distribution.counts[3] = dong % 1000;
    sums.distribution.incomes[8] = dong % 77;
    return sums;
  };
  fc.assert(
    fc.property(amounts, (parts) => {
      const forwards = makeAccumulators(0, 1, 1);
      for (const dong of parts) merge(forwards, part(dong));
      const backwards = makeAccumulators(0, 1, 1);
      for (const dong of [...parts].reverse()) merge(backwards, part(dong));
      expect(backwards).toEqual(forwards);
      const [below, billions] = forwards.distribution.dong;
      const exact = parts.reduce((sum, dong) => sum + BigInt(dong), 0n);
      expect(BigInt(billions) * 1_000_000_000n + BigInt(below)).toBe(exact);
      expect(dongAt(forwards.distribution, 0, 0, 0)).toBe(Number(exact));
    }),
  );
});
