/**
 * The service under load: `node dist/benchmarks/service/load.js [--minutes 30] [--population whole] [--reads-only]
 * [--out out/service-load.json]`.
 *
 * One server on the loopback interface; runs of the size of `--population` to 2045, one after the other, are simulated
 * all the time. Another process sends (see requests.ts) at fixed rates: filtered reads of stored tables, views, lists,
 * events, identical posts, households, small new runs, exports. A latency counts from when the request was due to its
 * last byte. Memory is that of /proc once a second. With `--reads-only` only stored results are read, at 1,000 a second
 * and then as fast as 8 and 32 connections take them. Server, runs and sender share the machine's cores.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ask, jsonOf } from './ask.js';
import type { StoredTable } from './requests.js';
import { type Order, type Report, type SenderMessage, WINDOW_SECONDS } from './sender-messages.js';
import { exitOnSignals, residentMegabytes, Service, temporaryFolder } from './service.js';
import { type Latency, slopeOf } from './statistics.js';

interface Sample {
  readonly second: number;
  /** Resident memory in MB: the server, and its processes that simulate, together. */
  readonly server: number;
  readonly runners: number;
}

interface NationalRun {
  readonly second: number;
  readonly seconds: number;
}

/** Minutes after which caches are filled and memory is expected to be flat. */
const WARM_MINUTES = 5;
const ENVIRONMENT = { MTB_MAX_POPULATION: 'whole', MTB_QUEUE: '200', MTB_LOG_LEVEL: 'warn' };

const { values: flags } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    population: { type: 'string', default: 'whole' },
    'reads-only': { type: 'boolean', default: false },
    out: { type: 'string', default: 'out/service-load.json' },
  },
});
const population = flags.population === 'whole' ? 'whole' : Number(flags.population);

interface RunView {
  readonly id: string;
  readonly state: string;
  readonly started: string;
  readonly finished: string;
  readonly error: string | null;
  readonly values: StoredTable['values'] | null;
}

async function post(address: string, body: object): Promise<RunView> {
  const answer = await ask(`${address}/v1/runs`, { method: 'POST', body });
  if (answer.status !== 200 && answer.status !== 202) throw new Error(answer.bytes.toString());
  return jsonOf<RunView>(answer);
}

async function view(address: string, id: string): Promise<RunView> {
  return jsonOf<RunView>(await ask(`${address}/v1/runs/${id}`));
}

async function ended(address: string, id: string): Promise<RunView> {
  for (;;) {
    const run = await view(address, id);
    if (run.state === 'succeeded') return run;
    if (run.state !== 'queued' && run.state !== 'running') throw new Error(`run ${run.state}: ${run.error}`);
    await sleep(500);
  }
}

/** Runs whose results are read: full tables of 20 years, and smaller ones. */
async function prepareTables(address: string): Promise<StoredTable[]> {
  const bodies = [
    { scenario: 'multi-tier-child-benefit', persons: 100_000, toYear: 2045, seed: 'stored-1' },
    { scenario: 'multi-tier-maternity', persons: 100_000, toYear: 2045, seed: 'stored-2' },
    { scenario: 'universal-child-benefit', persons: 20_000, toYear: 2030, seed: 'stored-3' },
    { scenario: 'under-three-targeted', persons: 20_000, toYear: 2030, seed: 'stored-4' },
  ];
  const tables: StoredTable[] = [];
  for (const body of bodies) {
    const { id, values } = await ended(address, (await post(address, body)).id);
    tables.push({ id, body, values: values! });
  }
  return tables;
}

/** Keeps one run of the whole size going, each with other lives, until the signal; gives how long each took. */
async function simulateAlways(address: string, start: number, signal: AbortSignal): Promise<NationalRun[]> {
  const done: NationalRun[] = [];
  for (let number = 1; !signal.aborted; number++) {
    const body = {
      scenario: 'multi-tier-child-benefit',
      persons: population,
      toYear: 2045,
      seed: `nation-${number}`,
    };
    const { id } = await post(address, body);
    const second = (performance.now() - start) / 1000;
    for (;;) {
      if (signal.aborted) {
        await ask(`${address}/v1/runs/${id}/cancel`, { method: 'POST' });
        return done;
      }
      const run = await view(address, id);
      if (run.state === 'succeeded') {
        done.push({ second, seconds: (Date.parse(run.finished) - Date.parse(run.started)) / 1000 });
        break;
      }
      if (run.state === 'failed') throw new Error(`the national run failed: ${run.error}`);
      await sleep(500);
    }
  }
  return done;
}

const senders = new Set<ChildProcess>();

/** Has a process of its own send a load. */
function send(order: Order, onWindow: (reads: Latency) => void = () => {}): Promise<Report> {
  const ending = import.meta.url.slice(-3);
  const sender = fork(fileURLToPath(new URL(`./sender${ending}`, import.meta.url)));
  senders.add(sender);
  return new Promise((resolve, reject) => {
    sender.on('message', (message: SenderMessage) => {
      if (message.kind === 'window') onWindow(message.reads);
      else resolve(message.report);
    });
    sender.on('exit', (status) => {
      senders.delete(sender);
      reject(new Error(`the sender ended (${status}) before it reported`));
    });
    sender.send(order);
  });
}

