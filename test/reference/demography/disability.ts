import type { CountryInputs } from '../../../engine/inputs/country.js';
import { DISABILITY, type Population, RANKS } from '../../../engine/population/columns.js';

/** Thresholds on the rank of disability by age 0..100, in ranks. */
interface DisabilityLimits {
  readonly any: Float64Array;
  readonly severe: Float64Array;
  readonly exceptionallySevere: Float64Array;
}

/** Turns the country's shares into limits. */
export function disabilityLimits({ demography }: CountryInputs): DisabilityLimits {
  const { disability, severeShare, exceptionallySevereShare } = demography;
  return {
    any: disability.map((share) => share * RANKS),
    severe: disability.map((share) => share * (severeShare + exceptionallySevereShare) * RANKS),
    exceptionallySevere: disability.map((share) => share * exceptionallySevereShare * RANKS),
  };
}

/**
 * Degree of disability of everyone at the age of 1 July. One lifelong rank decides, so a disability once there stays and
 * can only become graver; the gravest begin earliest.
 */
export function assessDisability(people: Population, limits: DisabilityLimits): void {
  const { any, severe, exceptionallySevere } = limits;
  const { age, disability, disabilityRank, count } = people;
  for (let i = 0; i < count; i++) {
    const rank = disabilityRank[i];
    const years = age[i];
    if (rank >= any[years]) continue;
    if (rank < exceptionallySevere[years]) disability[i] = DISABILITY.exceptionallySevere;
    else disability[i] = rank < severe[years] ? DISABILITY.severe : DISABILITY.mild;
  }
}
