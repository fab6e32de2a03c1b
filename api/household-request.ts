import { type HouseholdText, parseHousehold } from '../src/household/read.js';
import type { HouseholdInput, Problem, ScenarioInput } from '../src/index.js';
import type { ScenarioLibrary } from '../src/library/library.js';
import { problemOf } from '../src/problems.js';
import { type AvailableScenarios, shippedInput } from '../src/scenario-input.js';
import type { RequestBody } from './body.js';
import { extending, type Reference, readReference } from './run-request.js';

const FIELD = 'scenario';
const DEFAULT_SCENARIO = 'current-law';

export type HouseholdRequest =
  | {
      readonly ok: true;
      readonly household: HouseholdInput;
      readonly scenario: ScenarioInput;
      /** What of the library the scenario extends. */
      readonly available?: AvailableScenarios | undefined;
      /** What is wrong with the naming of the scenario, in whose place the default one stands. */
      readonly problems: readonly Problem[];
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads the body of `POST /v1/households/entitlements`: a household, and beside its keys the scenario. */
export function readHouseholdRequest(body: RequestBody, library: ScenarioLibrary): HouseholdRequest {
  const parsed =
    body.format === 'json' ? { ok: true as const, value: body.value } : parseHousehold(textOf(body));
  if (!parsed.ok) return parsed;
  const { value } = parsed;
  const file = 'file' in parsed ? parsed.file : undefined;
  const { reference, household } = split(value);
  const problems: Problem[] = [];
  const scenario = readScenario(reference, library, problems) ?? defaultScenario();
  const { available } = extending([scenario], library);
  return { ok: true, household: { value: household, file }, scenario, available, problems };
}

function textOf({ text }: RequestBody): HouseholdText {
  return { text, format: 'yaml' };
}

/** The household without the scenario; anything but an object is left to the reader of households. */
function split(value: unknown): { readonly reference: unknown; readonly household: unknown } {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, FIELD))
    return { reference: DEFAULT_SCENARIO, household: value };
  const { [FIELD]: reference, ...household } = value as Record<string, unknown>;
  return { reference, household };
}

function readScenario(
  reference: unknown,
  library: ScenarioLibrary,
  problems: Problem[],
): ScenarioInput | undefined {
  if (isReference(reference)) return readReference(reference, FIELD, library, problems);
  problems.push(
    problemOf({
      code: 'invalid-value',
      message: 'A scenario is the id of a stored one, its text (YAML or JSON), or an object.',
      pointer: `/${FIELD}`,
      found: JSON.stringify(reference)?.slice(0, 80) ?? null,
      expected: `e.g. "${DEFAULT_SCENARIO}"`,
    }),
  );
  return undefined;
}

function isReference(value: unknown): value is Reference {
  if (typeof value === 'string') return value.length > 0;
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function defaultScenario(): ScenarioInput {
  const input = shippedInput(DEFAULT_SCENARIO);
  if (!input) throw new Error(`the scenario ${DEFAULT_SCENARIO} does not ship`);
  return input;
}
