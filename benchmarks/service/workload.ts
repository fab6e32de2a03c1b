import seedrandom from 'seedrandom';
import { prepareRun, type RunInput, shippedInput, shippedScenarios } from '../../src/index.js';
import type { RunPlan } from '../../src/plan.js';

/** A run that a client asks for. */
export interface Posting {
  readonly path: '/v1/runs' | '/v1/comparisons';
  readonly body: {
    readonly scenario?: string;
    readonly baseline?: string;
    readonly reforms?: readonly string[];
    readonly persons: number;
    readonly toYear: number;
    readonly seed: string;
  };
  /** Idempotency-Key, on some. */
  readonly key: string | undefined;
}

/** Uniform numbers 0..1 of a seed. */
export type Random = () => number;

export function randomOf(seed: string): Random {
  return seedrandom(seed);
}

export function pick<Item>(random: Random, items: readonly Item[]): Item {
  return items[Math.floor(random() * items.length)];
}

export function between(random: Random, low: number, high: number): number {
  return low + random() * (high - low);
}

const DESIGNS = shippedScenarios()
  .map(({ id }) => id)
  .filter((id) => id !== 'current-law');
/** Shares of the postings. */
const REPEATED = 0.2;
const COMPARED = 0.2;
const WITH_KEY = 0.3;
const LONG = 0.03;

/**
 * The next posting of a load: 1,000 to 20,000 persons to 2026-2030; now and then one long enough for the lane of long
 * runs, or one that was posted before.
 */
export function nextPosting(random: Random, earlier: readonly Posting[], longRuns: boolean): Posting {
  const number = earlier.length;
  if (number > 0 && random() < REPEATED) return pick(random, earlier);
  const key = random() < WITH_KEY ? `posting-${number}` : undefined;
  const long = longRuns && random() < LONG;
  const size = {
    persons: long ? 300_000 : 1000 * Math.round(between(random, 1, 20)),
    toYear: long ? 2045 : Math.round(between(random, 2026, 2030)),
    seed: `lives-${number}`,
  };
  const design = pick(random, DESIGNS);
  if (random() >= COMPARED) return { path: '/v1/runs', body: { scenario: design, ...size }, key };
  const other = pick(
    random,
    DESIGNS.filter((id) => id !== design),
  );
  return {
    path: '/v1/comparisons',
    body: { baseline: 'current-law', reforms: [design, other], ...size },
    key,
  };
}

/** The same run for the library: what an undisturbed simulation starts from. */
export function planOf({ body: { scenario, baseline, reforms = [], ...options } }: Posting): RunPlan {
  const input: RunInput = {
    ...options,
    baseline: baseline === undefined ? undefined : shippedInput(baseline),
    scenarios: [...(scenario === undefined ? [] : [scenario]), ...reforms].map((id) => shippedInput(id)!),
  };
  const prepared = prepareRun(input);
  if (!prepared.ok) throw new Error(JSON.stringify(prepared.problems));
  return prepared.plan;
}
