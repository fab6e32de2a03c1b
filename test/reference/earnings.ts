import {
  addCount,
  addDong,
  type DistributionSums,
  EARNED,
  LIVED,
  LIVES,
} from '../../engine/indicators/distribution-sums.js';
import { ACTIVITIES, ACTIVITY, INSURANCE, INSURANCES } from '../../engine/population/activity.js';
import { type Population, STILL_HERE } from '../../engine/population/columns.js';

/** Bands of age: 15-17, 18-59 and 60 and over. */
const FIRST_AGES = [15, 18, 60] as const;
const OF_AGE = 1;
const OVER_59 = 2;
/** An ordinary labourer has at most lower secondary education. */
const LOWER_SECONDARY = 1;
const LEVELS = 4;
const SCHEMES = INSURANCES.length;
const STATUSES = ACTIVITIES.length;

const CELLS = FIRST_AGES.length * 2 * STATUSES * SCHEMES * LEVELS;
/** Residents and their monthly earnings by [(((band * 2 + sex) * STATUSES + activity) * SCHEMES + insurance) * LEVELS + education]. */
const persons = new Int32Array(CELLS);
const earned = new Float64Array(CELLS);

/**
 * Counts workers, employees and their earnings, and the insured of 15 to 59, by sex, among the residents of 31 December.
 * Ages are those of 1 July. Workers are those with earnings, so family workers are none. Ordinary labourers are male
 * employees of 18 and over with at most lower secondary education.
 */
export function measureEarnings(people: Population, sums: DistributionSums, row: number): void {
  persons.fill(0);
  earned.fill(0);
  tallyEarnings(people);
  for (let cell = 0; cell < CELLS; cell++) if (persons[cell] !== 0) book(sums, row, cell);
}

/** One cell a person. */
function tallyEarnings(people: Population): void {
  const { age, exitMonth, sex, insurance, earnings, activity, education } = people;
  const [adult, ofAge, old] = FIRST_AGES;
  for (let i = 0; i < people.count; i++) {
    const years = age[i];
    if (years < adult || exitMonth[i] !== STILL_HERE) continue;
    const band = Number(years >= ofAge) + Number(years >= old);
    const status = (band * 2 + sex[i]) * STATUSES + activity[i];
    const cell = (status * SCHEMES + insurance[i]) * LEVELS + education[i];
    persons[cell]++;
    earned[cell] += earnings[i];
  }
}

/** Adds a cell to the figures to which it belongs. */
function book(sums: DistributionSums, row: number, cell: number): void {
  const education = cell % LEVELS;
  const insurance = Math.floor(cell / LEVELS) % SCHEMES;
  const activity = Math.floor(cell / (LEVELS * SCHEMES)) % STATUSES;
  const pair = Math.floor(cell / (LEVELS * SCHEMES * STATUSES));
  const sex = pair % 2;
  const band = (pair - sex) / 2;
  const count = persons[cell];
  const dong = earned[cell];
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
