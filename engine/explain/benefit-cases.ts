import type { Delivery } from '../demography/births.js';
import type { Population } from '../population/columns.js';
import type { Model } from '../projection/model.js';
import type { BenefitExplainer, TierOutcome } from './benefits.js';
import { idText } from './life-year.js';
import { monthText } from './months.js';
import type { BlockPlaces } from './places.js';

/** What the tiers of each scenario did for a delivery, or for a child in a year. */
export interface BenefitCase {
  readonly unit: 'birth' | 'child-month';
  /** The person's part in it. */
  readonly as: 'mother' | 'father' | 'child';
  /** Ids of the children born, or of the child. */
  readonly children: readonly string[];
  /** Month of the birth, or the year. */
  readonly when: string;
  readonly scenarios: readonly { readonly scenario: string; readonly tiers: readonly TierOutcome[] }[];
}

/**
 * The benefits of a person's year: deliveries of a mother, what fathers draw for those of a father, and the year of a
 * child.
 */
export function benefitCases(
  model: Model,
  places: BlockPlaces,
  explainer: BenefitExplainer,
  people: Population,
  deliveries: readonly Delivery[],
  person: number,
  year: number,
): BenefitCase[] {
  const cases: BenefitCase[] = [];
  for (const delivery of deliveries) {
    const { mother, child, children, month } = delivery;
    if (person !== mother && person !== people.father[child]) continue;
    const as = person === mother ? 'mother' : 'father';
    const outcomes = explainer.delivery(people, delivery, year);
    cases.push({
      unit: 'birth',
      as,
      children: Array.from({ length: children }, (_, twin) => idText(places, people, child + twin)),
      when: monthText(month),
      scenarios: byScenario(model, explainer, outcomes, as),
    });
  }
  const outcomes = explainer.child(people, person, year);
  if (outcomes.size > 0) {
    cases.push({
      unit: 'child-month',
      as: 'child',
      children: [idText(places, people, person)],
      when: String(year),
      scenarios: byScenario(model, explainer, outcomes, 'child'),
    });
  }
  return cases;
}

/** Outcomes by scenario, each in the order of its tiers; of a father's only what fathers draw. */
function byScenario(
  { scenarios }: Model,
  { portfolio }: BenefitExplainer,
  outcomes: ReadonlyMap<number, TierOutcome>,
  as: BenefitCase['as'],
): BenefitCase['scenarios'] {
  return scenarios.map(({ id }, position) => ({
    scenario: id,
    tiers: portfolio.scenarios[position].all.flatMap((place) => {
      const outcome = outcomes.get(place);
      return outcome && (as !== 'father' || outcome.recipient === 'father') ? [outcome] : [];
    }),
  }));
}
