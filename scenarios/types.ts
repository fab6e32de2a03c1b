import type { ProjectionChoices } from '../engine/inputs/projection.js';
import type { Problem } from './problems.js';

/** A valid scenario after `extends` has been resolved, still independent of prices and wages. */
export interface Scenario {
  readonly id: string;
  readonly title: { readonly en: string; readonly vi: string };
  readonly description: string;
  readonly country: string;
  readonly projection: ProjectionChoices;
  /** Response of voluntary membership to its net gain, 0 for none: key `behaviour`. */
  readonly joiningElasticity: number;
  /** Ids of the scenarios it extends, nearest first; the last one is the baseline it is compared with. Empty for a root. */
  readonly ancestors: readonly string[];
  /** The merged document as plain JSON values, keys in the order of the language. It can be read again as a scenario of its own. */
  readonly document: unknown;
  /** SHA-256 (hex) of the canonical JSON of `document`: keys sorted, but tiers in their order, which is law. */
  readonly hash: string;
}

export interface ReadOptions {
  /** Shown in problems; also the folder against which a relative `extends` is looked up. */
  readonly source?: string;
  /** Without it, a `source` that ends in `.json` is JSON and everything else YAML. */
  readonly format?: 'yaml' | 'json';
  /** Text of the scenario that `extends` names, undefined if there is none. */
  readonly find: (
    id: string,
    from: string | null,
  ) => { readonly text: string; readonly source: string } | undefined;
  /** Ids besides those that ship which `extends` may be meant to name, for the help with misspelt ones. */
  readonly known?: readonly string[];
}

export type ReadResult =
  | { readonly ok: true; readonly scenario: Scenario; readonly chain: readonly Scenario[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Prices and wages by which parameters are uprated: indices with the base year = 1, from `firstYear`. */
export interface UpratingIndices {
  readonly firstYear: number;
  readonly price: Float64Array;
  readonly wage: Float64Array;
}
