/**
 * Start-up: from the shell's enter to the printed result of the default run (100,000 persons, 2025-2045), in new
 * processes of the built command, with whatever the system has cached of its files.
 *
 * Timed from outside: the whole command, and Node alone. The stages are those of the command, taken one after the other
 * in a process of their own; the threads load meanwhile, and what is left of their loading counts to the simulation.
 *
 * `node dist/benchmarks/start-up.js [times]`, 7 times by default. Nothing else should run on the machine.
 */
import { execFileSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { usefulThreads } from '../engine/workers/task.js';
import { Threads } from '../engine/workers/threads.js';
import { machine, median } from './machine.js';

const PERSONS = 100_000;
const COMMANDS = [
  ['run', 'current-law'],
  ['compare', 'current-law', 'multi-tier-child-benefit'],
];
const TARGET_SECONDS = 1.5;

const CLI = fileURLToPath(new URL('../src/cli.js', import.meta.url));
const SELF = fileURLToPath(import.meta.url);

function milliseconds(args: readonly string[]): number {
  const start = performance.now();
  execFileSync(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  return performance.now() - start;
}

/** Times of the stages of a run, milliseconds, by name; in this process, which should be new. */
async function stages(ids: readonly string[]): Promise<Record<string, number>> {
  const times: Record<string, number> = {};
  let last = 0;
  const done = (stage: string) => {
    const now = performance.now();
    times[stage] = now - last;
    last = now;
  };
  done('Node, first modules');
  const threads = new Threads(usefulThreads(availableParallelism(), PERSONS));
  done('start of the threads');
  const [{ prepareRun }, { passInputs }, { makeModel }, { runBlocks }, { resultRows }, { readScenarioFile }] =
    await Promise.all([
      import('../src/plan.js'),
      import('../src/run.js'),
      import('../engine/projection/model.js'),
      import('../engine/workers/pool.js'),
      import('../engine/indicators/rows.js'),
      import('../src/commands/scenario-file.js'),
    ]);
  done('loading');
  const inputs = ids.map(readScenarioFile).filter((input) => 'text' in input);
  const prepared = prepareRun({ baseline: inputs[0], scenarios: inputs.slice(1), persons: PERSONS });
  if (!prepared.ok) throw new Error('the scenarios do not read');
  const { plan } = prepared;
  done('law and country');
  const { country, scenarios } = passInputs(plan, plan.scenarios);
  done('formulas, indexed parameters');
  const { seed, toYear } = plan.options;
  const model = makeModel(country, scenarios, seed, PERSONS, toYear);
  done('tables of the model');
  const { sums } = await runBlocks({ kind: 'simulate', model, keep: false }, { threads });
  done('simulation');
  const rows = resultRows(model, sums, new Set(['total']));
  done('rows');
  const { formatReport } = await import('../src/commands/report.js');
  const simulated = { persons: PERSONS, weight: model.plan.weight, personYears: sums.personYears };
  const { id, options } = plan;
  formatReport({
    record: { id, ...options, scenarios: plan.scenarios, country: plan.country, seconds: 0, simulated },
    rows,
  });
  done('report');
  await threads.stop();
  done('end of the threads');
  return times;
}

function report(times: number): void {
  console.log(`Machine: ${machine()}`);
  console.log(
    `Method: ${PERSONS.toLocaleString('en')} persons, 2025-2045; a new process each time, ${times} times, medians; milliseconds; target ${TARGET_SECONDS * 1000}.`,
  );
  const repeat = <Result>(measure: () => Result) => Array.from({ length: times }, measure);
  console.log(
    `${'node -e 0'.padEnd(62)}${median(repeat(() => milliseconds(['-e', '0'])))
      .toFixed(0)
      .padStart(6)}`,
  );
  for (const command of COMMANDS) {
    const args = [CLI, ...command, '--population', String(PERSONS)];
    const all = repeat(() => milliseconds(args));
    console.log(
      `${`mtb ${command.join(' ')}`.padEnd(62)}${median(all).toFixed(0).padStart(6)}   (${Math.min(...all).toFixed(0)} to ${Math.max(...all).toFixed(0)})`,
    );
  }
  for (const [, ...ids] of COMMANDS) {
    const runs = repeat(
      () =>
        JSON.parse(execFileSync(process.execPath, [SELF, 'stages', ...ids], { encoding: 'utf8' })) as Record<
          string,
          number
        >,
    );
    console.log(`stages of ${ids.join(' + ')}`);
    for (const stage of Object.keys(runs[0])) {
      console.log(
        `  ${stage.padEnd(60)}${median(runs.map((run) => run[stage]))
          .toFixed(0)
          .padStart(6)}`,
      );
    }
  }
}

const [mode, ...ids] = process.argv.slice(2);
if (mode === 'stages') console.log(JSON.stringify(await stages(ids)));
else report(Number(mode ?? 7));
