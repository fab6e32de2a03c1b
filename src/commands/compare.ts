import type { Command } from 'commander';
import { type SimulateOptions, simulate, withSimulateOptions } from './simulate.js';

/** `mtb compare BASELINE REFORM...`: reforms beside a baseline of the user's choice. */
export function addCompareCommand(program: Command): void {
  withSimulateOptions(
    program
      .command('compare')
      .summary('simulate reforms beside a baseline of your choice')
      .description(
        'Applies a baseline and one or more reforms to the same lives, and reports the differences, winners and losers.',
      )
      .argument('<baseline>', 'scenario file, or the id of a shipped scenario')
      .argument('<reform...>', 'one or more of the same'),
  )
    .addHelpText('after', '\nExample:\n  mtb compare current-law my-reform.yaml --population 20000')
    .action((baseline: string, reforms: string[], options: SimulateOptions) =>
      simulate({ baseline, scenarios: reforms }, options),
    );
}
