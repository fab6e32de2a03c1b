// The process that sends: `node sender.js`, told by a message what to send where, answers with messages.
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import autocannon from 'autocannon';
import { type LoadRequest, MIX, READS, resultsRequest, type StoredTable } from './requests.js';
import { type Order, type Report, type SenderMessage, WINDOW_SECONDS } from './sender-messages.js';
import { latencyOf } from './statistics.js';
import { type Random, randomOf } from './workload.js';

const MAX_FAILURES = 20;

/** Answers that are neither of a kind that is wanted nor an ordinary refusal. */
const EXPECTED = new Set([200, 202, 429]);

class Sender {
  readonly failures: string[] = [];
  readonly #agent = new Agent({ keepAlive: true });
  readonly #address: string;

  constructor(address: string) {
    this.#address = address;
  }

  /** Milliseconds from `due` to the last byte; undefined for a failure. */
  send({ method, path, accept, body }: LoadRequest, due: number): Promise<number | undefined> {
    const headers = { accept, ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
    return new Promise((resolve) => {
      const fail = (why: string) => {
        if (this.failures.length < MAX_FAILURES) this.failures.push(`${method} ${path}: ${why}`);
        resolve(undefined);
      };
      const outgoing = request(this.#address + path, { method, headers, agent: this.#agent }, (answer) => {
        answer.resume();
        answer
          .on('error', (error) => fail(error.message))
          .on('end', () => {
            if (EXPECTED.has(answer.statusCode ?? 0)) resolve(performance.now() - due);
            else fail(`status ${answer.statusCode}`);
          });
      });
      outgoing.on('error', (error) => fail(error.message)).end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

type Maker = (random: Random, tables: readonly StoredTable[], number: number) => LoadRequest;

/** Sends each kind at its rate, whether or not earlier answers have come. */
async function openLoop(
  { address, tables, seconds }: Order,
  kinds: Readonly<Record<string, { readonly perSecond: number; readonly make: Maker }>>,
): Promise<Report> {
  const sender = new Sender(address);
  const times: Record<string, number[]> = {};
  let window: number[] = [];
  const sent: Promise<void>[] = [];
  const started = performance.now();
  const timer = setInterval(() => {
    tell({ kind: 'window', reads: latencyOf(window) });
    window = [];
  }, WINDOW_SECONDS * 1000);
  const stream = async (kind: string, perSecond: number, make: Maker) => {
    const random = randomOf(kind);
    const gathered: number[] = [];
    times[kind] = gathered;
    const isRead = (READS as readonly string[]).includes(kind);
    for (let number = 0; ; number++) {
      const due = started + (number * 1000) / perSecond;
      if (due - started >= seconds * 1000) return;
      const early = due - performance.now();
      if (early > 1) await sleep(early);
      const answer = sender.send(make(random, tables, number), due).then((milliseconds) => {
        if (milliseconds === undefined) return;
        gathered.push(milliseconds);
        if (isRead) window.push(milliseconds);
      });
      // Of the many quick ones only the latest can still be under way at the end.
      if (perSecond < 1 || due - started > (seconds - 10) * 1000) sent.push(answer);
    }
  };
  await Promise.all(
    Object.entries(kinds).map(([kind, { perSecond, make }]) => stream(kind, perSecond, make)),
  );
  await Promise.all(sent);
  clearInterval(timer);
  sender.close();
  const reads = latencyOf(READS.flatMap((kind) => times[kind] ?? []));
  const byKind = Object.fromEntries(Object.entries(times).map(([kind, one]) => [kind, latencyOf(one)]));
  return { byKind, reads, seconds: (performance.now() - started) / 1000, failures: sender.failures };
}

/** Sends the next request of each connection as soon as its answer has come. */
async function closedLoop({ address, tables, seconds }: Order, connections: number): Promise<Report> {
  const random = randomOf('closed');
  const result = await autocannon({
    url: address,
    connections,
    duration: seconds,
    requests: Array.from({ length: 2000 }, () => {
      const { method, path, accept } = resultsRequest(random, tables);
      return { method, path, headers: { accept } };
    }),
  });
  const { p50, p97_5, p99, max } = result.latency;
  const reads = { requests: result['2xx'], p50, p95: p97_5, p99, max };
  const wrong = result.non2xx + result.errors + result.timeouts;
  return {
    byKind: {},
    reads,
    seconds: result.duration,
    failures: wrong > 0 ? [`${wrong} requests without a good answer`] : [],
  };
}

function tell(message: SenderMessage): void {
  process.send!(message);
}

process.on('disconnect', () => process.exit());
process.on('message', async (order: Order) => {
  const { load } = order;
  let report: Report;
  if (load === 'mixed') report = await openLoop(order, MIX);
  else if ('connections' in load) report = await closedLoop(order, load.connections);
  else report = await openLoop(order, { results: { perSecond: load.perSecond, make: resultsRequest } });
  tell({ kind: 'report', report });
  process.disconnect();
});
