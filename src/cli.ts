#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { addCompareCommand } from './commands/compare.js';
import { addDiffCommand } from './commands/diff.js';
import { CommandError, EXIT } from './commands/exit.js';
import { addExplainCommand } from './commands/explain.js';
import { addHouseholdCommand } from './commands/household.js';
import { addKeysCommand } from './commands/keys.js';
import { addRunCommand } from './commands/run.js';
import { addServeCommand } from './commands/serve.js';
import { addValidateCommand } from './commands/validate.js';
import { VERSION } from './version.js';

function program(): Command {
  const mtb = new Command('mtb')
    .description(
      'Simulates multi-tiered child and maternity benefits of Viet Nam, person by person and year by year.\nFILE is a scenario file (YAML or JSON) or the id of a shipped scenario.',
    )
    .version(VERSION)
    .showHelpAfterError('(see mtb --help)')
    // Inherited by the commands that are added below.
    .exitOverride()
    .addHelpText('after', '\nExit status: 0 done, 1 the run failed, 2 bad input, 130 interrupted.');
  addRunCommand(mtb);
  addCompareCommand(mtb);
  addExplainCommand(mtb);
  addHouseholdCommand(mtb);
  addValidateCommand(mtb);
  addDiffCommand(mtb);
  addServeCommand(mtb);
  addKeysCommand(mtb);
  return mtb;
}

async function main(): Promise<number> {
  try {
    await program().parseAsync();
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
