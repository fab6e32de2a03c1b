import { residentsOf } from '../labour/households.js';
import type { Population } from '../population/columns.js';
import type { HouseholdBenefits } from './distribution-benefits.js';
import { CHANGED, countsOffset, type DistributionSums, scenarioSlot } from './distribution-sums.js';

/** The scenario that the others are held against: the first of a run. */
export const BASELINE = 0;
/** A household wins or loses when its income changes by more than one part in so many of that under the baseline. */
const SMALLEST_CHANGE = 1000;

/**
 * Winners and losers of every scenario against the baseline, on the same lives: residents of 31 December whose household's
 * income per head after benefits is higher or lower by more than a thousandth, and by how much, by tenth of income before
 * benefits. Incomes after benefits are those of `measureDistribution`. Reads the households that any scenario pays, each
 * once a scenario: one that the baseline pays and a reform does not is a loser.
 *
 * @param members of each household, by position of the reference person
 */
export function measureWinners(
  people: Population,
  members: Int32Array,
  benefits: HouseholdBenefits,
  sums: DistributionSums,
  row: number,
): void {
  const { scenarios, dong, paid, count } = benefits;
  if (scenarios < 2) return;
  for (let n = 0; n < count; n++) {
    const household = Math.floor(paid[n] / scenarios);
    const size = residentsOf(members[household]);
    if (size === 0) continue;
    const first = household * scenarios;
    const scenario = paid[n] - first;
    if (scenario !== BASELINE) compare(people, household, size, first, scenario, dong, sums, row);
    else {
      for (let other = 1; other < scenarios; other++)
        if (dong[first + other] === 0) compare(people, household, size, first, other, dong, sums, row);
    }
  }
}

/** Books a household's change between the baseline and a scenario. `first`: its place under the baseline in `dong`. */
function compare(
  people: Population,
  household: number,
  size: number,
  first: number,
  scenario: number,
  dong: Float64Array,
  sums: DistributionSums,
  row: number,
): void {
  const before = people.incomePerHead[household];
  const under = before + Math.round(dong[first + BASELINE] / (12 * size));
  const after = before + Math.round(dong[first + scenario] / (12 * size));
  const change = after - under;
  const amount = Math.abs(change);
  if (amount * SMALLEST_CHANGE <= under) return;
  const tenth = countsOffset(sums, row, scenarioSlot(scenario)) + people.decile[household];
  sums.counts[tenth + (change > 0 ? CHANGED.winners : CHANGED.losers)] += size;
  sums.counts[tenth + (change > 0 ? CHANGED.gains : CHANGED.losses)] += size * amount;
}
