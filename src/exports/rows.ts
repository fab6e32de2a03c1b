import type { ResultRow } from '../../engine/results.js';

export type RowSource = Iterable<ResultRow> | AsyncIterable<ResultRow>;

/** Small enough that serialising one chunk never holds up the event loop for longer than some milliseconds. */
const CHUNK_ROWS = 1_000;

/** Gathers rows into chunks; no chunk is empty. */
export async function* inChunks(rows: RowSource): AsyncGenerator<readonly ResultRow[]> {
  let chunk: ResultRow[] = [];
  for await (const row of rows) {
    chunk.push(row);
    if (chunk.length === CHUNK_ROWS) {
      yield chunk;
      chunk = [];
    }
  }
  if (chunk.length > 0) yield chunk;
}
