import { type Accumulators, merge } from '../indicators/accumulators.js';
import type { Model } from '../projection/model.js';
import { type BlockTask, planTasks, type TaskReport } from './task.js';
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

/** Simulates all blocks of a run and adds their sums. Rejects with the signal's reason when it fires. */
export async function runBlocks(model: Model, options: RunBlocksOptions): Promise<Accumulators> {
  const { threads, signal, onTask, order = (tasks) => tasks } = options;
  signal?.throwIfAborted();
  const tasks = order(planTasks(model.plan.blocks));
  const byThread = new Map<number, Accumulators>();
  let blocks = 0;
  const take = (task: BlockTask, { thread, sums }: TaskReport) => {
    byThread.set(thread, sums);
    blocks += task.end - task.first;
    let personYears = 0;
    for (const one of byThread.values()) personYears += one.personYears;
    onTask?.(blocks, personYears);
  };
  if (threads) await runOnThreads(threads, model, tasks, signal, take);
  else await runHere(model, tasks, signal, take);
  const [total, ...others] = byThread.values();
  for (const sums of others) merge(total, sums);
  return total;
}

type Take = (task: BlockTask, report: TaskReport) => void;

async function runHere(
  model: Model,
  tasks: readonly BlockTask[],
  signal: AbortSignal | undefined,
  take: Take,
): Promise<void> {
  // Only here: where threads simulate, this one starts without the simulator.
  const { makeSimulator } = await import('../projection/simulator.js');
  const simulator = makeSimulator(model);
  const sums = simulator.emptySums();
  for (const task of tasks) {
    for (let block = task.first; block < task.end; block++) {
      simulator.run(block, sums);
      // Lets the caller's event loop turn, so that a signal can be heard.
      await new Promise(setImmediate);
      signal?.throwIfAborted();
    }
    take(task, { thread: 0, sums });
  }
}

async function runOnThreads(
  threads: Threads,
  model: Model,
  tasks: readonly BlockTask[],
  signal: AbortSignal | undefined,
  take: Take,
): Promise<void> {
  // Stopping the threads ends what they are at, and with it their run.
  const stop = () => void threads.stop();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    await threads.run(model, tasks, take);
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}
