import type { Dimension } from '../results.js';
import { BASELINE } from './distribution-changes.js';
import { CHANGED, countAt, type DistributionSums, LIVED, LIVES, scenarioSlot } from './distribution-sums.js';
import type { RowWriter } from './row-writer.js';

const TENTHS = 10;
const CHANGE = 'VND a head a month, nominal';

/** Who has more and who has less under a scenario than under the baseline, and how much; nothing for the baseline itself. */
export function winnersRows(sums: DistributionSums, y: number, scenario: number, writer: RowWriter): void {
  if (scenario === BASELINE) return;
  const slot = scenarioSlot(scenario);
  const over = (of: number, figure: number, tenths: readonly number[]) =>
    tenths.reduce((sum, tenth) => sum + countAt(sums, y, of, figure + tenth), 0);
  const show = (dimension: Dimension, group: string, tenths: readonly number[]) => {
    const residents = over(LIVES, LIVED.tenths, tenths);
    const winners = over(slot, CHANGED.winners, tenths);
    const losers = over(slot, CHANGED.losers, tenths);
    writer.share('winners', dimension, group, winners, residents, 'share of persons');
    writer.share('losers', dimension, group, losers, residents, 'share of persons');
    writer.share('mean_gain', dimension, group, over(slot, CHANGED.gains, tenths), winners, CHANGE);
    writer.share('mean_loss', dimension, group, over(slot, CHANGED.losses, tenths), losers, CHANGE);
  };
  const all = Array.from({ length: TENTHS }, (_, tenth) => tenth);
  show('total', 'total', all);
  for (const tenth of all) show('decile', String(tenth + 1), [tenth]);
}
