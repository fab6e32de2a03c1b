import type { Accumulators } from './indicators/accumulators.js';
import { resultRows } from './indicators/rows.js';
import type { CountryInputs } from './inputs/country.js';
import type { ResolvedScenario } from './inputs/scenario.js';
import { evaluateBase, simulateBase } from './kept/base.js';
import { type Model, makeModel } from './projection/model.js';
import type { Dimension, ResultRow } from './results.js';
import { type RunBlocksOptions, runBlocks } from './workers/pool.js';
import { usefulThreads } from './workers/task.js';
import { Threads } from './workers/threads.js';

/** One pass over the population: every scenario is applied to the same lives. */
export interface EngineRequest {
  readonly country: CountryInputs;
  readonly scenarios: readonly ResolvedScenario[];
  /** Any text; the same text gives the same lives. */
  readonly seed: string;
  /** Simulated persons in the base year, or every resident. */
  readonly persons: number | 'whole';
  /** Last year of the projection, from the base year to the country's last year. */
  readonly toYear: number;
  /** Whether births and deaths are aligned to the rates (default); false shows what chance and the model's risks do. */
  readonly aligned?: boolean;
}

export interface EngineProgress {
  readonly blocksDone: number;
  readonly blocks: number;
  readonly personYears: number;
}

export interface EngineOptions {
  /** Worker threads; 0 runs in the calling thread. */
  readonly workers: number;
  /** Threads that the caller has started before and stops afterwards, instead of `workers` new ones. */
  readonly threads?: Threads | undefined;
  /** The dimensions of which rows are made; all of them without. */
  readonly dimensions?: ReadonlySet<Dimension> | undefined;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: EngineProgress) => void;
}

export interface EngineResult {
  readonly rows: readonly ResultRow[];
  /** Simulated persons in the base year. */
  readonly persons: number;
  /** Residents that one simulated person stands for. */
  readonly weight: number;
  readonly blocks: number;
  readonly personYears: number;
}

/** Runs the projection. Same request, same rows to the last bit, for any number of workers. Rejects with the signal's reason when it fires. */
export async function runEngine(request: EngineRequest, options: EngineOptions): Promise<EngineResult> {
  return onThreads(request.persons, options, async (threads) => {
    const model = modelOf(request);
    const job = { kind: 'simulate', model, keep: false } as const;
    const { sums } = await runBlocks(job, blockOptions(model, threads, options));
    return resultOf(model, sums, options);
  });
}

/** A run whose lives are kept, so that other scenarios are applied to them without simulating again. */
export interface KeptRun {
  /** Of the scenarios of the request. */
  readonly result: EngineResult;
  /** Bytes that are kept. */
  readonly bytes: number;
  /**
   * Applies other scenarios to the same lives; they must ask for the projection of the request. The result is that of a run
   * of its own under these scenarios, to the last bit.
   */
  evaluate(scenarios: readonly ResolvedScenario[], options: EngineOptions): Promise<EngineResult>;
}

/** Runs the projection as `runEngine` does and keeps its lives. */
export async function keepRun(request: EngineRequest, options: EngineOptions): Promise<KeptRun> {
  const model = modelOf(request);
  const base = await onThreads(request.persons, options, (threads) =>
    simulateBase(model, blockOptions(model, threads, options)),
  );
  return {
    result: resultOf(model, base.sums, options),
    bytes: base.blocks.reduce(
      (sum, { members, families }) => sum + members.byteLength + families.byteLength,
      0,
    ),
    evaluate: (scenarios, how) =>
      onThreads(request.persons, how, async (threads) => {
        const evaluated = await evaluateBase(base, scenarios, blockOptions(model, threads, how));
        return resultOf(evaluated.model, evaluated.sums, how);
      }),
  };
}

/** Gives work the caller's threads, or new ones for as long as it takes. */
async function onThreads<T>(
  persons: number | 'whole',
  { threads, workers }: EngineOptions,
  work: (threads: Threads | undefined) => Promise<T>,
): Promise<T> {
  if (threads || workers === 0) return work(threads);
  // They load the simulator while this thread solves the tables.
  const own = new Threads(usefulThreads(workers, persons));
  try {
    return await work(own);
  } finally {
    await own.stop();
  }
}

function modelOf({ country, scenarios, seed, persons, toYear, aligned }: EngineRequest): Model {
  return makeModel(country, scenarios, seed, persons, toYear, aligned);
}

function blockOptions(
  { plan: { blocks } }: Model,
  threads: Threads | undefined,
  { signal, onProgress }: EngineOptions,
): RunBlocksOptions {
  return {
    threads,
    signal,
    onTask: (blocksDone, personYears) => onProgress?.({ blocksDone, blocks, personYears }),
  };
}

function resultOf(model: Model, sums: Accumulators, { dimensions }: EngineOptions): EngineResult {
  const { persons, weight, blocks } = model.plan;
  return {
    rows: resultRows(model, sums, dimensions),
    persons,
    weight,
    blocks,
    personYears: sums.personYears,
  };
}
