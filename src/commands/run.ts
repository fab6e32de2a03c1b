import type { Command } from 'commander';
import { type SimulateOptions, simulate, withSimulateOptions } from './simulate.js';

/** `mtb run FILE`: one scenario, beside the baseline from which it was extended. */
export function addRunCommand(program: Command): void {
  withSimulateOptions(
    program
      .command('run')
      .summary('simulate a scenario beside its baseline')
      .description('Simulates a scenario and the baseline it extends on the same lives, and reports both.')
      .argument('<file>', 'scenario file (YAML or JSON), or the id of a shipped scenario'),
  )
    .addHelpText(
      'after',
      '\nExamples:\n  mtb run multi-tier-child-benefit --population 20000 --to 2030 --out results\n  mtb run my-reform.yaml --watch',
    )
    .action((file: string, options: SimulateOptions) => simulate({ scenarios: [file] }, options));
}
