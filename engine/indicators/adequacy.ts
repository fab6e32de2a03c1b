import {
  addCount,
  addDong,
  CHANGED,
  type DistributionSums,
  PAID,
  scenarioSlot,
} from './distribution-sums.js';

/** Floors held against R202 (assumptions, after the ILO's costing of social protection floors). */
const CHILD_FLOOR_OF_LINE = 0.25;
const MATERNITY_FLOOR_MONTHS = 4;

/**
 * Counts a child whom a scenario pays a child benefit: whether it lives in a poor or near-poor household (children under
 * 16 and resident on 31 December), and whether the benefits reach a quarter of the poverty line for each month of the
 * year that it lived under 16.
 *
 * @param inDecember 1 if it is under 16 and resident on 31 December, else 0
 * @param needy 0 if its household is neither poor nor near-poor
 * @param area 0 urban, 1 rural
 * @param need months lived under 16
 * @param paid dong of the year, above 0
 * @param line poverty line by area, VND a head a month
 */
export function countPaidChild(
  inDecember: number,
  needy: number,
  area: number,
  need: number,
  paid: number,
  line: Float64Array,
  sums: DistributionSums,
  row: number,
  scenario: number,
): void {
  const slot = scenarioSlot(scenario);
  if (inDecember !== 0)
    addCount(sums, row, slot, needy !== 0 ? CHANGED.needyReached : CHANGED.othersReached, 1);
  if (need !== 0 && paid >= CHILD_FLOOR_OF_LINE * line[area] * need)
    addCount(sums, row, slot, CHANGED.childrenAtFloor, 1);
}

/**
 * Adds what a scenario pays a mother in her own right: contributory benefits with the earnings that they replace, and all
 * benefits with the poverty line. Earnings are those of the year of the birth; a mother without any has nothing to replace.
 *
 * @param contributory dong of contributory benefits
 * @param all dong of all benefits; nothing is counted for 0
 * @param area 0 urban, 1 rural
 * @param earnings of the mother, VND a month
 * @param months of compulsory contributions in the twelve before the birth
 */
export function countPaidMother(
  contributory: number,
  all: number,
  area: number,
  earnings: number,
  months: number,
  line: Float64Array,
  sums: DistributionSums,
  row: number,
  scenario: number,
): void {
  if (all === 0) return;
  const slot = scenarioSlot(scenario);
  addDong(sums, row, slot, PAID.mothers, all);
  addCount(sums, row, slot, CHANGED.mothersPaid + area, 1);
  if (all >= MATERNITY_FLOOR_MONTHS * line[area]) addCount(sums, row, slot, CHANGED.mothersAtFloor, 1);
  if (contributory === 0 || earnings === 0) return;
  const scheme = months > 0 ? 0 : 1;
  addDong(sums, row, slot, PAID.replacing + scheme, contributory);
  addDong(sums, row, slot, PAID.replaced + scheme, earnings);
}
