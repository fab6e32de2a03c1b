import { availableParallelism } from 'node:os';
import { type Command, InvalidArgumentError } from 'commander';
import type { Dimension } from '../../engine/results.js';
import { usefulThreads } from '../../engine/workers/task.js';
import { Threads } from '../../engine/workers/threads.js';
import { isWritable } from '../folder.js';
import { DEFAULT_OPTIONS, MIN_PERSONS, type RunOptions } from '../options.js';
import type { RunInput, RunPlan } from '../plan.js';
import { DEFAULT_FORMATS, FORMAT_NAMES, type ResultFormat } from '../results/formats.js';
import type { ExecuteOptions } from '../run.js';
import type { ScenarioInput } from '../scenario-input.js';
import { CommandError, EXIT } from './exit.js';
import { MAX_WORKERS, personsOrWhole, wholeNumber } from './numbers.js';
import { progressBar } from './progress-bar.js';

export interface SimulateOptions {
  readonly population: RunOptions['persons'];
  readonly to: number;
  readonly seed: string;
  readonly alignment: boolean;
  readonly workers?: number;
  readonly out?: string;
  readonly format?: readonly ResultFormat[];
}

/** Help of the switch that `explain` has too. */
export const NO_ALIGNMENT =
  "leave births and deaths to chance and the model's risks instead of aligning them to the rates";

function formats(text: string): ResultFormat[] {
  return text.split(',').map((name) => {
    const format = FORMAT_NAMES.find((known) => known === name.trim());
    if (!format) throw new InvalidArgumentError(`Formats are ${FORMAT_NAMES.join(', ')}.`);
    return format;
  });
}

/** Adds the options that `run` and `compare` share. */
export function withSimulateOptions(command: Command): Command {
  return command
    .option(
      '--population <N|whole>',
      `simulated persons, ${MIN_PERSONS} or more, or every resident`,
      personsOrWhole,
      DEFAULT_OPTIONS.persons,
    )
    .option('--to <year>', 'last year of the projection', wholeNumber(), DEFAULT_OPTIONS.toYear)
    .option('--seed <text>', 'any text; the same text gives the same lives', DEFAULT_OPTIONS.seed)
    .option('--no-alignment', NO_ALIGNMENT)
    .option(
      '--workers <N>',
      'worker threads, 0 for none besides the main one (default: one for each core); results do not depend on it',
      wholeNumber(0, MAX_WORKERS),
    )
    .option('--out <dir>', 'write the result files and run.json into this folder')
    .option(
      '--format <list>',
      `of ${FORMAT_NAMES.join(', ')} (default with --out: ${DEFAULT_FORMATS.join(',')}); without --out, one format goes to standard output instead of the report`,
      formats,
    );
}

interface ScenarioFiles {
  readonly baseline?: string;
  readonly scenarios: readonly string[];
}

/** What the report shows. */
const REPORTED: ReadonlySet<Dimension> = new Set(['total']);

/** Reads the files, simulates and gives out the report or the files. */
export async function simulate(files: ScenarioFiles, options: SimulateOptions): Promise<void> {
  if (!options.out && options.format && options.format.length > 1) {
    throw new CommandError('error: name one format for standard output, or a folder with --out');
  }
  if (options.out && !isWritable(options.out)) {
    throw new CommandError(`error: ${options.out} is no folder that files can be written into`);
  }
  const workers = options.workers ?? availableParallelism();
  // First of all: they load while this thread reads the law and solves the tables.
  const threads = workers === 0 ? undefined : new Threads(usefulThreads(workers, options.population));
  try {
    const plan = await prepare(files, options);
    await untilInterrupted((signal) => execute(plan, options, { workers, threads, signal }));
  } finally {
    await threads?.stop();
  }
}

/** Reads the scenarios and checks the options. */
async function prepare(files: ScenarioFiles, options: SimulateOptions): Promise<RunPlan> {
  const [{ prepareRun }, { isProblem, readScenarioFile }, { refuse }] = await Promise.all([
    import('../plan.js'),
    import('./scenario-file.js'),
    import('./refuse.js'),
  ]);
  const names = [...(files.baseline === undefined ? [] : [files.baseline]), ...files.scenarios];
  const read = names.map(readScenarioFile);
  const unread = read.filter(isProblem);
  if (unread.length > 0) refuse(unread);
  const inputs = read.filter((one): one is ScenarioInput => !isProblem(one));
  const input: RunInput = {
    ...(files.baseline === undefined
      ? { scenarios: inputs }
      : { baseline: inputs[0], scenarios: inputs.slice(1) }),
    persons: options.population,
    toYear: options.to,
    seed: options.seed,
    alignment: options.alignment,
  };
  const prepared = prepareRun(input, { files: true });
  return prepared.ok ? prepared.plan : refuse(prepared.problems);
}

/** Simulates under a progress bar and gives out what was asked for. */
async function execute(
  plan: RunPlan,
  options: SimulateOptions,
  how: ExecuteOptions & { readonly signal: AbortSignal },
): Promise<void> {
  const [{ executeRun, simulateRun }, bar] = await Promise.all([import('../run.js'), progressBar()]);
  const running: ExecuteOptions = { ...how, onProgress: (progress) => bar.update(progress) };
  const reporting = import('./report.js');
  const { out, format } = options;
  try {
    if (!out && !format) {
      const { rows, seconds, simulated } = await simulateRun(plan, running, REPORTED);
      bar.stop();
      const { id, scenarios, country } = plan;
      const record = { id, ...plan.options, scenarios, country, seconds, simulated };
      process.stdout.write((await reporting).formatReport({ record, rows }));
      return;
    }
    const outcome = await executeRun(plan, running);
    bar.stop();
    const { resultChunks, writeResultFiles } = await import('./result-files.js');
    if (!out) {
      for await (const chunk of resultChunks(outcome, format![0])) {
        how.signal.throwIfAborted();
        process.stdout.write(chunk);
      }
      return;
    }
    const formats = [...new Set(format ?? DEFAULT_FORMATS)];
    const paths = await writeResultFiles(out, outcome, formats, how.signal);
    process.stdout.write((await reporting).formatReport(outcome));
    process.stderr.write(`wrote ${paths.join(', ')}\n`);
  } finally {
    bar.stop();
  }
}

/** Runs until done or until Ctrl-C, which ends the work cleanly; a second one ends the process at once. */
async function untilInterrupted(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const controller = new AbortController();
  const interrupt = () => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted);
    controller.abort();
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  try {
    await work(controller.signal);
  } catch (error) {
    if (controller.signal.aborted) throw new CommandError('interrupted', EXIT.interrupted);
    const cause = error instanceof Error ? error.message : String(error);
    throw new CommandError(`the run failed: ${cause}`, EXIT.failed);
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}
