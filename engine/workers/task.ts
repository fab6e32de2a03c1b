import { type Accumulators, arraysOf } from '../indicators/accumulators.js';

/** Work for one thread at a time: some blocks in a row. Pure: the same blocks give the same sums anywhere, as often as they are run. */
export interface BlockTask {
  readonly first: number;
  /** One past the last block. */
  readonly end: number;
}

/** Tasks at the most in a run: enough that threads finish together, few enough that handing over sums costs nothing. */
const MOST_TASKS = 96;

/** Cuts the blocks of a run into tasks. */
export function planTasks(blocks: number): BlockTask[] {
  const size = Math.ceil(blocks / MOST_TASKS);
  return Array.from({ length: Math.ceil(blocks / size) }, (_, task) => ({
    first: task * size,
    end: Math.min(blocks, (task + 1) * size),
  }));
}

/** The buffers of sums, for handing them over to another thread without copying. */
export function buffersOf(sums: Accumulators): ArrayBuffer[] {
  return arraysOf(sums).map(({ buffer }) => buffer as ArrayBuffer);
}
