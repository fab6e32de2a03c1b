import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  formatPersonId,
  type PersonId,
  PersonIdError,
  parsePersonId,
} from '../../engine/explain/person-id.js';
import { sampleIds } from '../../engine/explain/sample-ids.js';
import { type Plan, planRun } from '../../engine/population/plan.js';
import { type ExplainedPass, explainPersons } from '../explain.js';
import { LEGEND, lifeText, sampleText } from '../lives/text.js';
import { DEFAULT_OPTIONS, MIN_PERSONS, type RunOptions } from '../options.js';
import { prepareRun, type RunPlan } from '../plan.js';
import { problemOf } from '../problems.js';
import type { ScenarioInput } from '../scenario-input.js';
import { CommandError, EXIT } from './exit.js';
import { amount } from './figures.js';
import { personsOrWhole, wholeNumber } from './numbers.js';
import { refuse } from './refuse.js';
import { isProblem, readScenarioFile } from './scenario-file.js';
import { NO_ALIGNMENT } from './simulate.js';

const FORMATS = ['text', 'json'] as const;
const DEFAULT_SCENARIO = 'current-law';
const DEFAULT_LIST = 12;
const MOST_LISTED = 101;

interface ExplainOptions {
  readonly person?: PersonId;
  readonly list?: number;
  readonly scenario?: readonly string[];
  readonly population: RunOptions['persons'];
  readonly seed: string;
  readonly to: number;
  readonly alignment: boolean;
  readonly format: (typeof FORMATS)[number];
}

/** `mtb explain`: one simulated life, year by year. */
export function addExplainCommand(program: Command): void {
  program
    .command('explain')
    .summary('print one simulated life, year by year, with every benefit and every reason')
    .description(
      'Prints one life of the simulated population year by year, and what each tier of each scenario paid or why it did not. Without --person, lists some persons to choose from.',
    )
    .option('--person <id>', 'whose life, such as f30-17, or i3-0 of one who comes from abroad', personId)
    .addOption(
      new Option('--list <N>', `how many persons to list, 1 to ${MOST_LISTED} (default: ${DEFAULT_LIST})`)
        .argParser(wholeNumber(1, MOST_LISTED))
        .conflicts('person'),
    )
    .option(
      '--scenario <file>',
      `scenario file or id of a shipped scenario; may be given several times (default: "${DEFAULT_SCENARIO}")`,
      (file: string, others: readonly string[] = []) => [...others, file],
    )
    .option(
      '--population <N|whole>',
      `simulated persons, ${MIN_PERSONS} or more, or every resident; as the seed, part of who a person is`,
      personsOrWhole,
      DEFAULT_OPTIONS.persons,
    )
    .option('--to <year>', 'last year of the projection', wholeNumber(), DEFAULT_OPTIONS.toYear)
    .option('--seed <text>', 'any text; the same text gives the same lives', DEFAULT_OPTIONS.seed)
    .option('--no-alignment', NO_ALIGNMENT)
    .addOption(new Option('--format <name>', 'how to print it').choices(FORMATS).default('text'))
    .addHelpText(
      'after',
      `
A person id holds for one seed and population: f30-17 is female, 30 on
1 January 2025, and the 18th of these (counting from 0); m5-0 a boy of 5; i3-0
the first who comes from abroad into block 3. A woman's children follow after a
point, in their order: f30-17.2 is her second child, f30-17.2.1 that daughter's
first.

Example:
  mtb explain --person f30-17 --to 2035 \\
    --scenario current-law --scenario multi-tier-child-benefit`,
    )
    .action(explain);
}

function personId(text: string): PersonId {
  try {
    return parsePersonId(text);
  } catch (error) {
    if (error instanceof PersonIdError)
      throw new InvalidArgumentError(`${error.message} Expected: ${error.expected}.`);
    throw error;
  }
}

