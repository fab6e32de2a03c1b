import fc from 'fast-check';
import { expect, test } from 'vitest';
import { selectSmallest } from '../../../engine/demography/select.js';

test('gives what sorting gives, for any values and any rank', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.double({ noNaN: true }), fc.constantFrom(0, 1, 1, 2)), {
        minLength: 1,
        maxLength: 300,
      }),
      fc.nat(),
      (values, n) => {
        const rank = n % values.length;
        const sorted = Float64Array.from(values).sort();
        // -0 and 0 are the same place in the order.
        expect(selectSmallest(Float64Array.from(values), values.length, rank) === sorted[rank]).toBe(true);
      },
    ),
    { numRuns: 1000 },
  );
});
