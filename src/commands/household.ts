import { readFileSync } from 'node:fs';
import { type Command, Option } from 'commander';
import type { Problem } from '../../scenarios/index.js';
import { entitlementsOf } from '../household/entitlements.js';
import { answerDocument } from '../household/json.js';
import type { HouseholdText } from '../household/read.js';
import { answerText } from '../household/text.js';
import { formatProblem, problemOf } from '../problems.js';
import { CommandError } from './exit.js';
import { isProblem, readScenarioFile } from './scenario-file.js';

const FORMATS = ['text', 'json'] as const;
const DEFAULT_SCENARIO = 'current-law';

interface HouseholdOptions {
  readonly scenario: string;
  readonly at?: string;
  readonly format: (typeof FORMATS)[number];
}

/** `mtb household FILE`: what one household is entitled to, and why. */
export function addHouseholdCommand(program: Command): void {
  program
    .command('household')
    .summary('say what one household is entitled to in a month, and why')
    .description(
      'Reads a household (YAML or JSON) and prints what each tier of a scenario gives to its births, pregnancy losses, adoptions and children, with every condition and the law behind it, and the contributions due for its members.',
    )
    .argument('<file>', 'the household')
    .option('--scenario <file>', 'scenario file or id of a shipped scenario', DEFAULT_SCENARIO)
    .option('--at <month>', "the month asked about, such as 2026-09, instead of the file's own")
    .addOption(new Option('--format <name>', 'how to print it').choices(FORMATS).default('text'))
    .addHelpText(
      'after',
      `
Entitlement is told, not claiming: take-up is full. What a household file holds is in docs/household-calculator.md.

Example:
  mtb household examples/family-of-five.yaml --scenario current-law --at 2026-09`,
    )
    .action(household);
}

function household(file: string, { scenario: law, at, format }: HouseholdOptions): void {
  const input = readHouseholdFile(file);
  const scenario = readScenarioFile(law);
  const unread = [input, scenario].filter(isProblem);
  if (isProblem(input) || isProblem(scenario)) refuse(unread);
  const result = entitlementsOf(input, scenario, { at, files: true });
  if (!result.ok) refuse(result.problems);
  process.stdout.write(
    format === 'json'
      ? `${JSON.stringify(answerDocument(result.answer), null, 2)}\n`
      : answerText(result.answer),
  );
}

function readHouseholdFile(file: string): HouseholdText | Problem {
  try {
    return { text: readFileSync(file, 'utf8'), source: file };
  } catch (error) {
    const cause = (error as NodeJS.ErrnoException).code;
    const message =
      cause === 'ENOENT' ? 'There is no file of this name.' : `The file cannot be read (${cause}).`;
    return problemOf({ code: 'no-such-household', message, pointer: '', source: file });
  }
}

/** Ends the command with all problems; that of the month is told of the option that was typed. */
function refuse(problems: readonly Problem[]): never {
  const typed = problems.map((problem) =>
    problem.source === null && problem.pointer === '/at'
      ? { ...problem, source: '--at', pointer: '' }
      : problem,
  );
  throw new CommandError(typed.map(formatProblem).join('\n'));
}
