import pino, { type Logger } from 'pino';
import { buildApp } from '../../api/app.js';
import type { Context } from '../../api/context.js';
import { serviceLog } from '../../api/telemetry/logging.js';
import { Metrics } from '../../api/telemetry/metrics.js';
import { startTracing, type Tracing } from '../../api/telemetry/tracing.js';
import { countryPack } from '../../countries/index.js';
import { shippedScenarios } from '../../scenarios/index.js';
import { Access } from '../access/access.js';
import { CommandError, EXIT } from '../commands/exit.js';
import { ScenarioLibrary } from '../library/library.js';
import { prepareRun } from '../plan.js';
import { type QueueObserver, RunQueue } from '../queue.js';
import { ResultReader } from '../results/reader.js';
import { RUN_STATES, type StoredRun } from '../store/runs.js';
import { Store } from '../store/store.js';
import { readConfig, type ServeFlags, type ServiceConfig } from './config.js';
import { keepInOrder } from './maintenance.js';
import { ProcessRunner } from './process-runner.js';

/** Person-years up to which a run is small: some seconds. It has a process of its own, so it never waits for a national one. */
const SMALL_RUN = 5_000_000;
/** Niceness of the processes of small and of all runs: the server comes first, then small runs. */
const NICENESS = { small: 5, any: 10 };
/** Milliseconds for which a closing server waits for what it is answering. */
const CLOSING = 10_000;

/** Serves until a signal comes. @throws CommandError when the configuration is wrong, the store in use or the address taken. */
export async function serve(flags: ServeFlags & { readonly printConfig?: true }): Promise<void> {
  const config = readConfig(flags, process.env);
  if (flags.printConfig) {
    process.stdout.write(`${config.told.join('\n')}\n`);
    return;
  }
  // Standard output carries one line, the address; the log goes beside it.
  const log = serviceLog(config.logLevel, pino.destination(2));
  const store = openStore(config.data);
  const { interrupted, damaged } = store.recover();
  if (interrupted.length > 0) log.warn({ runs: interrupted }, 'runs were interrupted and wait again');
  if (damaged.length > 0) log.error({ runs: damaged }, 'results are missing; the runs wait again');
  const tracing = config.tracing ? await startTracing(config.tracing) : undefined;
  const { context, stopKeeping } = assemble(config, store, log, tracing);
  const { queue, results } = context;
  warmUp();
  const app = await buildApp({ ...context, logger: log, trustProxy: config.trustProxy });
  try {
    const address = await app.listen({ host: config.host, port: config.port });
    process.stdout.write(`listening on ${address}\n`);
  } catch (error) {
    await queue.close();
    await results.close();
    store.close();
    throw new CommandError(`the server cannot listen: ${(error as Error).message}`, EXIT.failed);
  }
  queue.start();
  const signal = await signalled();
  log.info({ signal }, 'closing');
  stopKeeping();
  await queue.close();
  const late = setTimeout(() => app.server.closeAllConnections(), CLOSING);
  await app.close();
  clearTimeout(late);
  await results.close();
  await tracing?.close();
  store.close();
}

/** Reads the country pack and the law once, so that nobody's request waits for it. */
function warmUp(): void {
  prepareRun({ scenarios: shippedScenarios().map(({ text, source }) => ({ text, source })) });
}

function openStore(location: string): Store {
  try {
    return Store.open(location);
  } catch (error) {
    throw new CommandError(`the run store cannot be opened: ${(error as Error).message}`, EXIT.failed);
  }
}

function assemble(config: ServiceConfig, store: Store, log: Logger, tracing: Tracing | undefined) {
  const lanes = [
    { name: 'small', runner: new ProcessRunner(NICENESS.small, config.keptPersons), most: SMALL_RUN },
    {
      name: 'any',
      runner: new ProcessRunner(NICENESS.any, config.keptPersons),
      most: Number.POSITIVE_INFINITY,
    },
  ];
  const metrics = new Metrics({
    runs: () => Object.fromEntries(RUN_STATES.map((state) => [state, store.runs.count(state)])),
    waiting: () => {
      const waiting = store.runs.queued();
      const small = waiting.filter(({ size }) => size <= SMALL_RUN).length;
      return { small, any: waiting.length - small };
    },
  });
  const queue = new RunQueue({
    store,
    lanes,
    workers: config.workers ?? undefined,
    limit: config.queue,
    maxMilliseconds: config.runMinutes * 60_000,
    maxAttempts: config.runAttempts,
    observer: observer(log, metrics, tracing),
  });
  const results = new ResultReader({
    folder: store.resultsFolder,
    exportsFolder: store.exportsFolder,
    cacheBytes: config.cacheBytes,
    exportBytes: config.exportBytes,
    observer: metrics,
  });
  const access = new Access({ settings: config, folder: store.folder, database: store.database, log });
  const library = new ScenarioLibrary(store.database);
  const stopKeeping = keepInOrder(store, config.keepDays, {
    deleted: (runs) => log.info({ runs }, 'old runs were deleted'),
    failed: (error) => log.error({ err: error }, 'old runs could not be deleted'),
  });
  const limits = { maxPersons: config.maxPersons };
  const context: Context = { store, queue, results, library, access, metrics, tracing, limits };
  return { context, stopKeeping };
}

function observer(log: Logger, metrics: Metrics, tracing: Tracing | undefined): QueueObserver {
  return {
    ended: (run) => {
      const { id, state, owner } = run;
      const seconds = secondsOf(run);
      log[state === 'failed' ? 'error' : 'info'](
        { run: id, state, owner, seconds, reason: run.error },
        'run ended',
      );
      if (state === 'queued' || state === 'running') return;
      const { personYears = 0, keptPersonYears = 0 } = run.record?.simulated ?? {};
      metrics.runEnded(state, seconds, personYears, keptPersonYears);
      const { persons, toYear, scenarios, country } = run.inputs;
      tracing?.runEnded({
        id,
        state,
        created: run.created,
        started: run.started,
        finished: run.finished!,
        persons,
        years: toYear - (countryPack(country.id)?.baseYear ?? toYear) + 1,
        scenarios: scenarios.length,
      });
    },
    failed: (run, error) => log.error({ run, err: error }, 'run failed'),
    interrupted: (run, reason) => log.warn({ run, reason }, 'run was interrupted and waits again'),
    trouble: (trouble) => {
      metrics.storeTrouble(trouble ?? null);
      if (trouble) log.error({ trouble }, 'the store cannot be written; nothing is accepted until it can');
      else log.info('the store can be written again');
    },
  };
}

function secondsOf({ started, finished }: StoredRun): number {
  return started && finished ? (Date.parse(finished) - Date.parse(started)) / 1000 : 0;
}

function signalled(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    process.once('SIGINT', resolve).once('SIGTERM', resolve);
  });
}
