import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ResultRow } from '../../engine/results.js';
import { FILTER_COLUMNS, type ResultFilter, TableIndex } from '../../src/results/selection.js';
import { tableOf } from '../../src/tables/result-table.js';
import { fakeRow } from './fake-engine.js';

const words = ['a', 'b', 'c', 'd'];
/** Long stretches of equal rows, so that whole blocks lack a value, and single ones between them. */
const someRows = fc
  .array(
    fc.record({
      length: fc.constantFrom(1, 2, 511, 512, 700),
      scenario: fc.constantFrom(...words),
      tier: fc.constantFrom(...words),
      group: fc.integer({ min: 0, max: 80 }).map(String),
      year: fc.integer({ min: 2025, max: 2045 }),
    }),
    { maxLength: 8 },
  )
  .map((runs) =>
    runs.flatMap(({ length, ...fields }) =>
      Array.from({ length }, (_, i) => fakeRow({ ...fields, value: i })),
    ),
  );
const someFilter: fc.Arbitrary<ResultFilter> = fc.record(
  {
    scenario: fc.uniqueArray(fc.constantFrom(...words, 'unknown')).map((one) => new Set(one)),
    tier: fc.uniqueArray(fc.constantFrom(...words)).map((one) => new Set(one)),
    group: fc.uniqueArray(fc.integer({ min: 0, max: 80 }).map(String)).map((one) => new Set(one)),
    year: fc.uniqueArray(fc.integer({ min: 2025, max: 2045 }).map(String)).map((one) => new Set(one)),
  },
  { requiredKeys: [] },
);

/** The plain way: every row against every column. */
function matching(rows: readonly ResultRow[], filter: ResultFilter): number[] {
  const fits = (row: ResultRow) =>
    FILTER_COLUMNS.every((name) => filter[name]?.has(String(row[name])) ?? true);
  return rows.flatMap((row, position) => (fits(row) ? [position] : []));
}

describe('TableIndex.select', () => {
  it('finds the rows that the plain way finds, page by page', async () => {
    const page = fc.option(fc.record({ limit: fc.integer({ min: 1, max: 900 }), offset: fc.nat(900) }), {
      nil: undefined,
    });
    await fc.assert(
      fc.asyncProperty(someRows, someFilter, page, async (rows, filter, wanted) => {
        const expected = matching(rows, filter);
        const { rows: found, total } = (await TableIndex.of(tableOf(rows))).select(filter, wanted);
        expect(total).toBe(expected.length);
        const cut = wanted ? expected.slice(wanted.offset, wanted.offset + wanted.limit) : expected;
        expect(Array.from(found ?? rows.keys())).toEqual(cut);
      }),
      { numRuns: 300 },
    );
  });

  it('knows the values of each column', async () => {
    const rows = [2027, 2025, 2027].map((year) => fakeRow({ scenario: 'a', year }));
    const index = await TableIndex.of(tableOf(rows));
    expect(index.values('year')).toEqual(['2027', '2025']);
    expect([index.has('year', '2025'), index.has('year', '2026'), index.has('tier', 'all')]).toEqual([
      true,
      false,
      true,
    ]);
  });
});
