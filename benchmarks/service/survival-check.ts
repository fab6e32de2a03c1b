import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { executeRun } from '../../src/index.js';
import { type Answer, ask, jsonOf } from './ask.js';
import type { Seen } from './survival-load.js';
import { planOf } from './workload.js';

const PAGE = 100;

/** Checks over HTTP, with the server at rest, that everything accepted is there once and with the right bytes. */
export async function checkAnswers(seen: Seen, address: string): Promise<void> {
  const { accepted, breaches } = seen;
  const listed = await allRuns(address);
  const ids = listed.map(({ id }) => id);
  if (new Set(ids).size !== ids.length) breaches.push('the list of runs holds one twice');
  for (const id of accepted.keys())
    if (!ids.includes(id)) breaches.push(`run ${id} was accepted and is lost`);
  const asked = new Set(seen.postings.map((posting) => planOf(posting).id));
  for (const id of ids) if (!asked.has(id)) breaches.push(`run ${id} was never asked for`);

  for (const [id, posting] of accepted) {
    const plan = planOf(posting);
    if (plan.id !== id) breaches.push(`the posting of run ${plan.id} was answered with run ${id}`);
    // An undisturbed simulation of the same request, in this thread.
    const { record } = await executeRun(plan, { workers: 0 });
    const csv = await ask(`${address}/v1/runs/${id}/results`, { headers: { accept: 'text/csv' } });
    const found = csv.status === 200 ? sha256(csv) : `status ${csv.status}`;
    if (found !== record.results.csv)
      breaches.push(`results of ${id}: ${found}, undisturbed ${record.results.csv}`);
    if (seen.succeeded.get(id) !== record.results.csv) breaches.push(`the record of ${id} has another hash`);
    if (posting.key !== undefined) await checkKey(seen, address, id, posting.key, posting.path, posting.body);
  }
  for (const [id, text] of seen.library) {
    const answer = await ask(`${address}/v1/scenarios/${id}`, { headers: { accept: 'application/yaml' } });
    if (answer.bytes.toString() !== text)
      breaches.push(`scenario ${id} was kept and is ${answer.status} now`);
  }
}

/** A key that came with an accepted run still stands for it, and for nothing else. */
async function checkKey(
  { breaches }: Seen,
  address: string,
  id: string,
  key: string,
  path: string,
  body: object,
): Promise<void> {
  const send = (content: object) =>
    ask(`${address}${path}`, { method: 'POST', body: content, headers: { 'idempotency-key': key } });
  const again = await send(body);
  if (again.status !== 200 || jsonOf<{ id: string }>(again).id !== id) {
    breaches.push(`key ${key} was answered ${again.status}, not with run ${id}`);
  }
  const other = await send({ ...body, seed: 'other lives' });
  if (other.status !== 422) breaches.push(`key ${key} with another request was answered ${other.status}`);
}

async function allRuns(address: string): Promise<{ id: string }[]> {
  const runs: { id: string }[] = [];
  for (;;) {
    const answer = await ask(`${address}/v1/runs?limit=${PAGE}&offset=${runs.length}`);
    const page = jsonOf<{ runs: { id: string }[]; total: number }>(answer);
    runs.push(...page.runs);
    if (page.runs.length === 0 || runs.length >= page.total) return runs;
  }
}

function sha256({ bytes }: Pick<Answer, 'bytes'>): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Checks the folder of a closed server: a sound database, one sound file for each result, nothing half-written. */
export function checkStore({ accepted, breaches }: Seen, data: string): void {
  const database = new Database(join(data, 'runs.db'));
  try {
    const integrity = database.pragma('integrity_check', { simple: true }) as { integrity_check: string };
    if (integrity.integrity_check !== 'ok') breaches.push(`database: ${JSON.stringify(integrity)}`);
    const files = database.prepare('SELECT run_id, sha256 FROM result_files').all({}) as {
      run_id: string;
      sha256: string;
    }[];
    const folder = join(data, 'results');
    const expected = new Set(files.map(({ run_id }) => `${run_id}.arrow`));
    for (const name of readdirSync(folder)) {
      if (!expected.has(name)) breaches.push(`${name} in the results belongs to no run`);
    }
    for (const { run_id, sha256: hash } of files) {
      if (sha256({ bytes: readFileSync(join(folder, `${run_id}.arrow`)) }) !== hash) {
        breaches.push(`the file of ${run_id} is damaged`);
      }
    }
    const ends = database
      .prepare(`SELECT run_id, COUNT(*) AS ends FROM run_events WHERE state = 'succeeded' GROUP BY run_id`)
      .all({}) as { run_id: string; ends: number }[];
    const endsOf = new Map(ends.map((row) => [row.run_id, row.ends]));
    for (const id of accepted.keys()) {
      if (endsOf.get(id) !== 1) breaches.push(`run ${id} succeeded ${endsOf.get(id) ?? 0} times`);
    }
  } finally {
    database.close();
  }
  for (const path of readdirSync(data, { recursive: true }) as string[]) {
    if (/\.part$/.test(path)) breaches.push(`${path} was left half-written`);
  }
}
