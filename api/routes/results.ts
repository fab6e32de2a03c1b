import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { csvPieces } from '../../src/exports/csv.js';
import { TooLarge } from '../../src/exports/excel.js';
import { jsonPieces } from '../../src/exports/json.js';
import type { RunRecord } from '../../src/index.js';
import type { Answer } from '../../src/results/answers.js';
import { citationOf } from '../../src/results/citation.js';
import type { ExportedFile } from '../../src/results/export-cache.js';
import { ExportsBusy } from '../../src/results/export-thread.js';
import { FORMAT_NAMES, isText, RESULT_FORMATS, type ResultFormat } from '../../src/results/formats.js';
import { ResultsDamaged } from '../../src/results/read-file.js';
import type { IndexedTable, StoredTable } from '../../src/results/reader.js';
import { FILTER_COLUMNS, type Page, type ResultFilter } from '../../src/results/selection.js';
import type { RunState, StoredRun } from '../../src/store/runs.js';
import { StoreUnavailable, troubleOf } from '../../src/store/unavailable.js';
import type { App, Context } from '../context.js';
import { entityTag, gzipTag, isFresh, takesGzip } from '../entity-tags.js';
import { ApiError, type ErrorCode } from '../errors.js';
import { answers, answersByType } from '../openapi.js';
import { fileNameOf, filterOf, formatOf, pageLinks, pageOf } from '../result-query.js';
import { requireRun } from '../run-view.js';
import { type ResultQuery, ResultQuerySchema, ResultsSchema, RunRecordSchema } from '../schemas/results.js';
import { RunParametersSchema } from '../schemas.js';

/** Seconds after which a client should look again. */
const RETRY_SECONDS = '2';

/** Rows of JSON or CSV that are written at once: at most some milliseconds of work. */
const ROWS_AT_ONCE = 2_000;

const WITHOUT_RESULTS: Readonly<Record<Exclude<RunState, 'succeeded'>, ErrorCode>> = {
  queued: 'run-not-finished',
  running: 'run-not-finished',
  failed: 'run-failed',
  cancelled: 'run-cancelled',
};

/** The record of a run that has results; any other is answered with why it has none. */
export function requireRecord({ state, record, error }: StoredRun): RunRecord {
  if (state === 'succeeded' && record) return record;
  const code = WITHOUT_RESULTS[state as keyof typeof WITHOUT_RESULTS];
  throw new ApiError(code, {
    ...(code === 'run-not-finished' ? { headers: { 'retry-after': RETRY_SECONDS } } : {}),
    ...(error === null ? {} : { detail: `The run failed: ${error}` }),
  });
}

/** A selection of one table, in one form. */
interface Wanted {
  readonly run: StoredTable;
  readonly record: RunRecord;
  readonly table: IndexedTable;
  readonly format: ResultFormat;
  readonly filter: ResultFilter;
  readonly page: Page | undefined;
  readonly gzip: boolean;
  /** Entity tag of the answer before it is compressed. */
  readonly tag: string;
  /** Of a table of differences, the scenario from which they are counted. */
  readonly baseline: string | undefined;
}

/** A table of a run, from which a request selects. */
export interface SelectedFrom extends Pick<Wanted, 'run' | 'record'> {
  open(): Promise<IndexedTable>;
  /** Forms that it has. */
  readonly formats: readonly ResultFormat[];
  /** Where it is the table of differences: the scenario from which they are counted. */
  readonly baseline?: string | undefined;
}

/** Answers with the selection that the query of a request names, in the form that it asks for. */
export async function answerSelection(
  context: Context,
  request: FastifyRequest<{ readonly Querystring: ResultQuery }>,
  reply: FastifyReply,
  { run, record, open, formats, baseline }: SelectedFrom,
): Promise<FastifyReply> {
  const { query, headers } = request;
  const format = formatOf(query, headers.accept, formats);
  const page = pageOf(query, format);
  return withDamageNoticed(context, run.id, async () => {
    const table = await open();
    const filter = filterOf(query, table.index);
    const values = FILTER_COLUMNS.map((column) => [...(filter[column] ?? [])].sort());
    const of = baseline === undefined ? [] : [baseline];
    const tag = entityTag(format, record.results.csv, record.id, values, page ?? null, ...of);
    const gzip = isText(format) && takesGzip(headers['accept-encoding']);
    if (isFresh(headers['if-none-match'], [tag, gzipTag(tag)])) {
      return reply
        .code(304)
        .headers(cachingHeaders(gzip ? gzipTag(tag) : tag))
        .send();
    }
    return answer(context, request, reply, { run, record, table, format, filter, page, gzip, tag, baseline });
  });
}

