import type { CountryInputs } from '../../engine/inputs/country.js';
import { NEVER, RANKS } from '../../engine/population/columns.js';

/** Difference of ages, husband's minus wife's, at a rank of the country's distribution. */
export function ageGapAt(country: CountryInputs, rank: number): number {
  const { ageGap, ageGapFirst } = country.families;
  let sum = 0;
  for (let i = 0; i < ageGap.length; i++) {
    sum += ageGap[i];
    if (rank < sum * RANKS) return ageGapFirst + i;
  }
  return ageGapFirst + ageGap.length - 1;
}

/**
 * Month in which a union will end in divorce, from the wife's draw: a share of unions ends, evenly spread over the first
 * years; NEVER for the others. `draw` is 32 random bits.
 */
export function divorceMonthOf(country: CountryInputs, start: number, draw: number): number {
  const { divorced, divorceYears } = country.families;
  const rank = (draw & 0xffff) / RANKS;
  return rank < divorced ? start + Math.floor((rank / divorced) * divorceYears * 12) : NEVER;
}
