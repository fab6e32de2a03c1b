import { type Command, InvalidArgumentError } from 'commander';
import { DEFAULT_OPTIONS, MIN_PERSONS, type RunOptions } from '../options.js';
import { prepareRun, type RunInput } from '../plan.js';
import { FORMAT_NAMES, type ResultFormat } from '../results/formats.js';
import { executeRun, type RunOutcome } from '../run.js';
import type { ScenarioInput } from '../scenario-input.js';
import { CommandError, EXIT } from './exit.js';
import { MAX_WORKERS, personsOrWhole, wholeNumber } from './numbers.js';
import { progressBar } from './progress-bar.js';
import { refuse } from './refuse.js';
import { formatReport } from './report.js';
import { DEFAULT_FORMATS, isWritable, resultChunks, writeResultFiles } from './result-files.js';
import { isProblem, readScenarioFile } from './scenario-file.js';

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

/** Reads the files, simulates and gives out the report or the files. */
export async function simulate(
  files: { readonly baseline?: string; readonly scenarios: readonly string[] },
  options: SimulateOptions,
): Promise<void> {
  if (!options.out && options.format && options.format.length > 1) {
    throw new CommandError('error: name one format for standard output, or a folder with --out');
  }
  if (options.out && !isWritable(options.out)) {
    throw new CommandError(`error: ${options.out} is no folder that files can be written into`);
  }
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
  if (!prepared.ok) refuse(prepared.problems);
  await untilInterrupted(async (signal) => {
    const bar = progressBar();
    let outcome: RunOutcome;
    try {
      outcome = await executeRun(prepared.plan, {
        workers: options.workers,
        signal,
        onProgress: (progress) => bar.update(progress),
      });
    } finally {
      bar.stop();
    }
    await deliver(outcome, options, signal);
  });
}

async function deliver(outcome: RunOutcome, options: SimulateOptions, signal: AbortSignal): Promise<void> {
  if (!options.out && options.format) {
    for await (const chunk of resultChunks(outcome, options.format[0])) {
      signal.throwIfAborted();
      process.stdout.write(chunk);
    }
    return;
  }
  const paths = options.out
    ? await writeResultFiles(options.out, outcome, [...new Set(options.format ?? DEFAULT_FORMATS)], signal)
    : [];
  process.stdout.write(formatReport(outcome));
  if (paths.length > 0) process.stderr.write(`wrote ${paths.join(', ')}\n`);
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
