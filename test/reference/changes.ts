import type { HouseholdBenefits } from '../../engine/indicators/distribution-benefits.js';
import { BASELINE } from '../../engine/indicators/distribution-changes.js';
import {
  CHANGED,
  countsOffset,
  type DistributionSums,
  incomesOffset,
  scenarioSlot,
} from '../../engine/indicators/distribution-sums.js';
import { childrenOf, type Households, residentsOf } from '../../engine/labour/households.js';
import type { Population } from '../../engine/population/columns.js';
import { addIncome } from './bins.js';
import { addPoor } from './distribution.js';

/** A household gains when its benefits exceed this share of its income. */
const GAIN_THRESHOLD = 0.01;
/** A household wins or loses when its income changes by more than one part in so many of that under the baseline. */
const SMALLEST_CHANGE = 1000;

/** What every scenario's benefits change, and winners and losers against the baseline. */
export function measureChanges(
  people: Population,
  households: Households,
  { scenarios, households: paid, dong, count, line }: HouseholdBenefits,
  sums: DistributionSums,
  row: number,
): void {
  for (let n = 0; n < count; n++) {
    const household = paid[n];
    const size = residentsOf(households.members[household]);
    if (size === 0) continue;
    const baseline = dong[n * scenarios + BASELINE];
    for (let scenario = 0; scenario < scenarios; scenario++) {
      const received = dong[n * scenarios + scenario];
      if (received !== 0) changeHousehold(people, households, line, sums, row, household, scenario, received);
      if (scenario !== BASELINE) compare(people, household, size, baseline, scenario, received, sums, row);
    }
  }
}

/** Books what a scenario's benefits change for a household. */
function changeHousehold(
  people: Population,
  { members, area }: Households,
  line: Float64Array,
  sums: DistributionSums,
  row: number,
  household: number,
  scenario: number,
  received: number,
): void {
  const slot = scenarioSlot(scenario);
  const size = residentsOf(members[household]);
  if (size === 0) return;
  const children = childrenOf(members[household]);
  const threshold = line[area[household]];
  const before = people.incomePerHead[household];
  const after = before + Math.round(received / (12 * size));
  const { counts, incomes } = sums;
  const first = countsOffset(sums, row, slot);
  const bins = incomesOffset(sums, row, slot);
  if (received > GAIN_THRESHOLD * before * 12 * size)
    counts[first + CHANGED.gaining + people.quintile[household]] += size;
  addIncome(incomes, bins, before, -size);
  addIncome(incomes, bins, after, size);
  if (before > threshold) return;
  addPoor(counts, first + CHANGED.poor, before, threshold, -size, -children);
  if (after <= threshold) addPoor(counts, first + CHANGED.poor, after, threshold, size, children);
}

/** Books a household's change between the baseline and a scenario. */
function compare(
  people: Population,
  household: number,
  size: number,
  baseline: number,
  scenario: number,
  received: number,
  sums: DistributionSums,
  row: number,
): void {
  const before = people.incomePerHead[household];
  const under = before + Math.round(baseline / (12 * size));
  const after = before + Math.round(received / (12 * size));
  const change = after - under;
  const amount = Math.abs(change);
  if (amount * SMALLEST_CHANGE <= under) return;
  const tenth = countsOffset(sums, row, scenarioSlot(scenario)) + people.decile[household];
  sums.counts[tenth + (change > 0 ? CHANGED.winners : CHANGED.losers)] += size;
  sums.counts[tenth + (change > 0 ? CHANGED.gains : CHANGED.losses)] += size * amount;
}
