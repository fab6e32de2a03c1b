import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  blockSize,
  blockStart,
  largestRemainder,
  planRun,
  residents,
} from '../../../engine/population/plan.js';
import { vietNam } from '../../support/engine.js';

describe('largest remainder', () => {
  test('gives the seats of a worked example', () => {
    // Shares 47, 16, 15.8, 12, 6.1, 3.1 of 100, ten seats: quotas 4.7 1.6 1.58 1.2 0.61 0.31 -> 5 2 1 1 1 0.
    expect(Array.from(largestRemainder(Float64Array.of(47, 16, 15.8, 12, 6.1, 3.1), 10))).toEqual([
      5, 2, 1, 1, 1, 0,
    ]);
  });

  test('always gives all seats and stays within one of the quota', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 202 }),
        fc.integer({ min: 1, max: 1_000_000 }),
        (shares, total) => {
          const seats = largestRemainder(Float64Array.from(shares), total);
          const sum = shares.reduce((a, b) => a + b, 0);
          expect(seats.reduce((a, b) => a + b, 0)).toBe(total);
          seats.forEach((n, i) => {
            expect(Math.abs(n - (shares[i] / sum) * total)).toBeLessThan(1);
          });
        },
      ),
    );
  });
});

describe('plan', () => {
  test('blocks divide every cell without gap or overlap, for any size of sample', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3_000_000 }), (persons) => {
        const plan = planRun(vietNam, persons);
        for (const cell of [0, 37, 100, 101, 150, 201]) {
          expect(blockStart(plan, cell, 0)).toBe(0);
          expect(blockStart(plan, cell, plan.blocks)).toBe(plan.cells[cell]);
          for (let block = 0; block < plan.blocks; block++) {
            expect(blockStart(plan, cell, block + 1)).toBeGreaterThanOrEqual(blockStart(plan, cell, block));
          }
        }
        expect(plan.cells.reduce((a, b) => a + b, 0)).toBe(persons);
      }),
      { numRuns: 60 },
    );
  });

  test('blocks are of nearly equal size', () => {
    const plan = planRun(vietNam, 1_000_000);
    const sizes = Array.from({ length: plan.blocks }, (_, block) => blockSize(plan, block));
    expect(Math.max(...sizes) / Math.min(...sizes)).toBeLessThan(1.02);
  });

  test('the whole nation stands for itself', () => {
    const plan = planRun(vietNam, 'whole');
    expect(plan.weight).toBe(1);
    // Mean of WPP mid-2024 and mid-2025, persons.
    expect(plan.persons).toBe(Math.round((100_987_682 + 101_598_523) / 2));
    expect(residents(vietNam)).toBe(plan.persons);
  });

  test.each([0, -5, 1.5, Number.NaN, 2e9])('refuses a population of %f', (persons) => {
    expect(() => planRun(vietNam, persons)).toThrow(RangeError);
  });
});
