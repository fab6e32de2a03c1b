/** Bins of an octave: a bin's upper edge is at most 1/64 above its lower one. */
const BINS_PER_OCTAVE = 64;
const BITS = 6;

/**
 * Bins of income per head, 0 to 2^32 - 1 dong a month: whole dong up to 127, then 64 of equal width to the octave. A bin
 * has its persons and their dong above its lowest income; the kernels fill it (engine/assembly/households/sums.ts).
 */
export const INCOME_BINS = (32 - BITS + 1) * BINS_PER_OCTAVE;

/** Lowest income of a bin. */
export function binFloor(bin: number): number {
  if (bin < 2 * BINS_PER_OCTAVE) return bin;
  const octave = Math.floor(bin / BINS_PER_OCTAVE) - 1;
  return (bin - octave * BINS_PER_OCTAVE) * 2 ** octave;
}

/**
 * Adds the bins of some octaves (bit k: those that are 2^k dong wide) to those that begin at `offset` of `sums`, and
 * empties them.
 */
export function moveBins(bins: Float64Array, octaves: number, sums: Float64Array, offset: number): void {
  for (let octave = 0; octaves >>> octave !== 0; octave++) {
    if (((octaves >>> octave) & 1) === 0) continue;
    // The first 128 bins are one dong wide.
    const first = octave === 0 ? 0 : 2 * (octave + 1) * BINS_PER_OCTAVE;
    const end = 2 * (octave + 2) * BINS_PER_OCTAVE;
    for (let place = first; place < end; place++) sums[offset + place] += bins[place];
    bins.fill(0, first, end);
  }
}

/** Inequality of a binned distribution. */
export interface BinnedGini {
  readonly gini: number;
  /** The exact Gini lies between `gini` and `gini + error`. */
  readonly error: number;
}

/**
 * Gini coefficient: 1 - sum over bins of p (L before + L after), with p the bin's share of persons and L the share of
 * income up to it. Within a bin all are given the bin's mean, which is exact; what is lost is the inequality within bins,
 * at most (sqrt(r) - 1) / (sqrt(r) + 1) of the bin's share of persons times its share of income, r = 65 / 64 being the
 * widest ratio of a bin's edges. Nobody, or nobody with an income: 0.
 *
 * @param persons by bin
 * @param rest dong above the bins' lower edges, by bin
 */
export function binnedGini(persons: ArrayLike<number>, rest: ArrayLike<number>): BinnedGini {
  let everybody = 0;
  let allIncome = 0;
  for (let bin = 0; bin < INCOME_BINS; bin++) {
    everybody += persons[bin];
    allIncome += persons[bin] * binFloor(bin) + rest[bin];
  }
  if (everybody === 0 || allIncome === 0) return { gini: 0, error: 0 };
  let before = 0;
  let area = 0;
  let together = 0;
  for (let bin = 0; bin < INCOME_BINS; bin++) {
    const share = persons[bin] / everybody;
    const income = (persons[bin] * binFloor(bin) + rest[bin]) / allIncome;
    area += share * (2 * before + income);
    before += income;
    if (bin >= 2 * BINS_PER_OCTAVE) together += share * income;
  }
  const width = Math.sqrt(1 + 1 / BINS_PER_OCTAVE);
  return { gini: Math.max(0, 1 - area), error: (together * (width - 1)) / (width + 1) };
}
