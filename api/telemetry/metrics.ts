import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { StoreTrouble } from '../../src/store/unavailable.js';
import { VERSION } from '../../src/version.js';

/** What is looked up when the metrics are asked for. */
export interface MetricSources {
  /** Runs of the store by state. */
  runs(): Readonly<Record<string, number>>;
  /** Runs that wait, by lane of the queue. */
  waiting(): Readonly<Record<string, number>>;
}

const TROUBLES: readonly StoreTrouble[] = ['full', 'read-only', 'failing'];
const REQUEST_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60];
const RUN_SECONDS = [0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600];

/** The figures of one service for Prometheus. Each service has its own registry. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #requests: Histogram<'method' | 'route' | 'status'>;
  readonly #runSeconds: Histogram<'state'>;
  readonly #personYears: Counter;
  readonly #keptRuns: Counter;
  readonly #trouble: Gauge<'trouble'>;
  readonly #cacheReads: Counter<'cache' | 'result'>;
  readonly #exported: Counter<'format'>;
  readonly #damaged: Counter;
  readonly #auditFailures: Counter;
  readonly #refused: Counter<'reason'>;

  constructor(sources: MetricSources) {
    const registers = [this.#registry];
    collectDefaultMetrics({ register: this.#registry });
    new Gauge({ name: 'mtb_build_info', help: 'Always 1', labelNames: ['version'], registers }).set(
      { version: VERSION },
      1,
    );
    lookedUp('mtb_runs', 'Runs of the store by state', 'state', sources.runs, registers);
    lookedUp('mtb_queue_waiting', 'Runs that wait, by lane', 'lane', sources.waiting, registers);
    this.#requests = new Histogram({
      name: 'mtb_http_request_seconds',
      help: 'Time from the first byte of a request to the last of its answer; streams of events are left out',
      labelNames: ['method', 'route', 'status'],
      buckets: REQUEST_SECONDS,
      registers,
    });
    this.#runSeconds = new Histogram({
      name: 'mtb_run_seconds',
      help: 'Time for which runs were simulated, by the state in which they ended',
      labelNames: ['state'],
      buckets: RUN_SECONDS,
      registers,
    });
    const counter = (name: string, help: string) => new Counter({ name, help, registers });
    this.#personYears = counter('mtb_person_years_total', 'Person-years simulated, over all passes');
    this.#keptRuns = counter(
      'mtb_kept_runs_total',
      'Runs that were answered, in part at least, from lives that an earlier run had simulated',
    );
    this.#damaged = counter('mtb_damaged_files_total', 'Result files whose hash was found to be wrong');
    this.#auditFailures = counter('mtb_audit_failures_total', 'Entries of the audit log that were not kept');
    this.#cacheReads = new Counter({
      name: 'mtb_cache_reads_total',
      help: 'Reads of a cache, by whether it had what was asked',
      labelNames: ['cache', 'result'],
      registers,
    });
    this.#exported = new Counter({
      name: 'mtb_exported_bytes_total',
      help: 'Bytes of exported files that were made',
      labelNames: ['format'],
      registers,
    });
    this.#refused = new Counter({
      name: 'mtb_refused_requests_total',
      help: 'Requests refused before they were looked at',
      labelNames: ['reason'],
      registers,
    });
    this.#trouble = new Gauge({
      name: 'mtb_store_trouble',
      help: '1 while the store cannot be written for this reason',
      labelNames: ['trouble'],
      registers,
    });
    this.storeTrouble(null);
  }

  /** A request was answered; `route` is the pattern of its address, so that there are few of them. */
  requestEnded(method: string, route: string, statusCode: number, seconds: number): void {
    this.#requests.observe({ method, route, status: `${Math.floor(statusCode / 100)}xx` }, seconds);
  }

  /**
   * A run ended, in this state, after so many seconds of simulation.
   *
   * @param personYears of the lives of the run
   * @param keptPersonYears those of them that were not simulated for it
   */
  runEnded(
    state: 'succeeded' | 'failed' | 'cancelled',
    seconds: number,
    personYears: number,
    keptPersonYears: number,
  ): void {
    this.#runSeconds.observe({ state }, seconds);
    this.#personYears.inc(personYears - keptPersonYears);
    if (keptPersonYears > 0) this.#keptRuns.inc();
  }

  /** What is wrong with the store at present; null for nothing. */
  storeTrouble(trouble: StoreTrouble | null): void {
    for (const one of TROUBLES) this.#trouble.set({ trouble: one }, one === trouble ? 1 : 0);
  }

  cacheRead(cache: 'tables' | 'answers' | 'exports', hit: boolean): void {
    this.#cacheReads.inc({ cache, result: hit ? 'hit' : 'miss' });
  }

  exported(format: string, bytes: number): void {
    this.#exported.inc({ format }, bytes);
  }

  damagedFile(): void {
    this.#damaged.inc();
  }

  auditFailed(): void {
    this.#auditFailures.inc();
  }

  refused(reason: 'unauthenticated' | 'forbidden' | 'rate-limited'): void {
    this.#refused.inc({ reason });
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** Everything in the text format of Prometheus. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }
}

/** A gauge with one label whose values are looked up whenever it is asked for. */
function lookedUp(
  name: string,
  help: string,
  label: string,
  look: () => Readonly<Record<string, number>>,
  registers: Registry[],
): void {
  new Gauge({
    name,
    help,
    labelNames: [label],
    registers,
    collect() {
      this.reset();
      for (const [value, count] of Object.entries(look())) this.set({ [label]: value }, count);
    },
  });
}