/** Result tables, whole or in part, in every format; and the record by which a run is cited. */
export function resultRoutes(app: App, context: Context): void {
  app.get(
    '/v1/runs/:id/results',
    {
      schema: {
        tags: ['runs'],
        description:
          'The tidy result table. Filters may be repeated: rows match one value of each named column. Without ' +
          'filters, CSV and JSON are byte for byte the files that `mtb run --out` writes. The header x-total-count ' +
          'tells how many rows match; with limit, Link leads to the next page.',
        params: RunParametersSchema,
        querystring: ResultQuerySchema,
        response: answersByType(
          Object.fromEntries(
            FORMAT_NAMES.map((name) => [
              RESULT_FORMATS[name].type,
              name === 'json' ? ResultsSchema : z.string().describe(`A ${name} file`),
            ]),
          ),
        ),
      },
    },
    async (request, reply) => {
      const found = requireRun(context, request.params.id);
      const record = requireRecord(found);
      const file = context.store.runs.file(found.id);
      if (!file) throw new ApiError('results-damaged');
      const run = { id: found.id, sha256: file.sha256, bytes: file.bytes };
      const open = () => context.results.open(run);
      return answerSelection(context, request, reply, { run, record, open, formats: FORMAT_NAMES });
    },
  );

  app.get(
    '/v1/runs/:id/record',
    {
      schema: {
        tags: ['runs'],
        description:
          'What a run was and where its figures come from, with the hashes to check and a text to cite it.',
        params: RunParametersSchema,
        response: answers({ 200: RunRecordSchema, 304: z.null().describe('The client has it') }),
      },
    },
    async (request, reply) => {
      const run = requireRun(context, request.params.id);
      const record = requireRecord(run);
      const arrow = context.store.runs.file(run.id)?.sha256 ?? '';
      const body = {
        ...record,
        scenarios: [...record.scenarios],
        results: { ...record.results, arrow },
        citation: citationOf(record),
      };
      const tag = entityTag(body);
      reply.headers({ etag: tag, 'cache-control': 'private, no-cache' });
      if (isFresh(request.headers['if-none-match'], [tag])) return reply.code(304).send(null);
      return reply.send(body);
    },
  );
}

const CONTENT_TYPES: Readonly<Record<ResultFormat, string>> = {
  ...(Object.fromEntries(FORMAT_NAMES.map((name) => [name, RESULT_FORMATS[name].type])) as Record<
    ResultFormat,
    string
  >),
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8; header=present',
};

async function answer(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  wanted: Wanted,
): Promise<FastifyReply> {
  const { record, table, format, filter, page, gzip, tag } = wanted;
  const kept = context.results.answers.get(tag);
  context.metrics.cacheRead('answers', kept !== undefined);
  if (kept) return send(kept);
  const { rows, total } = context.results.select(table, filter, page);
  if (isText(format) && (rows?.length ?? total) <= ROWS_AT_ONCE) {
    const pieces = format === 'csv' ? csvPieces(table, rows) : jsonPieces(record, table, rows);
    return send(context.results.answers.keep(tag, pieces, total));
  }
  // What is asked for is the head alone: no file is made to learn its length.
  if (request.method === 'HEAD') return withHeaders(request, reply, wanted, total).send(undefined);
  const { handle, bytes } = await fileOf(context, wanted);
  const ready = withHeaders(request, reply, wanted, total).header('content-length', bytes);
  return ready.send(handle.createReadStream());

  async function send(small: Answer): Promise<FastifyReply> {
    const bytes = gzip ? await small.gzipped() : small.body;
    return withHeaders(request, reply, wanted, small.total).send(bytes);
  }
}

/** Headers of a good answer; not before it is sure to be one. */
function withHeaders(
  request: FastifyRequest,
  reply: FastifyReply,
  { record, format, filter, page, gzip, tag }: Wanted,
  total: number,
): FastifyReply {
  const links = page && pageLinks(request.url, page, total);
  const disposition = format === 'json' ? 'inline' : 'attachment';
  return reply.headers({
    ...cachingHeaders(gzip ? gzipTag(tag) : tag),
    'content-type': CONTENT_TYPES[format],
    'content-disposition': `${disposition}; filename="${fileNameOf(record.id, filter, page, format)}"`,
    'x-total-count': total,
    ...(links ? { link: links } : {}),
    ...(gzip ? { 'content-encoding': 'gzip' } : {}),
  });
}

function cachingHeaders(tag: string) {
  return { etag: tag, vary: 'accept, accept-encoding', 'cache-control': 'private, no-cache' };
}

/** A large selection, or one in a form for other programs, as a file. */
function fileOf(context: Context, wanted: Wanted): Promise<ExportedFile> {
  const { run, record, format, filter, page, gzip, tag, baseline } = wanted;
  const isWhole = FILTER_COLUMNS.every((column) => filter[column] === undefined);
  if (format === 'arrow' && isWhole && baseline === undefined) return context.results.storedFile(run);
  const wantedValues = Object.fromEntries(
    Object.entries(filter).map(([column, values]) => [column, [...values]]),
  );
  // The tag names run, selection and form; the hash of the file names what the rows were made of.
  const ending = `${RESULT_FORMATS[format].ending}${gzip ? '.gz' : ''}`;
  const name = `${tag.replaceAll('"', '')}-${run.sha256.slice(0, 16)}.${ending}`;
  return context.results.exportedFile(name, run, {
    record,
    format,
    gzip,
    filter: wantedValues,
    page,
    baseline,
  });
}

/** Answers with the errors of the catalogue; a run whose file is damaged is put back into the queue. */
export async function withDamageNoticed<Result>(
  { queue, metrics }: Context,
  run: string,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ResultsDamaged) {
      if (queue.repeat(run, error.message)) metrics.damagedFile();
      throw new ApiError('results-damaged', { headers: { 'retry-after': RETRY_SECONDS } });
    }
    if (error instanceof TooLarge) {
      throw new ApiError('too-many-rows', {
        detail: `The selection has ${error.found} rows and a workbook takes ${error.most}: name scenarios, years or indicators, or take Parquet, Arrow or CSV.`,
      });
    }
    if (error instanceof ExportsBusy) {
      throw new ApiError('queue-full', {
        detail: 'As many files wait to be made as may wait; ask again after the time in Retry-After.',
        headers: { 'retry-after': RETRY_SECONDS },
      });
    }
    const trouble = troubleOf(error);
    if (trouble !== undefined && !(error instanceof StoreUnavailable))
      throw new StoreUnavailable(trouble, error);
    throw error;
  }
}
