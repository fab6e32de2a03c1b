import type { CountryInputs } from '../inputs/country.js';
import { monthIndex } from '../inputs/time.js';
import { type Population, RANKS } from '../population/columns.js';

const MONTHS = 12;
const YEAR_BITS = 0xfff;

/** When contributions may be withdrawn in one sum, and how many do. */
export interface LumpSumTables {
  readonly waitingMonths: number;
  readonly belowMonths: number;
  /** Months contributed before this one (MonthIndex) open the withdrawal to a person. */
  readonly closedFrom: number;
  /** Withdraws within a year below this rank: [sex * 101 + age]. */
  readonly limit: Int32Array;
}

export function lumpSumTables({ labour }: CountryInputs): LumpSumTables {
  const { waitingMonths, belowMonths, closedFrom, chance } = labour.lumpSum;
  return {
    waitingMonths,
    belowMonths,
    closedFrom,
    limit: Int32Array.from(chance, (share) => Math.round(share * RANKS)),
  };
}

/** The year's months of a history that lie before a month (MonthIndex), as a mask: January is bit 11. */
export function monthsUntil(month: number, year: number): number {
  const open = Math.min(MONTHS, Math.max(0, month - monthIndex(year, 1)));
  return YEAR_BITS & ~(YEAR_BITS >>> open);
}

/**
 * Adds the year's months to what each has contributed, and lets those who have been outside social insurance long
 * enough withdraw it: months of both schemes go to nought. Someone to whom it is open decides once a year; the month is
 * any of the year's from the first in which the waiting time is over. Runs after `work` of the same year. The loop is the
 * kernel of engine/assembly/labour/contribute.ts.
 */
export function contribute(people: Population, rules: LumpSumTables, year: number): void {
  const { memory, count } = people;
  memory.bind({
    withdrawalLimit: memory.pointer(rules.limit),
    withdrawalWaiting: rules.waitingMonths,
    withdrawalBelow: rules.belowMonths,
  });
  memory.kernels.labour.contribute(count, year, monthIndex(year, 1), monthsUntil(rules.closedFrom, year));
}
