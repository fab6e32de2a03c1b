import { z } from 'zod';
import type { RunEvent } from '../../src/service/watchers.js';
import type { RunState } from '../../src/store/runs.js';
import type { App, Context } from '../context.js';
import { ApiError } from '../errors.js';
import { EventStream, type EventStreamTimes } from '../event-stream.js';
import { negotiate } from '../negotiate.js';
import { answers } from '../openapi.js';
import { requireRun } from '../run-view.js';
import { EventListSchema, EventQuerySchema, EventStreamSchema } from '../schemas/events.js';
import { RunParametersSchema } from '../schemas.js';
import { RETRY_SECONDS } from '../submit.js';

const STREAM = 'text/event-stream';
const JSON_TYPE = 'application/json';
const MAX_STREAMS = 200;

export interface EventOptions extends Partial<EventStreamTimes> {
  /** Streams that may be open at the same time. */
  readonly maxStreams?: number;
}

function isEnd(state: RunState): boolean {
  return state !== 'queued' && state !== 'running';
}

/** What happens to a run, as a stream or so far. Gives a function that counts the open streams. */
export function eventRoutes(app: App, context: Context, options: EventOptions = {}): () => number {
  const { queue } = context;
  const { maxStreams = MAX_STREAMS } = options;
  const open = new Set<EventStream>();
  // Before the connections are cut: a client sees an orderly end and comes back.
  app.addHook('preClose', async () => {
    for (const stream of open) stream.complete();
  });

  /** The events behind `after` that there are by now. */
  function eventsSoFar(id: string, after: string | undefined): RunEvent[] {
    const events: RunEvent[] = [];
    queue.watch(id, after, (event) => events.push(event))();
    return events;
  }

  function openStream(id: string, after: string | undefined): EventStream {
    const stream = new EventStream(options);
    open.add(stream);
    // A run that failed and was posted again has ends in its past: only the present state tells.
    let past = true;
    const stopWatching = queue.watch(id, after, (event) => {
      stream.add(event);
      if (!past && isEnd(event.state)) stream.complete();
    });
    past = false;
    stream.whenOver(() => {
      open.delete(stream);
      stopWatching();
    });
    if (isEnd(requireRun(context, id).state)) stream.complete();
    return stream;
  }

  app.get(
    '/v1/runs/:id/events',
    {
      schema: {
        tags: ['runs'],
        description:
          'What happens to a run: every change of state, and progress up to four times a second. As a stream it goes ' +
          'on where Last-Event-ID says and closes by itself after the last event of an ended run; a client that ' +
          'comes back after that event is answered with 204. With `Accept: application/json` the events so far.',
        params: RunParametersSchema,
        querystring: EventQuerySchema,
        response: {
          ...answers({
            200: {
              description: 'The events',
              content: { [STREAM]: { schema: EventStreamSchema }, [JSON_TYPE]: { schema: EventListSchema } },
            } as never,
          }),
          204: z.null().describe('The run has ended, and its last event was seen'),
        },
      },
    },
    async (request, reply) => {
      const type = negotiate(request.headers.accept, [STREAM, JSON_TYPE]);
      const { id, state } = requireRun(context, request.params.id);
      const after = request.headers['last-event-id']?.toString() || request.query.after;
      reply.headers({ 'cache-control': 'no-store', vary: 'accept' });
      if (type === JSON_TYPE) {
        return reply.type(JSON_TYPE).send({ events: eventsSoFar(id, after), ended: isEnd(state) });
      }
      // A browser's EventSource would come back for ever; 204 is what tells it not to.
      if (after !== undefined && isEnd(state) && eventsSoFar(id, after).length === 0) {
        return reply.code(204).send(null);
      }
      if (open.size >= maxStreams) {
        throw new ApiError('too-many-streams', { headers: { 'retry-after': RETRY_SECONDS } });
      }
      // Proxies that gather answers before they pass them on would hold events back.
      reply.type(STREAM).header('x-accel-buffering', 'no');
      return request.method === 'HEAD' ? reply.send() : reply.send(openStream(id, after));
    },
  );
  return () => open.size;
}
