import { LAST_YEAR } from '../../engine/inputs/time.js';

/** The projection starts on 1 January of this year. */
export const BASE_YEAR = 2025;
/** First year of the fertility history; children are linked to mothers through it. */
export const FIRST_FERTILITY_YEAR = 1990;
/** Number of years from the base year to the last year, both included. */
export const YEARS = LAST_YEAR - BASE_YEAR + 1;
/** Single ages 0..100 of one sex. */
export const AGES = 101;

export { LAST_YEAR };

/** Table by year from the base year on: `width` values a year. */
export function byYear(width: number, value: (year: number, position: number) => number): Float64Array {
  return Float64Array.from({ length: YEARS * width }, (_, i) =>
    value(BASE_YEAR + Math.floor(i / width), i % width),
  );
}

/** Table by sex (0 male, 1 female) and single age: [sex * 101 + age]. */
export function bySexAge(value: (sex: number, age: number) => number): Float64Array {
  return Float64Array.from({ length: 2 * AGES }, (_, i) => value(Math.floor(i / AGES), i % AGES));
}
