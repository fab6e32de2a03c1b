import { solveRising } from './curves.js';

/** Deviations up to which Gini coefficients are inverted; published ones of income stay far below. */
const WIDEST_SIGMA = 3;
const TERMS = 80;

/** A log-normal part of a mixture: its weight, mean, and the deviation of its logarithm. */
export interface LogNormalPart {
  readonly weight: number;
  readonly mean: number;
  readonly sigma: number;
}

/** Error function by its Maclaurin series, for arguments from -3 to 3; 1 and -1 beyond (off by 2e-5 at most). */
export function erf(x: number): number {
  if (Math.abs(x) > 3) return Math.sign(x);
  let term = x;
  let sum = x;
  for (let n = 1; n < TERMS; n++) {
    term *= -(x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

/** Deviation of the logarithm at which a log-normal distribution has this Gini coefficient, erf(sigma / 2). Throws outside 0 to 0.96. */
export function sigmaOfGini(gini: number): number {
  return solveRising((sigma) => erf(sigma / 2), gini, [0, WIDEST_SIGMA]);
}

/**
 * Gini coefficient of a mixture of log-normal distributions: half the mean difference over the mean, which is the sum over
 * all pairs of w(i) w(j) m(i) erf(d / sqrt 2) / mean, with d = (M(i) - M(j) + s(i)^2) / sqrt(s(i)^2 + s(j)^2) and M the means
 * of the logarithms.
 */
export function giniOfMixture(parts: readonly LogNormalPart[]): number {
  const logMean = ({ mean, sigma }: LogNormalPart) => Math.log(mean) - 0.5 * sigma ** 2;
  let differences = 0;
  let mean = 0;
  let weights = 0;
  for (const one of parts) {
    weights += one.weight;
    mean += one.weight * one.mean;
    for (const other of parts) {
      const distance = logMean(one) - logMean(other) + one.sigma ** 2;
      const width = Math.sqrt(2 * (one.sigma ** 2 + other.sigma ** 2));
      differences += one.weight * other.weight * one.mean * erf(distance / width);
    }
  }
  return differences / (mean * weights);
}
