import { describe, expect, test } from 'vitest';
import { monthIndex } from '../../../engine/inputs/time.js';
import { portfolioOf } from '../../../engine/tiers/portfolio.js';
import { childTier, number, parameter, read, scenario, step } from '../../support/engine.js';

const july = monthIndex(2026, 7);
const places = (...scenarios: Parameters<typeof portfolioOf>[0]) =>
  portfolioOf(scenarios).scenarios.map(({ all }) => [...all]);

describe('tiers that scenarios share', () => {
  test('the same rule has one place, whatever its title and the position of its parameter', () => {
    const level = step(300_000, july, 400_000);
    const other = step(1, july, 2);
    const a = scenario('a', [childTier('x', { amount: parameter(0) })], [level]);
    const b = scenario(
      'b',
      [childTier('x', { amount: parameter(1), title: { en: 'X', vi: 'Y' } })],
      [other, level],
    );
    expect(places(a, b)).toEqual([[0], [0]]);
  });

  test('another value, formula, take-up, date or share of administration is another tier', () => {
    const base = childTier('x', { amount: parameter(0) });
    const first = scenario('a', [base], [step(300_000, july, 400_000)]);
    const changed = [
      scenario('b', [base], [step(300_000, july, 400_001)]),
      scenario('c', [{ ...base, eligibility: read('poor') }], [step(300_000, july, 400_000)]),
      scenario('d', [{ ...base, takeUp: number(1) }], [step(300_000, july, 400_000)]),
      scenario('e', [{ ...base, from: july }], [step(300_000, july, 400_000)]),
      scenario('f', [{ ...base, administrationShare: 0.1 }], [step(300_000, july, 400_000)]),
    ];
    expect(places(first, ...changed)).toEqual([[0], [1], [2], [3], [4], [5]]);
  });

  test('a tier that yields to a changed tier is changed too', () => {
    const after = childTier('after', { meets: { how: 'exclusive', after: [0] } });
    const a = scenario('a', [childTier('first'), after]);
    const b = scenario('b', [childTier('first', { ageBelow: 36 }), after]);
    expect(places(a, a, b)).toEqual([
      [0, 1],
      [0, 1],
      [2, 3],
    ]);
  });

  test('months in which a parameter changes, and what else makes a year fall into stretches', () => {
    const [tier] = portfolioOf([
      scenario(
        'a',
        [childTier('x', { amount: parameter(0), eligibility: read('parent_insured') })],
        [step(1, july, 2)],
      ),
    ]).tiers;
    expect(tier.parameterChanges[2]).toBe(1 << 6);
    expect(tier.parameterChanges[1]).toBe(0);
    expect(tier.readsMembership).toBe(true);
    expect(tier.readsEveryMonth).toBe(false);
  });
});
