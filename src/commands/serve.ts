import { type Command, InvalidArgumentError } from 'commander';
import pino from 'pino';
import { buildApp } from '../../api/app.js';
import type { RunOptions } from '../options.js';
import { DEFAULT_QUEUE_LIMIT, RunQueue } from '../queue.js';
import { RunStore } from '../store/store.js';
import { CommandError, EXIT } from './exit.js';
import { MAX_WORKERS, personsOrWhole, wholeNumber } from './numbers.js';

interface ServeOptions {
  readonly host: string;
  readonly port: number;
  readonly data: string;
  readonly workers?: number;
  readonly queue: number;
  readonly maxPopulation: RunOptions['persons'];
  readonly logLevel: string;
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

async function serve(options: ServeOptions): Promise<void> {
  // Standard output carries one line, the address; the log goes beside it.
  const log = pino({ level: options.logLevel }, pino.destination(2));
  let store: RunStore;
  try {
    store = RunStore.open(options.data);
  } catch (error) {
    throw new CommandError(`the run store cannot be opened: ${(error as Error).message}`, EXIT.failed);
  }
  const queue = new RunQueue({
    store,
    workers: options.workers,
    limit: options.queue,
    onFailure: (run, error) => log.error({ run, err: error }, 'run failed'),
  });
  const app = await buildApp({ store, queue, maxPersons: options.maxPopulation, logger: log });
  try {
    const address = await app.listen({ host: options.host, port: options.port });
    process.stdout.write(`listening on ${address}\n`);
  } catch (error) {
    store.close();
    throw new CommandError(`the server cannot listen: ${(error as Error).message}`, EXIT.failed);
  }
  queue.start();
  await signalled();
  log.info('closing');
  await queue.close();
  await app.close();
  store.close();
}

function signalled(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve()).once('SIGTERM', () => resolve());
  });
}

/** `mtb serve`: the HTTP interface. */
export function addServeCommand(program: Command): void {
  program
    .command('serve')
    .summary('start the HTTP interface')
    .description(
      'Serves runs over HTTP, described at /docs. Listens on this machine alone unless told otherwise.',
    )
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--port <N>', 'port to listen on, 0 for any free one', wholeNumber(0, 65_535), 8080)
    .option('--data <dir>', 'folder of the run store, or :memory: to keep nothing', 'mtb-data')
    .option(
      '--workers <N>',
      'worker threads of a run (default: one for each core)',
      wholeNumber(1, MAX_WORKERS),
    )
    .option('--queue <N>', 'runs that may wait', wholeNumber(1, 10_000), DEFAULT_QUEUE_LIMIT)
    .option(
      '--max-population <N|whole>',
      'most simulated persons that a run may ask for',
      personsOrWhole,
      1_000_000,
    )
    .option(
      '--log-level <level>',
      LOG_LEVELS.join(', '),
      (text: string) => {
        if (!LOG_LEVELS.includes(text))
          throw new InvalidArgumentError(`Levels are ${LOG_LEVELS.join(', ')}.`);
        return text;
      },
      'info',
    )
    .action(serve);
}
