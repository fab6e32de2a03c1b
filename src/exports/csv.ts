import { setImmediate } from 'node:timers/promises';
import { stringify } from 'csv-stringify/sync';
import { RESULT_COLUMNS, type ResultRow } from '../../engine/results.js';
import { inChunks, type RowSource } from './rows.js';

/**
 * The result table as CSV text (RFC 4180, lines end with a line feed), piece by piece. Numbers are printed with the
 * fewest digits that give the same double back; null and a figure that is not a number are empty.
 *
 * @example
 * for await (const piece of csvChunks(rows)) process.stdout.write(piece);
 */
export async function* csvChunks(rows: RowSource): AsyncGenerator<string> {
  yield `${RESULT_COLUMNS.join(',')}\n`;
  for await (const chunk of inChunks(rows)) {
    yield stringify(chunk as ResultRow[], {
      columns: [...RESULT_COLUMNS],
      record_delimiter: '\n',
      cast: { number: (value) => (Number.isFinite(value) ? String(value) : '') },
    });
    await setImmediate();
  }
}
