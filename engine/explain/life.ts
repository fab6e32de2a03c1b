import { NOBODY } from '../population/columns.js';
import type { Model } from '../projection/model.js';
import { makeSimulator } from '../projection/simulator.js';
import { benefitCases } from './benefit-cases.js';
import { makeBenefitExplainer } from './benefits.js';
import { personYear } from './life-year.js';
import type { PersonId } from './person-id.js';
import { blockOf, blockPlaces } from './places.js';
import { type Life, Recorder } from './recorder.js';

/**
 * Simulates the blocks in which the persons are, each once, and records their lives, in the order of the ids. Throws
 * PersonIdError for someone who is not in the sample, or not born up to the last year.
 */
export function explainLives(model: Model, ids: readonly PersonId[]): Life[] {
  const byBlock = new Map<number, Recorder[]>();
  const recorders = ids.map((id) => {
    const block = blockOf(model.plan, id);
    const recorder = new Recorder(blockPlaces(model.plan, block), id);
    byBlock.set(block, [...(byBlock.get(block) ?? []), recorder]);
    return recorder;
  });
  const simulator = makeSimulator(model);
  const explainer = makeBenefitExplainer(model);
  for (const [block, here] of byBlock) {
    const places = blockPlaces(model.plan, block);
    simulator.run(block, simulator.emptySums(), {
      onYear: (people, year, _deliveries, events) => {
        for (const recorder of here) {
          const person = recorder.find(people);
          if (person === NOBODY) continue;
          const benefits = benefitCases(model, places, explainer, people, events, person, year);
          const state = personYear(model, places, people, person, year, recorder.partnerBefore);
          recorder.add(people, { ...state, benefits });
        }
      },
    });
  }
  return recorders.map((recorder) => recorder.life());
}
