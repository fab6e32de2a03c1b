import { z } from 'zod';
import { requireBody } from '../body.js';
import type { App, Context } from '../context.js';
import { ApiError } from '../errors.js';
import { answers } from '../openapi.js';
import { readRunRequest } from '../run-request.js';
import { requireRun, viewOf } from '../run-view.js';
import {
  PageQuerySchema,
  RunListSchema,
  RunParametersSchema,
  RunQuerySchema,
  RunSchema,
} from '../schemas.js';
import { acceptRun } from '../submit.js';

/** Runs: post one, follow it, cancel it, delete it. */
export function runRoutes(app: App, context: Context): void {
  const { store, queue, limits, library } = context;
  const tags = ['runs'];

  app.post(
    '/v1/runs',
    {
      config: { takes: 'run', role: 'analyst' },
      schema: {
        tags,
        description:
          'Accepts a run (202), or answers with the one that already has these inputs (200 when it has succeeded). ' +
          'The body is a run in JSON, or a bare scenario in YAML or JSON with the options in the query. With an ' +
          'Idempotency-Key, the same request is answered with the same run, whatever became of it.',
        querystring: RunQuerySchema,
        response: answers({ 200: RunSchema, 202: RunSchema }),
      },
    },
    async (request, reply) => {
      const read = readRunRequest(requireBody(request.body), request.query, limits.maxPersons, library);
      if (!read.ok) throw new ApiError('invalid-run', { problems: read.problems });
      const { run, status } = acceptRun(context, request, reply, read.input, 'invalid-run');
      return reply.code(status).send(viewOf(context, run));
    },
  );

  app.get(
    '/v1/runs',
    {
      config: { role: 'reader' },
      schema: {
        tags,
        description: 'Runs from the newest, a page at a time.',
        querystring: PageQuerySchema,
        response: answers({ 200: RunListSchema }),
      },
    },
    (request) => {
      const { limit, offset, state } = request.query;
      const { runs, total } = store.runs.list({ limit, offset, state });
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
    {
      config: { role: 'reader' },
      schema: { tags, params: RunParametersSchema, response: answers({ 200: RunSchema }) },
    },
    (request) => {
      const run = requireRun(context, request.params.id);
      const values = store.runs.file(run.id)?.facets;
      return {
        ...viewOf(context, run),
        values: values
          ? Object.fromEntries(Object.entries(values).map(([column, found]) => [column, [...found]]))
          : null,
      };
    },
  );

  app.post(
    '/v1/runs/:id/cancel',
    {
      config: { role: 'analyst' },
      schema: {
        tags,
        description:
          'Cancels a run that waits or runs and frees its workers; cancelling twice is no error. Posting the run ' +
          'again starts it anew. Analysts cancel their own runs, administrators every run.',
        params: RunParametersSchema,
        response: answers({ 200: RunSchema }),
      },
    },
    (request) => {
      const run = requireRun(context, request.params.id);
      const { name, role } = request.principal;
      if (role !== 'administrator' && run.owner !== name) {
        throw new ApiError('forbidden', {
          detail: 'Only who posted a run, or an administrator, cancels it.',
        });
      }
      if (!queue.cancel(run.id) && run.state !== 'cancelled') throw new ApiError('run-ended');
      return viewOf(context, requireRun(context, run.id));
    },
  );

  app.delete(
    '/v1/runs/:id',
    {
      config: { role: 'administrator' },
      schema: {
        tags,
        description:
          'Deletes a run that has ended, with its results. Posting it again simulates it again, with the same results.',
        params: RunParametersSchema,
        response: answers({ 204: z.null().describe('Deleted') }),
      },
    },
    async (request, reply) => {
      const run = requireRun(context, request.params.id);
      if (!(await store.remove(run.id))) throw new ApiError('run-active');
      return reply.code(204).send(null);
    },
  );
}
