import type { Delivery } from '../demography/births.js';
import type { Adoption, PregnancyLoss } from '../demography/maternity-events.js';
import { type Accumulators, type DerivedUnion, UNION, unionPlace } from '../indicators/accumulators.js';
import { countPaidMother } from '../indicators/adequacy.js';
import { type HouseholdBenefits, payHousehold } from '../indicators/distribution-benefits.js';
import { MEMBERSHIPS } from '../indicators/groups.js';
import { monthIndex } from '../inputs/time.js';
import type { Population } from '../population/columns.js';
import { adoptionCase, deliveryCase, type EventCase, FACT, lossCase, makeEventCase } from './event-cases.js';
import { addOutcome, addUnions, type Outcomes } from './outcomes.js';
import type { EventGroup, Portfolio } from './portfolio.js';
import type { RecordInputs } from './records.js';
import { SLOT } from './slots.js';

const MATERNITY_BRANCH = 0;
/** A delivery is one case of need; a loss or an adoption is none of the need that coverage speaks of. */
const NEED = 1;
const NO_NEED = 0;
const memberships = new Int32Array(MEMBERSHIPS);
const event = makeEventCase();

/** What maternity tiers are paid for in a block and year. */
export interface MaternityEvents {
  readonly deliveries: readonly Delivery[];
  readonly losses: readonly PregnancyLoss[];
  readonly adoptions: readonly Adoption[];
}

/** Kinds of event; those of the portfolio's tiers and kernels. */
export type EventKind = 'births' | 'losses' | 'adoptions';

/** Sees every event once it is filled, before it is paid. */
export type OnEvent = (kind: EventKind, event: EventCase) => void;

/**
 * Applies the tiers that are paid for a birth, a pregnancy loss or an adoption, of every scenario, to the events of a
 * block and year. A benefit counts in the year of the event, at the parameters of its month.
 */
export function payMaternity(
  people: Population,
  { deliveries, losses, adoptions }: MaternityEvents,
  portfolio: Portfolio,
  inputs: RecordInputs,
  outcomes: Outcomes,
  benefits: HouseholdBenefits,
  sums: Accumulators,
  row: number,
  year: number,
  onEvent?: OnEvent,
): void {
  const january = monthIndex(year, 1);
  const pay = (kind: EventKind) => {
    onEvent?.(kind, event);
    payEvent(kind, event, portfolio, outcomes, benefits, sums, row);
  };
  for (const delivery of deliveries) {
    deliveryCase(event, people, delivery, january, inputs);
    pay('births');
  }
  for (const loss of losses) {
    if (portfolio.losses.length === 0 && !onEvent) break;
    lossCase(event, people, loss, january, inputs);
    pay('losses');
  }
  for (const one of adoptions) {
    if (portfolio.adoptions.length === 0 && !onEvent) break;
    adoptionCase(event, people, one, january, inputs);
    pay('adoptions');
  }
}

/** Applies all tiers of the event's kind, each once, and books what they do, alone and together. */
export function payEvent(
  kind: EventKind,
  { record, facts }: EventCase,
  portfolio: Portfolio,
  outcomes: Outcomes,
  benefits: HouseholdBenefits,
  sums: Accumulators,
  row: number,
): void {
  const programmes = portfolio[kind];
  if (programmes.length === 0) return;
  portfolio.eventKernels[kind](
    record,
    facts[FACT.month],
    facts[FACT.born],
    facts[FACT.claim],
    facts[FACT.motherEarnings],
    facts[FACT.fatherEarnings],
    outcomes,
  );
  const need = kind === 'births' ? NEED : NO_NEED;
  memberships[0] = facts[FACT.place];
  memberships[1] = facts[FACT.status];
  memberships[2] = facts[FACT.age];
  const { eligible, claimed, paid } = outcomes;
  for (let n = 0; n < programmes.length; n++) {
    const { place } = programmes[n];
    if (eligible[place] !== 0)
      addOutcome(sums, row, place, memberships, eligible[place], claimed[place], paid[place], need);
  }
  for (let g = 0; g < portfolio.eventGroups.length; g++)
    payGroup(kind, record, facts, portfolio, portfolio.eventGroups[g], outcomes, benefits, sums, row, need);
}

/**
 * Books what the tiers of a group of scenarios do together for the event at hand, once for all of them (eventUnions gives
 * it to each), and what each pays the household beyond the wages that stop, and the mother in her own right.
 */
function payGroup(
  kind: EventKind,
  record: Float64Array,
  facts: Uint32Array,
  portfolio: Portfolio,
  group: EventGroup,
  outcomes: Outcomes,
  benefits: HouseholdBenefits,
  sums: Accumulators,
  row: number,
  need: number,
): void {
  const places = group[kind];
  const { scenarios } = group;
  const sum = addUnions(
    sums,
    row,
    portfolio,
    scenarios[0],
    MATERNITY_BRANCH,
    places,
    outcomes,
    memberships,
    need,
  );
  if (sum === 0) return;
  let lost = 0;
  let contributory = 0;
  let own = 0;
  for (let i = 0; i < places.length; i++) {
    const place = places[i];
    if (outcomes.claimed[place] === 0) continue;
    lost += outcomes.lost[place];
    if (portfolio.tiers[place].tier.recipient === 'father') continue;
    own += outcomes.paid[place];
    if (portfolio.contributory[place] === 1) contributory += outcomes.paid[place];
  }
  for (let n = 0; n < scenarios.length; n++) {
    payHousehold(benefits, scenarios[n], facts[FACT.household], sum - lost);
    if (kind !== 'births') continue;
    countPaidMother(
      contributory,
      own,
      facts[FACT.area],
      facts[FACT.motherEarnings],
      record[SLOT.months_compulsory_12],
      benefits.line,
      sums.distribution,
      row,
      scenarios[n],
    );
  }
}

/** The unions of maternity tiers of every scenario that has its tiers in common with an earlier one: those of the latter. */
export function eventUnions({ tiers, eventGroups }: Portfolio): DerivedUnion[] {
  return eventGroups.flatMap(({ scenarios: [first, ...others] }) =>
    others.flatMap((scenario) =>
      Object.values(UNION).map((union) => ({
        place: unionPlace(tiers.length, scenario, MATERNITY_BRANCH, union),
        tiers: [
          { place: unionPlace(tiers.length, first, MATERNITY_BRANCH, union), counts: true, dong: true },
        ],
      })),
    ),
  );
}
