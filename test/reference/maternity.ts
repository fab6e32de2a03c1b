import type { Delivery } from '../../engine/demography/births.js';
import type { Adoption, PregnancyLoss } from '../../engine/demography/maternity-events.js';
import type { Accumulators } from '../../engine/indicators/accumulators.js';
import {
  type HouseholdBenefits,
  payHousehold as payTo,
} from '../../engine/indicators/distribution-benefits.js';
import { cellsOf, MEMBERSHIPS } from '../../engine/indicators/groups.js';
import { type MonthIndex, monthIndex } from '../../engine/inputs/time.js';
import { NOBODY, type Population, RANKS } from '../../engine/population/columns.js';
import { fillAdoption, fillDelivery, fillLoss, partnerOf } from '../../engine/tiers/event-records.js';
import { addOutcome, addUnions, type Outcomes } from '../../engine/tiers/outcomes.js';
import { wholeDong } from '../../engine/tiers/payment.js';
import { type Portfolio, parameterRow, type TierProgramme } from '../../engine/tiers/portfolio.js';
import type { RecordInputs } from '../../engine/tiers/records.js';
import { RECORD_LENGTH } from '../../engine/tiers/slots.js';
import { countPaidMother } from './adequacy.js';

const MATERNITY_BRANCH = 0;
/** A delivery is one case of need; a loss or an adoption is none of the need that coverage speaks of. */
const NEED = 1;
const NO_NEED = 0;
const memberships = new Int32Array(MEMBERSHIPS);
const record = new Float64Array(RECORD_LENGTH);

/** What maternity tiers are paid for in a block and year. */
export interface MaternityEvents {
  readonly deliveries: readonly Delivery[];
  readonly losses: readonly PregnancyLoss[];
  readonly adoptions: readonly Adoption[];
}

/** The woman, her partner and the month of the event at hand, whose record is filled. */
interface Event {
  readonly mother: number;
  readonly father: number;
  readonly month: MonthIndex;
  /** Month of birth of the child; of a loss, its month. */
  readonly born: MonthIndex;
}

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
): void {
  const january = monthIndex(year, 1);
  const { births, losses: lossTiers, adoptions: adoptionTiers, scenarios, tiers } = portfolio;
  for (const delivery of deliveries) {
    const { mother, month } = delivery;
    fillDelivery(record, people, delivery, january, inputs);
    const event = { mother, father: people.father[delivery.child], month, born: month };
    applyTiers(people, event, births, outcomes, sums, row, NEED);
    for (let s = 0; s < scenarios.length; s++) {
      const places = scenarios[s].births;
      if (payHousehold(people, event, portfolio, s, places, outcomes, benefits, sums, row, NEED) === 0)
        continue;
      const { line } = benefits;
      countPaidMother(people, delivery, tiers, places, outcomes, line, sums.distribution, row, s, january);
    }
  }
  const payOther = (event: Event, programmes: readonly TierProgramme[], kind: 'losses' | 'adoptions') => {
    applyTiers(people, event, programmes, outcomes, sums, row, NO_NEED);
    for (let s = 0; s < scenarios.length; s++)
      payHousehold(people, event, portfolio, s, scenarios[s][kind], outcomes, benefits, sums, row, NO_NEED);
  };
  for (const loss of lossTiers.length > 0 ? losses : []) {
    fillLoss(record, people, loss, january, inputs);
    const { mother, month } = loss;
    payOther({ mother, father: partnerOf(people, mother), month, born: month }, lossTiers, 'losses');
  }
  for (const one of adoptionTiers.length > 0 ? adoptions : []) {
    fillAdoption(record, people, one, january, inputs);
    const { mother, month, childAge } = one;
    const event = { mother, father: partnerOf(people, mother), month, born: month - childAge };
    payOther(event, adoptionTiers, 'adoptions');
  }
}

/** Applies all tiers of the event's kind, each once, and books what each does. */
function applyTiers(
  people: Population,
  event: Event,
  programmes: readonly TierProgramme[],
  outcomes: Outcomes,
  sums: Accumulators,
  row: number,
  need: number,
): void {
  const { mother, month } = event;
  cellsOf(people, mother, Math.floor((month - people.birthMonth[mother]) / 12), mother, memberships);
  for (const programme of programmes) {
    const { place } = programme;
    outcomes.eligible[place] = 0;
    outcomes.claimed[place] = 0;
    outcomes.paid[place] = 0;
    applyTier(people, event, programme, outcomes);
    const { eligible, claimed, paid } = outcomes;
    if (eligible[place] !== 0)
      addOutcome(sums, row, place, memberships, eligible[place], claimed[place], paid[place], need);
  }
}

/** Books what a scenario's tiers do together, and gives the household what it gains. Answers the dong paid in all. */
function payHousehold(
  people: Population,
  event: Event,
  portfolio: Portfolio,
  scenario: number,
  places: Int32Array,
  outcomes: Outcomes,
  benefits: HouseholdBenefits,
  sums: Accumulators,
  row: number,
  need: number,
): number {
  const paid = addUnions(
    sums,
    row,
    portfolio,
    scenario,
    MATERNITY_BRANCH,
    places,
    outcomes,
    memberships,
    need,
  );
  if (paid === 0) return 0;
  const gain = paid - wagesLost(people, event, portfolio, places, outcomes);
  if (gain > 0) payTo(benefits, scenario, people.household[event.mother], gain);
  return paid;
}

/**
 * Dong of the parents' earnings that stop while a scenario's benefits for the event at hand are paid, for each tier at
 * most what it pays: a household does not gain what only takes the place of a wage.
 */
function wagesLost(
  people: Population,
  { mother, father, month }: Event,
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
    const recipient = tier.recipient === 'father' ? father : mother;
    if (recipient === NOBODY) continue;
    const months = replaces(record, programme.parameters, parameterRow(programme, month));
    const wages = Math.round(months * people.earnings[recipient]);
    if (wages > 0) lost += Math.min(outcomes.paid[place], wages);
  }
  return lost;
}

function applyTier(people: Population, event: Event, programme: TierProgramme, outcomes: Outcomes): void {
  const { tier, place, parameters, exclusiveAfter, topUpAfter } = programme;
  const { month, mother, born } = event;
  if (month < tier.from || (tier.until !== null && month >= tier.until)) return;
  if (tier.bornFrom !== null && born < tier.bornFrom) return;
  if (exclusiveAfter.some((earlier) => outcomes.eligible[earlier] !== 0)) return;
  const offset = parameterRow(programme, month);
  if (programme.eligible(record, parameters, offset) === 0) return;
  let amount = wholeDong(programme.amount(record, parameters, offset), programme.scenario, tier.id);
  for (const earlier of topUpAfter) {
    if (outcomes.eligible[earlier] !== 0) amount -= outcomes.amounts[earlier * 12];
  }
  if (topUpAfter.length > 0 && amount <= 0) return;
  outcomes.eligible[place] = 1;
  outcomes.amounts[place * 12] = amount;
  const limit = programme.takeUp === null ? RANKS : programme.takeUp(record, parameters, offset) * RANKS;
  if (people.claimMaternity[mother] >= limit) return;
  outcomes.claimed[place] = 1;
  outcomes.paid[place] = amount;
}
