import { filesBeside, findShipped, type ReadOptions, shippedScenarios } from '../scenarios/index.js';
import { nearestName } from './problems.js';

/** A scenario as it is given: its text and, if known, how it is written and what to call it in messages. */
export interface ScenarioInput {
  readonly text: string;
  readonly format?: 'yaml' | 'json' | undefined;
  /** Name of the file, shown in problems. */
  readonly source?: string | undefined;
}

/** Texts that `extends` may name besides what ships, by id. */
export type AvailableScenarios = Readonly<Record<string, ScenarioInput>>;

/**
 * The scenario that ships under an id, undefined where there is none.
 *
 * @example
 * prepareRun({ scenarios: [shippedInput('multi-tier-child-benefit')!] });
 */
export function shippedInput(id: string): (ScenarioInput & { readonly source: string }) | undefined {
  const found = shippedScenarios().find((scenario) => scenario.id === id);
  return found && { text: found.text, source: found.source };
}

/** The shipped id nearest to a misspelt one. */
export function nearestShipped(id: string): string | null {
  return nearestName(
    id,
    shippedScenarios().map((scenario) => scenario.id),
  );
}

/** Whether a text can only be meant as the id of a scenario, with or without a version: `my-design@2`. */
export function looksLikeId(text: string): boolean {
  return /^[\w.-]{1,100}(@\d{0,9})?$/.test(text);
}

/**
 * How `extends` is looked up. A scenario given in the same run comes before a shipped one of its name, so an edited
 * copy of the baseline is what its reforms are built on; what shipped scenarios extend is always shipped. What is
 * available besides comes last. Files are opened only with `files`: a text that came over the network must not name a path.
 *
 * @param onFile told of each file that is looked for, whether it is there or not
 */
export function scenarioFinder(
  given: ReadonlyMap<string, ScenarioInput>,
  files: boolean,
  available: AvailableScenarios = {},
  onFile?: (path: string) => void,
): ReadOptions['find'] {
  const shippedSources = new Set(shippedScenarios().map((scenario) => scenario.source));
  return (id, from) => {
    const own = from !== null && shippedSources.has(from) ? undefined : given.get(id);
    if (own) return { text: own.text, source: own.source ?? id };
    if (onFile && files && from !== null) filesBeside(id, from).forEach(onFile);
    return findShipped(id, files ? from : null) ?? sourced(available, id);
  };
}

function sourced(available: AvailableScenarios, id: string): { text: string; source: string } | undefined {
  if (!Object.hasOwn(available, id)) return undefined;
  const { text, source = id } = available[id];
  return { text, source };
}
