import type { Command } from 'commander';
import { type ServeFlags, withServeOptions } from '../service/config.js';

/** `mtb serve`: the HTTP interface. */
export function addServeCommand(program: Command): void {
  const command = program
    .command('serve')
    .summary('start the HTTP interface')
    .description(
      'Serves runs over HTTP, described at /docs. Listens on this machine alone unless told otherwise. Every setting can ' +
        'be given by a flag or by a variable of the environment; flags win.',
    );
  withServeOptions(command).action(async (flags: ServeFlags & { readonly printConfig?: true }) => {
    // Only here: the other commands start in half the time without the HTTP interface.
    const { serve } = await import('../service/serve.js');
    await serve(flags);
  });
}
