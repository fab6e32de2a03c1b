import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { executeRun } from '../../src/index.js';
import { type Answer, ask, jsonOf } from './ask.js';
import { type Posting, planOf } from './workload.js';

/** A run of one design, as clients of these harnesses post it. */
export function postingOf(persons: number, toYear: number, seed: string): Posting {
  return {
    path: '/v1/runs',
    body: { scenario: 'multi-tier-child-benefit', persons, toYear, seed },
    key: undefined,
  };
}

/** Where a server listens. */
type Server = { readonly address: string };

export function post({ address }: Server, { path, body }: Posting): Promise<Answer> {
  return ask(`${address}${path}`, { method: 'POST', body });
}

/** The code of a problem. */
export function codeOf(answer: Answer): string {
  return jsonOf<{ code: string }>(answer).code;
}

/** Posts a run that must be accepted; gives its id. */
export async function accepted(server: Server, posting: Posting): Promise<string> {
  const answer = await post(server, posting);
  if (answer.status !== 200 && answer.status !== 202) {
    throw new Error(`answered ${answer.status}: ${answer.bytes.toString()}`);
  }
  return jsonOf<{ id: string }>(answer).id;
}

export async function stateOf({ address }: Server, id: string): Promise<string> {
  return jsonOf<{ state: string }>(await ask(`${address}/v1/runs/${id}`)).state;
}

/** SHA-256 of the results of a run as CSV. */
export async function csvHash({ address }: Server, id: string): Promise<string> {
  const answer = await ask(`${address}/v1/runs/${id}/results`, { headers: { accept: 'text/csv' } });
  if (answer.status !== 200) return `status ${answer.status}`;
  return createHash('sha256').update(answer.bytes).digest('hex');
}

/** The same of an undisturbed simulation in this process. */
export async function undisturbedHash(posting: Posting): Promise<string> {
  return (await executeRun(planOf(posting), { workers: 0 })).record.results.csv;
}

/** Seconds until the condition holds; rejects after the given number of them. */
export async function until(what: string, seconds: number, holds: () => Promise<boolean>): Promise<number> {
  const started = performance.now();
  while (!(await holds())) {
    if (performance.now() - started > seconds * 1000) throw new Error(`not within ${seconds} s: ${what}`);
    await sleep(50);
  }
  return (performance.now() - started) / 1000;
}
