import type { Model } from '../../engine/projection/model.js';
import { makeSimulator, PROCESSES, type ProcessName } from '../../engine/projection/simulator.js';

/** A figure of each process, by block: [process][block]. */
export type ByBlock = ReadonlyMap<ProcessName, readonly number[]>;

/**
 * What each process adds to a figure that only grows (a clock, the heap), per person-year of its block, over `blocks`
 * blocks of a run after `warmUp` others, in this thread. The first year's history of work counts to work.
 *
 * @param between called before each block
 */
export function costs(
  model: Model,
  warmUp: number,
  blocks: number,
  figure: () => number,
  between: () => void = () => {},
): ByBlock {
  const simulator = makeSimulator(model);
  const sums = simulator.emptySums();
  const found = new Map<ProcessName, number[]>(PROCESSES.map((process) => [process, []]));
  for (let block = 0; block < warmUp + blocks; block++) {
    const grown = new Float64Array(PROCESSES.length);
    const before = sums.personYears;
    between();
    let last = figure();
    simulator.run(block % model.plan.blocks, sums, {
      onProcess(process) {
        grown[PROCESSES.indexOf(process)] += figure() - last;
        last = figure();
      },
    });
    if (block < warmUp) continue;
    const personYears = sums.personYears - before;
    PROCESSES.forEach((process, n) => {
      found.get(process)?.push(grown[n] / personYears);
    });
  }
  return found;
}
