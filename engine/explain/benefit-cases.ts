import type { Delivery } from '../demography/births.js';
import { type Adoption, deliveryDetails, type PregnancyLoss } from '../demography/maternity-events.js';
import type { MonthIndex } from '../inputs/time.js';
import type { VariableName } from '../inputs/variables.js';
import { NOBODY, type Population } from '../population/columns.js';
import type { Model } from '../projection/model.js';
import { readsOf } from '../tiers/compile.js';
import { partnerOf } from '../tiers/event-records.js';
import type { MaternityEvents } from '../tiers/maternity.js';
import type { BenefitExplainer, TierOutcome } from './benefits.js';
import { idText } from './life-year.js';
import { monthText } from './months.js';
import type { BlockPlaces } from './places.js';

/** What the tiers of each scenario did for a birth, a pregnancy loss, an adoption, or a child in a year. */
export interface BenefitCase {
  readonly unit: 'birth' | 'pregnancy-loss' | 'adoption' | 'child-month';
  /** The person's part in it. */
  readonly as: 'mother' | 'father' | 'child';
  /** Ids of the children born, or of the child; nobody for a loss, nor for an adopted child, who is no simulated person. */
  readonly children: readonly string[];
  /**
   * Circumstances in words: of a loss its weeks, of an adoption the age of the child, of a birth what is out of the
   * ordinary and was asked by a tier to which somebody was entitled.
   */
  readonly circumstances: readonly string[];
  /** Month of the event, or the year of the child. */
  readonly when: string;
  readonly scenarios: readonly { readonly scenario: string; readonly tiers: readonly TierOutcome[] }[];
}

type Outcomes = ReadonlyMap<number, TierOutcome>;

/** Completed weeks from which a birth is at term. */
const TERM_FROM_WEEKS = 37;

/**
 * The benefits of a person's year: births, losses and adoptions of a mother, what fathers draw for those of their
 * partners, and the year of a child.
 */
export function benefitCases(
  model: Model,
  places: BlockPlaces,
  explainer: BenefitExplainer,
  people: Population,
  { deliveries, losses, adoptions }: MaternityEvents,
  person: number,
  year: number,
): BenefitCase[] {
  const cases: BenefitCase[] = [];
  const add = (
    unit: 'birth' | 'pregnancy-loss' | 'adoption',
    mother: number,
    father: number,
    month: MonthIndex,
    explain: () => Outcomes,
    circumstances: (outcomes: Outcomes) => string[],
    children: readonly string[] = [],
  ) => {
    if (person !== mother && (person !== father || father === NOBODY)) return;
    const as = person === mother ? 'mother' : 'father';
    const outcomes = explain();
    cases.push({
      unit,
      as,
      children,
      circumstances: circumstances(outcomes),
      when: monthText(month),
      scenarios: byScenario(model, explainer, outcomes, as),
    });
  };
  for (const delivery of deliveries) {
    const { mother, child, children, month } = delivery;
    const ids = Array.from({ length: children }, (_, twin) => idText(places, people, child + twin));
    add(
      'birth',
      mother,
      people.father[child],
      month,
      () => explainer.delivery(people, delivery, year),
      (outcomes) => ofBirth(model, explainer, people, delivery, outcomes),
      ids,
    );
  }
  for (const loss of losses) {
    add(
      'pregnancy-loss',
      loss.mother,
      partnerOf(people, loss.mother),
      loss.month,
      () => explainer.loss(people, loss, year),
      () => ofLoss(loss),
    );
  }
  for (const adoption of adoptions) {
    add(
      'adoption',
      adoption.mother,
      partnerOf(people, adoption.mother),
      adoption.month,
      () => explainer.adoption(people, adoption, year),
      () => ofAdoption(adoption),
    );
  }
  cases.sort((a, b) => a.when.localeCompare(b.when));
  const outcomes = explainer.child(people, person, year);
  if (outcomes.size > 0) {
    cases.push({
      unit: 'child-month',
      as: 'child',
      children: [idText(places, people, person)],
      circumstances: [],
      when: String(year),
      scenarios: byScenario(model, explainer, outcomes, 'child'),
    });
  }
  return cases;
}

function ofLoss({ weeks }: PregnancyLoss): string[] {
  return [`at ${weeks} weeks`];
}

function ofAdoption({ childAge }: Adoption): string[] {
  return [childAge === 0 ? 'new-born' : childAge === 1 ? '1 month old' : `${childAge} months old`];
}

/** What is out of the ordinary about a birth and was asked by a tier to which somebody was entitled. */
function ofBirth(
  { country }: Model,
  { portfolio }: BenefitExplainer,
  people: Population,
  { mother, month }: Delivery,
  outcomes: Outcomes,
): string[] {
  const { surgical, weeks, orderedRest } = deliveryDetails(people, mother, month, country.maternity);
  const asked = new Set<VariableName>();
  for (const { place, tier } of portfolio.births) {
    if (!outcomes.get(place)?.eligible) continue;
    for (const name of readsOf(tier.eligibility, tier.amount).variables) asked.add(name);
  }
  return [
    ...(surgical && asked.has('surgical_birth') ? ['surgical'] : []),
    ...(weeks < TERM_FROM_WEEKS && asked.has('gestation_weeks') ? [`at ${weeks} weeks`] : []),
    ...(orderedRest && asked.has('ordered_rest') ? ['after rest on medical order'] : []),
  ];
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
