/**
 * Speed and memory of the main job: a sample of one million persons, current law and one reform, 2025-2045.
 *
 * Each configuration runs in processes of its own, so that memory is that of one run. Timed: from the resolved scenarios
 * to the finished rows, the start of the worker threads, the solving of tables and the making of rows included; not
 * timed: the start of Node and the reading of files. Memory: highest resident set of the process, all threads together.
 */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type EngineProgress, runEngine } from '../engine/run.js';
import { machine, median } from './machine.js';
import { LAW_AND_REFORM, prepared, TO_YEAR } from './prepared.js';

const PERSONS = 1_000_000;
const RUNS = 3;

interface Measure {
  readonly seconds: number;
  readonly personYears: number;
  /** Person-years a second over the last three quarters of the blocks, when the threads run optimised code. */
  readonly warmSpeed: number;
  readonly megabytes: number;
}

/** One run in this process. */
async function measure(workers: number): Promise<Measure> {
  const request = prepared(LAW_AND_REFORM, PERSONS);
  const start = performance.now();
  let warm: { time: number; personYears: number } | undefined;
  let last = { time: 0, personYears: 0 };
  const onProgress = ({ blocksDone, blocks, personYears }: EngineProgress) => {
    last = { time: performance.now(), personYears };
    if (warm === undefined && blocksDone >= blocks / 4) warm = last;
  };
  const { personYears } = await runEngine(request, { workers, onProgress });
  const seconds = (performance.now() - start) / 1000;
  const from = warm ?? { time: start, personYears: 0 };
  const warmSpeed = ((last.personYears - from.personYears) / (last.time - from.time)) * 1000;
  return { seconds, personYears, warmSpeed, megabytes: process.resourceUsage().maxRSS / 1024 };
}

function report(): void {
  const self = fileURLToPath(import.meta.url);
  console.log(`Machine: ${machine()}`);
  console.log(
    `Method: ${PERSONS.toLocaleString('en')} persons, 2025-${TO_YEAR}, ${LAW_AND_REFORM.join(' + ')}; ${RUNS} processes a row, medians;`,
  );
  console.log(
    '  time from resolved scenarios to finished rows, threads and tables included; memory = highest resident set.',
  );
  console.log('workers | seconds | million person-years/s | for each worker | for each worker, warm | MB');
  const wall: number[] = [];
  for (const workers of [1, 2]) {
    const runs = Array.from(
      { length: RUNS },
      () =>
        JSON.parse(execFileSync(process.execPath, [self, String(workers)], { encoding: 'utf8' })) as Measure,
    );
    const seconds = median(runs.map((run) => run.seconds));
    const speed = runs[0].personYears / seconds / 1e6;
    wall.push(seconds);
    console.log(
      [
        workers,
        seconds.toFixed(2),
        speed.toFixed(2),
        (speed / workers).toFixed(2),
        (median(runs.map((run) => run.warmSpeed)) / workers / 1e6).toFixed(2),
        median(runs.map((run) => run.megabytes)).toFixed(0),
      ].join(' | '),
    );
  }
  console.log(`second worker: ${(wall[0] / wall[1]).toFixed(2)} times as fast`);
}

const workers = process.argv[2];
if (workers === undefined) report();
else console.log(JSON.stringify(await measure(Number(workers))));
