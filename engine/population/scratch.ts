import type { KernelMemory } from '../kernels/instance.js';
import type { Population } from './columns.js';

/** Arrays that synthesis and recall need at a time. */
const ARRAYS = 8;
/** Kernels write up to four persons beyond the last. */
const BEYOND = 16;

const known = new WeakMap<KernelMemory, readonly Int32Array[]>();

/** Eight arrays by position, and room beyond the last, for what a kernel keeps while it runs: no kernel relies on what another has left. */
export function scratchOf({ memory, capacity }: Population): readonly Int32Array[] {
  let arrays = known.get(memory);
  if (arrays === undefined) {
    arrays = Array.from({ length: ARRAYS }, () => memory.allocate(Int32Array, capacity + BEYOND));
    known.set(memory, arrays);
  }
  return arrays;
}
