import { explainLives } from '../engine/explain/life.js';
import type { PersonId } from '../engine/explain/person-id.js';
import type { Life } from '../engine/explain/recorder.js';
import { makeModel } from '../engine/projection/model.js';
import type { Scenario } from '../scenarios/index.js';
import type { RunPlan } from './plan.js';
import { groupByProjection, passInputs } from './run.js';

/** Lives under one set of projection choices, with what each scenario that makes these choices pays to them. */
export interface ExplainedPass {
  readonly projection: Scenario['projection'];
  readonly scenarios: readonly Pick<Scenario, 'id' | 'title'>[];
  /** Regions of the country by id. */
  readonly regions: ReadonlyMap<string, string>;
  /** Residents that one simulated person stands for. */
  readonly weight: number;
  readonly lives: readonly Life[];
}

/**
 * Simulates some persons of a prepared run and records their lives. Scenarios that differ in their projection choices
 * have lives of their own. Throws PersonIdError for someone who is not there.
 *
 * @example
 * const prepared = prepareRun({ scenarios: [shippedInput('multi-tier-child-benefit')!] });
 * if (prepared.ok) for (const { lives } of explainPersons(prepared.plan, [parsePersonId('f30-17')])) console.log(lives);
 */
export function explainPersons(plan: RunPlan, ids: readonly PersonId[]): ExplainedPass[] {
  const { seed, persons, toYear, alignment } = plan.options;
  return groupByProjection(plan.scenarios).map((scenarios) => {
    const inputs = passInputs(plan, scenarios);
    const model = makeModel(inputs.country, inputs.scenarios, seed, persons, toYear, alignment);
    return {
      projection: scenarios[0].projection,
      scenarios: scenarios.map(({ id, title }) => ({ id, title })),
      regions: new Map(inputs.country.residence.regions.map(({ id, en }) => [id, en])),
      weight: model.plan.weight,
      lives: explainLives(model, ids),
    };
  });
}
