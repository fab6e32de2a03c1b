/** A point of a curve given at a few places. */
export interface Point {
  readonly at: number;
  readonly value: number;
}

/**
 * Straight lines between points, given in any order; the outermost values hold beyond the ends.
 * Throws when there is no point at all.
 */
export function interpolate(points: readonly Point[], at: number): number {
  let left: Point | undefined;
  let right: Point | undefined;
  for (const point of points) {
    if (point.at <= at && (left === undefined || point.at > left.at)) left = point;
    if (point.at >= at && (right === undefined || point.at < right.at)) right = point;
  }
  const end = left ?? right;
  if (end === undefined) throw new Error('a curve needs a point');
  if (left === undefined || right === undefined || left.at === right.at) return end.value;
  return left.value + ((right.value - left.value) * (at - left.at)) / (right.at - left.at);
}

/** Log-odds of a share; minus and plus infinity at 0 and 1. */
function logit(share: number): number {
  return Math.log(share / (1 - share));
}

/** Share of given log-odds. */
function shareOf(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}

/** Whether no shift of its log-odds moves a share. */
function isFixed(share: number): boolean {
  return share <= 0 || share >= 1;
}

/** The same share at odds multiplied by exp(shift); 0 and 1 stay as they are. */
export function shifted(share: number, shift: number): number {
  return isFixed(share) ? share : shareOf(logit(share) + shift);
}

/**
 * Where a rising function crosses a target between two bounds (bisection to the last bit of a double).
 * Throws when the target does not lie between the function's values at the bounds.
 */
export function solveRising(
  f: (x: number) => number,
  target: number,
  bounds: readonly [number, number],
): number {
  let [low, high] = bounds;
  if (!(f(low) <= target && target <= f(high))) {
    throw new Error(`no solution for ${target} between ${low} and ${high}`);
  }
  for (let step = 0; step < 80; step++) {
    const middle = (low + high) / 2;
    // No double lies between the two: further steps would change nothing.
    const settled = middle === low || middle === high;
    if (f(middle) < target) low = middle;
    else high = middle;
    if (settled) break;
  }
  return (low + high) / 2;
}

const WIDEST_SHIFT = 12;

/** Shift of log-odds, common to all shares, at which their weighted mean is `target`. */
export function shiftToMean(shares: ArrayLike<number>, weights: ArrayLike<number>, target: number): number {
  // `shifted` and `weightedMean` with what stays the same taken out: tables are solved at every start of the program.
  const logits = Array.from(shares, (share) => (isFixed(share) ? null : logit(share)));
  let weight = 0;
  for (let i = 0; i < shares.length; i++) weight += weights[i];
  const mean = (shift: number) => {
    let sum = 0;
    logits.forEach((odds, i) => {
      sum += (odds === null ? shares[i] : shareOf(odds + shift)) * weights[i];
    });
    return sum / weight;
  };
  return solveRising(mean, target, [-WIDEST_SHIFT, WIDEST_SHIFT]);
}

/** Mean of values under weights that need not sum to 1. */
export function weightedMean(values: ArrayLike<number>, weights: ArrayLike<number>): number {
  let sum = 0;
  let weight = 0;
  for (let i = 0; i < values.length; i++) {
    sum += values[i] * weights[i];
    weight += weights[i];
  }
  return sum / weight;
}

/** Values divided by their sum. */
export function normalised(values: readonly number[]): Float64Array {
  const sum = values.reduce((total, value) => total + value, 0);
  return Float64Array.from(values, (value) => value / sum);
}
