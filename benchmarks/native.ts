/**
 * The distance to native code: the engine's processes against the same computations in plain C++ and in NumPy, on the same
 * block of persons, in one run. benchmarks/reference/README.md says what is compared and how to read it.
 *
 * `--rounds N`: how often the programs take turns, 3 by default. Exit status 1 where two programs disagree.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { machine, median } from './machine.js';
import { simulateBlock } from './reference/block.js';
import { disagreements } from './reference/compare.js';
import { writeDump } from './reference/dump.js';
import { engineKernels } from './reference/engine.js';
import { type Finding, measure, REPETITIONS } from './reference/measure.js';
import { cppProgram, numpyProgram, type Program } from './reference/programs.js';
import { tablesOf } from './reference/tables.js';

/** What the programs that take part have found: [program][round][kernel]. */
type Findings = readonly { readonly program: Program; readonly rounds: readonly (readonly Finding[])[] }[];

/** Timed for itself, but part of births and work: not added to the whole. */
const PART_OF_OTHERS = 'draws';

function roundsAsked(): number {
  const { values } = parseArgs({ options: { rounds: { type: 'string', default: '3' } } });
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1)
    throw new RangeError(`--rounds must be a whole number from 1, found ${values.rounds}`);
  return rounds;
}

/** Nanoseconds a person of one kernel: the median of the rounds. */
function nanoseconds(rounds: readonly (readonly Finding[])[], kernel: string): number {
  return median(
    rounds.map(
      (findings) => findings.find((finding) => finding.kernel === kernel)?.nanosecondsPerPerson ?? Number.NaN,
    ),
  );
}

function printTable(findings: Findings): void {
  const [engine, ...others] = findings;
  const kernels = engine.rounds[0].map(({ kernel }) => kernel);
  const row = (name: string, figures: readonly number[]) => {
    const [own, ...theirs] = figures;
    const cells = theirs.flatMap((figure) => [figure.toFixed(2), (own / figure).toFixed(2)]);
    console.log([name.padEnd(14), ...[own.toFixed(2), ...cells].map((cell) => cell.padStart(8))].join(' | '));
  };
  const heads = others.flatMap(({ program }) => [`${program.name} ns`, 'ratio']);
  console.log(['kernel'.padEnd(14), ...['engine ns', ...heads].map((head) => head.padStart(8))].join(' | '));
  const sums = findings.map(() => 0);
  for (const kernel of kernels) {
    const figures = findings.map(({ rounds }) => nanoseconds(rounds, kernel));
    row(kernel, figures);
    if (kernel === PART_OF_OTHERS) continue;
    figures.forEach((figure, n) => {
      sums[n] += figure;
    });
  }
  row(`all but ${PART_OF_OTHERS}`, sums);
}

/** Runs the programs in turn. */
function takeTurns(programs: readonly Program[], rounds: number): Findings {
  const found = programs.map((program) => ({ program, rounds: [] as (readonly Finding[])[] }));
  for (let round = 0; round < rounds; round++)
    for (const { program, rounds: findings } of found) findings.push(program.run());
  return found;
}

function bench(folder: string, rounds: number): boolean {
  const block = simulateBlock();
  writeDump(folder, tablesOf(block, REPETITIONS));
  const kernels = engineKernels(block);
  const engine: Program = {
    name: 'engine',
    run: () => kernels.map((kernel) => measure(kernel, block.count, REPETITIONS)),
  };
  console.log(`Machine: ${machine()}`);
  console.log(
    `Method: one block, ${block.count.toLocaleString('en')} persons at the end of ${block.endedYear}; nanoseconds a person of the block;`,
  );
  console.log(
    `  one thread; medians of at least ${REPETITIONS.timed} repetitions, then of the rounds in which the programs take turns (${rounds});`,
  );
  console.log('  ratio: the engine against the program on the left; below 1 the engine is faster.');
  const programs = [engine];
  for (const made of [cppProgram(folder), numpyProgram(folder)]) {
    if ('skipped' in made) console.log(`${made.name}: skipped, ${made.skipped}`);
    else {
      console.log(`${made.name}: ${made.version}`);
      programs.push(made);
    }
  }
  const findings = takeTurns(programs, rounds);
  const { wrong, allowed } = disagreements(
    findings.flatMap(({ program, rounds: found }) =>
      found.flatMap((kernelsFound) => kernelsFound.map((finding) => ({ program: program.name, ...finding }))),
    ),
  );
  if (wrong.length > 0) {
    for (const line of wrong) console.error(line);
    return false;
  }
  printTable(findings);
  for (const line of allowed) console.log(line);
  return true;
}

const folder = mkdtempSync(join(tmpdir(), 'mtb-native-'));
try {
  if (!bench(folder, roundsAsked())) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}
