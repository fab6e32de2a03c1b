import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { RunOptions } from '../src/index.js';
import type { RunQueue } from '../src/queue.js';
import type { RunStore } from '../src/store/store.js';

/** What the routes work on. */
export interface Context {
  readonly store: RunStore;
  readonly queue: RunQueue;
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
