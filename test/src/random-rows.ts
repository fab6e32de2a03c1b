import fc from 'fast-check';
import { DIMENSIONS, type ResultRow } from '../../engine/results.js';

const text = fc.oneof(
  fc.constantFrom('all', 'child', 'constructor'),
  fc.string({ maxLength: 6, unit: 'binary' }),
);
const figure = fc.double({ noDefaultInfinity: true });
const bound = fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }), { nil: null });

/** Any row that a result table may hold, words of every script included. */
export const anyRow: fc.Arbitrary<ResultRow> = fc.record({
  scenario: text,
  year: fc.integer({ min: 2019, max: 2075 }),
  indicator: text,
  branch: text,
  tier: text,
  dimension: fc.constantFrom(...DIMENSIONS),
  group: text,
  value: figure,
  low: bound,
  high: bound,
  unit: text,
});
