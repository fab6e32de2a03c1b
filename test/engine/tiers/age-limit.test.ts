import { describe, expect, test } from 'vitest';
import type { Expression } from '../../../engine/inputs/scenario.js';
import { FIRST_LAW_YEAR, monthIndex } from '../../../engine/inputs/time.js';
import { ageLimitOf } from '../../../engine/tiers/age-limit.js';
import { childReach, portfolioOf } from '../../../engine/tiers/portfolio.js';
import { childTier, number, parameter, read, scenario, step } from '../../support/engine.js';

const below = (limit: Expression): Expression => ({
  kind: 'operation',
  operator: 'less',
  operands: [read('age_years'), limit],
});
const and = (...operands: Expression[]): Expression => ({ kind: 'operation', operator: 'and', operands });

describe('a limit of age in an eligibility', () => {
  test('is found with what it is in each year, and what else is asked', () => {
    // Three years of age to June 2027, six from July 2027.
    const limit = step(3, monthIndex(2027, 7), 6);
    const law = scenario('s', [], [limit]);
    const found = ageLimitOf(and(read('poor'), below(parameter(0))), law)!;
    const at = (year: number) => year - FIRST_LAW_YEAR;
    expect([found.least[at(2026)], found.most[at(2026)]]).toEqual([3, 3]);
    expect([found.least[at(2027)], found.most[at(2027)]]).toEqual([3, 6]);
    expect([found.least[at(2028)], found.most[at(2028)]]).toEqual([6, 6]);
    expect(found.rest).toEqual([read('poor')]);
    expect(ageLimitOf(below(number(2)), law)!.rest).toEqual([]);
    expect(ageLimitOf(read('poor'), law)).toBeNull();
    expect(
      ageLimitOf({ kind: 'operation', operator: 'or', operands: [below(number(2)), read('poor')] }, law),
    ).toBeNull();
  });

  test('months without a value are left out of it', () => {
    const missing = step(Number.NaN, monthIndex(2027, 7), 6);
    const found = ageLimitOf(below(parameter(0)), scenario('s', [], [missing]))!;
    const at = (year: number) => year - FIRST_LAW_YEAR;
    expect([found.least[at(2027)], found.most[at(2027)]]).toEqual([6, 6]);
    expect(found.most[at(2026)]).toBe(Number.NEGATIVE_INFINITY);
  });

  test('a child beyond it, by its age in January, is out of reach', () => {
    const tier = childTier('under-three', { ageFrom: 0, ageBelow: 192, eligibility: below(number(3)) });
    const reach = childReach(portfolioOf([scenario('s', [tier])]), monthIndex(2027, 1), 192);
    const open = (months: number) => reach[months + 11] !== 0;
    expect([-11, 0, 24, 35].map(open)).toEqual([true, true, true, true]);
    expect([36, 100, 191].map(open)).toEqual([false, false, false]);
  });
});
