import { countAt, type DistributionSums, dongAt, EARNED, LIVED, LIVES } from './distribution-sums.js';
import type { RowWriter } from './row-writer.js';

const MEN = 0;
const WOMEN = 1;

/** Gaps between men and women in earnings and in social insurance: figures of the lives, the same under every scenario. */
export function genderRows(sums: DistributionSums, y: number, writer: RowWriter): void {
  const count = (figure: number, sex: number) => countAt(sums, y, LIVES, figure + sex);
  if (count(LIVED.workers, MEN) > 0 && count(LIVED.workers, WOMEN) > 0) {
    const mean = (sex: number) => dongAt(sums, y, LIVES, EARNED.workers + sex) / count(LIVED.workers, sex);
    const unit = "share of men's mean earnings";
    writer.push('earnings_gender_gap', 'total', 'total', 1 - mean(WOMEN) / mean(MEN), unit);
  }
  if (count(LIVED.adults, MEN) > 0 && count(LIVED.adults, WOMEN) > 0) {
    const insured = (sex: number) => count(LIVED.insuredAdults, sex) / count(LIVED.adults, sex);
    const unit = 'difference of shares of ages 15-59';
    writer.push('insured_gender_gap', 'total', 'total', insured(MEN) - insured(WOMEN), unit);
  }
}
