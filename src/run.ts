import { availableParallelism } from 'node:os';
import type { Mark } from '../countries/index.js';
import type { Dimension, ResultRow } from '../engine/results.js';
import { type EngineOptions, type EngineRequest, runEngine } from '../engine/run.js';
import type { Threads } from '../engine/workers/threads.js';
import { resolveScenario, type Scenario } from '../scenarios/index.js';
import type { RunIdentity } from './identity.js';
import type { KeptLives, PassResult } from './kept-lives.js';
import type { RunPlan } from './plan.js';
import { joiningFactors, joiningRows, responseId, withJoining } from './response.js';

/** The function that answers a pass over the population: `runEngine`, or one that stands in for it. */
export type Engine = (request: EngineRequest, options: EngineOptions) => Promise<PassResult>;

export interface RunProgress {
  /** Share of the work done, 0..1. */
  readonly fraction: number;
  /** Person-years simulated so far. */
  readonly personYears: number;
}

export interface ExecuteOptions {
  /** Worker threads; 0 simulates in the calling thread. Without it, one for each core. The rows do not depend on it. */
  readonly workers?: number | undefined;
  /** Threads that the caller has started before and stops afterwards, instead of `workers` new ones. */
  readonly threads?: Threads | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: RunProgress) => void) | undefined;
  readonly engine?: Engine | undefined;
  /** Where lives are kept for later runs. Those with a response of behaviour are not: no other run has them. */
  readonly lives?: KeptLives | undefined;
}

/** What a run was and where its figures come from: enough to cite it and to repeat it. */
export interface RunRecord extends RunIdentity {
  /** SHA-256 of the identity. */
  readonly id: string;
  readonly country: RunIdentity['country'] & {
    readonly attribution: string;
    /** How many of the country's figures are official, reported, derived, assumptions. */
    readonly marks: Readonly<Record<Mark, number>>;
  };
  /** The baseline first. */
  readonly scenarios: readonly (Pick<
    Scenario,
    'id' | 'hash' | 'title' | 'ancestors' | 'projection' | 'joiningElasticity'
  > & {
    readonly role: 'baseline' | 'reform';
  })[];
  readonly created: string;
  readonly seconds: number;
  readonly simulated: {
    /** Persons in the base year. */
    readonly persons: number;
    /** Residents that one simulated person stands for. */
    readonly weight: number;
    /** Over all passes of the projection. */
    readonly personYears: number;
    /** Of them, those of lives that an earlier run of the process had simulated and kept; left out where there are none. */
    readonly keptPersonYears?: number;
  };
  /** SHA-256 of the result files. */
  readonly results: { readonly rows: number; readonly csv: string; readonly json: string };
}

export interface RunOutcome {
  readonly record: RunRecord;
  readonly rows: readonly ResultRow[];
}

/** A run before it is recorded: its rows, and what was simulated for them. */
export type Simulation = Pick<RunRecord, 'created' | 'seconds' | 'simulated'> & Pick<RunOutcome, 'rows'>;

/**
 * Simulates a prepared run. Rejects with an `AbortError` when the signal fires.
 *
 * @example
 * const prepared = prepareRun({ scenarios: [shippedInput('multi-tier-child-benefit')!], persons: 20_000 });
 * if (!prepared.ok) throw new Error(prepared.problems.map(formatProblem).join('\n'));
 * const { rows, record } = await executeRun(prepared.plan);
 */
export async function executeRun(plan: RunPlan, options: ExecuteOptions = {}): Promise<RunOutcome> {
  const started = performance.now();
  const { rows, ...simulation } = await simulateRun(plan, options);
  // Only here: who wants a report alone is not kept waiting by files that are never written.
  const { resultDigests } = await import('./exports/digest.js');
  const results = { rows: rows.length, ...(await resultDigests(plan, rows)) };
  return { rows, record: { ...describe(plan), ...simulation, seconds: secondsSince(started), results } };
}

function secondsSince(started: number): number {
  return Math.round(performance.now() - started) / 1000;
}

/**
 * Simulates a prepared run without the digests that its record has. Rejects with an `AbortError` when the signal fires.
 *
 * @param dimensions of which rows are made; all of them without
 */
