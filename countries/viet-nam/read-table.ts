import { csv } from './packages.js';

/** A file of the pack that cannot be used, with the place of the mistake. */
export class PackFileError extends Error {
  /** @param line counted from 1 (the heading of a table is line 1); undefined where the file as a whole is meant. */
  constructor(
    readonly file: string,
    readonly line: number | undefined,
    readonly column: string | undefined,
    problem: string,
  ) {
    const place = [file, line && `line ${line}`, column && `column ${column}`].filter(Boolean).join(', ');
    super(`${place}: ${problem}`);
    this.name = 'PackFileError';
  }
}

/** How one column is read: `key` columns identify a row, the others hold figures. */
export interface Column<T> {
  readonly key: boolean;
  /** Value of a cell; throws an Error that says what was expected. */
  readonly read: (cell: string) => T;
}

export type Columns = Readonly<Record<string, Column<unknown>>>;
export type Row<C extends Columns> = {
  readonly [K in keyof C]: C[K] extends Column<infer T> ? T : never;
};

interface Range {
  readonly from?: number;
  readonly to?: number;
}

function readNumber(cell: string, { from = -Infinity, to = Infinity }: Range, integer: boolean): number {
  const value = Number(cell);
  if (cell.trim() === '' || !Number.isFinite(value)) throw new Error(`a number was expected, not "${cell}"`);
  if (integer && !Number.isInteger(value)) throw new Error(`a whole number was expected, not ${cell}`);
  if (value < from || value > to) throw new Error(`${cell} lies outside ${from}..${to}`);
  return value;
}

/** Figure within a range. */
export function figure(range: Range = {}): Column<number> {
  return { key: false, read: (cell) => readNumber(cell, range, false) };
}

/** Figure within a range, or an empty cell (null): not published for that row. */
export function figureOrNone(range: Range = {}): Column<number | null> {
  return { key: false, read: (cell) => (cell === '' ? null : readNumber(cell, range, false)) };
}

/** Key that is a whole number, such as a year or an age. */
export function numberKey(from: number, to: number): Column<number> {
  return { key: true, read: (cell) => readNumber(cell, { from, to }, true) };
}

/** Key out of a closed list. */
export function nameKey<const N extends string>(names: readonly N[]): Column<N> {
  return {
    key: true,
    read(cell) {
      const name = names.find((known) => known === cell);
      if (name === undefined) throw new Error(`one of ${names.join(', ')} was expected, not "${cell}"`);
      return name;
    },
  };
}

/** Free text; as a key it only has to be there once. */
export function text(key: boolean): Column<string> {
  return {
    key,
    read(cell) {
      if (cell.trim() === '') throw new Error('text was expected');
      return cell;
    },
  };
}

interface Line {
  readonly cells: readonly string[];
  readonly line: number;
}

/** The lines of a CSV text (RFC 4180) that are not empty. Only a text with quotes needs more than its commas and lines. */
function splitLines(file: string, content: string): readonly Line[] {
  if (content.includes('"')) return quotedLines(file, content);
  return content
    .split(/\r?\n/)
    .map((text, i) => ({ cells: text.split(','), line: i + 1 }))
    .filter(({ cells }) => cells.length > 1 || cells[0] !== '');
}

function quotedLines(file: string, content: string): readonly Line[] {
  const { CsvError, parse } = csv();
  const lines: Line[] = [];
  try {
    parse(content, {
      relax_column_count: true,
      skip_empty_lines: true,
      on_record(cells: readonly string[], { lines: line }) {
        lines.push({ cells, line });
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new PackFileError(file, Number(error.lines), undefined, error.message);
  }
  return lines;
}

/**
 * Reads a table with a heading and checks every cell.
 * Throws PackFileError with file, line and column for the first heading, cell or repeated key that is wrong.
 */
export function readTable<C extends Columns>(file: string, content: string, columns: C): readonly Row<C>[] {
  const [heading, ...lines] = splitLines(file, content);
  const names = Object.keys(columns);
  names.forEach((name, i) => {
    const found = heading?.cells[i];
    if (found !== name)
      throw new PackFileError(file, 1, name, `expected in place ${i + 1}, found "${found ?? ''}"`);
  });
  if (heading.cells.length > names.length) {
    throw new PackFileError(file, 1, heading.cells[names.length], 'unknown column');
  }
  if (lines.length === 0) throw new PackFileError(file, undefined, undefined, 'the table has no rows');
  const seen = new Map<string, number>();
  const keys = names.filter((name) => columns[name].key);
  return lines.map(({ cells, line }) => {
    if (cells.length !== names.length) {
      const column = names[cells.length] ?? names[names.length - 1];
      throw new PackFileError(file, line, column, `${names.length} cells were expected, not ${cells.length}`);
    }
    const row: Record<string, unknown> = {};
    names.forEach((name, i) => {
      try {
        row[name] = columns[name].read(cells[i]);
      } catch (error) {
        throw new PackFileError(file, line, name, (error as Error).message);
      }
    });
    const key = keys.map((name) => row[name]).join(' ');
    const before = seen.get(key);
    if (before !== undefined) {
      throw new PackFileError(file, line, keys[0], `repeats the row "${key}" of line ${before}`);
    }
    seen.set(key, line);
    return row as Row<C>;
  });
}
