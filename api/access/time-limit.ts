import type { App } from '../context.js';
import { ApiError } from '../errors.js';

/** Milliseconds in which an answer must begin. The slowest, a workbook of a whole table, begins within a third of it. */
const ANSWER_LIMIT = 120_000;

/**
 * Ends requests whose answer has not begun in time with 503. Fastify's own `handlerTimeout` would also cut off downloads
 * that are under way, and streams of events; here only the time to the first byte counts.
 */
export function addTimeLimit(app: App, milliseconds = ANSWER_LIMIT): void {
  app.addHook('onRequest', async (request, reply) => {
    const timer = setTimeout(() => {
      if (reply.sent || reply.raw.headersSent) return;
      request.log.error({ route: request.routeOptions.url }, 'the answer took too long');
      reply.send(
        new ApiError('unavailable', {
          detail: 'The answer took too long and was given up; ask for less at once, or later.',
        }),
      );
    }, milliseconds);
    reply.raw.once('close', () => clearTimeout(timer));
  });
}
