import { setImmediate } from 'node:timers/promises';
import { RESULT_COLUMNS, type ResultRow } from '../../engine/results.js';
import type { RunIdentity } from '../identity.js';
import { inChunks, type RowSource } from './rows.js';

/** Head of the JSON form: the run's identity, and the SHA-256 of it. No time of day, so equal runs give equal bytes. */
export interface ResultHead extends RunIdentity {
  readonly id: string;
}

/** The head with its keys in a fixed order. */
function headOf(head: ResultHead): ResultHead {
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

function rowText(row: ResultRow): string {
  return JSON.stringify(Object.fromEntries(RESULT_COLUMNS.map((column) => [column, row[column]])));
}

/**
 * The result table as JSON text, piece by piece: `{"record": {...}, "rows": [{...}, ...]}`, one row a line, keys in
 * the order of the columns. A figure that is not a number is null.
 */
export async function* jsonChunks(head: ResultHead, rows: RowSource): AsyncGenerator<string> {
  yield `{"record":${JSON.stringify(headOf(head))},"rows":[`;
  let separator = '\n';
  for await (const chunk of inChunks(rows)) {
    yield separator + chunk.map(rowText).join(',\n');
    separator = ',\n';
    await setImmediate();
  }
  yield '\n]}\n';
}
