import { RANKS } from '../../engine/population/columns.js';

/**
 * A rank after a whole step, reflected at both ends: ranks that are evenly spread stay so whatever the steps. With steps
 * even between -w and w (of 1), ranks of successive years correlate by 1 - 2 w^2.
 */
export function walk(rank: number, step: number): number {
  const moved = rank + step;
  return moved < 0 ? -1 - moved : moved >= RANKS ? 2 * RANKS - 1 - moved : moved;
}
