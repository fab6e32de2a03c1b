import { RecordBatchFileReader, tableFromIPC } from 'apache-arrow';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeArrow, encodeArrow } from '../../src/tables/arrow.js';
import { RESULT_SPECS, resultRows, tableOf } from '../../src/tables/result-table.js';
import { tableFrom, tableRows, takeRows, textColumn } from '../../src/tables/table.js';
import { fakeRow } from './fake-engine.js';
import { anyRow } from './random-rows.js';

const someRows = fc.array(anyRow, { maxLength: 60 });

describe('tables by columns', () => {
  it('give back every row that they were made of', () => {
    fc.assert(
      fc.property(someRows, (rows) => {
        expect([...resultRows(tableOf(rows))]).toEqual(rows);
      }),
      { numRuns: 200 },
    );
  });

  it('hold no figure that is infinite', () => {
    const [row] = resultRows(
      tableOf([fakeRow({ scenario: 'a', year: 2025, value: Infinity, low: -Infinity })]),
    );
    expect([row.value, row.low]).toEqual([Number.NaN, null]);
  });

  it('keep each word once, in order of appearance, with the narrowest codes', () => {
    const rows = Array.from({ length: 300 }, (_, i) => fakeRow({ scenario: `s${i % 200}`, year: 2025 }));
    const { dictionary, codes } = textColumn(tableOf(rows), 'scenario');
    expect(dictionary).toEqual(Array.from({ length: 200 }, (_, i) => `s${i}`));
    expect(codes).toBeInstanceOf(Uint16Array);
    expect([codes[0], codes[199], codes[200], codes[299]]).toEqual([0, 199, 0, 99]);
    expect(textColumn(tableOf(rows), 'unit').codes).toBeInstanceOf(Uint8Array);
  });

  it('take rows, and only the words that these have', () => {
    const rows = ['a', 'b', 'c', 'b'].map((scenario, i) => fakeRow({ scenario, year: 2025 + i, value: i }));
    const taken = takeRows(tableOf(rows), Uint32Array.of(3, 1));
    expect([...resultRows(taken)]).toEqual([rows[3], rows[1]]);
    expect(textColumn(taken, 'scenario').dictionary).toEqual(['b']);
  });

  it('have the columns that they are given', () => {
    const specs = [
      { name: 'tier', kind: 'text', description: 'Tier' },
      { name: 'baseline', kind: 'number', description: 'Under the baseline' },
      { name: 'year', kind: 'year', description: 'Year' },
    ] as const;
    const rows = [
      { tier: 'x', baseline: null, year: 2030 },
      { tier: 'y', baseline: 0.1, year: 2031 },
    ];
    const table = tableFrom(specs, rows);
    expect([...tableRows(decodeArrow(encodeArrow(table, {})))]).toEqual(rows);
  });
});

describe('Arrow files', () => {
  it('give back the table, whatever its size', () => {
    fc.assert(
      fc.property(someRows, (rows) => {
        const read = decodeArrow(encodeArrow(tableOf(rows), { a: 'b' }));
        expect([...resultRows(read)]).toEqual(rows);
        expect(read.columns.map(({ name, description }) => [name, description])).toEqual(
          RESULT_SPECS.map(({ name, description }) => [name, description]),
        );
        expect([...read.metadata]).toEqual([['a', 'b']]);
      }),
      { numRuns: 200 },
    );
  });

  it('have equal bytes for equal tables', () => {
    fc.assert(
      fc.property(someRows, (rows) => {
        const bytes = encodeArrow(tableOf(rows), { a: 'b' });
        expect(encodeArrow(decodeArrow(bytes), { a: 'b' })).toEqual(bytes);
      }),
      { numRuns: 50 },
    );
  });

  it('are read where they lie', () => {
    const bytes = encodeArrow(tableOf([fakeRow({ scenario: 'a', year: 2025 })]), {});
    for (const column of decodeArrow(bytes).columns) {
      const part = column.kind === 'text' ? column.codes : column.values;
      expect(part.buffer).toBe(bytes.buffer);
    }
    const shifted = new Uint8Array(bytes.length + 1).subarray(1);
    shifted.set(bytes);
    expect([...resultRows(decodeArrow(shifted))]).toHaveLength(1);
  });

  it('are read by another reader, with nulls for what is not there', () => {
    fc.assert(
      fc.property(someRows, (rows) => {
        const bytes = encodeArrow(tableOf(rows), { run: 'x' });
        expect(RecordBatchFileReader.from(bytes).isFile()).toBe(true);
        const read = tableFromIPC(bytes);
        expect(read.schema.metadata.get('run')).toBe('x');
        const none = (value: number) => (Number.isNaN(value) ? null : value);
        expect(read.toArray().map((row) => ({ ...row.toJSON() }))).toEqual(
          rows.map((row) => ({ ...row, value: none(row.value) })),
        );
      }),
      { numRuns: 100 },
    );
  });

  it('are refused when they are something else', () => {
    expect(() => decodeArrow(Buffer.from('no Arrow file at all, but a text'))).toThrow();
  });
});
