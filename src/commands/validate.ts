import type { Command } from 'commander';
import { validateScenario } from '../plan.js';
import { formatProblem } from '../problems.js';
import { CommandError } from './exit.js';
import { isProblem, readScenarioFile } from './scenario-file.js';

function validate(files: readonly string[]): void {
  const mistakes: string[] = [];
  for (const file of files) {
    const input = readScenarioFile(file);
    const result = isProblem(input)
      ? { ok: false as const, problems: [input] }
      : validateScenario(input, { files: true });
    if (result.ok) {
      const { id, ancestors } = result.scenario;
      const extending = ancestors.length > 0 ? `, extends ${ancestors.join(' > ')}` : '';
      process.stdout.write(`${file}: valid (${id}${extending})\n`);
    } else {
      mistakes.push(...result.problems.map(formatProblem));
    }
  }
  if (mistakes.length > 0) throw new CommandError(mistakes.join('\n'));
}

/** `mtb validate FILE...`: every mistake of every file at once. */
export function addValidateCommand(program: Command): void {
  program
    .command('validate')
    .summary('check scenario files')
    .description('Checks scenario files and prints every mistake with its place and how to mend it.')
    .argument('<file...>', 'scenario files, or ids of shipped scenarios')
    .action(validate);
}
