import { setImmediate } from 'node:timers/promises';
import type { ResultRow } from '../../engine/results.js';
import { type Codes, columnNamed, type Table } from '../tables/table.js';

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
export type FilterColumn = (typeof FILTER_COLUMNS)[number];

/** Values that occur in each filter column of one table, in order of appearance. */
export type Facets = Readonly<Record<FilterColumn, readonly string[]>>;

/** Wanted values by column; a row must match one of each column that is named. */
export type ResultFilter = { readonly [Column in FilterColumn]?: ReadonlySet<string> };

/** A part of the rows that match. */
export interface Page {
  readonly limit: number;
  readonly offset: number;
}

export interface Selection {
  /** Numbers of the rows on the page, ascending; undefined = every row of the table. */
  readonly rows: Uint32Array | undefined;
  /** Rows that match, on the page or not. */
  readonly total: number;
}

/** Rows of a block: which values occur is known block by block, so that most blocks need not be read. */
const BLOCK_ROWS = 512;

interface IndexedColumn {
  readonly values: readonly string[];
  readonly codeOf: ReadonlyMap<string, number>;
  readonly codes: Codes;
  /** Words of 32 codes that a block takes up in `present`. */
  readonly words: number;
  /** One bit for each block and code: whether the code occurs in the block. */
  readonly present: Uint32Array;
}

/** Finds the rows of a table that match a filter. */
export class TableIndex {
  readonly #rows: number;
  readonly #blocks: number;
  readonly #columns: ReadonlyMap<string, IndexedColumn>;

  private constructor(rows: number, columns: ReadonlyMap<string, IndexedColumn>) {
    this.#rows = rows;
    this.#blocks = blocksOf(rows);
    this.#columns = columns;
  }

  /** Indexes a table, with a turn of the event loop after each column. */
  static async of(table: Table): Promise<TableIndex> {
    const columns = new Map<string, IndexedColumn>();
    for (const name of FILTER_COLUMNS) {
      columns.set(name, indexColumn(table, name));
      await setImmediate();
    }
    return new TableIndex(table.rows, columns);
  }

  /** Memory that the index takes besides the table's columns. */
  get bytes(): number {
    let bytes = 0;
    for (const { present } of this.#columns.values()) bytes += present.byteLength;
    return bytes + this.#rows * Uint16Array.BYTES_PER_ELEMENT;
  }

  /** Whether a value occurs in a column. */
  has(name: FilterColumn, value: string): boolean {
    return this.#columns.get(name)!.codeOf.has(value);
  }

  /** Values that occur in a column, in order of appearance. */
  values(name: FilterColumn): readonly string[] {
    return this.#columns.get(name)!.values;
  }

  /** Rows that match the filter, cut to the page where one is given. Unknown values match nothing. */
  select(filter: ResultFilter, page?: Page): Selection {
    const wanted = [];
    for (const name of FILTER_COLUMNS) {
      const values = filter[name];
      if (values) wanted.push(wantedCodes(this.#columns.get(name)!, values));
    }
    const { limit, offset } = page ?? { limit: Number.POSITIVE_INFINITY, offset: 0 };
    if (wanted.length === 0) return pageOfAll(this.#rows, page);
    let found = new Uint32Array(page ? Math.min(limit, this.#rows) : BLOCK_ROWS);
    let kept = 0;
    let total = 0;
    for (let block = 0; block < this.#blocks; block++) {
      if (!wanted.every((column) => occursIn(column, block))) continue;
      const end = Math.min((block + 1) * BLOCK_ROWS, this.#rows);
      rows: for (let row = block * BLOCK_ROWS; row < end; row++) {
        for (let i = 0; i < wanted.length; i++) {
          const { codes, isWanted } = wanted[i];
          if (isWanted[codes[row]] === 0) continue rows;
        }
        if (total >= offset && kept < limit) {
          if (kept === found.length) found = grown(found);
          found[kept++] = row;
        }
        total++;
      }
    }
    return { rows: found.subarray(0, kept), total };
  }
}

function blocksOf(rows: number): number {
  return Math.ceil(rows / BLOCK_ROWS);
}

function indexColumn(table: Table, name: FilterColumn): IndexedColumn {
  const { values, codes } = coded(table, name);
  const words = Math.ceil(values.length / 32);
  const present = new Uint32Array(blocksOf(table.rows) * words);
  for (let start = 0, place = 0; start < codes.length; start += BLOCK_ROWS, place += words) {
    const end = Math.min(start + BLOCK_ROWS, codes.length);
    for (let row = start; row < end; row++) present[place + (codes[row] >> 5)] |= 1 << (codes[row] & 31);
  }
  const codeOf = new Map(values.map((value, code) => [value, code] as const));
  return { values, codeOf, codes, words, present };
}

/** The values of a filter column in order of appearance, and which of them each row has. */
function coded(table: Table, name: FilterColumn): Pick<IndexedColumn, 'values' | 'codes'> {
  const column = columnNamed(table, name);
  if (column.kind === 'text') return { values: column.dictionary, codes: column.codes };
  if (column.kind === 'number') throw new Error(`figures are no filter: "${name}"`);
  const known = new Map<number, number>();
  const codes = new Uint16Array(column.values.length);
  let code = 0;
  for (let row = 0; row < codes.length; row++) {
    const year = column.values[row];
    if (row === 0 || year !== column.values[row - 1]) {
      code = known.get(year) ?? known.size;
      known.set(year, code);
    }
    codes[row] = code;
  }
  return { values: Array.from(known.keys(), String), codes };
}

/** Values that occur in the filter columns of a table. */
export function facetsOf(table: Table): Facets {
  return Object.fromEntries(FILTER_COLUMNS.map((name) => [name, coded(table, name).values])) as Facets;
}

interface WantedColumn {
  readonly codes: Codes;
  readonly words: number;
  readonly present: Uint32Array;
  readonly isWanted: Uint8Array;
  readonly mask: Uint32Array;
}

function wantedCodes(
  { values, codeOf, codes, words, present }: IndexedColumn,
  wanted: ReadonlySet<string>,
): WantedColumn {
  const isWanted = new Uint8Array(values.length);
  const mask = new Uint32Array(words);
  for (const value of wanted) {
    const code = codeOf.get(value);
    if (code === undefined) continue;
    isWanted[code] = 1;
    mask[code >> 5] |= 1 << (code & 31);
  }
  return { codes, words, present, isWanted, mask };
}

function occursIn({ present, words, mask }: WantedColumn, block: number): boolean {
  const start = block * words;
  for (let word = 0; word < words; word++) if ((present[start + word] & mask[word]) !== 0) return true;
  return false;
}

function pageOfAll(rows: number, page: Page | undefined): Selection {
  if (!page) return { rows: undefined, total: rows };
  const first = Math.min(page.offset, rows);
  const found = new Uint32Array(Math.min(page.limit, rows - first));
  for (let i = 0; i < found.length; i++) found[i] = first + i;
  return { rows: found, total: rows };
}

function grown(array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(array.length * 4);
  larger.set(array);
  return larger;
}
