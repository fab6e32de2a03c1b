import { parentPort, threadId } from 'node:worker_threads';
import type { Accumulators } from '../indicators/accumulators.js';
import { makeSimulator, type Simulator } from '../projection/simulator.js';
import type { TaskReport, ThreadMessage } from './task.js';

// One simulator and one set of sums for each model: they serve all blocks that the thread is given.
let simulator: Simulator | undefined;
let sums: Accumulators | undefined;

parentPort?.on('message', (message: ThreadMessage) => {
  if ('model' in message) {
    simulator = makeSimulator(message.model);
    sums = simulator.emptySums();
    return;
  }
  if (!simulator || !sums) throw new Error('a task came before its model');
  const { first, end } = message.task;
  for (let block = first; block < end; block++) simulator.run(block, sums);
  parentPort?.postMessage({ thread: threadId, sums } satisfies TaskReport);
});
