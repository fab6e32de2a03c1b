/** Months are counted from January 1900 (= 0): one integer for a birth, an event or a change of the law. */
export type MonthIndex = number;

const ORIGIN_YEAR = 1900;

/** Month index of a calendar month. `month` runs from 1 to 12. */
export function monthIndex(year: number, month: number): MonthIndex {
  return (year - ORIGIN_YEAR) * 12 + (month - 1);
}

/** Calendar year in which a month index lies. */
export function yearOfMonth(month: MonthIndex): number {
  return ORIGIN_YEAR + Math.floor(month / 12);
}

/** First month for which law is dated month by month; parameters are tabulated from here. */
export const FIRST_LAW_YEAR = 2024;
/** Last year to which the law, the rates and the macro path reach. */
export const LAST_YEAR = 2050;
/** Number of months in a tabulated parameter. */
export const LAW_MONTHS = (LAST_YEAR - FIRST_LAW_YEAR + 1) * 12;
