/** What a column holds: words from a small set, calendar years, or figures. */
export interface ColumnSpec {
  readonly name: string;
  readonly kind: 'text' | 'year' | 'number';
  /** One sentence, without units: those stand in the rows. */
  readonly description: string;
}

export type Codes = Uint8Array | Uint16Array | Uint32Array;

/** Words by number: row `i` holds `dictionary[codes[i]]`. Every word of the dictionary occurs, in order of appearance. */
export interface TextColumn extends ColumnSpec {
  readonly kind: 'text';
  readonly dictionary: readonly string[];
  readonly codes: Codes;
}

export interface YearColumn extends ColumnSpec {
  readonly kind: 'year';
  readonly values: Int16Array;
}

/** Figures; NaN where there is none. Never infinite. */
export interface NumberColumn extends ColumnSpec {
  readonly kind: 'number';
  readonly values: Float64Array;
}

export type Column = TextColumn | YearColumn | NumberColumn;

/** A table by columns, all of the same length. */
export interface Table {
  readonly rows: number;
  readonly columns: readonly Column[];
}

/** Cells of one row by column; null and figures that are not finite become "none". */
export type TableRow<Name extends string> = { readonly [Key in Name]: string | number | null };

/**
 * Makes a table of rows. Years must lie within 16 bits.
 *
 * @example
 * tableFrom([{ name: 'tier', kind: 'text', description: 'Tier' }], [{ tier: 'a' }, { tier: 'b' }]);
 */
export function tableFrom<Name extends string>(
  specs: readonly (ColumnSpec & { readonly name: Name })[],
  rows: Iterable<TableRow<Name>>,
): Table {
  const all = Array.isArray(rows) ? (rows as readonly TableRow<Name>[]) : [...rows];
  return { rows: all.length, columns: specs.map((spec) => columnOf(spec, all)) };
}

function columnOf<Name extends string>(
  { name, kind, description }: ColumnSpec & { readonly name: Name },
  rows: readonly TableRow<Name>[],
): Column {
  if (kind === 'text') return { name, kind, description, ...encodeWords(name, rows) };
  if (kind === 'year') {
    const values = new Int16Array(rows.length);
    for (let row = 0; row < rows.length; row++) values[row] = rows[row][name] as number;
    return { name, kind, description, values };
  }
  const values = new Float64Array(rows.length);
  for (let row = 0; row < rows.length; row++) {
    const value = rows[row][name];
    // One pattern of bits for every "none": equal tables have equal bytes.
    values[row] = Number.isFinite(value) ? (value as number) : Number.NaN;
  }
  return { name, kind, description, values };
}

function encodeWords<Name extends string>(name: Name, rows: readonly TableRow<Name>[]) {
  const known = new Map<string, number>();
  const codes = new Uint32Array(rows.length);
  let last: string | undefined;
  let code = 0;
  for (let row = 0; row < rows.length; row++) {
    const word = rows[row][name] as string;
    if (word !== last) {
      const found = known.get(word);
      code = found ?? known.size;
      if (found === undefined) known.set(word, code);
      last = word;
    }
    codes[row] = code;
  }
  return { dictionary: [...known.keys()], codes: narrowest(codes, known.size) };
}

/** Wide enough that the codes are right as signed whole numbers too, which some readers of Arrow take alone. */
function narrowest(codes: Uint32Array, words: number): Codes {
  if (words <= 0x80) return Uint8Array.from(codes);
  return words <= 0x8000 ? Uint16Array.from(codes) : codes;
}

/** The column of a name; throws when the table has none. */
export function columnNamed(table: Table, name: string): Column {
  const column = table.columns.find((one) => one.name === name);
  if (!column) throw new Error(`the table has no column "${name}"`);
  return column;
}

/** The text column of a name; throws when the table has none. */
export function textColumn(table: Table, name: string): TextColumn {
  const column = columnNamed(table, name);
  if (column.kind !== 'text') throw new Error(`"${name}" is no column of words`);
  return column;
}

/** The column of figures of a name; throws when the table has none. */
export function numberColumn(table: Table, name: string): NumberColumn {
  const column = columnNamed(table, name);
  if (column.kind !== 'number') throw new Error(`"${name}" is no column of figures`);
  return column;
}

/** Reads rows back, all or those of the given numbers; a missing figure is null. */
export function* tableRows(
  table: Table,
  rows?: Uint32Array,
): Generator<Record<string, string | number | null>> {
  const count = rows?.length ?? table.rows;
  for (let position = 0; position < count; position++) {
    const row = rows ? rows[position] : position;
    const cells: Record<string, string | number | null> = {};
    for (const column of table.columns) {
      if (column.kind === 'text') cells[column.name] = column.dictionary[column.codes[row]];
      else if (column.kind === 'year') cells[column.name] = column.values[row];
      else cells[column.name] = Number.isNaN(column.values[row]) ? null : column.values[row];
    }
    yield cells;
  }
}

/** A table of the given rows only. Dictionaries keep only the words that still occur. */
export function takeRows(table: Table, rows: Uint32Array): Table {
  return { rows: rows.length, columns: table.columns.map((column) => takeColumn(column, rows)) };
}

function takeColumn(column: Column, rows: Uint32Array): Column {
  if (column.kind === 'year') {
    const values = new Int16Array(rows.length);
    for (let i = 0; i < rows.length; i++) values[i] = column.values[rows[i]];
    return { ...column, values };
  }
  if (column.kind === 'number') {
    const values = new Float64Array(rows.length);
    for (let i = 0; i < rows.length; i++) values[i] = column.values[rows[i]];
    return { ...column, values };
  }
  const dictionary: string[] = [];
  const renumbered = new Int32Array(column.dictionary.length).fill(-1);
  const codes = new Uint32Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const code = column.codes[rows[i]];
    if (renumbered[code] < 0) renumbered[code] = dictionary.push(column.dictionary[code]) - 1;
    codes[i] = renumbered[code];
  }
  return { ...column, dictionary, codes: narrowest(codes, dictionary.length) };
}
