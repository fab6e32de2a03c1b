import { setImmediate } from 'node:timers/promises';
import type { ResultRow } from '../../engine/results.js';
import { tableOf } from '../tables/result-table.js';
import type { Table } from '../tables/table.js';

/** A table, by columns or by rows. */
export type TableSource = Table | Iterable<ResultRow>;

/** The table by columns. */
export function asTable(source: TableSource): Table {
  return 'columns' in source ? source : tableOf(source);
}

/** Gives pieces out one by one and lets others work in between. */
export async function* inTurns<Piece>(pieces: Iterable<Piece>): AsyncGenerator<Piece> {
  for (const piece of pieces) {
    yield piece;
    await setImmediate();
  }
}
