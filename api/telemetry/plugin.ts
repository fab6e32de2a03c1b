import type { FastifyReply } from 'fastify';
import type { App } from '../context.js';
import { logRequest } from './logging.js';
import type { Metrics } from './metrics.js';
import { isEventStream, routeOf } from './route.js';
import type { Tracing } from './tracing.js';

export interface TelemetryContext {
  readonly metrics: Metrics;
  /** Undefined where no collector is configured. */
  readonly tracing?: Tracing | undefined;
}

/** Status of a request whose client left before the answer, as nginx counts it. */
const CLIENT_LEFT = 499;

/** Tells once when an answer is out or its client has left: Fastify's own hook for the end is not told of the latter. */
function onEnd({ raw }: FastifyReply, tell: (left: boolean) => void): void {
  let told = false;
  const end = (left: boolean) => () => {
    if (!told) tell(left);
    told = true;
  };
  // A close that comes without a finish is a client that left.
  raw.once('finish', end(false)).once('close', end(true));
}

/** Logs, counts and times every request, and traces it if there is a collector. */
export function addTelemetry(app: App, { metrics, tracing }: TelemetryContext): void {
  app.addHook('onRequest', async (request, reply) => {
    const began = performance.now();
    tracing?.requestBegan(request);
    onEnd(reply, (left) => {
      const milliseconds = performance.now() - began;
      const stream = isEventStream(reply);
      // A stream of events has no other end.
      const status = left && !stream ? CLIENT_LEFT : reply.statusCode;
      logRequest(request, status, milliseconds);
      tracing?.requestEnded(request, status);
      if (!stream) metrics.requestEnded(request.method, routeOf(request), status, milliseconds / 1000);
    });
  });
}