const MACHINE = `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.version}`;

function printLatency(name: string, { requests, p50, p95, p99, max }: Latency, seconds: number): void {
  const cells = [(requests / seconds).toFixed(requests / seconds < 10 ? 2 : 0), p50, p95, p99, max];
  console.log(
    [name, ...cells.map((cell) => (typeof cell === 'number' ? cell.toFixed(1) : cell))].join(' | '),
  );
}

async function readsOnly(address: string, tables: readonly StoredTable[]): Promise<void> {
  console.log('load | requests/s | p50 ms | p95 ms (of connections: p97.5) | p99 ms | max ms');
  for (const [name, load, seconds] of [
    ['1,000 a second', { perSecond: 1000 }, 60],
    ['8 connections', { connections: 8 }, 30],
    ['32 connections', { connections: 32 }, 30],
  ] as const) {
    // Half a measure of warm-up first, uncounted.
    await send({ address, tables, seconds: seconds / 2, load });
    const report = await send({ address, tables, seconds, load });
    printLatency(name, report.reads, report.seconds);
    for (const failure of report.failures) console.log(`  failed: ${failure}`);
  }
}

async function mixed(server: Service, tables: readonly StoredTable[], start: number): Promise<object> {
  const seconds = 60 * Number(flags.minutes);
  const samples: Sample[] = [];
  const sampling = setInterval(() => {
    samples.push({
      second: Math.round((performance.now() - start) / 1000),
      server: Math.round(residentMegabytes(server.pid)),
      runners: Math.round(server.runners().reduce((sum, pid) => sum + residentMegabytes(pid), 0)),
    });
  }, 1000);
  const windows: Latency[] = [];
  const order: Order = { address: server.address, tables, seconds, load: 'mixed' };
  const report = await send(order, (reads) => windows.push(reads));
  clearInterval(sampling);
  console.log('kind | requests/s | p50 ms | p95 ms | p99 ms | max ms');
  for (const [kind, latency] of Object.entries(report.byKind)) printLatency(kind, latency, report.seconds);
  printLatency('all reads', report.reads, report.seconds);
  for (const failure of report.failures) console.log(`failed: ${failure}`);
  const minutes = minuteMeans(samples).filter(([minute]) => minute >= WARM_MINUTES);
  const { slope, margin } = slopeOf(minutes);
  const most = (part: 'server' | 'runners') => Math.max(...samples.map((sample) => sample[part]));
  console.log(`memory, MB: server at most ${most('server')}, its runs together at most ${most('runners')}`);
  const trend = `${(60 * slope).toFixed(1)} ± ${(60 * margin).toFixed(1)} MB an hour (95 %, ${minutes.length} minutes)`;
  console.log(`server after ${WARM_MINUTES} minutes: ${minutes.length < 3 ? 'too short to tell' : trend}`);
  return { seconds, windowSeconds: WINDOW_SECONDS, samples, windows, report, slope: { slope, margin } };
}

/** Mean memory of the server over each whole minute. */
function minuteMeans(samples: readonly Sample[]): [minute: number, megabytes: number][] {
  const minutes = new Map<number, number[]>();
  for (const { second, server } of samples) {
    const minute = Math.floor(second / 60);
    minutes.set(minute, [...(minutes.get(minute) ?? []), server]);
  }
  return [...minutes]
    .filter(([, values]) => values.length >= 30)
    .map(([minute, values]) => [minute, values.reduce((sum, value) => sum + value, 0) / values.length]);
}

exitOnSignals();
const server = await Service.start({ data: temporaryFolder('load'), environment: ENVIRONMENT });
const over = new AbortController();
try {
  console.log(`Machine: ${MACHINE}; persons of the run that is always going: ${flags.population}, to 2045`);
  const tables = await prepareTables(server.address);
  const start = performance.now();
  const always = simulateAlways(server.address, start, over.signal);
  // A run that fails must be told now, not after half an hour.
  always.catch(() => {});
  const measured = flags['reads-only']
    ? await Promise.race([readsOnly(server.address, tables), always.then(() => ({}))])
    : await Promise.race([mixed(server, tables, start), always.then(() => ({}))]);
  over.abort();
  const runs = await always;
  const durations = runs.map(({ seconds }) => `${seconds.toFixed(0)} s`);
  console.log(`runs of that size finished meanwhile: ${runs.length} (${durations.join(', ')})`);
  if (measured && !flags['reads-only']) {
    mkdirSync(dirname(flags.out), { recursive: true });
    writeFileSync(flags.out, `${JSON.stringify({ machine: MACHINE, population, runs, ...measured })}\n`);
  }
} finally {
  over.abort();
  for (const sender of senders) sender.kill('SIGKILL');
  await Promise.race([server.stop(), sleep(15_000)]);
  await server.kill();
}
