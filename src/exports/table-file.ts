import type { ResultFormat } from '../results/formats.js';
import { arrowMetadata } from '../results/metadata.js';
import type { RunRecord } from '../run.js';
import { encodeArrow } from '../tables/arrow.js';
import { type Table, takeRows } from '../tables/table.js';
import { csvPieces } from './csv.js';
import { workbook } from './excel.js';
import { jsonPieces } from './json.js';
import { encodeParquet } from './parquet.js';
import { inTurns } from './rows.js';

/**
 * A result table as the bytes of a file, piece by piece.
 *
 * @param rows numbers of the rows to write; all of them without
 * @throws TooLarge when the format does not take so many rows
 */
export async function* tablePieces(
  format: ResultFormat,
  table: Table,
  record: RunRecord,
  rows?: Uint32Array,
): AsyncGenerator<string | Uint8Array> {
  if (format === 'csv') yield* inTurns(csvPieces(table, rows));
  else if (format === 'json') yield* inTurns(jsonPieces(record, table, rows));
  else {
    const selected = rows ? takeRows(table, rows) : table;
    if (format === 'arrow') yield encodeArrow(selected, arrowMetadata(record));
    else if (format === 'parquet') yield encodeParquet(selected, arrowMetadata(record));
    else yield await workbook(selected, record);
  }
}
