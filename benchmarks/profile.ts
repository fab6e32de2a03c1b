/**
 * The profile of the yearly cycle: for each process nanoseconds, persons concerned, bytes touched and bytes allocated a
 * person-year, and the decisions that no processor can foretell. One million persons, current law and a reform to 2045,
 * one thread: `npm run build --silent && node dist/benchmarks/profile.js`.
 *
 * Time: each block by itself, after a warm-up; the median of the blocks and the best. Persons, bytes of columns and
 * decisions: counted on the simulated persons, so the same on any machine. Allocations: growth of the heap, in a process
 * of its own. Hardware counters are not to be had on many machines and are not used.
 */
import { fileURLToPath } from 'node:url';
import { makePopulation } from '../engine/population/columns.js';
import { type Model, makeModel } from '../engine/projection/model.js';
import { PROCESSES, type ProcessName } from '../engine/projection/simulator.js';
import { machine, median } from './machine.js';
import { LAW_AND_REFORM, prepared } from './prepared.js';
import { allocations, allocationsApart } from './profile/allocations.js';
import { costs } from './profile/costs.js';
import { DECISIONS } from './profile/decisions.js';
import { bytesTouched, type Concerned, countConcerned } from './profile/measure.js';
import { PASSES } from './profile/passes.js';
import { rarerSide } from './profile/predictor.js';

const PERSONS = 1_000_000;
const WARM_UP = 12;
const TIMED = 40;
const COUNTED = 3;
const ALLOCATIONS = 'allocations';

function benchModel(): Model {
  const { country, scenarios, seed, persons, toYear } = prepared(LAW_AND_REFORM, PERSONS);
  return makeModel(country, scenarios, seed, persons, toYear);
}

function line(name: string, figures: readonly (number | string)[], digits = 1): void {
  const cells = figures.map((figure) =>
    (typeof figure === 'number' ? figure.toFixed(digits) : figure).padStart(10),
  );
  console.log(`  ${name.padEnd(42)}${cells.join('')}`);
}

function printCosts(
  model: Model,
  concerned: Concerned,
  allocated: Readonly<Record<ProcessName, number>>,
): void {
  const times = costs(model, WARM_UP, TIMED, () => performance.now() * 1e6);
  const touched = bytesTouched(makePopulation(16), concerned);
  console.log(
    'a person-year of each process: nanoseconds, bytes of columns and of scratch arrays, bytes of heap',
  );
  line('', ['median', 'best', 'columns', 'scratch', 'heap']);
  const rows = PROCESSES.map((process) => {
    const blocks = times.get(process) ?? [];
    const { columns, scratch } = touched.get(process) ?? { columns: 0, scratch: 0 };
    return [median(blocks), Math.min(...blocks), columns, scratch, allocated[process]];
  });
  rows.forEach((row, n) => {
    line(PROCESSES[n], row);
  });
  line(
    'all',
    rows[0].map((_, column) => rows.reduce((sum, row) => sum + row[column], 0)),
  );
}

function printPersons({ passes, changed, paid, personYears }: Concerned): void {
  const percent = (persons: number) => (100 * persons) / personYears;
  console.log(
    'persons whom the passes of each process go over, and of whom it changes a column or whom it pays, %',
  );
  for (const process of PROCESSES) {
    for (const pass of PASSES[process])
      line(`${process}: ${spaced(pass.group)}`, [percent(passes.get(pass) ?? 0)]);
    const changes = changed.get(process) ?? 0;
    if (changes > 0) line(`${process}: changed`, ['', percent(changes)]);
    if (process === 'maternity tiers') line(`${process}: paid`, ['', percent(paid.maternity)], 2);
    if (process === 'child tiers') line(`${process}: paid`, ['', percent(paid.child)]);
  }
}

function printDecisions({ jumps, personYears }: Concerned): void {
  console.log(
    'decisions on ranks and draws: asked and yes among the asked, %; mispredicted jumps a thousand person-years,',
  );
  console.log(
    '  the rarer side if outcomes were independent, and by a two-bit counter in the order of the persons;',
  );
  console.log('  what is decided by arithmetic has no jump: the figures are what a jump would cost');
  line('', ['made by', 'asked', 'yes', 'rarer', 'counter']);
  const jumped = { rarer: 0, wrong: 0 };
  DECISIONS.forEach(({ process, decision, made, lanes }, n) => {
    const { asked, yes, wrong } = jumps[n].counts;
    const perThousand = (jumpCount: number) => (1000 * jumpCount) / personYears;
    const rarer = perThousand(rarerSide(jumps[n].counts));
    if (made !== 'arithmetic') {
      jumped.rarer += rarer;
      jumped.wrong += perThousand(wrong);
    }
    line(`${process}: ${decision}`, [
      lanes > 1 ? `${made} of ${lanes}` : made,
      (100 * asked) / personYears,
      (100 * yes) / asked,
      rarer,
      perThousand(wrong),
    ]);
  });
  line('jumps', ['', '', '', jumped.rarer, jumped.wrong]);
}

/** A name in words. */
function spaced(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function report(): void {
  const model = benchModel();
  console.log(`Machine: ${machine()}`);
  console.log(
    `Method: ${PERSONS.toLocaleString('en')} persons, ${model.country.baseYear}-${model.toYear}, ${LAW_AND_REFORM.join(' + ')}; one thread;`,
  );
  console.log(
    `  times over ${TIMED} blocks after ${WARM_UP}; persons and decisions over ${COUNTED} blocks; synthesis once a block, spread over its years.`,
  );
  const concerned = countConcerned(model, COUNTED);
  printCosts(model, concerned, allocationsApart(fileURLToPath(import.meta.url), ALLOCATIONS));
  printPersons(concerned);
  printDecisions(concerned);
}

if (process.argv[2] === ALLOCATIONS) console.log(JSON.stringify(allocations(benchModel())));
else report();
