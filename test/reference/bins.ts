const BINS_PER_OCTAVE = 64;
const BITS = 6;
const LARGEST = 0xffff_ffff;

/** Octave of bins, 0 and below where a bin is one dong wide: its bins are 2^octave dong wide. */
function octaveOf(income: number): number {
  return 31 - BITS - Math.clz32(income);
}

/** Bin of a whole income up to 2^32 - 1. Only shifts, so the same on any machine. */
export function incomeBin(income: number): number {
  const octave = octaveOf(income);
  return octave <= 0 ? income : octave * BINS_PER_OCTAVE + (income >>> octave);
}

/**
 * Adds (`persons` below 0: takes away) persons of one income, in whole dong, to the bins that begin at `offset`. Higher
 * incomes than the last bin's count as its highest.
 */
export function addIncome(bins: Float64Array, offset: number, income: number, persons: number): void {
  const bounded = income < LARGEST ? income : LARGEST;
  const octave = octaveOf(bounded);
  const place = offset + incomeBin(bounded) * 2;
  bins[place] += persons;
  if (octave > 0) bins[place + 1] += persons * (bounded & ((1 << octave) - 1));
}
