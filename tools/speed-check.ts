/**
 * Whether the kernels are still as much faster than the plain loops of test/reference as they were: `npm run speed-check`.
 *
 * Both do the same work on the same persons in turn, in one process, so whatever slows the machine down slows both, and
 * the ratio of their medians holds where seconds do not. Exit status 1 where a ratio is below its floor.
 */
import { fileURLToPath } from 'node:url';
import { machine, median } from '../benchmarks/machine.js';
import { kernelModel } from '../test/support/kernels.js';
import { alternate, type Loop, type Pair } from './speed/alternate.js';

/** Ten blocks, of which the first ones only warm up. */
const PERSONS = 160_000;
const TO_YEAR = 2045;
/** All processes together. */
const WHOLE = 'all of these';
type Row = Loop | typeof WHOLE;

/**
 * Lowest ratios of the plain loop's median time to the kernel's, about half of `seen`: the lowest of eight checks on
 * 22 November 2026, two of them beside four busy processes on two cores. Where half would be what a kernel gives that has
 * become a plain loop, the floor stands between. Maternity tiers and incomes after benefits gain from being compiled
 * once for all scenarios and from what they spare others, not against a plain loop: their floors tell only that they have
 * not become slow.
 */
const RATIOS: Readonly<Partial<Record<Row, { readonly seen: number; readonly floor: number }>>> = {
  synthesis: { seen: 4.9, floor: 2.4 },
  recall: { seen: 4.3, floor: 2.1 },
  deaths: { seen: 4.3, floor: 2.1 },
  unions: { seen: 5, floor: 2.5 },
  births: { seen: 5, floor: 2.5 },
  work: { seen: 2, floor: 1.4 },
  incomes: { seen: 3.2, floor: 1.6 },
  contributions: { seen: 2.4, floor: 1.4 },
  'maternity tiers': { seen: 0.85, floor: 0.5 },
  'child tiers': { seen: 6.8, floor: 3 },
  distribution: { seen: 1.05, floor: 0.6 },
  counting: { seen: 4.3, floor: 2.1 },
  [WHOLE]: { seen: 3.6, floor: 2.2 },
};

/** Median milliseconds of kernel and plain loop, and how much faster the kernel is. */
export interface Speed {
  readonly row: Row;
  readonly kernel: number;
  readonly plain: number;
  readonly ratio: number;
}

/** Speeds of all loops, and of all of them: each median as often as it was measured. */
export function speedsOf(times: ReadonlyMap<Loop, Pair>): readonly Speed[] {
  const speed = (row: Row, kernel: number, plain: number) => ({ row, kernel, plain, ratio: plain / kernel });
  const loops = [...times].map(([loop, { kernel, plain }]) => speed(loop, median(kernel), median(plain)));
  // What is done every year counts for every year.
  const sum = (of: keyof Pair) =>
    [...times.values()].reduce((all, pair) => all + median(pair[of]) * pair[of].length, 0);
  return [...loops, speed(WHOLE, sum('kernel'), sum('plain'))];
}

/** What is wrong, in a line each: a ratio below its floor, a loop without a floor, a floor without a loop. */
export function complaints(speeds: readonly Speed[]): readonly string[] {
  const slow = speeds.flatMap(({ row, ratio }) => {
    const known = RATIOS[row];
    if (known === undefined) return [`${row}: has no floor in tools/speed-check.ts`];
    if (ratio >= known.floor) return [];
    const found = `${ratio.toFixed(2)} times as fast as the plain loop`;
    return [`${row}: ${found}, floor ${known.floor}, seen ${known.seen}: the kernel has become slow`];
  });
  const measured = new Set<string>(speeds.map(({ row }) => row));
  const missing = Object.keys(RATIOS).filter((row) => !measured.has(row));
  return [...slow, ...missing.map((row) => `${row}: has a floor and was not measured`)];
}

function report(): boolean {
  console.log(`Machine: ${machine()}`);
  console.log(
    `Method: ${PERSONS.toLocaleString('en')} persons to ${TO_YEAR}, block by block; kernel and plain loop in turn on the same persons;`,
  );
  console.log('  medians of the years in ms a block, of synthesis and recall of the blocks.');
  const speeds = speedsOf(alternate(kernelModel(PERSONS, TO_YEAR)));
  console.log('process            kernel    plain    ratio    floor');
  for (const { row, kernel, plain, ratio } of speeds) {
    const figures = [kernel.toFixed(3), plain.toFixed(3), ratio.toFixed(2), RATIOS[row]?.floor ?? 'none'];
    console.log([row.padEnd(16), ...figures.map((figure) => String(figure).padStart(8))].join(' '));
  }
  const wrong = complaints(speeds);
  for (const line of wrong) console.error(line);
  return wrong.length === 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url) && !report()) process.exitCode = 1;
