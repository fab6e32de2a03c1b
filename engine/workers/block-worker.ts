import type { Accumulators } from '../indicators/accumulators.js';
import { BlockKeeper, type KeptBlock } from '../kept/block-keeper.js';
import { makeEvaluator } from '../kept/evaluator.js';
import { makeSimulator } from '../projection/simulator.js';
import type { BlockTask, EvaluateJob, Job, SimulateJob } from './task.js';

/** One simulator or evaluator and one set of sums for a job: they serve all blocks that a thread is given. */
export interface BlockWorker {
  /** Of all tasks so far. */
  readonly sums: Accumulators;
  /** Does a task; answers what is kept of its blocks. */
  run(task: BlockTask): KeptBlock[];
}

export function makeBlockWorker(job: Job): BlockWorker {
  return job.kind === 'simulate' ? simulating(job) : evaluating(job);
}

function simulating({ model, keep }: SimulateJob): BlockWorker {
  const simulator = makeSimulator(model);
  const sums = simulator.emptySums();
  const keeper = keep ? new BlockKeeper(simulator.capacity) : undefined;
  return {
    sums,
    run({ first, end }) {
      const kept: KeptBlock[] = [];
      for (let block = first; block < end; block++) {
        simulator.run(block, sums, {}, keeper);
        if (keeper) kept.push(keeper.finish());
      }
      return kept;
    },
  };
}

function evaluating({ model, blocks, contributions }: EvaluateJob): BlockWorker {
  const most = blocks.reduce((highest, block) => Math.max(highest, block.most), 0);
  const evaluator = makeEvaluator(model, most, contributions);
  const sums = evaluator.emptySums();
  return {
    sums,
    run({ first, end }) {
      for (const block of blocks.slice(first, end)) evaluator.run(block, sums);
      return [];
    },
  };
}
