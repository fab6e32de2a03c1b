import {
  DEFAULT_OPTIONS,
  type Problem,
  type RunInput,
  type RunOptions,
  type ScenarioInput,
  shippedInput,
} from '../src/index.js';
import { problemOf } from '../src/problems.js';
import { looksLikeId, nearestShipped } from '../src/scenario-input.js';
import type { RequestBody } from './body.js';
import { type RunQuery, type RunRequest, RunRequestSchema } from './schemas.js';
import { problemsOfIssues } from './validation.js';

/** Fields of the body that hold a scenario: they serve as its source's name. */
const FIELD = /^(scenario|baseline|reforms\/\d+)$/;
const RUN_KEYS = Object.keys(RunRequestSchema.shape);

export type Reference = NonNullable<RunRequest['scenario']>;

export type RunRequestResult =
  | { readonly ok: true; readonly input: RunInput }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Whether a JSON body is a run with its options, rather than a scenario itself. */
function isRunRequest(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['scenario', 'baseline', 'reforms'].some((key) => Object.hasOwn(value, key))
  );
}

/** Reads the body of `POST /v1/runs`: a run in JSON, or a bare scenario with the options in the query. */
export function readRunRequest(
  body: RequestBody,
  query: RunQuery,
  maxPersons: RunOptions['persons'],
): RunRequestResult {
  const defaults = { persons: defaultPersons(maxPersons), ...query };
  if (body.format === 'yaml' || !isRunRequest(body.value)) {
    return { ok: true, input: { scenarios: [{ text: body.text, format: body.format }], ...defaults } };
  }
  const parsed = RunRequestSchema.safeParse(body.value);
  if (!parsed.success) return { ok: false, problems: problemsOfIssues(parsed.error.issues, RUN_KEYS) };
  const { scenario, baseline, reforms = [], ...options } = parsed.data;
  const problems: Problem[] = [];
  const read = (reference: Reference, field: string) => readReference(reference, field, problems);
  const first = baseline === undefined ? undefined : read(baseline, 'baseline');
  const scenarios = [
    ...(scenario === undefined ? [] : [read(scenario, 'scenario')]),
    ...reforms.map((reform, position) => read(reform, `reforms/${position}`)),
  ].filter((input) => input !== undefined);
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, input: { ...defaults, ...options, baseline: first, scenarios } };
}

function defaultPersons(maxPersons: RunOptions['persons']): RunOptions['persons'] {
  return maxPersons === 'whole' ? DEFAULT_OPTIONS.persons : Math.min(DEFAULT_OPTIONS.persons, maxPersons);
}

/** The scenario that a field of a body names or holds; what ships under no such id is a problem. */
export function readReference(
  reference: Reference,
  field: string,
  problems: Problem[],
): ScenarioInput | undefined {
  if (typeof reference !== 'string') {
    return { text: JSON.stringify(reference), format: 'json', source: field };
  }
  if (!looksLikeId(reference)) return { text: reference, source: field };
  const shipped = shippedInput(reference);
  if (shipped) return shipped;
  const nearest = nearestShipped(reference);
  problems.push(
    problemOf({
      code: 'no-such-scenario',
      message: `No scenario "${reference}" ships${nearest ? `; did you mean "${nearest}"?` : '.'}`,
      pointer: `/${field}`,
      found: reference,
      nearest,
    }),
  );
  return undefined;
}

/**
 * Points a problem into the body: a scenario's own pointer goes on from the field that holds the scenario. A problem
 * of a shipped scenario, or of a bare one, keeps its pointer.
 */
export function pointIntoBody(problem: Problem, { baseline, scenarios }: RunInput): Problem {
  const { source, pointer } = problem;
  const input = [baseline, ...scenarios].find((one) => one?.source === source);
  if (source === null || !input || !FIELD.test(source)) return problem;
  const pointed = { ...problem, pointer: `/${source}${pointer}` };
  // An object of the body was never a text with lines.
  return input.format === 'json' ? { ...pointed, line: null, column: null } : pointed;
}

/** The server's own bound on the size of a run, which the library does not know. */
export function tooManyPersons(persons: RunOptions['persons'], maxPersons: RunOptions['persons']): Problem[] {
  if (maxPersons === 'whole' || (persons !== 'whole' && persons <= maxPersons)) return [];
  return [
    problemOf({
      code: 'out-of-range',
      message: `This server simulates at most ${maxPersons} persons a run; its --max-population sets the bound.`,
      pointer: '/persons',
      found: String(persons),
      expected: `at most ${maxPersons}`,
    }),
  ];
}
