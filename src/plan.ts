import { type CountryPack, countryPack } from '../countries/index.js';
import { ENGINE_VERSION } from '../engine/version.js';
import { type Problem, type ReadResult, readScenario, type Scenario } from '../scenarios/index.js';
import { identityHash, type RunIdentity } from './identity.js';
import { checkOptions, type RunOptions } from './options.js';
import { problemOf } from './problems.js';
import { type AvailableScenarios, type ScenarioInput, scenarioFinder } from './scenario-input.js';

/** What to simulate. Options left out take the values of `DEFAULT_OPTIONS`. */
export interface RunInput {
  /** What the scenarios are compared with; without it, the root from which the first scenario was extended. */
  readonly baseline?: ScenarioInput | undefined;
  readonly scenarios: readonly ScenarioInput[];
  /** What the scenarios extend besides what ships and one another, so that the input alone repeats the run. */
  readonly available?: AvailableScenarios | undefined;
  readonly persons?: number | 'whole' | undefined;
  readonly toYear?: number | undefined;
  readonly seed?: string | undefined;
  /** False leaves births and deaths to chance and the model's risks. */
  readonly alignment?: boolean | undefined;
}

/** A run whose every input has been checked. */
export interface RunPlan {
  /** SHA-256 of `identity`. */
  readonly id: string;
  readonly identity: RunIdentity;
  readonly options: RunOptions;
  readonly country: CountryPack;
  /** The baseline first. */
  readonly scenarios: readonly Scenario[];
}

export type PrepareResult =
  | { readonly ok: true; readonly plan: RunPlan }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export interface ReadInputOptions {
  /** Lets `extends` name files beside the scenario's own; only for texts of the user's own machine. */
  readonly files?: boolean;
  /** With `files`: told of each file that is looked for, whether it is there or not. */
  readonly onFile?: ((path: string) => void) | undefined;
  /** Texts that `extends` may name besides what ships; a run's own take their place. */
  readonly available?: AvailableScenarios | undefined;
  /** Ids that `extends` may have been meant to name, for the help with misspelt ones. */
  readonly known?: readonly string[] | undefined;
}

/**
 * Reads one scenario against the shipped ones and answers every mistake at once.
 *
 * @example
 * const result = validateScenario({ text: await readFile('reform.yaml', 'utf8'), source: 'reform.yaml' });
 * if (!result.ok) for (const problem of result.problems) console.error(formatProblem(problem));
 */
export function validateScenario(input: ScenarioInput, options: ReadInputOptions = {}): ReadResult {
  return readInput(input, new Map(), options);
}

function readInput(
  input: ScenarioInput,
  given: ReadonlyMap<string, ScenarioInput>,
  options: ReadInputOptions,
): ReadResult {
  return readScenario(input.text, {
    ...(input.source === undefined ? {} : { source: input.source }),
    ...(input.format === undefined ? {} : { format: input.format }),
    ...(options.known === undefined ? {} : { known: options.known }),
    find: scenarioFinder(given, options.files ?? false, options.available, options.onFile),
  });
}

/**
 * Reads the scenarios, chooses the baseline, checks the options and gives the run its identity. Nothing is simulated.
 *
 * @example
 * const prepared = prepareRun({ scenarios: [shippedInput('multi-tier-child-benefit')!], persons: 20_000 });
 * if (prepared.ok) console.log(prepared.plan.scenarios.map((scenario) => scenario.id));
 */
export function prepareRun(input: RunInput, options: ReadInputOptions = {}): PrepareResult {
  const problems: Problem[] = [];
  const { available = options.available } = input;
  const scenarios = readInputs(input, { ...options, available }, problems);
  const country = commonCountry(scenarios, problems);
  reportDuplicates(scenarios, problems);
  if (!country) return { ok: false, problems };
  const runOptions = checkOptions(input, country, problems);
  if (problems.length > 0) return { ok: false, problems };
  const identity: RunIdentity = {
    engineVersion: ENGINE_VERSION,
    country: { id: country.id, hash: country.hash },
    scenarios: scenarios.map(({ id, hash }) => ({ id, hash })),
    ...runOptions,
  };
  return {
    ok: true,
    plan: { id: identityHash(identity), identity, options: runOptions, country, scenarios },
  };
}

function readInputs(input: RunInput, options: ReadInputOptions, problems: Problem[]): Scenario[] {
  const inputs = input.baseline ? [input.baseline, ...input.scenarios] : input.scenarios;
  if (inputs.length === 0) {
    problems.push(problemOf({ code: 'no-scenario', message: 'Name at least one scenario.', pointer: '' }));
  }
  const given = new Map<string, ScenarioInput>();
  const scenarios: Scenario[] = [];
  let root: Scenario | undefined;
  for (const [position, one] of inputs.entries()) {
    const result = readInput(one, given, options);
    if (!result.ok) {
      problems.push(...result.problems);
      continue;
    }
    given.set(result.scenario.id, one);
    scenarios.push(result.scenario);
    if (position === 0) root = result.chain.at(-1);
  }
  if (!input.baseline && root) scenarios.unshift(root);
  return scenarios;
}

function commonCountry(scenarios: readonly Scenario[], problems: Problem[]): CountryPack | undefined {
  const [first] = scenarios;
  if (!first) return undefined;
  for (const scenario of scenarios) {
    if (scenario.country !== first.country) {
      problems.push(
        problemOf({
          code: 'different-countries',
          message: `Scenarios of one run must speak of the same country; "${scenario.id}" does not.`,
          pointer: '/country',
          found: scenario.country,
          expected: first.country,
        }),
      );
    }
  }
  const pack = countryPack(first.country);
  if (!pack) {
    problems.push(
      problemOf({
        code: 'unknown-country',
        message: `There is no country pack "${first.country}".`,
        pointer: '/country',
        found: first.country,
      }),
    );
  }
  return pack;
}

function reportDuplicates(scenarios: readonly Scenario[], problems: Problem[]): void {
  const seen = new Set<string>();
  for (const { id } of scenarios) {
    if (seen.has(id)) {
      problems.push(
        problemOf({
          code: 'duplicate-scenario',
          message: `Two scenarios of the run have the id "${id}"; give each its own (the baseline counts).`,
          pointer: '/id',
          found: id,
        }),
      );
    }
    seen.add(id);
  }
}
