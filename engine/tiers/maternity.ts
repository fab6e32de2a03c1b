import type { Delivery } from '../demography/births.js';
import type { Adoption, PregnancyLoss } from '../demography/maternity-events.js';
import type { Accumulators } from '../indicators/accumulators.js';
import { countPaidMother } from '../indicators/adequacy.js';
import { type HouseholdBenefits, payHousehold } from '../indicators/distribution-benefits.js';
import { MEMBERSHIPS } from '../indicators/groups.js';
import { monthIndex } from '../inputs/time.js';
import type { Population } from '../population/columns.js';
import { adoptionCase, deliveryCase, type EventCase, FACT, lossCase, makeEventCase } from './event-cases.js';
import { addOutcome, addUnions, type Outcomes } from './outcomes.js';
import { type Portfolio, parameterRow, type TierProgramme } from './portfolio.js';
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
  portfolio.eventKernels[kind](record, facts[FACT.month], facts[FACT.born], facts[FACT.claim], outcomes);
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
  for (let s = 0; s < portfolio.scenarios.length; s++) {
    const places = portfolio.scenarios[s][kind];
    const sum = addUnions(sums, row, portfolio, s, MATERNITY_BRANCH, places, outcomes, memberships, need);
    if (sum === 0) continue;
    payHousehold(
      benefits,
      s,
      facts[FACT.household],
      sum - wagesLost(record, facts, portfolio, places, outcomes),
    );
    if (kind === 'births')
      countMother(record, facts, portfolio.tiers, places, outcomes, benefits.line, sums, row, s);
  }
}

/** Adds what a scenario pays the mother in her own right. */
function countMother(
  record: Float64Array,
  facts: Uint32Array,
  tiers: readonly TierProgramme[],
  places: Int32Array,
  outcomes: Outcomes,
  line: Float64Array,
  sums: Accumulators,
  row: number,
  scenario: number,
): void {
  let contributory = 0;
  let all = 0;
  for (let i = 0; i < places.length; i++) {
    const place = places[i];
    if (outcomes.claimed[place] === 0) continue;
    const { tier } = tiers[place];
    if (tier.recipient === 'father') continue;
    all += outcomes.paid[place];
    if (tier.kind === 'contributory') contributory += outcomes.paid[place];
  }
  countPaidMother(
    contributory,
    all,
    facts[FACT.area],
    facts[FACT.motherEarnings],
    record[SLOT.months_compulsory_12],
    line,
    sums.distribution,
    row,
    scenario,
  );
}

/**
 * Dong of the parents' earnings that stop while a scenario's benefits for the event at hand are paid, for each tier at
 * most what it pays: a household does not gain what only takes the place of a wage.
 */
function wagesLost(
  record: Float64Array,
  facts: Uint32Array,
  portfolio: Portfolio,
  places: Int32Array,
  outcomes: Outcomes,
): number {
  let lost = 0;
  for (let i = 0; i < places.length; i++) {
    const place = places[i];
    const programme = portfolio.tiers[place];
    const { replaces, tier } = programme;
    if (replaces === null || outcomes.paid[place] === 0) continue;
    const earnings = facts[tier.recipient === 'father' ? FACT.fatherEarnings : FACT.motherEarnings];
    const months = replaces(record, programme.parameters, parameterRow(programme, facts[FACT.month]));
    const wages = Math.round(months * earnings);
    if (wages > 0) lost += Math.min(outcomes.paid[place], wages);
  }
  return lost;
}
