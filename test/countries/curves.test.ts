import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  interpolate,
  normalised,
  shifted,
  shiftToMean,
  solveRising,
  weightedMean,
} from '../../countries/viet-nam/curves.js';

const share = fc.double({ min: 0.01, max: 0.99, noNaN: true });

describe('curves', () => {
  test('straight lines between points in any order, level beyond them', () => {
    const points = [
      { at: 20, value: 5 },
      { at: 10, value: 1 },
    ];
    expect([5, 10, 15, 20, 25].map((at) => interpolate(points, at))).toEqual([1, 1, 3, 5, 5]);
    expect(() => interpolate([], 1)).toThrow('a curve needs a point');
  });

  test('a shift of log-odds keeps 0, 1 and the order, and reaches any mean', () => {
    expect([0, 1].map((value) => shifted(value, 3))).toEqual([0, 1]);
    fc.assert(
      fc.property(fc.array(share, { minLength: 1, maxLength: 8 }), share, (shares, target) => {
        const weights = shares.map((_, i) => i + 1);
        const shift = shiftToMean(shares, weights, target);
        const moved = shares.map((value) => shifted(value, shift));
        expect(weightedMean(moved, weights)).toBeCloseTo(target, 9);
      }),
    );
  });

  test('an equation without a solution between the bounds is an error', () => {
    expect(solveRising((x) => x ** 3, 27, [0, 10])).toBeCloseTo(3, 12);
    expect(() => solveRising((x) => x, 5, [0, 1])).toThrow('no solution for 5 between 0 and 1');
    expect(() => solveRising(() => Number.NaN, 5, [0, 10])).toThrow('no solution');
  });

  test('normalised values sum to 1', () => {
    expect(Array.from(normalised([1, 3]))).toEqual([0.25, 0.75]);
  });
});
