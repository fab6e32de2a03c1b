/**
 * A new design on a kept base: one million persons to 2045, current law kept, and designs that the base has not seen
 * applied to it one after the other, each compared with current law. `node dist/benchmarks/kept.js [--designs 9]`.
 *
 * Timed: from resolved scenarios to the national rows that a report shows, and to the whole table. The threads are those
 * that simulated the base, as under `mtb run --watch`.
 */
import { parseArgs } from 'node:util';
import type { Dimension } from '../engine/results.js';
import { type EngineRequest, keepRun } from '../engine/run.js';
import { Threads } from '../engine/workers/threads.js';
import { machine, median, prepared, variant } from './prepared.js';

const PERSONS = 1_000_000;

/** Seconds that some work takes, with what it answers. */
async function timed<T>(work: () => Promise<T>): Promise<readonly [number, T]> {
  const start = performance.now();
  const answer = await work();
  return [(performance.now() - start) / 1000, answer];
}

const { values } = parseArgs({ options: { designs: { type: 'string' }, workers: { type: 'string' } } });
const designs = Number(values.designs ?? 9);
const workers = Number(values.workers ?? 2);
const request: EngineRequest = prepared(['current-law'], PERSONS);
const threads = new Threads(workers);
console.log(`Machine: ${machine()}`);
console.log(
  `Method: ${PERSONS.toLocaleString('en')} persons to 2045, ${workers} workers; designs that differ in levels.`,
);
const [whole, kept] = await timed(() => keepRun(request, { workers, threads }));
console.log(`simulated and kept: ${whole.toFixed(2)} s, ${(kept.bytes / 2 ** 20).toFixed(0)} MB kept`);
const NATIONAL: ReadonlySet<Dimension> = new Set(['total']);
for (const [table, dimensions] of [
  ['national rows', NATIONAL],
  ['the whole table', undefined],
] as const) {
  const answers: number[] = [];
  for (let n = 0; n < designs; n++) {
    const { scenarios } = prepared(['current-law', variant(n)], PERSONS);
    const [seconds] = await timed(() => kept.evaluate(scenarios, { workers, threads, dimensions }));
    answers.push(seconds);
  }
  console.log(
    `a new design, ${table}: median ${median(answers).toFixed(3)} s, first ${answers[0].toFixed(3)} s of ${designs}`,
  );
}
console.log(`highest resident set ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`);
await threads.stop();
