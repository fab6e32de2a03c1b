import type { MaternityInputs } from '../inputs/country.js';
import { type MonthIndex, monthIndex } from '../inputs/time.js';
import type { Population } from '../population/columns.js';
import { PROCESS } from '../random/streams.js';
import { threefry } from '../random/threefry.js';

const word = new Int32Array(2);
/** Weeks of a pregnancy carried to term, and of an early birth. */
const TERM_WEEKS = 39;
const EARLY_WEEKS = 30;
/** Months of a month index, days that every month has, and ages in months at which a child is adopted. */
const MONTHS = 12;
const DAYS = 28;
const ADOPTION_AGES = 6;

/** Circumstances of a delivery that rules of law ask for. */
export interface DeliveryDetails {
  /** Day of the month, 1 to 28. */
  day: number;
  surgical: boolean;
  /** Completed weeks of the pregnancy. */
  weeks: number;
  orderedRest: boolean;
  antenatalDays: number;
  recuperationDays: number;
}

/** A pregnancy lost in the year. */
export interface PregnancyLoss {
  readonly mother: number;
  readonly month: MonthIndex;
  readonly day: number;
  readonly weeks: number;
}

/** A child under six months adopted in the year. The child itself is nobody in the population. */
export interface Adoption {
  readonly mother: number;
  readonly month: MonthIndex;
  readonly day: number;
  /** Completed months of age of the child. */
  readonly childAge: number;
}

/** Draws the circumstances of a delivery; they belong to the mother and the month. */
export function deliveryDetails(
  { key0, key1 }: Population,
  mother: number,
  month: MonthIndex,
  inputs: MaternityInputs,
): DeliveryDetails {
  threefry(key0[mother], key1[mother], month * 2, PROCESS.delivery, word);
  const first = word[0];
  const second = word[1];
  threefry(key0[mother], key1[mother], month * 2 + 1, PROCESS.delivery, word);
  return {
    surgical: shareOf(first) < inputs.surgicalShare,
    weeks: shareOf(first << 16) < inputs.earlyShare ? EARLY_WEEKS : TERM_WEEKS,
    orderedRest: shareOf(second) < inputs.orderedRestShare,
    antenatalDays: inputs.antenatalDays,
    recuperationDays: shareOf(second << 16) < inputs.recuperationShare ? inputs.recuperationDays : 0,
    day: dayOf(word[0]),
  };
}

/** Draws month, day and weeks of a woman's pregnancy loss. */
export function pregnancyLoss(
  { key0, key1 }: Population,
  mother: number,
  year: number,
  { lossWeeks, lossShare }: MaternityInputs,
): PregnancyLoss {
  threefry(key0[mother], key1[mother], year, PROCESS.lossOrAdoption, word);
  const share = shareOf(word[1]);
  const kind = lossShare.findIndex((limit) => share < limit);
  return { mother, ...dateOf(year, word[0]), weeks: lossWeeks[kind] };
}

/** Draws month, day and the child's age of a woman's adoption. */
export function adoption({ key0, key1 }: Population, mother: number, year: number): Adoption {
  threefry(key0[mother], key1[mother], year, PROCESS.lossOrAdoption, word);
  return { mother, ...dateOf(year, word[0]), childAge: ((word[1] >>> 16) * ADOPTION_AGES) >>> 16 };
}

/** A month and day of the year from 32 random bits. */
function dateOf(year: number, bits: number): { month: MonthIndex; day: number } {
  return {
    month: monthIndex(year, 1) + (((bits >>> 16) * MONTHS) >>> 16),
    day: dayOf(bits << 16),
  };
}

/** The upper sixteen bits as a number from 0 up to, and without, 1. */
function shareOf(bits: number): number {
  return (bits >>> 16) / 65_536;
}

/** A day that every month has, from the upper sixteen bits. */
function dayOf(bits: number): number {
  return 1 + (((bits >>> 16) * DAYS) >>> 16);
}
