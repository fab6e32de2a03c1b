import { threadId } from 'node:worker_threads';
import { workerData } from 'piscina';
import type { Model } from '../projection/model.js';
import { makeSimulator } from '../projection/simulator.js';
import type { BlockTask, TaskReport } from './task.js';

// One simulator and one set of sums a thread: they serve all blocks that the thread is given.
const simulator = makeSimulator(workerData as Model);
const sums = simulator.emptySums();

/** Simulates the blocks of a task and adds them to the thread's sums. */
export default function runTask(task: BlockTask): TaskReport {
  for (let block = task.first; block < task.end; block++) simulator.run(block, sums);
  return { thread: threadId, sums };
}
