import { z } from 'zod';
import { headlineYears } from '../../src/commands/report.js';
import { ComparisonReader } from '../../src/comparison/reader.js';
import { type ReformSummary, summaryOf } from '../../src/comparison/summary.js';
import { FORMAT_NAMES, RESULT_FORMATS, type ResultFormat } from '../../src/results/formats.js';
import type { StoredTable } from '../../src/results/reader.js';
import type { StoredRun } from '../../src/store/runs.js';
import { requireBody } from '../body.js';
import { readComparisonRequest } from '../comparison-request.js';
import type { App, Context } from '../context.js';
import { ApiError } from '../errors.js';
import { answers, answersByType } from '../openapi.js';
import { viewOf } from '../run-view.js';
import { ComparisonSchema, type ComparisonView, DifferencesSchema } from '../schemas/comparisons.js';
import { ResultQuerySchema } from '../schemas/results.js';
import { RunParametersSchema } from '../schemas.js';
import { acceptRun } from '../submit.js';
import { answerSelection, requireRecord, withDamageNoticed } from './results.js';

/** Forms of a table of differences: a workbook has one figure a cell, and a difference is several. */
const FORMATS = FORMAT_NAMES.filter((name): name is Exclude<ResultFormat, 'xlsx'> => name !== 'xlsx');

/** The run of an id, if it has scenarios to compare. */
function requireComparison({ store }: Context, id: string): StoredRun {
  const run = store.runs.get(id);
  if (!run || run.inputs.scenarios.length < 2) throw new ApiError('unknown-comparison');
  return run;
}

function storedTable({ store }: Context, { id }: StoredRun): StoredTable {
  const file = store.runs.file(id);
  if (!file) throw new ApiError('results-damaged');
  return { id, sha256: file.sha256, bytes: file.bytes };
}

function comparisonView(context: Context, run: StoredRun, summary: ReformSummary[] | null): ComparisonView {
  const { id, state, progress, persons, toYear, seed, alignment, created, finished, error } = viewOf(
    context,
    run,
  );
  const [baseline, ...reforms] = run.inputs.scenarios;
  return {
    id,
    state,
    progress,
    baseline,
    reforms,
    persons,
    toYear,
    seed,
    alignment,
    created,
    finished,
    error,
    summary: summary?.map(({ scenario, years }) => ({ scenario, years: [...years] })) ?? null,
    links: {
      self: `/v1/comparisons/${id}`,
      run: `/v1/runs/${id}`,
      events: `/v1/runs/${id}/events`,
      differences: `/v1/comparisons/${id}/differences`,
    },
  };
}

/** Comparisons: reforms beside a baseline on the same lives. A comparison is a run that is looked at by its differences. */
export function comparisonRoutes(app: App, context: Context): void {
  const tags = ['comparisons'];
  const reader = new ComparisonReader(context.results);

  /** The view, with the summary where there are results. */
  function look(run: StoredRun): Promise<ComparisonView> | ComparisonView {
    if (run.state !== 'succeeded') return comparisonView(context, run, null);
    return withDamageNoticed(context, run.id, async () => {
      const table = await reader.open(storedTable(context, run), run.inputs.scenarios[0].id);
      const years = headlineYears(run.inputs.toYear);
      return comparisonView(context, run, summaryOf(table, table.index, years));
    });
  }

  app.post(
    '/v1/comparisons',
    {
      config: { takes: 'comparison', role: 'analyst' },
      schema: {
        tags,
        description:
          'Simulates reforms beside a baseline on the same lives (202), or answers with the comparison that already has ' +
          'these inputs (200 when it has succeeded). Scenarios are named by id (`my-design`, `my-design@2`) or inline.',
        response: answers({ 200: ComparisonSchema, 202: ComparisonSchema }),
      },
    },
    async (request, reply) => {
      const { limits, library } = context;
      const read = readComparisonRequest(requireBody(request.body), limits.maxPersons, library);
      if (!read.ok) throw new ApiError('invalid-comparison', { problems: read.problems });
      const { run, status } = acceptRun(context, request, reply, read.input, 'invalid-comparison');
      reply.header('location', `/v1/comparisons/${run.id}`);
      return reply.code(status).send(await look(run));
    },
  );

  app.get(
    '/v1/comparisons/:id',
    {
      config: { role: 'reader' },
      schema: {
        tags,
        description:
          'A comparison, or any run of two or more scenarios as one; with its summary when it has succeeded.',
        params: RunParametersSchema,
        response: answers({ 200: ComparisonSchema }),
      },
    },
    async (request, reply) => reply.send(await look(requireComparison(context, request.params.id))),
  );

  app.get(
    '/v1/comparisons/:id/differences',
    {
      config: { role: 'reader' },
      schema: {
        tags,
        description:
          'Every figure of each reform (`scenario`) beside that of the baseline: difference, per cent, and points of GDP ' +
          'for national money. Filters, pages and formats are those of results; there is no workbook.',
        params: RunParametersSchema,
        querystring: ResultQuerySchema,
        response: answersByType(
          Object.fromEntries(
            FORMATS.map((name) => [
              RESULT_FORMATS[name].type,
              name === 'json' ? DifferencesSchema : z.string().describe(`A ${name} file`),
            ]),
          ),
        ),
      },
    },
    (request, reply) => {
      const found = requireComparison(context, request.params.id);
      const record = requireRecord(found);
      const run = storedTable(context, found);
      const baseline = found.inputs.scenarios[0].id;
      const open = () => reader.open(run, baseline);
      return answerSelection(context, request, reply, { run, record, open, formats: FORMATS, baseline });
    },
  );
}
