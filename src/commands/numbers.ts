import { InvalidArgumentError } from 'commander';
import type { RunOptions } from '../options.js';

/** More threads than any machine has cores would only cost memory. */
export const MAX_WORKERS = 1024;

/** Reads a whole number (`100_000` too) of a range; ranges that need the country's figures are checked with the run. */
export function wholeNumber(least = 0, most = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const digits = text.replaceAll('_', '');
    const value = Number(digits);
    if (!/^\d+$/.test(digits) || value > Number.MAX_SAFE_INTEGER) {
      throw new InvalidArgumentError('It is not a whole number.');
    }
    if (value < least || value > most) {
      throw new InvalidArgumentError(`It must be a number from ${least} to ${most}.`);
    }
    return value;
  };
}

/** Reads a number of simulated persons, or `whole` for one a resident. */
export function personsOrWhole(text: string): RunOptions['persons'] {
  return text === 'whole' ? text : wholeNumber()(text);
}
