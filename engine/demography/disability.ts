import type { CountryInputs } from '../inputs/country.js';
import { type Population, RANKS } from '../population/columns.js';

/** Limits of the rank of disability by age 0..100, in ranks: [age * 3] any, severe or graver, exceptionally severe. */
export type DisabilityLimits = Int32Array;

/** Turns the country's shares into limits. A rank is below x where it is below the next whole number. */
export function disabilityLimits({ demography }: CountryInputs): DisabilityLimits {
  const { disability, severeShare, exceptionallySevereShare } = demography;
  const shares = [1, severeShare + exceptionallySevereShare, exceptionallySevereShare];
  return Int32Array.from({ length: 3 * disability.length }, (_, i) =>
    Math.ceil(disability[Math.floor(i / 3)] * shares[i % 3] * RANKS),
  );
}

/**
 * Degree of disability of everyone at the age of 1 July. One lifelong rank decides, so a disability once there stays and
 * can only become graver; the gravest begin earliest. The loop is the kernel of engine/assembly/demography/disability.ts.
 */
export function assessDisability({ memory, count }: Population, limits: DisabilityLimits): void {
  memory.kernels.demography.assessDisability(count, memory.pointer(limits));
}
