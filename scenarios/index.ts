import type { ProjectionChoices } from '../engine/inputs/projection.js';
import type { ResolvedScenario } from '../engine/inputs/scenario.js';
import type { Problem } from './problems.js';

export type { Problem } from './problems.js';

/** A valid scenario after `extends` has been resolved, still independent of prices and wages. */
export interface Scenario {
  readonly id: string;
  readonly title: { readonly en: string; readonly vi: string };
  readonly description: string;
  readonly country: string;
  readonly projection: ProjectionChoices;
  /** Ids of the scenarios it extends, nearest first; the last one is the baseline it is compared with. Empty for a root. */
  readonly ancestors: readonly string[];
  /** The merged document as plain JSON values, keys in the order of the language. */
  readonly document: unknown;
  /** SHA-256 (hex) of the canonical JSON of `document`. */
  readonly hash: string;
}

export interface ReadOptions {
  /** Shown in problems; also the folder against which a relative `extends` is looked up. */
  readonly source?: string;
  readonly format?: 'yaml' | 'json';
  /** Text of the scenario that `extends` names, undefined if there is none. */
  readonly find: (id: string, from: string | null) => { readonly text: string; readonly source: string } | undefined;
}

export type ReadResult =
  | { readonly ok: true; readonly scenario: Scenario; readonly chain: readonly Scenario[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads one scenario; answers every mistake at once. `chain` holds its ancestors, nearest first. */
export function readScenario(_text: string, _options: ReadOptions): ReadResult {
  throw new Error('not built yet');
}

/** Prices and wages by which parameters are uprated: indices with the base year = 1, from `firstYear`. */
export interface UpratingIndices {
  readonly firstYear: number;
  readonly price: Float64Array;
  readonly wage: Float64Array;
}

/** Tabulates parameters by month and turns formulas into expressions. A scenario that was read always resolves. */
export function resolveScenario(_scenario: Scenario, _indices: UpratingIndices): ResolvedScenario {
  throw new Error('not built yet');
}

/** JSON Schema (2020-12) of a scenario file, made from the zod schema. */
export function scenarioJsonSchema(): Record<string, unknown> {
  throw new Error('not built yet');
}

/** The scenarios that ship, by id (= file name without ending), in a fixed order; baseline first. */
export function shippedScenarios(): readonly { readonly id: string; readonly text: string; readonly source: string }[] {
  throw new Error('not built yet');
}

/** `find` over the shipped scenarios and, for `source` paths, files beside the given one. */
export function findShipped(_id: string, _from: string | null): { text: string; source: string } | undefined {
  throw new Error('not built yet');
}
