import { INCOME_BINS } from './distribution-bins.js';
import { sharedSums } from './shared-sums.js';

/**
 * Counts of the lives, the same under every scenario. Residents and their households are those of 31 December; children
 * are under 16 then. Gaps are in millionths of the poverty line.
 */
export const LIVED = {
  residents: 0,
  children: 1,
  poor: 2,
  poorChildren: 3,
  gap: 4,
  squaredGap: 5,
  /** Children of poor and near-poor households. */
  needyChildren: 6,
  /** Residents by tenth of income: ten places. */
  tenths: 7,
  /** Children who lived a month of the year under 16. */
  childrenOfTheYear: 17,
  /** Workers with earnings, residents of 15 to 59 and the insured among them, by sex: men, women. */
  workers: 18,
  adults: 20,
  insuredAdults: 22,
  employees: 24,
  compulsoryEmployees: 25,
  ordinaryLabourers: 26,
} as const;

/** Counts of what a scenario's benefits do. Those of the first four are changes, to be added to `LIVED`. */
export const CHANGED = {
  poor: 0,
  poorChildren: 1,
  gap: 2,
  squaredGap: 3,
  /** Residents whose household gains, by fifth of income: five places. */
  gaining: 4,
  /** Children who receive a child benefit in the year: of poor and near-poor households, of others. */
  needyReached: 9,
  othersReached: 10,
  /** Children and mothers whose benefits of their own reach the floor of R202. */
  childrenAtFloor: 11,
  mothersAtFloor: 12,
  /** Mothers who receive a benefit of their own, by area: urban, rural. */
  mothersPaid: 13,
  /** Residents whose household has more, or less, than under the baseline, by tenth of income: ten places each. */
  winners: 15,
  losers: 25,
  /** What they gain and lose, dong a month over all of them, likewise. Under 2^53: 10^8 residents, 9 x 10^7 dong each. */
  gains: 35,
  losses: 45,
} as const;
/** Counts of a scenario, and room for those of the lives. */
export const CHANGES = 55;

/** Sums of dong of the lives: monthly earnings. */
export const EARNED = {
  /** By sex: men, women. */
  workers: 0,
  employees: 2,
  ordinaryLabourers: 3,
} as const;

/** Sums of dong of a scenario. By scheme: compulsory, voluntary. */
export const PAID = {
  /** Own contributory benefits of mothers with earnings, and a month's earnings of those mothers. */
  replacing: 0,
  replaced: 2,
  /** Own benefits of all mothers. */
  mothers: 4,
} as const;
const DONG = 5;

const BILLION = 1e9;

/**
 * Sums behind poverty, inequality, adequacy and standards, all of them whole numbers. Slot 0 of a year holds the lives,
 * slot s + 1 what scenario s changes: a household that no benefit reaches costs nothing there.
 */
export interface DistributionSums {
  readonly slots: number;
  /** [(year * slots + slot) * CHANGES + figure]. */
  readonly counts: Float64Array;
  /** Below a billion, then billions: [((year * slots + slot) * DONG + figure) * 2]. */
  readonly dong: Float64Array;
  /** Residents, then dong above the bin's lower edge: [((year * slots + slot) * INCOME_BINS + bin) * 2]. */
  readonly incomes: Float64Array;
}

export function makeDistributionSums(scenarios: number, years: number): DistributionSums {
  const slots = scenarios + 1;
  return {
    slots,
    counts: sharedSums(years * slots * CHANGES),
    dong: sharedSums(years * slots * DONG * 2),
    incomes: sharedSums(years * slots * INCOME_BINS * 2),
  };
}

/** The slot of a scenario, by its position in the run. */
export function scenarioSlot(scenario: number): number {
  return scenario + 1;
}

/** Slot of the lives. */
export const LIVES = 0;

export function countsOffset({ slots }: DistributionSums, year: number, slot: number): number {
  return (year * slots + slot) * CHANGES;
}

export function incomesOffset({ slots }: DistributionSums, year: number, slot: number): number {
  return (year * slots + slot) * INCOME_BINS * 2;
}

export function countAt(sums: DistributionSums, year: number, slot: number, figure: number): number {
  return sums.counts[countsOffset(sums, year, slot) + figure];
}

export function addCount(
  sums: DistributionSums,
  year: number,
  slot: number,
  figure: number,
  n: number,
): void {
  sums.counts[countsOffset(sums, year, slot) + figure] += n;
}

export function addDong(
  sums: DistributionSums,
  year: number,
  slot: number,
  figure: number,
  dong: number,
): void {
  sums.dong[((year * sums.slots + slot) * DONG + figure) * 2] += dong;
}

/** A sum of dong; beyond 2^53 rounded to the nearest double. */
export function dongAt(sums: DistributionSums, year: number, slot: number, figure: number): number {
  const place = ((year * sums.slots + slot) * DONG + figure) * 2;
  return sums.dong[place + 1] * BILLION + sums.dong[place];
}

/** Copies the sums of the lives from one set to another of as many years, whatever their scenarios. */
export function copyLives(from: DistributionSums, to: DistributionSums, years: number): void {
  for (const [name, size] of [
    ['counts', CHANGES],
    ['dong', DONG * 2],
    ['incomes', INCOME_BINS * 2],
  ] as const) {
    for (let year = 0; year < years; year++) {
      const source = (year * from.slots + LIVES) * size;
      to[name].set(from[name].subarray(source, source + size), (year * to.slots + LIVES) * size);
    }
  }
}

/** Carries whole billions of dong; called after each block. */
export function carryDong({ dong }: DistributionSums): void {
  for (let place = 0; place < dong.length; place += 2) {
    const whole = Math.floor(dong[place] / BILLION);
    dong[place + 1] += whole;
    dong[place] -= whole * BILLION;
  }
}
