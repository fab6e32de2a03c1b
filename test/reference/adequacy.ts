import type { Delivery } from '../../engine/demography/births.js';
import {
  addCount,
  addDong,
  CHANGED,
  type DistributionSums,
  PAID,
  scenarioSlot,
} from '../../engine/indicators/distribution-sums.js';
import { monthIndex } from '../../engine/inputs/time.js';
import { type Population, STILL_HERE } from '../../engine/population/columns.js';
import type { Outcomes } from '../../engine/tiers/outcomes.js';
import type { TierProgramme } from '../../engine/tiers/portfolio.js';
import { bitCount, monthsBefore } from '../../engine/tiers/records.js';

const CHILD_BELOW_MONTHS = 16 * 12;
/** Floors held against R202 (assumptions, after the ILO's costing of social protection floors). */
const CHILD_FLOOR_OF_LINE = 0.25;
const MATERNITY_FLOOR_MONTHS = 4;

/**
 * Counts a child whom a scenario pays a child benefit: whether it lives in a poor or near-poor household (children under
 * 16 and resident on 31 December), and whether the benefits reach a quarter of the poverty line for each month of the
 * year that it lived under 16.
 *
 * @param need months (bits) lived under 16
 * @param paid dong of the year, above 0
 * @param line poverty line by area, VND a head a month
 */
export function countPaidChild(
  people: Population,
  child: number,
  need: number,
  paid: number,
  line: Float64Array,
  sums: DistributionSums,
  row: number,
  scenario: number,
  year: number,
): void {
  const slot = scenarioSlot(scenario);
  const resident = people.exitMonth[child] === STILL_HERE;
  if (resident && monthIndex(year, 12) - people.birthMonth[child] < CHILD_BELOW_MONTHS) {
    const needy = people.poverty[people.household[child]] !== 0;
    addCount(sums, row, slot, needy ? CHANGED.needyReached : CHANGED.othersReached, 1);
  }
  if (need !== 0 && paid >= CHILD_FLOOR_OF_LINE * line[people.area[child]] * bitCount(need))
    addCount(sums, row, slot, CHANGED.childrenAtFloor, 1);
}

/**
 * Adds what a scenario pays a mother in her own right: contributory benefits with the earnings that they replace, and all
 * benefits with the poverty line. Earnings are those of the year of the birth; a mother without any has nothing to replace.
 *
 * @param places the scenario's tiers that are paid for a birth
 * @param january month index of the year's January
 */
export function countPaidMother(
  people: Population,
  delivery: Delivery,
  tiers: readonly TierProgramme[],
  places: Int32Array,
  outcomes: Outcomes,
  line: Float64Array,
  sums: DistributionSums,
  row: number,
  scenario: number,
  january: number,
): void {
  const { mother } = delivery;
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
  if (all === 0) return;
  const slot = scenarioSlot(scenario);
  const area = people.area[mother];
  addDong(sums, row, slot, PAID.mothers, all);
  addCount(sums, row, slot, CHANGED.mothersPaid + area, 1);
  if (all >= MATERNITY_FLOOR_MONTHS * line[area]) addCount(sums, row, slot, CHANGED.mothersAtFloor, 1);
  const earnings = people.earnings[mother];
  if (contributory === 0 || earnings === 0) return;
  const months = monthsBefore(people.compulsoryMonths[mother], delivery.month - january);
  const scheme = months > 0 ? 0 : 1;
  addDong(sums, row, slot, PAID.replacing + scheme, contributory);
  addDong(sums, row, slot, PAID.replaced + scheme, earnings);
}
