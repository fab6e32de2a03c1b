import type { ArrayKind, KernelMemory, NumericArray } from '../kernels/instance.js';

/** Columns of cases by name, each with the kind of its array. */
export type ColumnKinds = Readonly<Record<string, ArrayKind<NumericArray>>>;
export type Columns<Kinds extends ColumnKinds> = {
  readonly [Name in keyof Kinds]: InstanceType<Kinds[Name]>;
};

/** Makes the columns of at most `capacity` cases in a memory and tells its kernels where they are. */
export function makeColumns<Kinds extends ColumnKinds>(
  memory: KernelMemory,
  kinds: Kinds,
  capacity: number,
): Columns<Kinds> {
  const columns = Object.entries(kinds).map(
    ([name, kind]) => [name, memory.allocate(kind, capacity)] as const,
  );
  memory.bind(Object.fromEntries(columns.map(([name, { byteOffset }]) => [name, byteOffset])));
  return Object.fromEntries(columns) as Columns<Kinds>;
}
