import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { tableFromIPC } from 'apache-arrow';
import { parse } from 'csv-parse/sync';
import exceljs from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RESULT_COLUMNS, type ResultRow } from '../../engine/results.js';
import { writeResultFiles } from '../../src/commands/result-files.js';
import { MOST_WORKBOOK_ROWS, TooLarge, workbook } from '../../src/exports/excel.js';
import { TOPIC_NAMES, topicOf } from '../../src/exports/topics.js';
import { prepareRun } from '../../src/plan.js';
import { FORMAT_NAMES } from '../../src/results/formats.js';
import { executeRun, type RunOutcome } from '../../src/run.js';
import { shippedInput } from '../../src/scenario-input.js';
import { tableOf } from '../../src/tables/result-table.js';
import { fakeRow } from './fake-engine.js';

type Cells = Readonly<Record<string, string | number | null>>;

let folder: string;
let outcome: RunOutcome;
/** The CSV file as an independent reader has it. */
let csv: Cells[];

/** Rows that the engine has no occasion for: bounds, figures that are none, an indicator of no topic, odd words. */
const ODD: readonly ResultRow[] = [
  fakeRow({
    scenario: 'current-law',
    year: 2025,
    indicator: 'mothers',
    tier: 'odd',
    value: 0.1 + 0.2,
    low: -1e-7,
    high: 1e21,
  }),
  fakeRow({ scenario: 'current-law', year: 2025, indicator: 'mothers', tier: 'odder', value: Number.NaN }),
  fakeRow({ scenario: 'current-law', year: 2025, indicator: 'mothers', tier: 'odder', value: 5e-324 }),
  fakeRow({
    scenario: 'current-law',
    year: 2025,
    indicator: 'new_one',
    group: '"a", b\nvà ệ',
    unit: 'a, b',
    value: 7,
  }),
  fakeRow({ scenario: 'constructor', year: 2025, indicator: 'new_one', value: 1.7976931348623157e308 }),
];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mtb-formats-'));
  const scenarios = ['current-law', 'multi-tier-child-benefit'].map((id) => shippedInput(id)!);
  const prepared = prepareRun({
    baseline: scenarios[0],
    scenarios: [scenarios[1]],
    persons: 1000,
    toYear: 2026,
  });
  if (!prepared.ok) throw new Error('not valid');
  const { record, rows } = await executeRun(prepared.plan, { workers: 0 });
  outcome = { record, rows: [...rows, ...ODD] };
  await writeResultFiles(folder, outcome, FORMAT_NAMES, new AbortController().signal);
  csv = cellsOfCsv(readFileSync(join(folder, 'results.csv'), 'utf8'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function cellsOfCsv(text: string): Cells[] {
  const lines = parse(text, { columns: true }) as Record<string, string>[];
  const number = (cell: string) => (cell === '' ? null : Number(cell));
  return lines.map((line) => ({
    ...line,
    year: number(line.year),
    value: number(line.value),
    low: number(line.low),
    high: number(line.high),
  }));
}

describe('the figures of the CSV file', () => {
  it('are those of the run', () => {
    const none = (value: number) => (Number.isNaN(value) ? null : value);
    expect(csv.length).toBeGreaterThan(10_000);
    expect(csv).toEqual(outcome.rows.map((row) => ({ ...row, value: none(row.value) })));
  });

  it('are in the JSON file', () => {
    const { rows } = JSON.parse(readFileSync(join(folder, 'results.json'), 'utf8'));
    expect(rows).toEqual(csv);
  });

  it('are in the Parquet file, as DuckDB reads it', async () => {
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    const reader = await connection.runAndReadAll(`SELECT * FROM '${join(folder, 'results.parquet')}'`);
    expect(reader.columnNames()).toEqual([...RESULT_COLUMNS]);
    expect(reader.getRowObjects()).toEqual(csv);
    const types = reader.columnTypes().map(String);
    expect([types[0], types[1], types[7]]).toEqual(['VARCHAR', 'INTEGER', 'DOUBLE']);
    const notes = await connection.runAndReadAll(
      `SELECT decode(value) AS text FROM parquet_kv_metadata('${join(folder, 'results.parquet')}') WHERE decode(key) = 'mtb.run'`,
    );
    expect(notes.getRowObjects()).toEqual([{ text: outcome.record.id }]);
  });

  it('are in the Arrow file, as apache-arrow reads it', () => {
    const table = tableFromIPC(readFileSync(join(folder, 'results.arrow')));
    expect(table.toArray().map((row) => ({ ...row.toJSON() }))).toEqual(csv);
    expect(table.schema.metadata.get('mtb.run')).toBe(outcome.record.id);
    expect(JSON.parse(table.schema.metadata.get('mtb.head')!)).toMatchObject({ seed: outcome.record.seed });
  });

  it('are in the workbook, to the last bit, as exceljs reads it', async () => {
    const book = new exceljs.Workbook();
    await book.xlsx.readFile(join(folder, 'results.xlsx'));
    const [notes, ...topics] = book.worksheets;
    expect(notes.name).toBe('Notes');
    expect(topics.map(({ name }) => name)).toEqual(
      TOPIC_NAMES.filter((name) => topics.some((one) => one.name === name)),
    );
    const found = topics.flatMap(figuresOf).sort();
    const expected = csv.flatMap((row) =>
      ['value', 'low', 'high'].flatMap((part) =>
        row[part] === null ? [] : [line(row, part, row[part] as number)],
      ),
    );
    expect(found.length).toBe(expected.length);
    expect(found).toEqual(expected.sort());
  });

  it('come with the notes to read and cite them', async () => {
    const book = new exceljs.Workbook();
    await book.xlsx.readFile(join(folder, 'results.xlsx'));
    const text = JSON.stringify(book.worksheets[0].getSheetValues());
    const { id, country, scenarios, results, engineVersion } = outcome.record;
    for (const part of [
      id,
      engineVersion,
      country.hash,
      country.attribution,
      results.csv,
      scenarios[1].title.vi,
    ]) {
      expect(text).toContain(JSON.stringify(part).slice(1, -1));
    }
    expect(book.worksheets[1].views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
  });
});

const KEYS = ['scenario', 'year', 'branch', 'tier', 'dimension', 'group'];

/** One figure with all that says which one it is. */
function line(row: Cells, part: string, figure: number): string {
  const bits = Buffer.alloc(8);
  // The sign of zero is no figure of the table's.
  bits.writeDoubleBE(figure + 0);
  return [...KEYS.map((key) => row[key]), row.indicator, row.unit, part, bits.toString('hex')].join('|');
}

function figuresOf(sheet: exceljs.Worksheet): string[] {
  const headers = (sheet.getRow(1).values as string[]).slice(1);
  expect(headers.slice(0, 6)).toEqual(KEYS);
  const found: string[] = [];
  sheet.eachRow((row, number) => {
    if (number === 1) return;
    const cells = row.values as (string | number | undefined)[];
    // The writer adds a blank to names that every object of the language has.
    const key = Object.fromEntries(
      KEYS.map((name, i) => [name, cells[i + 1] === 'constructor ' ? 'constructor' : cells[i + 1]!]),
    );
    for (const [position, header] of headers.entries()) {
      const figure = cells[position + 1];
      if (position < KEYS.length || figure === undefined) continue;
      const [, indicator, unit, bound] = /^(\w+) \((.*)\)(?:, (low|high))?$/s.exec(header)!;
      found.push(line({ ...key, indicator, unit }, bound ?? 'value', figure as number));
    }
  });
  return found;
}

describe('a workbook', () => {
  it('has the same bytes for the same run', async () => {
    const table = tableOf(outcome.rows);
    const first = await workbook(table, outcome.record);
    const later = { ...outcome.record, created: 'another day', seconds: 99 };
    expect((await workbook(table, later)).equals(first)).toBe(true);
    expect(first.equals(readFileSync(join(folder, 'results.xlsx')))).toBe(true);
  });

  it('is refused for more rows than it takes', async () => {
    const table = { ...tableOf([]), rows: MOST_WORKBOOK_ROWS + 1 };
    await expect(workbook(table, outcome.record)).rejects.toThrow(TooLarge);
  });

  it('has a topic for every indicator of the documentation', () => {
    const documented = readFileSync('docs/indicators/README.md', 'utf8').matchAll(/^\| (`[^|]*`) \|/gm);
    const names = [...documented].flatMap(([, cell]) =>
      [...cell.matchAll(/`(\w+)(?:\.\.\.)?`/g)].map(([, name]) => name),
    );
    expect(names.length).toBeGreaterThan(30);
    const shown = names.filter(
      (name) =>
        ![
          'total',
          'sex',
          'age',
          'region',
          'area',
          'ethnicity',
          'quintile',
          'decile',
          'activity',
          'insurance',
        ].includes(name),
    );
    expect(shown.filter((name) => topicOf(name) === 'Other')).toEqual([]);
    expect(
      new Set(outcome.rows.slice(0, -ODD.length).map(({ indicator }) => topicOf(indicator))).has('Other'),
    ).toBe(false);
  });
});
