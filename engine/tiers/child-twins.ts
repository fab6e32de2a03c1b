import type { DerivedUnion } from '../indicators/accumulators.js';
import { CHUNK, type Portfolio } from './portfolio.js';

/**
 * Child tiers that the same children claim in the same months, whatever they pay: designs that differ in levels. For each
 * child tier the position of the first such tier in its chunk, its own where there is none. A tier that tops up another,
 * or is topped up, has no twins: who is eligible hangs on amounts.
 */
export function twinsOf({ childMonths, toppedUp }: Portfolio): Int32Array {
  const firsts = new Map<string, number>();
  const twins = new Int32Array(childMonths.length);
  const positions = new Map(childMonths.map(({ place }, position) => [place, position]));
  childMonths.forEach(({ place, claims, exclusiveAfter, topUpAfter }, position) => {
    twins[position] = position;
    if (topUpAfter.length > 0 || toppedUp[place] === 1) return;
    const after = exclusiveAfter.map((earlier) => twins[positions.get(earlier) ?? -1]).sort((a, b) => a - b);
    const key = `${Math.floor(position / CHUNK)} ${after.join()} ${claims}`;
    const first = firsts.get(key) ?? position;
    firsts.set(key, first);
    twins[position] = first;
  });
  return twins;
}

/** The counts of twins, which are booked for the first alone; to be given before unions that take them in. */
export function twinCounts(portfolio: Portfolio): DerivedUnion[] {
  const { childMonths } = portfolio;
  const twins = twinsOf(portfolio);
  return childMonths.flatMap(({ place }, position) =>
    twins[position] === position
      ? []
      : [{ place, tiers: [{ place: childMonths[twins[position]].place, counts: true, dong: false }] }],
  );
}
