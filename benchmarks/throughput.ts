/**
 * Speed and memory of the main job: a sample of one million persons, current law and one reform, 2025-2045.
 *
 * Each configuration runs in processes of its own, so that memory is that of one run. Timed: from the resolved scenarios
 * to the finished rows, the start of the worker threads, the solving of tables and the making of rows included; not
 * timed: the start of Node and the reading of files. Memory: highest resident set of the process, all threads together.
 */
import { execFileSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { countryPack } from '../countries/index.js';
import { makeModel } from '../engine/projection/model.js';
import { makeSimulator, PROCESSES, type ProcessName } from '../engine/projection/simulator.js';
import { type EngineProgress, type EngineRequest, runEngine } from '../engine/run.js';
import { findShipped, readScenario, resolveScenario } from '../scenarios/index.js';

const PERSONS = 1_000_000;
const TO_YEAR = 2045;
const RUNS = 3;
const SCENARIOS = ['current-law', 'multi-tier-child-benefit'];

interface Measure {
  readonly seconds: number;
  readonly personYears: number;
  /** Person-years a second over the last three quarters of the blocks, when the threads run optimised code. */
  readonly warmSpeed: number;
  readonly megabytes: number;
}

/** The bench's request: scenarios resolved, country loaded. */
function prepare(): EngineRequest {
  const scenarios = SCENARIOS.map((id) => {
    const text = findShipped(id, null);
    const read = text && readScenario(text.text, { source: text.source, find: findShipped });
    if (!read?.ok) throw new Error(`scenario ${id} does not read`);
    return read.scenario;
  });
  const country = countryPack('viet-nam')?.inputs(scenarios[0].projection);
  if (!country) throw new Error('the country pack is missing');
  const indices = {
    firstYear: country.baseYear,
    price: country.macro.priceIndex,
    wage: country.macro.wageIndex,
  };
  const resolved = scenarios.map((scenario) => resolveScenario(scenario, indices));
  return { country, scenarios: resolved, seed: 'bench', persons: PERSONS, toYear: TO_YEAR };
}

/** One run in this process. */
async function measure(workers: number): Promise<Measure> {
  const request = prepare();
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

/** Nanoseconds a person-year of each process, over a quarter of the blocks after a warm-up, in this thread. */
function processCosts(): void {
  const { country, scenarios, seed, persons, toYear } = prepare();
  const model = makeModel(country, scenarios, seed, persons, toYear);
  const simulator = makeSimulator(model);
  const costs = new Map<ProcessName, number>();
  for (let block = 0; block < 4; block++) simulator.run(block, simulator.emptySums());
  const sums = simulator.emptySums();
  let last = 0;
  const onProcess = (process: ProcessName) => {
    const now = performance.now();
    costs.set(process, (costs.get(process) ?? 0) + now - last);
    last = now;
  };
  for (let block = 4; block < Math.ceil(model.plan.blocks / 4) + 4; block++) {
    last = performance.now();
    simulator.run(block, sums, { onProcess });
  }
  console.log('nanoseconds a person-year, one thread, after warm-up');
  let total = 0;
  for (const process of PROCESSES) {
    const cost = ((costs.get(process) ?? 0) * 1e6) / sums.personYears;
    total += cost;
    console.log(`  ${process.padEnd(16)}${cost.toFixed(1).padStart(7)}`);
  }
  console.log(`  ${'all'.padEnd(16)}${total.toFixed(1).padStart(7)}`);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

function report(): void {
  const self = fileURLToPath(import.meta.url);
  console.log(
    `Machine: ${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`,
  );
  console.log(
    `Method: ${PERSONS.toLocaleString('en')} persons, 2025-${TO_YEAR}, ${SCENARIOS.join(' + ')}; ${RUNS} processes a row, medians;`,
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
if (workers === undefined) {
  report();
  processCosts();
} else console.log(JSON.stringify(await measure(Number(workers))));
