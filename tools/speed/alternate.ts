import { recallContributions } from '../../engine/labour/past.js';
import { makePopulation, type Population } from '../../engine/population/columns.js';
import { synthesise } from '../../engine/population/synthesis.js';
import type { Model } from '../../engine/projection/model.js';
import { makeSimulator, PROCESSES, type ProcessName } from '../../engine/projection/simulator.js';
import { recallContributions as recallPlainly } from '../../test/reference/past.js';
import { synthesise as synthesisePlainly } from '../../test/reference/synthesis.js';
import { copyOf } from '../../test/support/kernels.js';
import { plainLoops } from './plain-loops.js';

/** A process of the yearly cycle, or the recall of earlier years of work, which the cycle begins with. */
export type Loop = ProcessName | 'recall';

/** Milliseconds of both, one pair for each time they took turns. */
export interface Pair {
  readonly kernel: number[];
  readonly plain: number[];
}

/** Blocks before times are kept: until then the plain loops are not compiled. */
const WARM_UP_BLOCKS = 2;

/**
 * Simulates the blocks of a run and has, after each process, the plain loop do the same work on a copy of the same
 * persons. Answers the times of both for every process that has a plain loop, the first blocks left out.
 */
export function alternate(model: Model): ReadonlyMap<Loop, Pair> {
  const { plan, country } = model;
  const simulator = makeSimulator(model);
  const { changing, counting } = plainLoops(model, simulator.capacity);
  const copy = makePopulation(simulator.capacity);
  const opening = makeBlocks(model, simulator.capacity);
  const times = new Map<Loop, Pair>();
  const kernelTime = new Map<ProcessName, number>();
  for (let block = 0; block < plan.blocks; block++) {
    const keep = (loop: Loop, kernel: number, plain: number) => {
      if (block < WARM_UP_BLOCKS) return;
      const pair = times.get(loop) ?? { kernel: [], plain: [] };
      pair.kernel.push(kernel);
      pair.plain.push(plain);
      times.set(loop, pair);
    };
    opening.synthesis(block, keep);
    let started = performance.now();
    simulator.run(block, simulator.emptySums(), {
      onProcess(process, people, year) {
        const kernel = performance.now() - started;
        if (year >= country.baseYear) {
          const plain = changing.get(process);
          if (plain)
            keep(
              process,
              kernel,
              timed(() => plain(copy, year, block)),
            );
          kernelTime.set(process, kernel);
        } else if (process === 'work') opening.recall(people, keep);
        const next = PROCESSES[PROCESSES.indexOf(process) + 1];
        if (changing.has(next)) copyOf(people, copy);
        started = performance.now();
      },
      onYear(people, year, _deliveries, events) {
        for (const [process, plain] of counting)
          keep(
            process,
            kernelTime.get(process) ?? 0,
            timed(() => plain(people, year, events)),
          );
        started = performance.now();
      },
    });
  }
  return times;
}

function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

type Keep = (loop: Loop, kernel: number, plain: number) => void;

/** What happens once a block: the base population and its history of work, each by both. */
function makeBlocks(model: Model, capacity: number) {
  const { country, labour, lumpSum } = model;
  const { pastCoverage } = country.labour;
  const lastYear = country.baseYear - 1;
  const plainly = makePopulation(capacity);
  const kernels = makePopulation(capacity);
  return {
    synthesis(block: number, keep: Keep): void {
      const kernel = timed(() => synthesise(model, block, kernels));
      keep(
        'synthesis',
        kernel,
        timed(() => synthesisePlainly(model, block, plainly)),
      );
    },
    /** The people have been recalled once: their totals are emptied in the copies. */
    recall(people: Population, keep: Keep): void {
      for (const into of [kernels, plainly]) {
        copyOf(people, into);
        for (const column of [into.compulsoryTotal, into.voluntaryTotal, into.lumpSumOpen]) column.fill(0);
      }
      const kernel = timed(() => recallContributions(kernels, labour, lumpSum, pastCoverage, lastYear));
      keep(
        'recall',
        kernel,
        timed(() => recallPlainly(plainly, labour, lumpSum, pastCoverage, lastYear)),
      );
    },
  };
}
