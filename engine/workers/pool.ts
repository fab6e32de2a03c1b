import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import { type Accumulators, merge } from '../indicators/accumulators.js';
import type { Model } from '../projection/model.js';
import { makeSimulator } from '../projection/simulator.js';
import { type BlockTask, planTasks, type TaskReport } from './task.js';

/** What is told after each task. */
type OnTask = (blocksDone: number, personYears: number) => void;

export interface RunBlocksOptions {
  /** Worker threads; 0 works in the calling thread. */
  readonly workers: number;
  readonly signal?: AbortSignal | undefined;
  readonly onTask?: OnTask | undefined;
  /** Order in which tasks are handed out; the result does not depend on it. */
  readonly order?: ((tasks: readonly BlockTask[]) => readonly BlockTask[]) | undefined;
}

/** Simulates all blocks of a run and adds their sums. Rejects with the signal's reason when it fires. */
export async function runBlocks(model: Model, options: RunBlocksOptions): Promise<Accumulators> {
  const { signal, onTask, order = (tasks) => tasks } = options;
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
  if (options.workers === 0) await runHere(model, tasks, signal, take);
  else await runOnThreads(model, tasks, options.workers, signal, take);
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
  model: Model,
  tasks: readonly BlockTask[],
  workers: number,
  signal: AbortSignal | undefined,
  take: Take,
): Promise<void> {
  // From sources (development, tests) the worker is TypeScript too and needs the loader that the main thread has.
  const fromSource = import.meta.url.endsWith('.ts');
  const threads = Math.min(workers, tasks.length);
  const pool = new Piscina({
    filename: fileURLToPath(new URL(fromSource ? './entry.ts' : './entry.js', import.meta.url)),
    execArgv: fromSource ? ['--import', 'tsx'] : [],
    minThreads: threads,
    maxThreads: threads,
    workerData: model,
  });
  // Destroying the pool ends its threads, whatever they are at.
  const stop = () => void pool.destroy();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    await Promise.all(tasks.map(async (task) => take(task, (await pool.run(task)) as TaskReport)));
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
    await pool.destroy();
  }
}
