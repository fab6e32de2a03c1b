import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makePopulation, NOBODY, STILL_HERE } from '../../../engine/population/columns.js';
import { bitCount, inMonth, monthsBefore, present, wageBefore } from '../../../engine/tiers/records.js';

/** A history from a list of calendar months, this year's as 0..11, last year's as -12..-1. */
function history(months: readonly number[]): number {
  return months.reduce((bits, month) => bits | (1 << (11 - month)), 0);
}

describe('months contributed', () => {
  test('bit count against counting digits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffff }), (bits) => {
        expect(bitCount(bits)).toBe(bits.toString(2).replaceAll('0', '').length);
      }),
    );
  });

  test('six months from October to March: a birth in April counts all six, one in July of next to none', () => {
    const worked = history([-3, -2, -1, 0, 1, 2]);
    expect(monthsBefore(worked, 3)).toBe(6);
    expect(monthsBefore(worked, 9)).toBe(6);
    expect(monthsBefore(worked, 10)).toBe(5);
    expect(monthsBefore(worked, 0)).toBe(3);
    expect(inMonth(worked, 2)).toBe(1);
    expect(inMonth(worked, 3)).toBe(0);
  });

  test('any history: the window is the twelve months before, never more than twelve', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: -12, max: 11 }), { maxLength: 24 }),
        fc.integer({ min: 0, max: 11 }),
        (months, birth) => {
          const slow = months.filter((month) => month >= birth - 12 && month < birth).length;
          expect(monthsBefore(history(months), birth)).toBe(slow);
        },
      ),
    );
  });
});

describe('wage before a birth', () => {
  const people = makePopulation(8);
  test.each([
    [0, 6_000_000],
    [2, 6_400_000],
    [6, 7_200_000],
    [11, 7_200_000],
  ])('month %i: months of this year at 7.2 m, those of last year at 6 m', (month, mean) => {
    people.declaredWage[0] = 7_200_000;
    people.declaredWageBefore[0] = 6_000_000;
    people.compulsoryMonths[0] = 0xffffff;
    expect(wageBefore(people, 0, month)).toBe(mean);
  });

  test.each([
    // A break counts for nothing: four months of this year, then two of last year before the break.
    ['April to July and the last two months of last year', 7, [3, 4, 5, 6], [10, 11], 6_800_000],
    ['three months only', 8, [5, 6, 7], [], 7_200_000],
    ['none before the month nor in it', 4, [5, 6, 7], [], 0],
    ['one month, last year', 3, [], [6], 6_000_000],
    ['the first month is the month itself', 5, [5], [], 7_200_000],
  ])('%s', (_, month, thisYear, lastYear, mean) => {
    people.declaredWage[0] = 7_200_000;
    people.declaredWageBefore[0] = 6_000_000;
    const bits = [...thisYear.map((m) => 11 - m), ...lastYear.map((m) => 23 - m)];
    people.compulsoryMonths[0] = bits.reduce((sum, bit) => sum + 2 ** bit, 0);
    expect(wageBefore(people, 0, month)).toBe(mean);
  });

  test('who was insured in one of the years only has that wage', () => {
    people.declaredWage[1] = 5_000_000;
    people.declaredWageBefore[1] = 0;
    people.compulsoryMonths[1] = 0b111 << 9;
    expect(wageBefore(people, 1, 3)).toBe(5_000_000);
  });
});

test('a parent who has died, left or lives elsewhere is not present', () => {
  const people = makePopulation(8);
  // Child 5 lives with 0; 1 has left; 2 has a household of its own.
  for (const i of [0, 1, 2, 5]) people.exitMonth[i] = STILL_HERE;
  people.exitMonth[1] = 1500;
  people.household[2] = 2;
  expect(present(people, 5, 0)).toBe(0);
  expect(present(people, 5, 1)).toBe(NOBODY);
  expect(present(people, 5, 2)).toBe(NOBODY);
  expect(present(people, 5, NOBODY)).toBe(NOBODY);
});
