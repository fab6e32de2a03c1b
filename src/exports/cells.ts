import type { Column, Table } from '../tables/table.js';

/** How a format of text writes cells. */
export interface CellFormat {
  /** A word. Asked once for each word of a dictionary. */
  text(word: string, column: Column): string;
  /** A year or a figure from its shortest digits. */
  number(digits: string, column: Column): string;
  /** A figure that is not there. */
  none(column: Column): string;
}

/** The text of a column's cell in a given row. */
export type CellText = (row: number) => string;

/**
 * Makes the function that gives ways to write the cells of a table's columns. Words and years are prepared once for a
 * table, whatever the number of its selections that are written.
 */
export function cellWriter(format: CellFormat): (table: Table) => readonly CellText[] {
  const prepared = new WeakMap<Table, readonly CellText[]>();
  return (table) => {
    let texts = prepared.get(table);
    if (!texts) {
      texts = table.columns.map((column) => cellText(column, format));
      prepared.set(table, texts);
    }
    return texts;
  };
}

function cellText(column: Column, format: CellFormat): CellText {
  if (column.kind === 'text') {
    const { codes } = column;
    const words = column.dictionary.map((word) => format.text(word, column));
    return (row) => words[codes[row]];
  }
  const { values } = column;
  if (column.kind === 'year') {
    const years = new Map<number, string>();
    return (row) => {
      const year = values[row];
      let text = years.get(year);
      if (text === undefined) {
        text = format.number(String(year), column);
        years.set(year, text);
      }
      return text;
    };
  }
  const none = format.none(column);
  return (row) => {
    const value = values[row];
    return Number.isNaN(value) ? none : format.number(String(value), column);
  };
}

/** Small enough that writing one piece never holds up the event loop for longer than some milliseconds. */
export const PIECE_ROWS = 1_000;
