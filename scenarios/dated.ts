import {
  FIRST_LAW_YEAR,
  LAST_YEAR,
  LAW_MONTHS,
  type MonthIndex,
  monthIndex,
  yearOfMonth,
} from '../engine/inputs/time.js';
import type { Complain } from './report.js';
import type { DatedValue, Uprating } from './schema.js';
import type { UpratingIndices } from './types.js';

export const FIRST_LAW_MONTH = monthIndex(FIRST_LAW_YEAR, 1);
/** The month after the last. */
export const LAW_END = monthIndex(LAST_YEAR + 1, 1);

/** One value from a month up to, and without, another; null = open. */
export interface Period {
  readonly from: MonthIndex;
  readonly until: MonthIndex | null;
  readonly value: number;
}

/** Month of a date that the schema has let pass. */
export function monthOf(date: string): MonthIndex {
  return monthIndex(Number(date.slice(0, 4)), Number(date.slice(5, 7)));
}

/** A month as authors write it. */
export function monthName(month: MonthIndex): string {
  return `${yearOfMonth(month)}-${String((month % 12) + 1).padStart(2, '0')}`;
}

/** Turns dated values into periods, each ending where the next begins, and complains of dates that contradict each other. */
export function periodsOf(values: readonly DatedValue[], pointer: string, complain: Complain): Period[] {
  const periods: Period[] = [];
  values.forEach(({ from, until, value }, i) => {
    const start = monthOf(from);
    const end = until === undefined ? null : monthOf(until);
    const before = periods.at(-1);
    const given = i > 0 ? values[i - 1].until : undefined;
    if (end !== null && end <= start) {
      complain(
        'wrong-date',
        `${pointer}/${i}/until`,
        `\`until\` (${until}) must come after \`from\` (${from}).`,
        {
          ...(until === undefined ? {} : { found: until }),
          expected: `after ${from}`,
        },
      );
    } else if (before && start < before.from) {
      complain(
        'unsorted-dates',
        `${pointer}/${i}/from`,
        `${from} stands after ${values[i - 1].from}; put the values in order of time.`,
        {
          found: from,
          expected: `after ${values[i - 1].from}`,
        },
      );
    } else if (before && (start === before.from || (given !== undefined && start < monthOf(given)))) {
      complain(
        'overlapping-dates',
        `${pointer}/${i}/from`,
        `Two values hold in ${from}; each month can have only one.`,
        {
          found: from,
          expected: `${given ?? `after ${values[i - 1].from}`}${given ? ' or later' : ''}`,
        },
      );
    }
    periods.push({ from: start, until: end, value });
  });
  return periods.map((period, i) => ({ ...period, until: period.until ?? periods[i + 1]?.from ?? null }));
}

/** First month from `from` up to `until` in which no value holds, null if there is none. */
export function firstGap(periods: readonly Period[], from: MonthIndex, until: MonthIndex): MonthIndex | null {
  let month = from;
  for (const period of periods) {
    if (month >= until || period.from > month) break;
    if (period.until === null) return null;
    month = Math.max(month, period.until);
  }
  return month < until ? month : null;
}

/**
 * The value in every month of the law. Months before the first date, or in a gap, have the nearest value: no tier in
 * force reads them. From `uprating.from` on, every `every` months, the last value is multiplied by the index of the
 * year of that adjustment relative to that of the year before `uprating.from`, and rounded.
 */
export function tabulate(
  periods: readonly Period[],
  uprating: Uprating | null,
  indices: UpratingIndices,
): Float64Array {
  const values = new Float64Array(LAW_MONTHS);
  const start = uprating ? monthOf(uprating.from) : Number.POSITIVE_INFINITY;
  for (let i = 0; i < LAW_MONTHS; i++) {
    const month = FIRST_LAW_MONTH + i;
    const { value } = periods.findLast(({ from }) => from <= month) ?? periods[0];
    if (!uprating || month < start) {
      values[i] = value;
      continue;
    }
    const every = uprating.every ?? 12;
    const adjusted = start + Math.floor((month - start) / every) * every;
    const index = uprating.with === 'prices' ? indices.price : indices.wage;
    const growth =
      indexIn(index, indices.firstYear, yearOfMonth(adjusted)) /
      indexIn(index, indices.firstYear, yearOfMonth(start) - 1);
    const raised = value * growth;
    values[i] = uprating.round ? Math.round(raised / uprating.round) * uprating.round : raised;
  }
  return values;
}

/** The index of a year; years outside the table have its first or last entry. */
function indexIn(index: Float64Array, firstYear: number, year: number): number {
  return index[Math.min(Math.max(0, year - firstYear), index.length - 1)];
}