function explain(options: ExplainOptions): void {
  const plan = prepare(options);
  const { person, format } = options;
  if (!person) {
    const list = options.list ?? DEFAULT_LIST;
    process.stdout.write(format === 'json' ? json(listDocument(plan, list)) : listText(plan, list));
    return;
  }
  const passes = explained(plan, person);
  process.stdout.write(format === 'json' ? json(document(plan, passes)) : text(plan, passes));
}

/** Reads the scenarios and checks the options; only the scenarios asked for are explained, no baseline besides. */
function prepare(options: ExplainOptions): RunPlan {
  const { scenario = [DEFAULT_SCENARIO], population, seed, to, alignment } = options;
  const read = scenario.map(readScenarioFile);
  const unread = read.filter(isProblem);
  if (unread.length > 0) refuse(unread);
  const [baseline, ...scenarios] = read.filter((one): one is ScenarioInput => !isProblem(one));
  const prepared = prepareRun(
    { baseline, scenarios, persons: population, toYear: to, seed, alignment },
    { files: true },
  );
  return prepared.ok ? prepared.plan : refuse(prepared.problems);
}

function explained(plan: RunPlan, person: PersonId): ExplainedPass[] {
  try {
    return explainPersons(plan, [person]);
  } catch (error) {
    if (error instanceof PersonIdError) {
      const { code, message, found, expected } = error;
      refuse([problemOf({ code, message, pointer: '', source: '--person', found, expected })]);
    }
    const cause = error instanceof Error ? error.message : String(error);
    throw new CommandError(`the life cannot be simulated: ${cause}`, EXIT.failed);
  }
}

function json(document: object): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}

function samplePlan({ country, scenarios, options }: RunPlan): Plan {
  return planRun(country.inputs(scenarios[0].projection), options.persons);
}

function listDocument(plan: RunPlan, count: number) {
  const listed = sampleIds(samplePlan(plan), count);
  return {
    ...plan.options,
    list: listed.map(({ id, persons: alike }) => ({
      id: formatPersonId(id),
      sex: id.sex === 1 ? 'f' : 'm',
      age: id.age,
      alike,
    })),
  };
}

function listText(plan: RunPlan, count: number): string {
  const { persons, seed } = plan.options;
  const sampled = samplePlan(plan);
  const rows = sampleIds(sampled, count).map(({ id, persons: all }) => {
    const ordinal = (n: number) => formatPersonId({ ...id, ordinal: n });
    const others = all === 1 ? 'the only one' : `one of ${ordinal(0)} to ${ordinal(all - 1)}`;
    return `  ${formatPersonId(id).padEnd(10)} ${id.sex === 1 ? 'female' : 'male'}, ${id.age}; ${others}`;
  });
  const sample = persons === 'whole' ? 'all residents' : `the sample of ${amount(persons)} persons`;
  return [
    `Some of ${sample} (seed "${seed}"), by their age on 1 January ${plan.country.baseYear}:`,
    ...rows,
    `Who comes from abroad later is called by block (0 to ${sampled.blocks - 1}) and order: i0-0, i0-1, ...`,
    'Read a life with: mtb explain --person ID, and the same --population and --seed.',
    '',
  ].join('\n');
}

function text(plan: RunPlan, passes: readonly ExplainedPass[]): string {
  const lives = passes.map((pass) => {
    const { fertility, coverage, macro } = pass.projection;
    const choices = passes.length > 1 ? [`Projection: ${fertility}, ${coverage}, ${macro}`] : [];
    return [...choices, ...pass.lives.map((life) => lifeText(pass, life))].join('\n');
  });
  return `${[...lives, LEGEND, `From a ${sampleText(plan.options, passes[0].weight)}.`].join('\n\n')}\n`;
}

function document({ options }: RunPlan, passes: readonly ExplainedPass[]) {
  return {
    ...options,
    passes: passes.map(({ projection, scenarios, weight, lives }) => ({
      projection,
      scenarios,
      weight,
      life: lives[0],
    })),
  };
}
