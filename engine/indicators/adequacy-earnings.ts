import { ACTIVITIES, ACTIVITY, INSURANCE, INSURANCES } from '../population/activity.js';
import { addCount, addDong, type DistributionSums, EARNED, LIVED, LIVES } from './distribution-sums.js';

/** Bands of age: 15-17, 18-59 and 60 and over. */
const BANDS = 3;
const SECOND_BAND_AGE = 18;
const LAST_BAND_AGE = 60;
const OF_AGE = 1;
const OVER_59 = 2;
/** An ordinary labourer has at most lower secondary education. */
const LOWER_SECONDARY = 1;
const LEVELS = 4;
const SCHEMES = INSURANCES.length;
const STATUSES = ACTIVITIES.length;

/** Cells of a band and sex. */
export const BAND_CELLS = STATUSES * SCHEMES * LEVELS;
/** Residents of 15 and over by [(((band * 2 + sex) * STATUSES + activity) * SCHEMES + insurance) * LEVELS + education]. */
export const EARNINGS_CELLS = BANDS * 2 * BAND_CELLS;

/** band * 2 + sex of an adult. */
export function bandOf(age: number, sex: number): number {
  return (Number(age >= SECOND_BAND_AGE) + Number(age >= LAST_BAND_AGE)) * 2 + sex;
}

/**
 * Adds workers, employees and their monthly earnings, and the insured of 15 to 59, by sex, to the sums. Workers are those
 * with earnings, so family workers are none. Ordinary labourers are male employees of 18 and over with at most lower
 * secondary education.
 *
 * @param persons residents of 31 December in each cell, ages being those of 1 July
 * @param earned their monthly earnings, VND
 */
export function addEarnings(
  persons: Int32Array,
  earned: Float64Array,
  sums: DistributionSums,
  row: number,
): void {
  for (let cell = 0; cell < EARNINGS_CELLS; cell++)
    if (persons[cell] !== 0) book(sums, row, cell, persons[cell], earned[cell]);
}

/** Adds a cell to the figures to which it belongs. */
function book(sums: DistributionSums, row: number, cell: number, count: number, dong: number): void {
  const education = cell % LEVELS;
  const insurance = Math.floor(cell / LEVELS) % SCHEMES;
  const activity = Math.floor(cell / (LEVELS * SCHEMES)) % STATUSES;
  const pair = Math.floor(cell / (LEVELS * SCHEMES * STATUSES));
  const sex = pair % 2;
  const band = (pair - sex) / 2;
  if (band < OVER_59) {
    addCount(sums, row, LIVES, LIVED.adults + sex, count);
    if (insurance !== INSURANCE.none) addCount(sums, row, LIVES, LIVED.insuredAdults + sex, count);
  }
  if (dong === 0) return;
  addCount(sums, row, LIVES, LIVED.workers + sex, count);
  addDong(sums, row, LIVES, EARNED.workers + sex, dong);
  if (activity !== ACTIVITY.formalEmployee && activity !== ACTIVITY.informalEmployee) return;
  addCount(sums, row, LIVES, LIVED.employees, count);
  addDong(sums, row, LIVES, EARNED.employees, dong);
  if (insurance === INSURANCE.compulsory) addCount(sums, row, LIVES, LIVED.compulsoryEmployees, count);
  if (sex !== 0 || band < OF_AGE || education > LOWER_SECONDARY) return;
  addCount(sums, row, LIVES, LIVED.ordinaryLabourers, count);
  addDong(sums, row, LIVES, EARNED.ordinaryLabourers, dong);
}
