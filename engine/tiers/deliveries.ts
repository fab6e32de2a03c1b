import type { Delivery } from '../demography/births.js';
import type { Accumulators } from '../indicators/accumulators.js';
import { countPaidMother } from '../indicators/adequacy.js';
import { type HouseholdBenefits, pay } from '../indicators/distribution-benefits.js';
import { cellsOf, MEMBERSHIPS } from '../indicators/groups.js';
import { monthIndex } from '../inputs/time.js';
import { NOBODY, type Population, RANKS } from '../population/columns.js';
import { RECORD_LENGTH } from './compile.js';
import { addOutcome, addUnions, type Outcomes } from './outcomes.js';
import { wholeDong } from './payment.js';
import { type Portfolio, parameterRow, type TierProgramme } from './portfolio.js';
import { fillDelivery } from './records.js';

const MATERNITY_BRANCH = 0;
/** A delivery is one case of need. */
const NEED = 1;
const memberships = new Int32Array(MEMBERSHIPS);
const record = new Float64Array(RECORD_LENGTH);

/**
 * Applies the tiers that are paid for a birth, of every scenario, to the deliveries of a block and year. A benefit counts
 * in the year of the birth, at the parameters of its month.
 */
export function payDeliveries(
  people: Population,
  deliveries: readonly Delivery[],
  portfolio: Portfolio,
  wageZone: Uint8Array,
  outcomes: Outcomes,
  benefits: HouseholdBenefits,
  sums: Accumulators,
  row: number,
  year: number,
): void {
  const january = monthIndex(year, 1);
  for (const delivery of deliveries) {
    const { mother } = delivery;
    fillDelivery(record, people, delivery, january, wageZone);
    const age = Math.floor((delivery.month - people.birthMonth[mother]) / 12);
    cellsOf(people, mother, age, mother, memberships);
    for (const programme of portfolio.births) {
      const { place } = programme;
      outcomes.eligible[place] = 0;
      outcomes.claimed[place] = 0;
      outcomes.paid[place] = 0;
      applyTier(people, delivery, programme, outcomes);
      const { eligible, claimed, paid } = outcomes;
      if (eligible[place] !== 0) {
        addOutcome(sums, row, place, memberships, eligible[place], claimed[place], paid[place], NEED);
      }
    }
    portfolio.scenarios.forEach(({ births }, s) => {
      const paid = addUnions(sums, row, portfolio, s, MATERNITY_BRANCH, births, outcomes, memberships, NEED);
      if (paid === 0) return;
      const gain = paid - wagesLost(people, delivery, portfolio, births, outcomes);
      if (gain > 0) pay(benefits, people, s, mother, gain);
      const { distribution } = sums;
      const { tiers } = portfolio;
      countPaidMother(
        people,
        delivery,
        tiers,
        births,
        outcomes,
        benefits.line,
        distribution,
        row,
        s,
        january,
      );
    });
  }
}

/**
 * Dong of the parents' earnings that stop while a scenario's benefits for the delivery at hand are paid, for each tier at
 * most what it pays: a household does not gain what only takes the place of a wage.
 */
function wagesLost(
  people: Population,
  delivery: Delivery,
  portfolio: Portfolio,
  births: Int32Array,
  outcomes: Outcomes,
): number {
  let lost = 0;
  for (let i = 0; i < births.length; i++) {
    const place = births[i];
    const programme = portfolio.tiers[place];
    const { replaces, tier } = programme;
    if (replaces === null || outcomes.paid[place] === 0) continue;
    const recipient = tier.recipient === 'father' ? people.father[delivery.child] : delivery.mother;
    if (recipient === NOBODY) continue;
    const months = replaces(record, programme.parameters, parameterRow(programme, delivery.month));
    const wages = Math.round(months * people.earnings[recipient]);
    if (wages > 0) lost += Math.min(outcomes.paid[place], wages);
  }
  return lost;
}

function applyTier(
  people: Population,
  delivery: Delivery,
  programme: TierProgramme,
  outcomes: Outcomes,
): void {
  const { tier, place, parameters, exclusiveAfter, topUpAfter } = programme;
  if (delivery.month < tier.from || (tier.until !== null && delivery.month >= tier.until)) return;
  if (tier.bornFrom !== null && delivery.month < tier.bornFrom) return;
  if (exclusiveAfter.some((earlier) => outcomes.eligible[earlier] !== 0)) return;
  const offset = parameterRow(programme, delivery.month);
  if (programme.eligible(record, parameters, offset) === 0) return;
  let amount = wholeDong(programme.amount(record, parameters, offset), programme.scenario, tier.id);
  for (const earlier of topUpAfter) {
    if (outcomes.eligible[earlier] !== 0) amount -= outcomes.amounts[earlier * 12];
  }
  if (topUpAfter.length > 0 && amount <= 0) return;
  outcomes.eligible[place] = 1;
  outcomes.amounts[place * 12] = amount;
  const limit = programme.takeUp === null ? RANKS : programme.takeUp(record, parameters, offset) * RANKS;
  if (people.claimMaternity[delivery.mother] >= limit) return;
  outcomes.claimed[place] = 1;
  outcomes.paid[place] = amount;
}
