import { z } from 'zod';
import { prepareRun } from '../../src/index.js';
import { QueueFull } from '../../src/queue.js';
import type { StoredRun } from '../../src/store/store.js';
import { requireBody } from '../body.js';
import type { App, Context } from '../context.js';
import { ApiError } from '../errors.js';
import { answers } from '../openapi.js';
import { pointIntoBody, readRunRequest, tooManyPersons } from '../run-request.js';
import {
  PageQuerySchema,
  RunListSchema,
  RunParametersSchema,
  RunQuerySchema,
  RunSchema,
  type RunView,
} from '../schemas.js';

/** Seconds after which a client should look again. */
export const RETRY_SECONDS = '2';

/** The run of an id; unknown ones are answered with 404. */
export function requireRun({ store }: Context, id: string): StoredRun {
  const run = store.get(id);
  if (!run) throw new ApiError('unknown-run');
  return run;
}

function viewOf({ store, queue }: Context, run: StoredRun): RunView {
  const { id, state, inputs, created, started, finished, error, record } = run;
  const { scenarios, persons, toYear, seed, alignment, engineVersion, country } = inputs;
  const ended = state === 'succeeded' ? 1 : 0;
  return {
    id,
    state,
    progress: queue.progress(id)?.fraction ?? ended,
    waitingBefore: state === 'queued' ? store.queued().indexOf(id) : null,
    scenarios: [...scenarios],
    persons,
    toYear,
    seed,
    alignment,
    engineVersion,
    country,
    created,
    started,
    finished,
    error,
    record: record && { ...record },
    values: null,
    links: { self: `/v1/runs/${id}`, results: `/v1/runs/${id}/results` },
  };
}

/** Runs: post one, follow it, cancel it. */
export function runRoutes(app: App, context: Context): void {
  const { store, queue, maxPersons } = context;
  const tags = ['runs'];

  app.post(
    '/v1/runs',
    {
      config: { takes: 'run' },
      schema: {
        tags,
        description:
          'Accepts a run (202), or answers with the one that already has these inputs (200 when it has succeeded). ' +
          'The body is a run in JSON, or a bare scenario in YAML or JSON with the options in the query.',
        querystring: RunQuerySchema,
        response: answers({ 200: RunSchema, 202: RunSchema }),
      },
    },
    async (request, reply) => {
      const read = readRunRequest(requireBody(request.body), request.query, maxPersons);
      if (!read.ok) throw new ApiError('invalid-run', { problems: read.problems });
      const prepared = prepareRun(read.input);
      if (!prepared.ok) {
        throw new ApiError('invalid-run', {
          problems: prepared.problems.map((problem) => pointIntoBody(problem, read.input)),
        });
      }
      const tooMany = tooManyPersons(prepared.plan.options.persons, maxPersons);
      if (tooMany.length > 0) throw new ApiError('invalid-run', { problems: tooMany });
      try {
        const run = queue.submit(prepared.plan, read.input);
        reply.header('location', `/v1/runs/${run.id}`);
        return reply.code(run.state === 'succeeded' ? 200 : 202).send(viewOf(context, run));
      } catch (error) {
        if (!(error instanceof QueueFull)) throw error;
        throw new ApiError('queue-full', { headers: { 'retry-after': RETRY_SECONDS } });
      }
    },
  );

  app.get(
    '/v1/runs',
    {
      schema: {
        tags,
        description: 'Runs from the newest, a page at a time.',
        querystring: PageQuerySchema,
        response: answers({ 200: RunListSchema }),
      },
    },
    (request) => {
      const { limit, offset, state } = request.query;
      const { runs, total } = store.list({ limit, offset, state });
      const page = (from: number) =>
        `/v1/runs?limit=${limit}&offset=${from}${state === undefined ? '' : `&state=${state}`}`;
      return {
        runs: runs.map((run) => viewOf(context, run)),
        total,
        limit,
        offset,
        links: {
          next: offset + limit < total ? page(offset + limit) : null,
          previous: offset > 0 ? page(Math.max(0, offset - limit)) : null,
        },
      };
    },
  );

  app.get(
    '/v1/runs/:id',
    { schema: { tags, params: RunParametersSchema, response: answers({ 200: RunSchema }) } },
    (request) => {
      const run = requireRun(context, request.params.id);
      const values = store.facets(run.id);
      return {
        ...viewOf(context, run),
        values: values
          ? Object.fromEntries(Object.entries(values).map(([column, found]) => [column, [...found]]))
          : null,
      };
    },
  );

  app.delete(
    '/v1/runs/:id',
    {
      schema: {
        tags,
        description:
          'Cancels a run that waits or runs; cancelling twice is no error. Posting it again starts it anew.',
        params: RunParametersSchema,
        response: answers({ 204: z.null().describe('Cancelled') }),
      },
    },
    async (request, reply) => {
      const run = requireRun(context, request.params.id);
      if (!queue.cancel(run.id) && run.state !== 'cancelled') throw new ApiError('run-ended');
      return reply.code(204).send(null);
    },
  );
}
