import type { Problem, RunOptions, ScenarioInput } from '../src/index.js';
import type { ScenarioLibrary } from '../src/library/library.js';
import type { RequestBody } from './body.js';
import { ApiError } from './errors.js';
import { defaultPersons, extending, type RunRequestResult, readReference } from './run-request.js';
import { ComparisonRequestSchema } from './schemas/comparisons.js';
import { problemsOfIssues } from './validation.js';

const KEYS = Object.keys(ComparisonRequestSchema.shape);

/** Reads the body of `POST /v1/comparisons`: a baseline or none, reforms, options. */
export function readComparisonRequest(
  body: RequestBody,
  maxPersons: RunOptions['persons'],
  library: ScenarioLibrary,
): RunRequestResult {
  if (body.format === 'yaml') {
    throw new ApiError('unsupported-media-type', {
      detail: 'A comparison is JSON; its scenarios may be YAML in texts.',
    });
  }
  const parsed = ComparisonRequestSchema.safeParse(body.value);
  if (!parsed.success) return { ok: false, problems: problemsOfIssues(parsed.error.issues, KEYS) };
  const { baseline, reforms, ...options } = parsed.data;
  const problems: Problem[] = [];
  const first = baseline === undefined ? undefined : readReference(baseline, 'baseline', library, problems);
  const scenarios: ScenarioInput[] = [];
  for (const [position, reform] of reforms.entries()) {
    const read = readReference(reform, `reforms/${position}`, library, problems);
    if (read) scenarios.push(read);
  }
  if (problems.length > 0) return { ok: false, problems };
  const extended = extending(first ? [first, ...scenarios] : scenarios, library);
  const persons = defaultPersons(maxPersons);
  return { ok: true, input: { persons, ...options, baseline: first, scenarios, ...extended } };
}
