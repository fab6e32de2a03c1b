import { usefulThreads } from '../../engine/workers/task.js';
import { Threads } from '../../engine/workers/threads.js';
import { KeptLives } from '../kept-lives.js';
import type { RunPlan } from '../plan.js';
import { CommandError } from './exit.js';
import { FileChanges } from './file-changes.js';
import { giveOut } from './give-out.js';
import { runFailed, untilInterrupted } from './interrupt.js';
import { livesOf, makeRoom } from './lives-room.js';
import { prepare, type ScenarioFiles } from './prepare.js';
import type { SimulateOptions } from './simulate.js';

/**
 * Gives out what a run without a watch does, then again whenever a scenario file is saved, from the lives of the first
 * run, until Ctrl-C. What is wrong before the first report ends it; after that mistakes are told and the watch goes on.
 *
 * @param workers worker threads, 0 for none
 * @throws CommandError for what is wrong before the first report, lives that memory has no room for, nothing to watch
 */
export async function watchRuns(
  files: ScenarioFiles,
  options: SimulateOptions,
  workers: number,
): Promise<void> {
  const watch = new Watch(files, options, workers);
  try {
    const plan = await watch.read();
    if (watch.files.length === 0) {
      throw new CommandError('error: there is nothing to watch: scenarios that ship do not change');
    }
    await untilInterrupted((signal) => watch.report(plan, signal));
    tell(`watching ${watch.files.join(', ')}; each save gives a new report, Ctrl-C ends`);
    await untilInterrupted((signal) => watch.follow(signal));
  } finally {
    await watch.close();
  }
}

/** The lives, the threads and the files of a watch. */
class Watch {
  readonly #files: ScenarioFiles;
  readonly #options: SimulateOptions;
  readonly #workers: number;
  readonly #lives = new KeptLives(0);
  readonly #changes = new FileChanges();
  #threads: Threads | undefined;
  /** Id of the run that was reported last, undefined after mistakes. */
  #reported: string | undefined;

  constructor(files: ScenarioFiles, options: SimulateOptions, workers: number) {
    this.#files = files;
    this.#options = options;
    this.#workers = workers;
    this.#startThreads();
  }

  /** The files that are watched. */
  get files(): readonly string[] {
    return this.#changes.followed;
  }

  /** Reads the scenarios and watches every file that was looked for. */
  async read(): Promise<RunPlan> {
    const looked = new Set<string>();
    try {
      return await prepare(this.#files, this.#options, (path) => looked.add(path));
    } finally {
      this.#changes.follow(looked);
    }
  }

  /** Reports a run: from kept lives where it asks for the same, else its own lives are kept instead. */
  async report(plan: RunPlan, signal: AbortSignal): Promise<void> {
    const first = this.#lives.bytes === 0;
    const wanted = livesOf(plan);
    makeRoom(this.#lives, wanted, process.availableMemory());
    if (!first) {
      if (!wanted.every((lives) => this.#lives.knows(lives))) {
        tell('another projection asks for lives of its own: they are simulated, and kept from now on');
      }
      if (plan.scenarios.slice(1).some(({ joiningElasticity }) => joiningElasticity > 0)) {
        tell('voluntary membership responds: the lives with its response are simulated for each report');
      }
    }
    await giveOut(plan, this.#options, {
      workers: this.#workers,
      threads: this.#threads,
      lives: this.#lives,
      signal,
      quietly: !first,
    });
    this.#reported = plan.id;
  }

  /** Reports after each change until the signal fires. */
  async follow(signal: AbortSignal): Promise<void> {
    for (;;) {
      const change = await this.#changes.next(signal).catch((error: Error) => {
        if (!signal.aborted) throw error;
      });
      if (!change) return;
      tell(`\n${change.files.join(', ')} changed`);
      try {
        const plan = await this.read();
        if (plan.id === this.#reported) {
          tell('the scenarios are those of the last report');
          continue;
        }
        await this.report(plan, signal);
        tell(`new report in ${((performance.now() - change.at) / 1000).toFixed(2)} s`);
      } catch (error) {
        if (signal.aborted) return;
        this.#reported = undefined;
        if (error instanceof CommandError) tell(error.message);
        else await this.#recover(error);
      }
    }
  }

  async close(): Promise<void> {
    this.#changes.close();
    await this.#threads?.stop();
  }

  /** A run that fails may have ended its threads. */
  async #recover(error: unknown): Promise<void> {
    tell(runFailed(error).message);
    await this.#threads?.stop();
    this.#startThreads();
  }

  /** Before all else: they load while this thread reads the law and solves the tables. */
  #startThreads(): void {
    const { population } = this.#options;
    this.#threads = this.#workers === 0 ? undefined : new Threads(usefulThreads(this.#workers, population));
  }
}

function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}
