import {
  FIRST_LAW_YEAR,
  LAST_YEAR,
  type MonthIndex,
  monthIndex,
  yearOfMonth,
} from '../../engine/inputs/time.js';

/** A day of the calendar; a month stands for its first day. */
export interface CalendarDate {
  readonly month: MonthIndex;
  readonly day: number;
}

/** Why a text is no date, and what would have been one. */
export interface DateMistake {
  readonly message: string;
  readonly expected: string;
}

/** Years of the calendar that a date may name; those of the law are fewer. */
const FIRST_YEAR = 1900;
const LAST_DATE_YEAR = 2100;
const WITH_DAY = 'YYYY-MM-DD or YYYY-MM';
const MONTH_ONLY = 'YYYY-MM';

/** Years for which a case can be judged. */
export const LAW_YEARS = `${FIRST_LAW_YEAR}-01 to ${LAST_YEAR}-12`;

export function isWithinLaw(month: MonthIndex): boolean {
  const year = yearOfMonth(month);
  return year >= FIRST_LAW_YEAR && year <= LAST_YEAR;
}

/** A month as `2026-09`. */
export function monthName(month: MonthIndex): string {
  return `${yearOfMonth(month)}-${String((month % 12) + 1).padStart(2, '0')}`;
}

/** Reads `1996-04-12`, or `1996-04` as its first day. */
export function readDate(text: string, name: string): CalendarDate | DateMistake {
  const [, year, month, , day = '01'] = /^(\d{4})-(\d{2})(-(\d{2}))?$/.exec(text) ?? [];
  if (year === undefined)
    return mistake(`${name} must be a date such as 1996-04-12, or a month such as 1996-04.`, WITH_DAY);
  const wrong = wrongMonth(Number(year), Number(month), name, WITH_DAY);
  if (wrong) return wrong;
  const days = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  if (Number(day) < 1 || Number(day) > days)
    return mistake(
      `${name} does not exist: ${year}-${month} has ${days} days.`,
      `${year}-${month}-01 to ${year}-${month}-${days}`,
    );
  return { month: monthIndex(Number(year), Number(month)), day: Number(day) };
}

/** Reads `2026-09`, and no day. */
export function readMonth(text: string, name: string): MonthIndex | DateMistake {
  const [, year, month] = /^(\d{4})-(\d{2})$/.exec(text) ?? [];
  if (year === undefined) return mistake(`${name} must be a month such as 2026-09.`, MONTH_ONLY);
  return wrongMonth(Number(year), Number(month), name, MONTH_ONLY) ?? monthIndex(Number(year), Number(month));
}

function wrongMonth(year: number, month: number, name: string, form: string): DateMistake | null {
  if (month < 1 || month > 12)
    return mistake(`${name} has month ${month}; a year has months 01 to 12.`, `${form}, month 01 to 12`);
  if (year < FIRST_YEAR || year > LAST_DATE_YEAR)
    return mistake(
      `${name} lies in ${year}; years from ${FIRST_YEAR} to ${LAST_DATE_YEAR} can be named.`,
      `${form}, ${FIRST_YEAR} to ${LAST_DATE_YEAR}`,
    );
  return null;
}

function mistake(message: string, expected: string): DateMistake {
  return { message, expected };
}
