import type { Accumulators } from '../indicators/accumulators.js';
import { copyContribution } from '../indicators/contribution-sums.js';
import { copyLives } from '../indicators/distribution-sums.js';
import type { ResolvedScenario } from '../inputs/scenario.js';
import { type Model, withScenarios } from '../projection/model.js';
import { contributionPlanOf } from '../tiers/contribution-groups.js';
import { type RunBlocksOptions, runBlocks } from '../workers/pool.js';
import type { KeptBlock } from './block-keeper.js';

/**
 * A simulated base: the lives of a model, kept as far as tiers and contributions may ask of them, and what they add up to.
 * Other scenarios are applied to it without simulating the lives again.
 */
export interface Base {
  readonly model: Model;
  readonly blocks: readonly KeptBlock[];
  /** Sums of the run that made the base. */
  readonly sums: Accumulators;
}

/** Simulates a model and keeps its base. */
export async function simulateBase(model: Model, options: RunBlocksOptions): Promise<Base> {
  const { sums, kept } = await runBlocks({ kind: 'simulate', model, keep: true }, options);
  return { model, blocks: kept, sums };
}

/**
 * Applies scenarios to a base. The sums are those of a run of the same lives under these scenarios, to the last bit. The
 * scenarios must ask for the inputs of the base: its country's projection. A response of behaviour changes lives, so it is
 * not part of it.
 */
export async function evaluateBase(
  base: Base,
  scenarios: readonly ResolvedScenario[],
  options: RunBlocksOptions,
): Promise<{ readonly model: Model; readonly sums: Accumulators }> {
  const model = withScenarios(base.model, scenarios);
  const known = contributionPlanOf(base.model.scenarios).keys;
  const { keys } = contributionPlanOf(model.scenarios);
  // Contributions that the base has seen are those of the base: nothing but rules can change them.
  const contributions = !keys.every((key) => known.includes(key));
  const job = { kind: 'evaluate', model, blocks: base.blocks, contributions } as const;
  const { sums } = await runBlocks(job, options);
  const { years } = sums;
  if (!contributions) {
    keys.forEach((key, place) => {
      copyContribution(base.sums.contributions, known.indexOf(key), sums.contributions, place, years);
    });
  }
  sums.lives.set(base.sums.lives);
  copyLives(base.sums.distribution, sums.distribution, years);
  sums.personYears = base.sums.personYears;
  return { model, sums };
}
