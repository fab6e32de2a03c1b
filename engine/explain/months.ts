import { type MonthIndex, yearOfMonth } from '../inputs/time.js';

/** A month as `2027-01`. */
export function monthText(month: MonthIndex): string {
  return `${yearOfMonth(month)}-${String((month % 12) + 1).padStart(2, '0')}`;
}
