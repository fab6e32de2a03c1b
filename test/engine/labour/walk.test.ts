import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RANKS } from '../../../engine/population/columns.js';
import { walk } from '../../reference/walk.js';

describe('a step of a rank', () => {
  test('is reflected at both ends', () => {
    expect(walk(10, 5)).toBe(15);
    expect(walk(2, -5)).toBe(2);
    expect(walk(0, -1)).toBe(0);
    expect(walk(RANKS - 1, 1)).toBe(RANKS - 1);
    expect(walk(RANKS - 3, 5)).toBe(RANKS - 3);
  });

  test('keeps even ranks even: up and down together, every rank is reached exactly twice', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: RANKS / 2 }), (step) => {
        const reached = new Uint8Array(RANKS);
        for (let rank = 0; rank < RANKS; rank++) {
          reached[walk(rank, step)]++;
          reached[walk(rank, -step)]++;
        }
        expect(reached.every((times) => times === 2)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  test('ranks of successive years correlate by 1 - 2 w^2', () => {
    const half = 0.2;
    let products = 0;
    let count = 0;
    for (let rank = 0; rank < RANKS; rank += 16) {
      for (let draw = 0; draw < 64; draw++) {
        const step = Math.round(((draw + 0.5) / 32 - 1) * half * RANKS);
        products += (rank / RANKS - 0.5) * (walk(rank, step) / RANKS - 0.5);
        count++;
      }
    }
    // Variance of an even rank: 1/12. Reflection takes a little off the correlation near the ends.
    expect(Math.abs(products / count / (1 / 12) - (1 - 2 * half ** 2))).toBeLessThan(0.02);
  });
});
