import type { Accumulators } from '../indicators/accumulators.js';
import type { KeptBlock } from '../kept/block-keeper.js';
import { blocksOf } from '../population/plan.js';
import type { Model } from '../projection/model.js';

/** Work for one thread at a time: some blocks in a row. Pure: the same blocks add the same to the sums on any thread. */
export interface BlockTask {
  readonly first: number;
  /** One past the last block. */
  readonly end: number;
}

/** Tasks at the most in a run: enough that threads finish together, few enough that handing out work costs nothing. */
const MOST_TASKS = 96;

/** Cuts the blocks of a run into tasks. */
export function planTasks(blocks: number): BlockTask[] {
  const size = Math.ceil(blocks / MOST_TASKS);
  return Array.from({ length: Math.ceil(blocks / size) }, (_, task) => ({
    first: task * size,
    end: Math.min(blocks, (task + 1) * size),
  }));
}

/** Threads that a run of so many persons can use, out of `workers`. */
export function usefulThreads(workers: number, persons: number | 'whole'): number {
  return Math.min(workers, persons === 'whole' ? MOST_TASKS : planTasks(blocksOf(persons)).length);
}

/** What threads are to do with the tasks that follow: simulate blocks, and keep of them what other scenarios may ask. */
export interface SimulateJob {
  readonly kind: 'simulate';
  readonly model: Model;
  readonly keep: boolean;
}

/** Or apply the model's scenarios to kept blocks. */
export interface EvaluateJob {
  readonly kind: 'evaluate';
  readonly model: Model;
  readonly blocks: readonly KeptBlock[];
  /** Whether contributions are computed too. */
  readonly contributions: boolean;
}

export type Job = SimulateJob | EvaluateJob;

/** What a thread is told: first its job, then its tasks one after the other. */
export type ThreadMessage = { readonly job: Job } | { readonly task: BlockTask };

/** What a thread tells after a task. */
export interface TaskReport {
  readonly thread: number;
  /** Sums of all tasks of the thread so far, in memory that it shares. */
  readonly sums: Accumulators;
  /** Of the task's blocks, where they are kept. */
  readonly kept: readonly KeptBlock[];
}
