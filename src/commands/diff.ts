import { type Command, Option } from 'commander';
import type { Scenario } from '../../scenarios/index.js';
import { type Change, diffScenarios } from '../library/diff.js';
import { diffCsv, diffText } from '../library/diff-text.js';
import { validateScenario } from '../plan.js';
import { formatProblem } from '../problems.js';
import { CommandError } from './exit.js';
import { isProblem, readScenarioFile } from './scenario-file.js';

const FORMATS = ['text', 'csv', 'json'] as const;
type Format = (typeof FORMATS)[number];

function readScenario(file: string, mistakes: string[]): Scenario | undefined {
  const input = readScenarioFile(file);
  const result = isProblem(input)
    ? { ok: false as const, problems: [input] }
    : validateScenario(input, { files: true });
  if (result.ok) return result.scenario;
  mistakes.push(...result.problems.map(formatProblem));
  return undefined;
}

function printed(format: Format, before: Scenario, after: Scenario, changes: readonly Change[]): string {
  if (format === 'csv') return diffCsv(changes);
  if (format === 'text') return diffText(before, after, changes);
  const [one, other] = [before, after].map(({ id, title, hash }) => ({ id, title, hash }));
  return `${JSON.stringify({ before: one, after: other, changes }, null, 2)}\n`;
}

/** `mtb diff BEFORE AFTER`: what the rules of two scenarios differ in, parameter by parameter. */
export function addDiffCommand(program: Command): void {
  program
    .command('diff')
    .summary('compare the rules of two scenarios')
    .description('Prints what two scenarios differ in, parameter by parameter. Nothing is simulated.')
    .argument('<before>', 'scenario file, or the id of a shipped scenario')
    .argument('<after>', 'the same')
    .addOption(new Option('--format <format>', 'how it is printed').choices(FORMATS).default('text'))
    .action((before: string, after: string, { format }: { format: Format }) => {
      const mistakes: string[] = [];
      const [one, other] = [before, after].map((file) => readScenario(file, mistakes));
      if (!one || !other) throw new CommandError(mistakes.join('\n'));
      process.stdout.write(printed(format, one, other, diffScenarios(one, other)));
    });
}
