import type { RunInput, RunPlan } from '../plan.js';
import type { ScenarioInput } from '../scenario-input.js';
import type { SimulateOptions } from './simulate.js';

/** Scenarios as they are named on the command line. */
export interface ScenarioFiles {
  readonly baseline?: string;
  readonly scenarios: readonly string[];
}

/**
 * Reads the scenarios and checks the options.
 *
 * @param onFile told of each file of the user's that is looked for, whether it is there or not
 * @throws CommandError with all mistakes
 */
export async function prepare(
  files: ScenarioFiles,
  options: SimulateOptions,
  onFile?: (path: string) => void,
): Promise<RunPlan> {
  const [{ prepareRun }, { isProblem, readScenarioFile }, { refuse }] = await Promise.all([
    import('../plan.js'),
    import('./scenario-file.js'),
    import('./refuse.js'),
  ]);
  const names = [...(files.baseline === undefined ? [] : [files.baseline]), ...files.scenarios];
  const read = names.map(readScenarioFile);
  // What ships has another source than the id that was typed.
  for (const { source } of read) if (source != null && names.includes(source)) onFile?.(source);
  const unread = read.filter(isProblem);
  if (unread.length > 0) refuse(unread);
  const inputs = read.filter((one): one is ScenarioInput => !isProblem(one));
  const input: RunInput = {
    ...(files.baseline === undefined
      ? { scenarios: inputs }
      : { baseline: inputs[0], scenarios: inputs.slice(1) }),
    persons: options.population,
    toYear: options.to,
    seed: options.seed,
    alignment: options.alignment,
  };
  const prepared = prepareRun(input, { files: true, onFile });
  return prepared.ok ? prepared.plan : refuse(prepared.problems);
}
