import type { Delivery } from '../demography/births.js';
import {
  type Accumulators,
  add,
  costOffset,
  countOffset,
  type ScenarioAccumulators,
  TIER,
  UNION_KINDS,
  unionPlace,
} from '../indicators/accumulators.js';
import { MEMBERSHIPS, membershipsOf } from '../indicators/groups.js';
import { monthIndex } from '../inputs/time.js';
import { type Population, RANKS } from '../population/columns.js';
import { RECORD_LENGTH } from './compile.js';
import { wholeDong } from './payment.js';
import { type Programme, parameterRow } from './programme.js';
import { fillDelivery } from './records.js';

const MATERNITY_BRANCH = 0;
const memberships = new Int32Array(MEMBERSHIPS);
const record = new Float64Array(RECORD_LENGTH);
// Of the delivery at hand, over all tiers, the contributory ones and the others (order of UNION_KINDS): whether the
// mother is eligible and whether she claims in her own right, and what is paid to either parent.
const mothersEligible = new Uint8Array(UNION_KINDS.length);
const mothersClaimed = new Uint8Array(UNION_KINDS.length);
const paidToParents = new Float64Array(UNION_KINDS.length);

/** Scratch space: who is eligible for which tier, and for how much. */
export interface DeliveryScratch {
  readonly eligible: Uint8Array;
  readonly amounts: Float64Array;
}

export function makeDeliveryScratch(programmes: readonly Programme[]): DeliveryScratch {
  const tiers = Math.max(0, ...programmes.map(({ scenario }) => scenario.tiers.length));
  return { eligible: new Uint8Array(tiers), amounts: new Float64Array(tiers) };
}

/**
 * Applies the tiers that are paid for a birth, of every scenario, to the deliveries of a block and year. A benefit counts
 * in the year of the birth, at the parameters of its month.
 */
export function payDeliveries(
  people: Population,
  deliveries: readonly Delivery[],
  programmes: readonly Programme[],
  wageZone: Uint8Array,
  scratch: DeliveryScratch,
  sums: Accumulators,
  row: number,
  year: number,
): void {
  const january = monthIndex(year, 1);
  for (const delivery of deliveries) {
    const { mother } = delivery;
    fillDelivery(record, people, delivery, january, wageZone);
    membershipsOf(
      people,
      mother,
      Math.floor((delivery.month - people.birthMonth[mother]) / 12),
      mother,
      memberships,
    );
    programmes.forEach((programme, s) => {
      payScenario(people, delivery, programme, scratch, sums.scenarios[s], row);
    });
  }
}

function payScenario(
  people: Population,
  delivery: Delivery,
  programme: Programme,
  scratch: DeliveryScratch,
  sums: ScenarioAccumulators,
  row: number,
): void {
  const { parameters, scenario } = programme;
  const offset = parameterRow(programme, delivery.month);
  const { eligible, amounts } = scratch;
  eligible.fill(0);
  mothersEligible.fill(0);
  mothersClaimed.fill(0);
  paidToParents.fill(0);
  for (const programmed of programme.births) {
    const { tier, position } = programmed;
    if (delivery.month < tier.from || (tier.until !== null && delivery.month >= tier.until)) continue;
    if (tier.bornFrom !== null && delivery.month < tier.bornFrom) continue;
    if (programmed.exclusiveAfter.some((earlier) => eligible[earlier] === 1)) continue;
    if (programmed.eligible(record, parameters, offset) === 0) continue;
    let amount = wholeDong(programmed.amount(record, parameters, offset), scenario.id, tier.id);
    for (const earlier of programmed.topUpAfter) if (eligible[earlier] === 1) amount -= amounts[earlier];
    if (programmed.topUpAfter.length > 0 && amount <= 0) continue;
    eligible[position] = 1;
    amounts[position] = amount;
    const limit = programmed.takeUp === null ? RANKS : programmed.takeUp(record, parameters, offset) * RANKS;
    const claimed = people.claimMaternity[delivery.mother] < limit;
    addPlace(sums, row, position, true, claimed, claimed ? amount : 0);
    const own = tier.recipient === 'mother' ? 1 : 0;
    const kind = tier.kind === 'contributory' ? 1 : 2;
    for (let union = 0; union <= kind; union += kind) {
      mothersEligible[union] |= own;
      mothersClaimed[union] |= claimed ? own : 0;
      paidToParents[union] += claimed ? amount : 0;
    }
  }
  for (let kind = 0; kind < UNION_KINDS.length; kind++) {
    const place = unionPlace(scenario.tiers.length, MATERNITY_BRANCH, kind);
    addPlace(sums, row, place, mothersEligible[kind] === 1, mothersClaimed[kind] === 1, paidToParents[kind]);
  }
}

function addPlace(
  sums: ScenarioAccumulators,
  row: number,
  place: number,
  eligible: boolean,
  claimed: boolean,
  paid: number,
): void {
  if (eligible) add(sums.counts, countOffset(sums, row, place, TIER.eligible), memberships, 1);
  if (claimed) {
    add(sums.counts, countOffset(sums, row, place, TIER.beneficiaries), memberships, 1);
    add(sums.counts, countOffset(sums, row, place, TIER.covered), memberships, 1);
  }
  if (paid > 0) add(sums.low, costOffset(sums, row, place), memberships, paid);
}
