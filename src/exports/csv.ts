import { stringify } from 'csv-stringify/sync';
import type { Table } from '../tables/table.js';
import { cellWriter, PIECE_ROWS } from './cells.js';
import { asTable, inTurns, type TableSource } from './rows.js';

const LEADER = 'x,';

/** A word as a CSV field, quoted where it must be. */
function field(word: string): string {
  if (/^[\w .:()-]+$/.test(word)) return word;
  // Alone on its line an empty field would be written otherwise.
  return stringify([['x', word]], { record_delimiter: '\n' }).slice(LEADER.length, -1);
}

const cellsOf = cellWriter({ text: field, number: (digits) => digits, none: () => '' });

/**
 * A table as CSV text (RFC 4180, lines end with a line feed), piece by piece, the header first. Numbers are printed
 * with the fewest digits that give the same double back; a figure that is not there is empty.
 *
 * @param rows numbers of the rows to write; all of them without
 */
export function* csvPieces(table: Table, rows?: Uint32Array): Generator<string> {
  yield `${table.columns.map(({ name }) => field(name)).join(',')}\n`;
  const [first, ...others] = cellsOf(table);
  const count = rows?.length ?? table.rows;
  for (let start = 0; start < count; start += PIECE_ROWS) {
    const end = Math.min(start + PIECE_ROWS, count);
    let piece = '';
    for (let position = start; position < end; position++) {
      const row = rows ? rows[position] : position;
      piece += first(row);
      for (let column = 0; column < others.length; column++) piece += `,${others[column](row)}`;
      piece += '\n';
    }
    yield piece;
  }
}

/**
 * The result table as CSV text, piece by piece, with turns for others in between.
 *
 * @example
 * for await (const piece of csvChunks(rows)) process.stdout.write(piece);
 */
export function csvChunks(source: TableSource): AsyncGenerator<string> {
  return inTurns(csvPieces(asTable(source)));
}