export async function simulateRun(
  plan: RunPlan,
  options: ExecuteOptions = {},
  dimensions?: ReadonlySet<Dimension>,
): Promise<Simulation> {
  const started = performance.now();
  const created = new Date().toISOString();
  const passes = groupByProjection(plan.scenarios);
  const responding = respondingScenarios(plan);
  // The response of membership is worked out from figures by insurance.
  const made =
    dimensions && responding.length > 0 ? new Set<Dimension>([...dimensions, 'insurance']) : dimensions;
  const rows: ResultRow[] = [];
  let simulated = { persons: 0, weight: 0, personYears: 0 };
  let keptPersonYears = 0;
  let done = 0;
  const engine = options.engine ?? runEngine;
  const pass = async (inputs: PassInputs, by: Engine) => {
    options.signal?.throwIfAborted();
    const before = simulated.personYears;
    const result = await simulate(plan, inputs, by, options, made, ({ fraction, personYears }) =>
      options.onProgress?.({
        fraction: (done + fraction) / (passes.length + responding.length),
        personYears: before + personYears,
      }),
    );
    // A spread argument list of a large table would overflow the stack.
    for (const row of result.rows) rows.push(row);
    simulated = {
      persons: result.persons,
      weight: result.weight,
      personYears: before + result.personYears,
    };
    if (result.kept) keptPersonYears += result.personYears;
    done++;
  };
  for (const scenarios of passes) await pass(passInputs(plan, scenarios), options.lives?.engine ?? engine);
  const factors = responding.map((scenario) => factorsOf(plan, scenario, rows));
  for (const [i, scenario] of responding.entries()) {
    const { country, scenarios } = passInputs(plan, [scenario]);
    const id = responseId(scenario.id);
    rows.push(...joiningRows(id, factors[i], country.baseYear));
    await pass({ country: withJoining(country, factors[i]), scenarios: [{ ...scenarios[0], id }] }, engine);
  }
  const asked = dimensions === made ? rows : rows.filter(({ dimension }) => dimensions?.has(dimension));
  const ordered = inOrderOf(plan.scenarios, asked);
  return {
    rows: ordered,
    created,
    seconds: secondsSince(started),
    simulated: keptPersonYears > 0 ? { ...simulated, keptPersonYears } : simulated,
  };
}

function simulate(
  plan: RunPlan,
  inputs: PassInputs,
  engine: Engine,
  options: ExecuteOptions,
  dimensions: ReadonlySet<Dimension> | undefined,
  onProgress: (progress: RunProgress) => void,
) {
  const { persons, toYear, seed, alignment } = plan.options;
  return engine(
    { ...inputs, persons, toYear, seed, aligned: alignment },
    {
      workers: options.workers ?? availableParallelism(),
      threads: options.threads,
      dimensions,
      ...(options.signal ? { signal: options.signal } : {}),
      onProgress: ({ blocksDone, blocks, personYears }) =>
        onProgress({ fraction: blocks > 0 ? blocksDone / blocks : 0, personYears }),
    },
  );
}

type PassInputs = Pick<EngineRequest, 'country' | 'scenarios'>;

/** Reforms in which voluntary membership responds; the baseline is what they respond to. */
function respondingScenarios({ scenarios }: RunPlan): Scenario[] {
  return scenarios.slice(1).filter(({ joiningElasticity }) => joiningElasticity > 0);
}

function factorsOf(plan: RunPlan, scenario: Scenario, rows: readonly ResultRow[]): number[] {
  const [baseline, reform] = [plan.scenarios[0], scenario].map((one) => passInputs(plan, [one]).scenarios[0]);
  const { joiningElasticity } = scenario;
  return joiningFactors(
    rows,
    baseline,
    reform,
    joiningElasticity,
    plan.country.baseYear,
    plan.options.toYear,
  );
}

/** What the engine takes of a pass: the country under the choices of its scenarios, and their law. */
export function passInputs(plan: RunPlan, scenarios: readonly Scenario[]): PassInputs {
  const country = plan.country.inputs(scenarios[0].projection);
  const indices = {
    firstYear: country.baseYear,
    price: country.macro.priceIndex,
    wage: country.macro.wageIndex,
  };
  return { country, scenarios: scenarios.map((scenario) => resolveScenario(scenario, indices)) };
}

/** Scenarios that agree in their projection are applied to the same lives in one pass. */
export function groupByProjection(scenarios: readonly Scenario[]): Scenario[][] {
  const passes = new Map<string, Scenario[]>();
  for (const scenario of scenarios) {
    const { fertility, coverage, macro } = scenario.projection;
    const key = `${fertility} ${coverage} ${macro}`;
    const pass = passes.get(key);
    if (pass) pass.push(scenario);
    else passes.set(key, [scenario]);
  }
  return [...passes.values()];
}

function inOrderOf(scenarios: readonly Scenario[], rows: readonly ResultRow[]): ResultRow[] {
  const byScenario = new Map<string, ResultRow[]>(
    scenarios.flatMap(({ id }) => [
      [id, []],
      [responseId(id), []],
    ]),
  );
  for (const row of rows) byScenario.get(row.scenario)?.push(row);
  return [...byScenario.values()].flat();
}

function describe(plan: RunPlan): Omit<RunRecord, 'created' | 'seconds' | 'simulated' | 'results'> {
  const marks: Record<Mark, number> = { official: 0, reported: 0, derived: 0, assumption: 0 };
  for (const { mark } of plan.country.provenance) marks[mark]++;
  return {
    id: plan.id,
    ...plan.identity,
    country: { ...plan.identity.country, attribution: plan.country.attribution, marks },
    scenarios: plan.scenarios.map(
      ({ id, hash, title, ancestors, projection, joiningElasticity }, position) => ({
        id,
        hash,
        title,
        ancestors,
        projection,
        joiningElasticity,
        role: position === 0 ? 'baseline' : 'reform',
      }),
    ),
  };
}
