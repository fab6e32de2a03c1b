import type { Delivery } from '../demography/births.js';
import {
  type Accumulators,
  add,
  costOffset,
  countOffset,
  type ScenarioAccumulators,
  TIER,
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

/**
 * Applies the tiers that are paid for a birth, of every scenario, to the deliveries of a block and year. A benefit counts
 * in the year of the birth, at the parameters of its month.
 */
export function payDeliveries(
  people: Population,
  deliveries: readonly Delivery[],
  programmes: readonly Programme[],
  wageZone: Uint8Array,
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
      payScenario(people, delivery, programme, sums.scenarios[s], row);
    });
  }
}

function payScenario(
  people: Population,
  delivery: Delivery,
  programme: Programme,
  sums: ScenarioAccumulators,
  row: number,
): void {
  const { parameters, scenario } = programme;
  const offset = parameterRow(programme, delivery.month);
  const eligible = new Uint8Array(scenario.tiers.length);
  const amounts = new Float64Array(scenario.tiers.length);
  // Over all tiers, the contributory ones, the others: whether the mother is eligible and claims, and what is paid to
  // either parent.
  const unions = [
    { eligible: false, claimed: false, paid: 0 },
    { eligible: false, claimed: false, paid: 0 },
    { eligible: false, claimed: false, paid: 0 },
  ];
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
    const own = tier.recipient === 'mother';
    for (const kind of tier.kind === 'contributory' ? [0, 1] : [0, 2]) {
      unions[kind].eligible ||= own;
      unions[kind].claimed ||= own && claimed;
      unions[kind].paid += claimed ? amount : 0;
    }
  }
  unions.forEach(({ eligible: mothers, claimed, paid }, kind) => {
    addPlace(sums, row, unionPlace(scenario.tiers.length, MATERNITY_BRANCH, kind), mothers, claimed, paid);
  });
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
