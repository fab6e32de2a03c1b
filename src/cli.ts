#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { CommandError, EXIT } from './commands/exit.js';
import { VERSION } from './version.js';

/** The commands in the order of the help, each in a file of its own that is loaded when it is named. */
const COMMANDS: Readonly<Record<string, () => Promise<(program: Command) => void>>> = {
  run: async () => (await import('./commands/run.js')).addRunCommand,
  compare: async () => (await import('./commands/compare.js')).addCompareCommand,
  explain: async () => (await import('./commands/explain.js')).addExplainCommand,
  household: async () => (await import('./commands/household.js')).addHouseholdCommand,
  validate: async () => (await import('./commands/validate.js')).addValidateCommand,
  diff: async () => (await import('./commands/diff.js')).addDiffCommand,
  serve: async () => (await import('./commands/serve.js')).addServeCommand,
  keys: async () => (await import('./commands/keys.js')).addKeysCommand,
};

/** The program with the command that is named; with all of them where none is, as for the help. */
async function program(named: string | undefined): Promise<Command> {
  const mtb = new Command('mtb')
    .description(
      'Simulates multi-tiered child and maternity benefits of Viet Nam, person by person and year by year.\nFILE is a scenario file (YAML or JSON) or the id of a shipped scenario.',
    )
    .version(VERSION)
    .showHelpAfterError('(see mtb --help)')
    // Inherited by the commands that are added below.
    .exitOverride()
    .addHelpText('after', '\nExit status: 0 done, 1 the run failed, 2 bad input, 130 interrupted.');
  const names = named !== undefined && Object.hasOwn(COMMANDS, named) ? [named] : Object.keys(COMMANDS);
  for (const name of names) (await COMMANDS[name]())(mtb);
  return mtb;
}

async function main(): Promise<number> {
  try {
    await (await program(process.argv[2])).parseAsync();
    return EXIT.ok;
  } catch (error) {
    // Commander has already printed what was wrong.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.badInput;
    if (error instanceof CommandError) {
      process.stderr.write(`${error.message}\n`);
      return error.status;
    }
    process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
    return EXIT.failed;
  }
}

// A reader that has seen enough (`mtb run ... | head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT.ok);
  throw error;
});
process.exitCode = await main();
