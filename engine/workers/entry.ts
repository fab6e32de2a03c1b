import { move, transferableSymbol, valueSymbol, workerData } from 'piscina';
import type { Model } from '../projection/model.js';
import { makeSimulator } from '../projection/simulator.js';
import { type BlockTask, buffersOf } from './task.js';

// One simulator a thread: compiled scenarios and buffers serve all blocks that the thread is given.
const simulator = makeSimulator(workerData as Model);

/** Simulates the blocks of a task and hands their sums over without copying them. */
export default function runTask(task: BlockTask): unknown {
  const sums = simulator.emptySums();
  for (let block = task.first; block < task.end; block++) simulator.run(block, sums);
  return move({ [transferableSymbol]: buffersOf(sums), [valueSymbol]: sums } as unknown as ArrayBuffer);
}
