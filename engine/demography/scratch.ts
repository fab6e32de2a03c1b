import type { KernelMemory } from '../kernels/instance.js';
import type { Population } from '../population/columns.js';

/** Arrays in a population's memory that the kernels of demography use in turn: lists of persons and what goes with them. */
export interface Scratch {
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly third: Int32Array;
  readonly marks: Uint8Array;
  /** Limits of area ranks by region: lower bytes, upper bytes, all ones where every rank is below the limit. */
  readonly urban: Uint8Array;
}

/** Regions that the kernels can tell apart: as many as bytes are looked up at once. */
export const REGIONS = 16;
/** Single ages of mothers, and months of a year. */
const GROUPS = 36;
const MONTHS = 12;

const known = new WeakMap<KernelMemory, Scratch>();

/** The scratch arrays of a population; made when first asked for. */
export function scratchOf({ memory, capacity }: Population): Scratch {
  const before = known.get(memory);
  if (before) return before;
  const scratch = {
    first: memory.allocate(Int32Array, capacity),
    second: memory.allocate(Int32Array, capacity),
    third: memory.allocate(Int32Array, capacity),
    marks: memory.allocate(Uint8Array, capacity + 16),
    urban: memory.allocate(Uint8Array, 3 * REGIONS),
  };
  memory.bind({
    demographyFirst: scratch.first.byteOffset,
    demographySecond: scratch.second.byteOffset,
    demographyThird: scratch.third.byteOffset,
    demographyMark: scratch.marks.byteOffset,
    demographyScore: memory.allocate(Float64Array, capacity).byteOffset,
    demographyKey: memory.allocate(Float64Array, capacity).byteOffset,
    demographyMembers: memory.allocate(Uint16Array, capacity).byteOffset,
    birthsWeight: memory.allocate(Float64Array, MONTHS).byteOffset,
    birthsFirst: memory.allocate(Int32Array, GROUPS).byteOffset,
    birthsCount: memory.allocate(Int32Array, GROUPS).byteOffset,
    birthsBefore: memory.allocate(Float64Array, GROUPS).byteOffset,
    birthsAfter: memory.allocate(Float64Array, GROUPS).byteOffset,
  });
  known.set(memory, scratch);
  return scratch;
}
