import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, ask, jsonOf } from './ask.js';
import { nextPosting, type Posting, pick, type Random, randomOf } from './workload.js';

/** The part of a run's view that is looked at. */
interface RunView {
  readonly id: string;
  readonly state: string;
  readonly error: string | null;
  readonly record: { readonly results: { readonly csv: string } } | null;
}

/** What the clients were told and saw. */
export interface Seen {
  readonly postings: Posting[];
  /** Posting by the id that a 200 or 202 named. */
  readonly accepted: Map<string, Posting>;
  /** Runs that were seen to have succeeded: SHA-256 of their CSV. */
  readonly succeeded: Map<string, string>;
  /** Scenario texts that were answered with 201, by id. */
  readonly library: Map<string, string>;
  /** Answers by kind and status, as `read 200`. */
  readonly answers: Map<string, number>;
  readonly breaches: string[];
}

export interface LoadOptions {
  readonly address: string;
  readonly seed: string;
  readonly longRuns: boolean;
  readonly signal: AbortSignal;
}

/** Accepted runs that may be unfinished at a time: enough that the queue is never empty. */
const OUTSTANDING = 8;
/** What a server may say no with: busy, closing, or the run has no results yet. */
const REFUSALS = new Set([409, 429, 503]);

export function nothingSeen(): Seen {
  return {
    postings: [],
    accepted: new Map(),
    succeeded: new Map(),
    library: new Map(),
    answers: new Map(),
    breaches: [],
  };
}

/** Clients that post, follow, read, list and keep scenarios until the signal; every odd answer is a breach. */
export async function load(seen: Seen, options: LoadOptions): Promise<void> {
  const clients = { post, follow, read, list, keep };
  await Promise.all(
    Object.entries(clients).map(async ([name, client]) => {
      const random = randomOf(`${options.seed} ${name}`);
      while (!options.signal.aborted) {
        try {
          await client(seen, options, random);
        } catch (error) {
          if (options.signal.aborted) return;
          seen.breaches.push(`${name}: no answer within the client's patience (${error})`);
        }
      }
    }),
  );
}

/** Counts an answer; anything but the wanted statuses and ordinary refusals is a breach. */
function note(seen: Seen, kind: string, answer: Answer, wanted: readonly number[]): boolean {
  const name = `${kind} ${answer.status}`;
  seen.answers.set(name, (seen.answers.get(name) ?? 0) + 1);
  if (wanted.includes(answer.status)) return true;
  if (!REFUSALS.has(answer.status)) {
    seen.breaches.push(`${kind} was answered ${answer.status}: ${answer.bytes.toString().slice(0, 300)}`);
  }
  return false;
}

/** Sends a posting until it is accepted; null when the signal came first. */
export async function accept(
  seen: Seen,
  address: string,
  posting: Posting,
  signal: AbortSignal,
): Promise<RunView | null> {
  const headers: Record<string, string> = posting.key === undefined ? {} : { 'idempotency-key': posting.key };
  while (!signal.aborted) {
    const answer = await ask(`${address}${posting.path}`, {
      method: 'POST',
      body: posting.body,
      headers,
      signal,
    });
    if (note(seen, 'post', answer, [200, 202])) return jsonOf<RunView>(answer);
    await sleep(200);
  }
  return null;
}

async function post(seen: Seen, { address, longRuns, signal }: LoadOptions, random: Random): Promise<void> {
  if (seen.accepted.size - seen.succeeded.size >= OUTSTANDING) {
    await sleep(50);
    return;
  }
  const posting = nextPosting(random, seen.postings, longRuns);
  if (!seen.postings.includes(posting)) seen.postings.push(posting);
  const run = await accept(seen, address, posting, signal);
  if (run && !seen.accepted.has(run.id)) seen.accepted.set(run.id, posting);
  await sleep(20 + 100 * random());
}

/** Looks at every run that has not been seen to succeed. */
async function follow(seen: Seen, { address, signal }: LoadOptions, random: Random): Promise<void> {
  for (const id of [...seen.accepted.keys()].filter((one) => !seen.succeeded.has(one))) {
    if (random() < 0.2) await listen(seen, `${address}/v1/runs/${id}/events`, signal);
    await look(seen, address, id, signal);
  }
  await sleep(100);
}

/** Reads the view of a run; a failed run, or one that the server does not know any more, is a breach. */
export async function look(
  seen: Seen,
  address: string,
  id: string,
  signal?: AbortSignal,
): Promise<string | null> {
  const answer = await ask(`${address}/v1/runs/${id}`, signal ? { signal } : {});
  if (!note(seen, 'view', answer, [200])) return null;
  const { state, error, record } = jsonOf<RunView>(answer);
  if (state === 'succeeded' && record) seen.succeeded.set(id, record.results.csv);
  if (state === 'failed' || state === 'cancelled') {
    seen.breaches.push(`run ${id} is ${state}: ${error}`);
    seen.succeeded.set(id, state);
  }
  return state;
}

/** Listens to the events of a run for a moment and goes away in the middle. */
async function listen(seen: Seen, url: string, signal: AbortSignal): Promise<void> {
  try {
    const moment = AbortSignal.any([signal, AbortSignal.timeout(300)]);
    const answer = await fetch(url, { headers: { accept: 'text/event-stream' }, signal: moment });
    note(seen, 'events', { status: answer.status, headers: answer.headers, bytes: Buffer.alloc(0) }, [200]);
    for await (const _ of answer.body ?? []);
  } catch {
    // The moment was over, or the server was killed.
  }
}

/** Reads a result whole or in part: the whole must have the hash of the record every time. */
async function read(seen: Seen, { address, signal }: LoadOptions, random: Random): Promise<void> {
  await sleep(50);
  if (seen.succeeded.size === 0) return;
  const [id, hash] = pick(random, [...seen.succeeded]);
  const whole = random() < 0.3;
  const filter = whole ? '' : '?indicator=effective_coverage&dimension=total';
  const answer = await ask(`${address}/v1/runs/${id}/results${filter}`, {
    headers: { accept: 'text/csv' },
    signal,
  });
  if (!note(seen, 'read', answer, [200]) || !whole) return;
  const found = createHash('sha256').update(answer.bytes).digest('hex');
  if (found !== hash) seen.breaches.push(`results of ${id} were read with hash ${found} instead of ${hash}`);
}

async function list(seen: Seen, { address, signal }: LoadOptions): Promise<void> {
  const answer = await ask(`${address}/v1/runs?limit=50`, { signal });
  if (note(seen, 'list', answer, [200])) {
    const ids = jsonOf<{ runs: { id: string }[] }>(answer).runs.map(({ id }) => id);
    if (new Set(ids).size !== ids.length) seen.breaches.push('a list held a run twice');
  }
  await sleep(300);
}

/** Keeps a scenario in the library. A retry may meet what a lost answer had already kept. */
async function keep(seen: Seen, { address, signal }: LoadOptions): Promise<void> {
  const id = `kept-${seen.library.size}`;
  const text = `id: ${id}\nextends: universal-child-benefit\ntitle:\n  en: Kept ${id}\n  vi: Giữ ${id}\n`;
  const answer = await ask(`${address}/v1/scenarios`, { method: 'POST', body: text, signal });
  const kept = note(seen, 'keep', answer, [201]) || answer.bytes.includes('scenario-exists');
  if (kept) seen.library.set(id, text);
  await sleep(1000);
}
