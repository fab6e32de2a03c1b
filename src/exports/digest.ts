import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { RunPlan } from '../plan.js';
import { csvPieces } from './csv.js';
import { jsonPieces } from './json.js';
import { asTable, type TableSource } from './rows.js';

async function sha256(pieces: Iterable<string>): Promise<string> {
  const hash = createHash('sha256');
  let taken = 0;
  for (const piece of pieces) {
    hash.update(piece);
    // A turn of the event loop now and then: a signal must be heard.
    if (++taken % 8 === 0) await setImmediate();
  }
  return hash.digest('hex');
}

/** SHA-256 (hex) of the result files' bytes, whether or not they are ever written. */
export async function resultDigests(
  plan: Pick<RunPlan, 'id' | 'identity'>,
  source: TableSource,
): Promise<{ readonly csv: string; readonly json: string }> {
  const table = asTable(source);
  return {
    csv: await sha256(csvPieces(table)),
    json: await sha256(jsonPieces({ id: plan.id, ...plan.identity }, table)),
  };
}
