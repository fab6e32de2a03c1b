/**
 * Time and memory of a run against its size: population, workers, scenarios and horizon, one at a time.
 * `node dist/benchmarks/scale.js [--whole] [--runs 3] [--quick]` writes out/scale.json, which tools/plot-performance.ts
 * draws. `--quick` runs a tenth of every population once and is for trying the bench and the pictures.
 *
 * Each run is a process of its own. Timed: from the resolved scenarios to the finished rows, threads and tables included.
 * Memory: highest resident set of the process, all threads together. Medians; the nation (`--whole`) runs once.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runEngine } from '../engine/run.js';
import { machine, median } from './machine.js';
import { LAW_AND_REFORM, prepared, TO_YEAR, variant } from './prepared.js';

/** What one run is asked for. */
interface Size {
  readonly persons: number | 'whole';
  readonly workers: number;
  readonly scenarios: number;
  readonly toYear: number;
}

export interface Measured extends Size {
  /** Simulated persons in the base year. */
  readonly simulated: number;
  readonly seconds: number;
  readonly megabytes: number;
  readonly personYears: number;
}

const USUAL: Size = { persons: 1_000_000, workers: 2, scenarios: 2, toYear: TO_YEAR };
const SERIES: Readonly<Record<string, readonly Partial<Size>[]>> = {
  population: [10_000, 100_000, 1_000_000, 10_000_000].flatMap((persons) =>
    [1, 2].map((workers) => ({ persons, workers })),
  ),
  scenarios: [1, 2, 3, 4, 8, 16, 32].map((scenarios) => ({ scenarios })),
  horizon: [2025, 2030, 2035, 2040, 2045].flatMap((toYear) => [1, 2].map((workers) => ({ toYear, workers }))),
};

/** One run in this process. */
async function measure({ persons, workers, scenarios, toYear }: Size): Promise<Measured> {
  const designs = Array.from({ length: Math.max(0, scenarios - 2) }, (_, n) => variant(n));
  const request = prepared([...LAW_AND_REFORM, ...designs].slice(0, scenarios), persons, toYear);
  const start = performance.now();
  const { personYears, persons: simulated } = await runEngine(request, { workers });
  const seconds = (performance.now() - start) / 1000;
  const megabytes = process.resourceUsage().maxRSS / 1024;
  return { persons, workers, scenarios, toYear, simulated, seconds, megabytes, personYears };
}

/** Medians of `runs` processes. */
function repeated(size: Size, runs: number): Measured {
  const self = fileURLToPath(import.meta.url);
  const found = Array.from(
    { length: runs },
    () =>
      JSON.parse(
        execFileSync(process.execPath, [self, '--one', JSON.stringify(size)], { encoding: 'utf8' }),
      ) as Measured,
  );
  const of = (figure: 'seconds' | 'megabytes') => median(found.map((one) => one[figure]));
  return { ...found[0], seconds: of('seconds'), megabytes: of('megabytes') };
}

/** A tenth of a population; a run has a thousand persons at least. */
function tenth(size: Size): Size {
  return typeof size.persons === 'number' ? { ...size, persons: Math.max(1000, size.persons / 10) } : size;
}

function report(whole: boolean, runs: number, quick: boolean): void {
  console.log(`Machine: ${machine()}`);
  console.log(
    `Method: ${LAW_AND_REFORM.join(' + ')}, further scenarios variants of the latter; medians of ${quick ? 1 : runs} processes.`,
  );
  console.log('series | persons | workers | scenarios | to | seconds | million person-years/s | MB');
  const series = Object.entries(SERIES).flatMap(([name, sizes]) =>
    sizes.map((size) => ({ name, size, runs })),
  );
  if (whole)
    for (const workers of [1, 2])
      series.push({ name: 'population', size: { persons: 'whole', workers }, runs: 1 });
  const results = series.map(({ name, size, runs: times }) => {
    const found = repeated(quick ? tenth({ ...USUAL, ...size }) : { ...USUAL, ...size }, quick ? 1 : times);
    const { persons, workers, scenarios, toYear, seconds, megabytes, personYears } = found;
    const speed = (personYears / seconds / 1e6).toFixed(2);
    console.log(
      [name, persons, workers, scenarios, toYear, seconds.toFixed(2), speed, megabytes.toFixed(0)].join(
        ' | ',
      ),
    );
    return { series: name, ...found };
  });
  mkdirSync('out', { recursive: true });
  writeFileSync('out/scale.json', `${JSON.stringify({ machine: machine(), results }, null, 2)}\n`);
}

const { values } = parseArgs({
  options: {
    one: { type: 'string' },
    whole: { type: 'boolean' },
    runs: { type: 'string' },
    quick: { type: 'boolean' },
  },
});
if (values.one) console.log(JSON.stringify(await measure(JSON.parse(values.one) as Size)));
else report(values.whole ?? false, Number(values.runs ?? 3), values.quick ?? false);
