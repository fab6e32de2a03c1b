import { createHash } from 'node:crypto';
import type { ResultRow } from '../../engine/results.js';
import type { RunPlan } from '../plan.js';
import { csvChunks } from './csv.js';
import { jsonChunks } from './json.js';

async function sha256(chunks: AsyncIterable<string>): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of chunks) hash.update(chunk);
  return hash.digest('hex');
}

/** SHA-256 (hex) of the result files' bytes, whether or not they are ever written. */
export async function resultDigests(
  plan: Pick<RunPlan, 'id' | 'identity'>,
  rows: readonly ResultRow[],
): Promise<{ readonly csv: string; readonly json: string }> {
  return {
    csv: await sha256(csvChunks(rows)),
    json: await sha256(jsonChunks({ id: plan.id, ...plan.identity }, rows)),
  };
}
