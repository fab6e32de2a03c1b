import { availableParallelism } from 'node:os';
import { type Command, InvalidArgumentError } from 'commander';
import { usefulThreads } from '../../engine/workers/task.js';
import { Threads } from '../../engine/workers/threads.js';
import { isWritable } from '../folder.js';
import { DEFAULT_OPTIONS, MIN_PERSONS, type RunOptions } from '../options.js';
import { DEFAULT_FORMATS, FORMAT_NAMES, type ResultFormat } from '../results/formats.js';
import { CommandError } from './exit.js';
import { giveOut } from './give-out.js';
import { untilInterrupted } from './interrupt.js';
import { MAX_WORKERS, personsOrWhole, wholeNumber } from './numbers.js';
import { prepare, type ScenarioFiles } from './prepare.js';

export interface SimulateOptions {
  readonly population: RunOptions['persons'];
  readonly to: number;
  readonly seed: string;
  readonly alignment: boolean;
  readonly workers?: number;
  readonly out?: string;
  readonly format?: readonly ResultFormat[];
  readonly watch?: true;
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
    )
    .option(
      '--watch',
      'stay, and report again whenever one of the files is saved, on the same simulated lives; Ctrl-C ends',
    );
}

/** Reads the files, simulates and gives out the report or the files. */
export async function simulate(files: ScenarioFiles, options: SimulateOptions): Promise<void> {
  const { out, format, watch } = options;
  if (!out && format && format.length > 1) {
    throw new CommandError('error: name one format for standard output, or a folder with --out');
  }
  if (!out && format && watch) {
    throw new CommandError('error: --watch writes files into a folder alone: name one with --out');
  }
  if (out && !isWritable(out)) {
    throw new CommandError(`error: ${out} is no folder that files can be written into`);
  }
  const workers = options.workers ?? availableParallelism();
  if (watch) {
    const { watchRuns } = await import('./watch.js');
    return watchRuns(files, options, workers);
  }
  // First of all: they load while this thread reads the law and solves the tables.
  const threads = workers === 0 ? undefined : new Threads(usefulThreads(workers, options.population));
  try {
    const plan = await prepare(files, options);
    await untilInterrupted((signal) => giveOut(plan, options, { workers, threads, signal }));
  } finally {
    await threads?.stop();
  }
}
