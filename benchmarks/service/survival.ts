import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, Service } from './service.js';
import { checkAnswers, checkStore } from './survival-check.js';
import { load, look, nothingSeen, type Seen } from './survival-load.js';
import { between, pick, type Random, randomOf } from './workload.js';

export interface SurvivalOptions {
  readonly kills: number;
  readonly seed: string;
  /** Empty folder for the server's data. */
  readonly data: string;
  /** Whether some runs are long enough for the lane of long runs. */
  readonly longRuns: boolean;
  readonly onKill?: (kill: number, what: Victim) => void;
}

/** What a kill took: the server, the process of a run, both at once, or a server that was still starting. */
export type Victim = 'server' | 'run' | 'both' | 'starting';

export interface SurvivalReport {
  readonly seen: Seen;
  readonly kills: Readonly<Record<Victim, number>>;
  readonly seconds: number;
  /** Seconds from the start of a server to its first answer, the longest. */
  readonly slowestStart: number;
}

/** Cumulative shares of the victims; a starting server is only there right after another kill. */
const RUN = 0.45;
const BOTH = 0.55;
const STARTING = 0.15;
/** Seconds between two kills. */
const PAUSE = [0.2, 3.5] as const;
/** Seconds in which a process that simulates must end when its server is gone, also while it still loads on a busy machine. */
const ORPHAN_SECONDS = 30;
/** Seconds for what was accepted to end when the kills are over. */
const REST_SECONDS = 600;
/** Breaches after which nothing more is waited for. */
const MANY_BREACHES = 20;

/** Runs may die as often as they are killed here: the ordinary number of attempts would end some as failed. */
const ENVIRONMENT = { MTB_RUN_ATTEMPTS: '1000', MTB_QUEUE: '100', MTB_LOG_LEVEL: 'warn' };

/**
 * A server under load, its process and those of its runs killed at random moments, started again each time. At the end
 * `seen.breaches` lists whatever was lost, doubled, damaged or answered wrongly; it must be empty.
 */
export async function survive(options: SurvivalOptions): Promise<SurvivalReport> {
  const started = performance.now();
  const random = randomOf(options.seed);
  const seen = nothingSeen();
  const kills: Record<Victim, number> = { server: 0, run: 0, both: 0, starting: 0 };
  const servers = new Servers(options.data, seen);
  await servers.start();
  const over = new AbortController();
  const clients = load(seen, {
    address: servers.address,
    seed: options.seed,
    longRuns: options.longRuns,
    signal: over.signal,
  });
  try {
    let done = 0;
    const count = (victim: Victim) => {
      kills[victim]++;
      done++;
      options.onKill?.(done, victim);
    };
    while (done < options.kills) {
      await sleep(1000 * between(random, ...PAUSE));
      const victim = await servers.strike(random);
      count(victim);
      if (victim === 'run') continue;
      await sleep(between(random, 0, 500));
      if (done < options.kills && random() < STARTING) {
        await servers.strikeStarting(between(random, 0, 1000));
        count('starting');
      }
      await servers.start();
    }
    over.abort();
    await clients;
    await rest(seen, servers.address);
    await checkAnswers(seen, servers.address);
    await servers.stop();
    checkStore(seen, options.data);
  } finally {
    over.abort();
    await servers.kill();
  }
  const seconds = (performance.now() - started) / 1000;
  return { seen, kills, seconds, slowestStart: servers.slowestStart };
}

/** Waits until everything accepted has ended. */
async function rest(seen: Seen, address: string): Promise<void> {
  const until = performance.now() + REST_SECONDS * 1000;
  for (const id of seen.accepted.keys()) {
    while (!seen.succeeded.has(id)) {
      await look(seen, address, id);
      // A server that answers nothing right will not do so later.
      if (seen.breaches.length > MANY_BREACHES) return;
      if (performance.now() > until) {
        seen.breaches.push(`run ${id} did not end within ${REST_SECONDS} s of rest`);
        return;
      }
      await sleep(50);
    }
  }
}

/** The one server at a time, always on the same port and folder. */
class Servers {
  address = '';
  slowestStart = 0;
  readonly #data: string;
  readonly #seen: Seen;
  #port = 0;
  #now: Service | undefined;
  /** Runs without their server, watched while the next server already works. */
  readonly #farewells: Promise<void>[] = [];

  constructor(data: string, seen: Seen) {
    this.#data = data;
    this.#seen = seen;
  }

  async start(): Promise<void> {
    const began = performance.now();
    this.#now = await Service.start({ data: this.#data, port: this.#port, environment: ENVIRONMENT });
    this.slowestStart = Math.max(this.slowestStart, (performance.now() - began) / 1000);
    this.address = this.#now.address;
    this.#port = this.#now.port;
  }

  /** Kills the server, one run's process or both, whatever is there at this moment. */
  async strike(random: Random): Promise<Victim> {
    const server = this.#now!;
    const share = random();
    const run = share < BOTH ? await someRun(server, random) : undefined;
    if (run !== undefined) process.kill(run, 'SIGKILL');
    if (run !== undefined && share < RUN) return 'run';
    const others = server.runners();
    await server.kill();
    this.#farewells.push(this.#expectGone(others));
    return run === undefined ? 'server' : 'both';
  }

  /** Starts a server and kills it some milliseconds later, listening or not. */
  async strikeStarting(milliseconds: number): Promise<void> {
    const starting = Service.start({
      data: this.#data,
      port: this.#port,
      environment: ENVIRONMENT,
      onSpawn: (server) => setTimeout(() => server.kill('SIGKILL'), milliseconds),
    });
    await starting.then((server) => server.ended).catch(() => undefined);
  }

  /** A run without its server must end: it would write into a folder that is another server's. */
  async #expectGone(runs: readonly number[]): Promise<void> {
    const until = performance.now() + ORPHAN_SECONDS * 1000;
    while (runs.some(isAlive)) {
      if (performance.now() > until) {
        this.#seen.breaches.push(`a run's process lived on ${ORPHAN_SECONDS} s after its server`);
        return;
      }
      await sleep(20);
    }
  }

  async stop(): Promise<void> {
    await Promise.all(this.#farewells);
    const status = await this.#now?.stop();
    if (status !== 0) this.#seen.breaches.push(`the server ended with ${status} when asked to close`);
  }

  async kill(): Promise<void> {
    await this.#now?.kill();
  }
}

/** A process that simulates, waited for while the queue may be between two runs. */
async function someRun(server: Service, random: Random): Promise<number | undefined> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const runs = await server.busyRunners();
    if (runs.length > 0) return pick(random, runs);
  }
  return undefined;
}
