import type { RunIdentity } from '../identity.js';
import type { Table } from '../tables/table.js';
import { cellWriter, PIECE_ROWS } from './cells.js';
import { asTable, inTurns, type TableSource } from './rows.js';

/** Head of the JSON form: the run's identity, and the SHA-256 of it. No time of day, so equal runs give equal bytes. */
export interface ResultHead extends RunIdentity {
  readonly id: string;
}

/** The head alone, with its keys in a fixed order. */
export function resultHead(head: ResultHead): ResultHead {
  const { id, engineVersion, country, scenarios, seed, persons, toYear, alignment } = head;
  return {
    id,
    engineVersion,
    country: { id: country.id, hash: country.hash },
    scenarios: scenarios.map(({ id, hash }) => ({ id, hash })),
    seed,
    persons,
    toYear,
    alignment,
  };
}

/** Each cell with its key before it. */
const cellsOf = cellWriter({
  text: (word, { name }) => `${JSON.stringify(name)}:${JSON.stringify(word)}`,
  number: (digits, { name }) => `"${name}":${digits}`,
  none: ({ name }) => `"${name}":null`,
});

/** The rows of a table as JSON objects, one a line, separated by commas; keys in the order of the columns. */
function* jsonRowPieces(table: Table, rows?: Uint32Array): Generator<string> {
  const [first, ...others] = cellsOf(table);
  const count = rows?.length ?? table.rows;
  for (let start = 0; start < count; start += PIECE_ROWS) {
    const end = Math.min(start + PIECE_ROWS, count);
    let piece = '';
    for (let position = start; position < end; position++) {
      const row = rows ? rows[position] : position;
      piece += position === 0 ? '\n{' : ',\n{';
      piece += first(row);
      for (let column = 0; column < others.length; column++) piece += `,${others[column](row)}`;
      piece += '}';
    }
    yield piece;
  }
}

/**
 * A result table as JSON text, piece by piece: `{"record": {...}, "rows": [{...}, ...]}`, one row a line. A figure
 * that is not there is null.
 *
 * @param rows numbers of the rows to write; all of them without
 */
export function* jsonPieces(head: ResultHead, table: Table, rows?: Uint32Array): Generator<string> {
  yield `{"record":${JSON.stringify(resultHead(head))},"rows":[`;
  yield* jsonRowPieces(table, rows);
  yield '\n]}\n';
}

/** The result table as JSON text, piece by piece, with turns for others in between. */
export function jsonChunks(head: ResultHead, source: TableSource): AsyncGenerator<string> {
  return inTurns(jsonPieces(head, asTable(source)));
}
