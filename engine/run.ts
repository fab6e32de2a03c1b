import { resultRows } from './indicators/rows.js';
import type { CountryInputs } from './inputs/country.js';
import type { ResolvedScenario } from './inputs/scenario.js';
import { makeModel } from './projection/model.js';
import type { Dimension, ResultRow } from './results.js';
import { runBlocks } from './workers/pool.js';
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
  const { workers } = options;
  if (options.threads || workers === 0) return runOn(options.threads, request, options);
  // They load the simulator while this thread solves the tables.
  const threads = new Threads(usefulThreads(workers, request.persons));
  try {
    return await runOn(threads, request, options);
  } finally {
    await threads.stop();
  }
}

async function runOn(
  threads: Threads | undefined,
  { country, scenarios, seed, persons, toYear, aligned }: EngineRequest,
  { signal, onProgress, dimensions }: EngineOptions,
): Promise<EngineResult> {
  const model = makeModel(country, scenarios, seed, persons, toYear, aligned);
  const { blocks } = model.plan;
  const sums = await runBlocks(model, {
    threads,
    signal,
    onTask: (blocksDone, personYears) => onProgress?.({ blocksDone, blocks, personYears }),
  });
  return {
    rows: resultRows(model, sums, dimensions),
    persons: model.plan.persons,
    weight: model.plan.weight,
    blocks,
    personYears: sums.personYears,
  };
}
