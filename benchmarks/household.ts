/**
 * Speed of the household calculator over HTTP: families of five, each answered with the whole trace.
 *
 * Three processes: this one, the server (`mtb serve` on the loopback interface and a free port), and the sender. The
 * sender keeps a fixed number of connections open and sends the next request on each as soon as its answer has been read
 * to the end and found whole; families differ from request to request. A warm-up comes first and is not counted.
 */
import { execFileSync, spawn } from 'node:child_process';
import { Agent, request } from 'node:http';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { machine } from './machine.js';

const CONNECTIONS = 4;
const WARM_UP_SECONDS = 3;
const SECONDS = 10;
const FAMILIES = 200;

interface Measure {
  readonly requests: number;
  readonly seconds: number;
  readonly bytes: number;
  /** Milliseconds from sending to the last byte of the answer. */
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** A couple with three children, the youngest just born; wages, months and the household's means vary with `n`. */
function family(n: number): string {
  return JSON.stringify({
    scenario: 'current-law',
    at: '2026-09',
    place: {
      region: n % 2 === 0 ? 'red_river_delta' : 'northern_midlands_and_mountains',
      area: 'rural',
      commune: n % 3 === 0 ? 'extremely-difficult' : 'ordinary',
    },
    household: {
      poverty: n % 3 === 0 ? 'poor' : 'none',
      income_per_head: 900_000 + 10_000 * n,
      quintile: 1 + (n % 5),
    },
    persons: {
      lan: {
        sex: 'female',
        born: '1996-04-12',
        ethnicity: n % 4 === 0 ? 'minority' : 'majority',
        partner: 'minh',
        earlier_months: { compulsory: n % 40 },
        work: [
          { from: '2024-01', until: '2025-03', scheme: 'voluntary', income: 2_000_000 },
          {
            from: `2025-${String(4 + (n % 9)).padStart(2, '0')}`,
            scheme: 'compulsory',
            wage: 6_000_000 + 20_000 * n,
          },
        ],
      },
      minh: {
        sex: 'male',
        born: '1994-11-30',
        work: [
          {
            from: '2023-05',
            scheme: n % 2 === 0 ? 'compulsory' : 'voluntary',
            [n % 2 === 0 ? 'wage' : 'income']: 7_000_000,
          },
        ],
      },
      hoa: { sex: 'female', born: '2019-03-08', mother: 'lan', father: 'minh' },
      duc: { sex: 'male', born: '2024-10-21', mother: 'lan', father: 'minh' },
      an: { sex: 'female', born: '2026-08-20', mother: 'lan', father: 'minh' },
    },
    events: [{ birth: { mother: 'lan', on: '2026-08-20', weeks: 39, antenatal_days: 5 } }],
  });
}

/** Sends for some seconds on every connection; answers the milliseconds of each request and the bytes received. */
async function send(
  url: string,
  seconds: number,
): Promise<{ times: number[]; bytes: number; seconds: number }> {
  const bodies = Array.from({ length: FAMILIES }, (_, n) => family(n));
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const times: number[] = [];
  let bytes = 0;
  let next = 0;
  const start = performance.now();
  const one = (body: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const sent = performance.now();
      const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
      const outgoing = request(url, { method: 'POST', agent, headers }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject).on('end', () => {
          times.push(performance.now() - sent);
          const text = Buffer.concat(chunks);
          bytes += text.length;
          if (answer.statusCode === 200 && text.includes('"totals":{')) resolve();
          else reject(new Error(`answered ${answer.statusCode}: ${text.toString().slice(0, 300)}`));
        });
      });
      outgoing.on('error', reject).end(body);
    });
  const connection = async () => {
    while (performance.now() - start < seconds * 1000) await one(bodies[next++ % FAMILIES]);
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, connection));
  const elapsed = (performance.now() - start) / 1000;
  agent.destroy();
  return { times, bytes, seconds: elapsed };
}

async function measure(url: string): Promise<Measure> {
  await send(url, WARM_UP_SECONDS);
  const { times, bytes, seconds } = await send(url, SECONDS);
  times.sort((a, b) => a - b);
  const percentile = (share: number) => times[Math.min(times.length - 1, Math.floor(share * times.length))];
  return {
    requests: times.length,
    seconds,
    bytes,
    p50: percentile(0.5),
    p95: percentile(0.95),
    p99: percentile(0.99),
  };
}

/** Starts the server and answers its address. */
async function startServer() {
  const self = fileURLToPath(import.meta.url);
  const cli = fileURLToPath(new URL(`../src/cli${self.slice(-3)}`, import.meta.url));
  const words = ['serve', '--port', '0', '--data', ':memory:', '--log-level', 'silent'];
  const server = spawn(process.execPath, [...process.execArgv, cli, ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface(server.stdout)) {
    const [, address] = /^listening on (.+)$/.exec(line) ?? [];
    if (address) return { server, url: `${address}/v1/households/entitlements` };
  }
  throw new Error('the server ended before it listened');
}

async function report(): Promise<void> {
  const { server, url } = await startServer();
  try {
    const self = fileURLToPath(import.meta.url);
    const text = execFileSync(process.execPath, [...process.execArgv, self, url], { encoding: 'utf8' });
    const { requests, seconds, bytes, p50, p95, p99 } = JSON.parse(text) as Measure;
    console.log(`Machine: ${machine()}`);
    console.log(
      `Method: POST /v1/households/entitlements, current-law, families of five with the whole trace (${Math.round(bytes / requests / 1024)} KiB an answer);`,
    );
    console.log(
      `  one server process, one sending process, ${CONNECTIONS} connections kept alive, ${SECONDS} s after ${WARM_UP_SECONDS} s of warm-up.`,
    );
    console.log('requests/s | p50 ms | p95 ms | p99 ms');
    console.log(
      [(requests / seconds).toFixed(0), p50.toFixed(2), p95.toFixed(2), p99.toFixed(2)].join(' | '),
    );
    console.log(
      'For comparison: published benches of comparable calculators state 250-280 requests/s and p95 of 21-28 ms on this class of machine.',
    );
  } finally {
    server.kill('SIGTERM');
  }
}

const url = process.argv[2];
if (url === undefined) await report();
else console.log(JSON.stringify(await measure(url)));
