import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { type Facets, FILTER_COLUMNS, type ResultFilter, readRows } from '../../src/exports/stored.js';
import { csvChunks, jsonChunks, type Problem, type RunRecord } from '../../src/index.js';
import { nearestName, problemOf } from '../../src/problems.js';
import type { RunState, StoredRun } from '../../src/store/store.js';
import type { App, Context } from '../context.js';
import { ApiError, type ErrorCode } from '../errors.js';
import { negotiate } from '../negotiate.js';
import { answersByType } from '../openapi.js';
import { ResultQuerySchema, ResultsSchema, RunParametersSchema } from '../schemas.js';
import { RETRY_SECONDS, requireRun } from './runs.js';

type Query = z.infer<typeof ResultQuerySchema>;

const WITHOUT_RESULTS: Readonly<Record<Exclude<RunState, 'succeeded'>, ErrorCode>> = {
  queued: 'run-not-finished',
  running: 'run-not-finished',
  failed: 'run-failed',
  cancelled: 'run-cancelled',
};

function requireRecord({ state, record, error }: StoredRun): RunRecord {
  if (state === 'succeeded' && record) return record;
  const code = WITHOUT_RESULTS[state as keyof typeof WITHOUT_RESULTS];
  throw new ApiError(code, {
    ...(code === 'run-not-finished' ? { headers: { 'retry-after': RETRY_SECONDS } } : {}),
    ...(error === null ? {} : { detail: `The run failed: ${error}` }),
  });
}

/** The wanted values by column. A value that the table does not hold is a mistake: it would silently give no rows. */
function filterOf(query: Query, facets: Facets): ResultFilter {
  const problems: Problem[] = [];
  const filter: { -readonly [Column in keyof ResultFilter]: ResultFilter[Column] } = {};
  for (const column of FILTER_COLUMNS) {
    const wanted = query[column];
    if (!wanted) continue;
    const known = facets[column];
    for (const value of wanted) {
      if (known.includes(value)) continue;
      const nearest = nearestName(value, known);
      problems.push(
        problemOf({
          code: 'unknown-value',
          message: `No row has this ${column}${nearest ? `; did you mean "${nearest}"?` : '.'}`,
          pointer: `/${column}`,
          found: value.slice(0, 100),
          expected: known.slice(0, 30).join(', '),
          nearest,
        }),
      );
    }
    filter[column] = new Set(wanted);
  }
  if (problems.length > 0) throw new ApiError('invalid-parameters', { problems });
  return filter;
}

/** Names one selection of one table in one form: equal tags, equal bytes. */
function tagOf(type: string, record: RunRecord, filter: ResultFilter): string {
  const selection = FILTER_COLUMNS.map((column) => [...(filter[column] ?? [])].sort());
  const text = JSON.stringify([type, record.results.csv, record.id, selection]);
  return `"${createHash('sha256').update(text).digest('hex').slice(0, 32)}"`;
}

function isFresh(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  return ifNoneMatch.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === tag);
}

/** The result table of a run, whole or filtered, as JSON or CSV. */
export function resultRoutes(app: App, context: Context): void {
  app.get(
    '/v1/runs/:id/results',
    {
      schema: {
        tags: ['runs'],
        description:
          'The tidy result table. Filters may be repeated: rows match one value of each named column. Without ' +
          'filters, CSV and JSON are byte for byte the files that `mtb run --out` writes.',
        params: RunParametersSchema,
        querystring: ResultQuerySchema,
        response: answersByType({ 'application/json': ResultsSchema, 'text/csv': z.string() }),
      },
    },
    async (request, reply) => {
      const type = negotiate(request.headers.accept, ['application/json', 'text/csv']);
      const run = requireRun(context, request.params.id);
      const record = requireRecord(run);
      const { facets, packed } = context.store.results(run.id)!;
      const filter = filterOf(request.query, facets);
      const tag = tagOf(type, record, filter);
      reply.headers({ etag: tag, vary: 'accept', 'cache-control': 'private, no-cache' });
      if (isFresh(request.headers['if-none-match'], tag)) return reply.code(304).send();
      const rows = readRows(packed, filter);
      if (type === 'text/csv') {
        return reply.type('text/csv; charset=utf-8; header=present').send(Readable.from(csvChunks(rows)));
      }
      return reply.type('application/json; charset=utf-8').send(Readable.from(jsonChunks(record, rows)));
    },
  );
}
