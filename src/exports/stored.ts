import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { type Dimension, RESULT_COLUMNS, type ResultRow } from '../../engine/results.js';
import { inChunks } from './rows.js';

/** Columns by which a result table can be narrowed. */
export const FILTER_COLUMNS = [
  'scenario',
  'year',
  'indicator',
  'branch',
  'tier',
  'dimension',
  'group',
] as const satisfies readonly (keyof ResultRow)[];
type FilterColumn = (typeof FILTER_COLUMNS)[number];

/** Values that occur in each filter column of one table, in order of appearance. */
export type Facets = Readonly<Record<FilterColumn, readonly string[]>>;

/** Wanted values by column; a row must match one of each column that is named. */
export type ResultFilter = { readonly [Column in FilterColumn]?: ReadonlySet<string> };

export function facetsOf(rows: Iterable<ResultRow>): Facets {
  const found = FILTER_COLUMNS.map((column) => [column, new Set<string>()] as const);
  for (const row of rows) for (const [column, values] of found) values.add(String(row[column]));
  return Object.fromEntries(found.map(([column, values]) => [column, [...values]])) as Record<
    FilterColumn,
    string[]
  >;
}

type PackedRow = [
  string,
  number,
  string,
  string,
  string,
  Dimension,
  string,
  number | null,
  ...Bounds,
  string,
];
type Bounds = [low: number | null, high: number | null];

async function* packedLines(rows: Iterable<ResultRow>): AsyncGenerator<string> {
  for await (const chunk of inChunks(rows)) {
    yield `${chunk.map((row) => JSON.stringify(RESULT_COLUMNS.map((column) => row[column]))).join('\n')}\n`;
    await setImmediate();
  }
}

/**
 * The form in which a table is kept: one JSON array a row, gzipped. It is read several times faster than CSV, and CSV
 * and JSON are written from it with the same digits.
 */
export async function packRows(rows: Iterable<ResultRow>): Promise<Buffer> {
  const parts: Buffer[] = [];
  await pipeline(packedLines(rows), createGzip(), async (packed) => {
    for await (const part of packed) parts.push(part as Buffer);
  });
  return Buffer.concat(parts);
}

/** Reads a packed table row by row; only rows that match the filter are given out. */
export async function* readRows(packed: Buffer, filter: ResultFilter = {}): AsyncGenerator<ResultRow> {
  const wanted = FILTER_COLUMNS.flatMap((column) => {
    const values = filter[column];
    return values ? [[RESULT_COLUMNS.indexOf(column), values] as const] : [];
  });
  const unzipped = Readable.from([packed]).pipe(createGunzip()).setEncoding('utf8');
  let rest = '';
  for await (const part of unzipped as AsyncIterable<string>) {
    const lines = (rest + part).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const row: PackedRow = JSON.parse(line);
      if (wanted.every(([column, values]) => values.has(String(row[column])))) yield unpack(row);
    }
  }
}

function unpack([
  scenario,
  year,
  indicator,
  branch,
  tier,
  dimension,
  group,
  value,
  low,
  high,
  unit,
]: PackedRow): ResultRow {
  // JSON has no word for a figure that is not a number.
  const figure = value ?? Number.NaN;
  return { scenario, year, indicator, branch, tier, dimension, group, value: figure, low, high, unit };
}
