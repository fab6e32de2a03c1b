import {
  DEFAULT_OPTIONS,
  type Problem,
  type RunInput,
  type RunOptions,
  type ScenarioInput,
} from '../src/index.js';
import type { ScenarioLibrary } from '../src/library/library.js';
import { availableTo, namedInput, nearestNamed } from '../src/library/references.js';
import { problemOf } from '../src/problems.js';
import { looksLikeId } from '../src/scenario-input.js';
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
  library: ScenarioLibrary,
): RunRequestResult {
  const defaults = { persons: defaultPersons(maxPersons), ...query };
  if (body.format === 'yaml' || !isRunRequest(body.value)) {
    const scenarios = [{ text: body.text, format: body.format }];
    return { ok: true, input: { scenarios, ...extending(scenarios, library), ...defaults } };
  }
  const parsed = RunRequestSchema.safeParse(body.value);
  if (!parsed.success) return { ok: false, problems: problemsOfIssues(parsed.error.issues, RUN_KEYS) };
  const { scenario, baseline, reforms = [], ...options } = parsed.data;
  const problems: Problem[] = [];
  const read = (reference: Reference, field: string) => readReference(reference, field, library, problems);
  const first = baseline === undefined ? undefined : read(baseline, 'baseline');
  const scenarios = [
    ...(scenario === undefined ? [] : [read(scenario, 'scenario')]),
    ...reforms.map((reform, position) => read(reform, `reforms/${position}`)),
  ].filter((input) => input !== undefined);
  if (problems.length > 0) return { ok: false, problems };
  const extended = extending(first ? [first, ...scenarios] : scenarios, library);
  return { ok: true, input: { ...defaults, ...options, baseline: first, scenarios, ...extended } };
}

/** What of the library the scenarios of a run extend; it goes with the run, which a later change must not change. */
export function extending(
  scenarios: readonly ScenarioInput[],
  library: ScenarioLibrary,
): Pick<RunInput, 'available'> {
  const available = availableTo(scenarios, library);
  return available ? { available } : {};
}

/** Persons of a run that does not say how many: as usual, or as many as the server allows. */
export function defaultPersons(maxPersons: RunOptions['persons']): RunOptions['persons'] {
  return maxPersons === 'whole' ? DEFAULT_OPTIONS.persons : Math.min(DEFAULT_OPTIONS.persons, maxPersons);
}

/** The scenario that a field of a body names or holds; a name that neither ships nor is in the library is a problem. */
export function readReference(
  reference: Reference,
  field: string,
  library: ScenarioLibrary,
  problems: Problem[],
): ScenarioInput | undefined {
  if (typeof reference !== 'string') {
    return { text: JSON.stringify(reference), format: 'json', source: field };
  }
  if (!looksLikeId(reference)) return { text: reference, source: field };
  const named = namedInput(reference, library);
  if (named) return named;
  const nearest = nearestNamed(reference, library);
  problems.push(
    problemOf({
      code: 'no-such-scenario',
      message: `There is no scenario "${reference}"${nearest ? `; did you mean "${nearest}"?` : '.'}`,
      pointer: `/${field}`,
      found: reference,
      nearest,
    }),
  );
  return undefined;
}

/**
 * Points a problem into the body: a scenario's own pointer goes on from the field that holds the scenario. A problem
 * of a stored scenario, or of a bare one, keeps its pointer.
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
