import { type Accumulators, carry, merge } from '../indicators/accumulators.js';
import type { KeptBlock } from '../kept/block-keeper.js';
import { type BlockTask, type Job, planTasks, type TaskReport } from './task.js';
import type { Threads } from './threads.js';

/** What is told after each task. */
type OnTask = (blocksDone: number, personYears: number) => void;

export interface RunBlocksOptions {
  /** Threads that simulate, which go on running afterwards; without them the calling thread does. */
  readonly threads?: Threads | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onTask?: OnTask | undefined;
  /** Order in which tasks are handed out; the result does not depend on it. */
  readonly order?: ((tasks: readonly BlockTask[]) => readonly BlockTask[]) | undefined;
}

/** What a job has come to. */
export interface JobOutcome {
  readonly sums: Accumulators;
  /** In the order of the blocks; empty where none is kept. */
  readonly kept: readonly KeptBlock[];
}

/** Does a job for all blocks of a run and adds their sums. Rejects with the signal's reason when it fires. */
export async function runBlocks(job: Job, options: RunBlocksOptions): Promise<JobOutcome> {
  const { threads, signal, onTask, order = (tasks) => tasks } = options;
  signal?.throwIfAborted();
  const tasks = order(planTasks(job.model.plan.blocks));
  const kept: KeptBlock[] = [];
  const byThread = new Map<number, Accumulators>();
  let blocks = 0;
  const take = (task: BlockTask, { thread, sums, kept: of }: TaskReport) => {
    byThread.set(thread, sums);
    of.forEach((block, n) => {
      kept[task.first + n] = block;
    });
    blocks += task.end - task.first;
    let personYears = 0;
    for (const one of byThread.values()) personYears += one.personYears;
    onTask?.(blocks, personYears);
  };
  if (threads) await runOnThreads(threads, job, tasks, signal, take);
  else await runHere(job, tasks, signal, take);
  const [total, ...others] = byThread.values();
  for (const sums of others) merge(total, sums);
  carry(total);
  return { sums: total, kept };
}

type Take = (task: BlockTask, report: TaskReport) => void;

async function runHere(
  job: Job,
  tasks: readonly BlockTask[],
  signal: AbortSignal | undefined,
  take: Take,
): Promise<void> {
  // Only here: where threads simulate, this one starts without the simulator.
  const { makeBlockWorker } = await import('./block-worker.js');
  const worker = makeBlockWorker(job);
  for (const task of tasks) {
    const kept: KeptBlock[] = [];
    for (let block = task.first; block < task.end; block++) {
      kept.push(...worker.run({ first: block, end: block + 1 }));
      // Lets the caller's event loop turn, so that a signal can be heard.
      await new Promise(setImmediate);
      signal?.throwIfAborted();
    }
    take(task, { thread: 0, sums: worker.sums, kept });
  }
}

async function runOnThreads(
  threads: Threads,
  job: Job,
  tasks: readonly BlockTask[],
  signal: AbortSignal | undefined,
  take: Take,
): Promise<void> {
  // Stopping the threads ends what they are at, and with it their run.
  const stop = () => void threads.stop();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    await threads.run(job, tasks, take);
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}
