import { describe, expect, test } from 'vitest';
import type { Expression, ResolvedContribution } from '../../../engine/inputs/scenario.js';
import { monthIndex } from '../../../engine/inputs/time.js';
import { contributionPlanOf } from '../../../engine/tiers/contribution-groups.js';
import { atLeast, number, parameter, read, scenario, step } from '../../support/engine.js';

const july = monthIndex(2026, 7);
const times = (...operands: Expression[]): Expression => ({
  kind: 'operation',
  operator: 'multiply',
  operands,
});

function contribution(id: string, changes: Partial<ResolvedContribution> = {}): ResolvedContribution {
  return {
    id,
    title: { en: id, vi: id },
    fund: 'fund',
    scheme: 'compulsory',
    payer: 'employer',
    from: monthIndex(2025, 1),
    until: null,
    eligibility: number(1),
    amount: times(parameter(0), read('declared_wage')),
    counted: true,
    ...changes,
  };
}
const rate = step(0.03, july, 0.04);

describe('contributions that scenarios share', () => {
  test('the same rule has one place, whatever its title and the position of its parameter', () => {
    const a = scenario('a', [], [rate], [contribution('x')]);
    const other = contribution('x', {
      title: { en: 'X', vi: 'Y' },
      amount: times(parameter(1), read('declared_wage')),
    });
    const b = scenario('b', [], [step(1, july, 2), rate], [other]);
    expect(contributionPlanOf([a, b]).scenarios).toEqual([[0], [0]]);
  });

  test('another value, formula, date, scheme, payer or fund is another contribution', () => {
    const first = scenario('a', [], [rate], [contribution('x')]);
    const changed = [
      scenario('b', [], [step(0.03, july, 0.05)], [contribution('x')]),
      ...[
        { eligibility: read('female') },
        { from: july },
        { until: july },
        { scheme: 'voluntary' as const },
        { payer: 'member' },
        { fund: 'other' },
      ].map((change, i) => scenario(`c${i}`, [], [rate], [contribution('x', change)])),
    ];
    expect(contributionPlanOf([first, ...changed]).scenarios.map(([place]) => place)).toEqual([
      0, 1, 2, 3, 4, 5, 6, 7,
    ]);
  });
});

describe('groups', () => {
  test('rates of one wage for the same persons are one group, whichever side the rate stands on', () => {
    const all = [
      contribution('a'),
      contribution('b', { amount: times(read('declared_wage'), number(0.08)), payer: 'member' }),
      contribution('c', { eligibility: read('own_account') }),
      contribution('d', { amount: read('declared_wage') }),
    ];
    const { groups } = contributionPlanOf([scenario('s', [], [rate], all)]);
    expect(groups.map(({ programmes }) => programmes.map(({ contribution: { id } }) => id))).toEqual([
      ['a', 'b', 'd'],
      ['c'],
    ]);
    const [{ programmes }] = groups;
    const law = july - monthIndex(2024, 1);
    expect(programmes.map((programme) => [programme.rate[law - 1], programme.rate[law]])).toEqual([
      [0.03, 0.04],
      [0.08, 0.08],
      [1, 1],
    ]);
  });

  test('a rate is nought outside the dates; years fall into stretches where a rate changes or begins', () => {
    const dated = contribution('x', { from: monthIndex(2026, 3), until: monthIndex(2028, 5) });
    const [{ programmes, starts }] = contributionPlanOf([scenario('s', [], [rate], [dated])]).groups;
    const at = (year: number, month: number) =>
      programmes[0].rate[monthIndex(year, month) - monthIndex(2024, 1)];
    expect([at(2026, 2), at(2026, 3), at(2028, 4), at(2028, 5)]).toEqual([0, 0.03, 0.04, 0]);
    expect(starts.slice(1, 5).map((months) => [...months])).toEqual([[0], [0, 2, 6], [0], [0, 4]]);
  });
});

describe('members who are looked at month by month', () => {
  const rangeOf = (eligibility: Expression) => {
    const one = contribution('x', { eligibility });
    const [group] = contributionPlanOf([scenario('s', [], [rate, step(100, july, 120)], [one])]).groups;
    return [group.monthlyFrom[2], group.monthlyTo[2]];
  };
  const total = read('months_voluntary_total');
  const compare = (a: Expression, b: Expression): Expression => ({
    kind: 'operation',
    operator: 'less',
    operands: [a, b],
  });

  test('nobody, where nothing changes by the month', () => {
    expect(rangeOf(read('poor'))).toEqual([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]);
  });

  test('those at a limit of the voluntary months so far, on whichever side it stands', () => {
    expect(rangeOf(atLeast('months_voluntary_total', 60))).toEqual([60, 60]);
    expect(rangeOf(compare(parameter(1), total))).toEqual([100, 120]);
  });

  test('everyone, where the months are computed with or age is read', () => {
    const everyone = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    expect(rangeOf(compare(times(total, number(2)), number(10)))).toEqual(everyone);
    expect(rangeOf(compare(total, read('months_voluntary_total')))).toEqual(everyone);
    expect(rangeOf(compare(total, read('quintile')))).toEqual(everyone);
    expect(rangeOf(atLeast('age_years', 40))).toEqual(everyone);
  });
});
