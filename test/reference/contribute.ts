import { monthIndex } from '../../engine/inputs/time.js';
import { type LumpSumTables, monthsUntil } from '../../engine/labour/contributions.js';
import { type Population, STILL_HERE } from '../../engine/population/columns.js';
import { PROCESS } from '../../engine/random/streams.js';
import { threefry } from '../../engine/random/threefry.js';

const MONTHS = 12;
const YEAR_BITS = 0xfff;
const word = new Int32Array(2);

/** Number of ones among the lowest twelve bits. */
function yearMonths(bits: number): number {
  let b = bits - ((bits >>> 1) & 0x555);
  b = (b & 0x333) + ((b >>> 2) & 0x333);
  return (b & 0xf) + ((b >>> 4) & 0xf) + (b >>> 8);
}

/**
 * Adds the year's months to what each has contributed, and lets those who have been outside social insurance long
 * enough withdraw it: months of both schemes go to nought. Someone to whom it is open decides once a year; the month is
 * any of the year's from the first in which the waiting time is over. Runs after `work` of the same year.
 */
export function contribute(people: Population, rules: LumpSumTables, year: number): void {
  const january = monthIndex(year, 1);
  const { waitingMonths, belowMonths } = rules;
  const opening = monthsUntil(rules.closedFrom, year);
  const { age, exitMonth, compulsoryMonths, voluntaryMonths, compulsoryTotal, voluntaryTotal } = people;
  const { lumpSumOpen, lumpSumMonth, key0, key1, sex } = people;
  for (let i = 0; i < people.count; i++) {
    if (age[i] < 15 || exitMonth[i] !== STILL_HERE) continue;
    const history = compulsoryMonths[i] | voluntaryMonths[i];
    if ((history & YEAR_BITS) !== 0) {
      compulsoryTotal[i] += yearMonths(compulsoryMonths[i] & YEAR_BITS);
      voluntaryTotal[i] += yearMonths(voluntaryMonths[i] & YEAR_BITS);
      if ((history & opening) !== 0) lumpSumOpen[i] = 1;
      continue;
    }
    if (lumpSumOpen[i] === 0 || compulsoryTotal[i] + voluntaryTotal[i] >= belowMonths) continue;
    // Months since the last contribution at the end of the year: the place of the lowest bit.
    const since = history === 0 ? 32 : 31 - Math.clz32(history & -history);
    const first = Math.max(0, MONTHS + waitingMonths - since);
    if (first >= MONTHS) continue;
    threefry(key0[i], key1[i], year, PROCESS.withdrawal, word);
    if ((word[0] & 0xffff) >= rules.limit[sex[i] * 101 + age[i]]) continue;
    lumpSumMonth[i] = january + first + (((word[0] >>> 16) * (MONTHS - first)) >>> 16);
    compulsoryTotal[i] = 0;
    voluntaryTotal[i] = 0;
    lumpSumOpen[i] = 0;
  }
}
