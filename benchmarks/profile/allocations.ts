import { execFileSync } from 'node:child_process';
import type { Model } from '../../engine/projection/model.js';
import { PROCESSES, type ProcessName } from '../../engine/projection/simulator.js';
import { median } from '../machine.js';
import { costs } from './costs.js';

/** Blocks until the compiler has settled, and blocks that count. */
const WARM_UP = 12;
const BLOCKS = 9;
/** Young objects have so much room, in megabytes, that no collection falls into a block. */
const ROOM = 256;

/** What a process of Node needs so that `allocations` measures what it says. */
const FLAGS = ['--expose-gc', `--min-semi-space-size=${ROOM}`, `--max-semi-space-size=${ROOM}`];

/**
 * Bytes of JavaScript heap that each process allocates a person-year: by how much the heap grows from the end of the
 * process before to its own, garbage collected before each block and room enough for none to be collected within;
 * medians of blocks. What the engine frees of its own in the meantime (code that was compiled anew) counts as no growth.
 * Memory of columns and sums lies outside that heap and is allocated once a thread.
 *
 * Throws without `--expose-gc`.
 */
export function allocations(model: Model): Readonly<Record<ProcessName, number>> {
  const { gc } = globalThis;
  if (!gc) throw new Error(`allocations are measured under ${FLAGS.join(' ')}`);
  const used = () => process.memoryUsage().heapUsed;
  // Asking allocates too.
  const asking = median(Array.from({ length: 99 }, () => -used() + used()));
  let last = used();
  let grown = 0;
  const heap = () => {
    const bytes = used();
    grown += Math.max(0, bytes - last);
    last = bytes;
    return grown;
  };
  const collect = () => {
    gc();
    last = used();
  };
  const found = costs(model, WARM_UP, BLOCKS, heap, collect);
  const years = model.toYear - model.country.baseYear + 1;
  const { persons, blocks } = model.plan;
  const askedAPersonYear = (asking * years * blocks) / (persons * years);
  return Object.fromEntries(
    PROCESSES.map((process) => [process, Math.max(0, median(found.get(process) ?? []) - askedAPersonYear)]),
  ) as Record<ProcessName, number>;
}

/** The same in a new process of the bench at `path`, which prints it as JSON when it is given `mode`. */
export function allocationsApart(path: string, mode: string): Readonly<Record<ProcessName, number>> {
  return JSON.parse(execFileSync(process.execPath, [...FLAGS, path, mode], { encoding: 'utf8' }));
}
