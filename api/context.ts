import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Access } from '../src/access/access.js';
import type { RunOptions } from '../src/index.js';
import type { ScenarioLibrary } from '../src/library/library.js';
import type { RunQueue } from '../src/queue.js';
import type { ResultReader } from '../src/results/reader.js';
import type { Store } from '../src/store/store.js';
import type { Metrics } from './telemetry/metrics.js';
import type { Tracing } from './telemetry/tracing.js';

/** What the routes work on. */
export interface Context {
  readonly store: Store;
  readonly queue: RunQueue;
  /** Result tables of runs, read and written in every format. */
  readonly results: ResultReader;
  /** Scenarios under names of their own, beside those that ship. */
  readonly library: ScenarioLibrary;
  readonly access: Access;
  readonly metrics: Metrics;
  /** Undefined where no collector is configured. */
  readonly tracing?: Tracing | undefined;
  readonly limits: Limits;
}

/** What this server refuses because of its size. */
interface Limits {
  /** Most simulated persons that a run may ask for. */
  readonly maxPersons: RunOptions['persons'];
}

/** The application with types taken from the routes' zod schemas. */
export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;
