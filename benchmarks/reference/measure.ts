import { median } from '../machine.js';

/** A computation of one program that is held against the same one of another. */
export interface Kernel {
  readonly name: string;
  /** Brings back what `run` changes; not timed. */
  readonly restore: () => void;
  readonly run: () => void;
  /** Whole numbers, below 2^53, that tell whether two programs have computed the same. */
  readonly totals: () => Readonly<Record<string, number>>;
}

/** What one program finds for one kernel. */
export interface Finding {
  readonly kernel: string;
  /** Median of the repetitions. */
  readonly nanosecondsPerPerson: number;
  readonly totals: Readonly<Record<string, number>>;
}

/** How often a kernel is repeated: at least so many times and for at least so long, both before and while it is timed. */
export interface Repetitions {
  readonly warmUp: number;
  readonly warmUpSeconds: number;
  readonly timed: number;
  readonly timedSeconds: number;
  /** Timed ones at most, however short. */
  readonly most: number;
}

/** Repetitions of a published figure. */
export const REPETITIONS: Repetitions = {
  warmUp: 10,
  timed: 30,
  most: 2000,
  warmUpSeconds: 0.1,
  timedSeconds: 0.2,
};

/** Repeats a kernel and answers the median time with the totals of the last repetition. */
export function measure(kernel: Kernel, persons: number, repetitions: Repetitions): Finding {
  const seconds = () => {
    kernel.restore();
    const start = performance.now();
    kernel.run();
    return (performance.now() - start) / 1000;
  };
  let spent = 0;
  for (let n = 0; n < repetitions.warmUp || spent < repetitions.warmUpSeconds; n++) spent += seconds();
  const times: number[] = [];
  spent = 0;
  while (
    times.length < repetitions.timed ||
    (spent < repetitions.timedSeconds && times.length < repetitions.most)
  ) {
    const time = seconds();
    times.push(time);
    spent += time;
  }
  const totals = kernel.totals();
  // The next kernel begins with what this one has found.
  kernel.restore();
  return { kernel: kernel.name, nanosecondsPerPerson: (median(times) * 1e9) / persons, totals };
}

/** Sum of the first `length` values, each times its place among the residues of 31, from 1: tells values that have changed places. */
export function weighted(values: ArrayLike<number>, length = values.length, first = 0): number {
  let sum = 0;
  for (let i = 0; i < length; i++) sum += values[first + i] * ((i % 31) + 1);
  return sum;
}
