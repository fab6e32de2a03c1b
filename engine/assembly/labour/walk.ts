import { RANKS } from '../constants';

/** A rank after a whole step, reflected at both ends: ranks that are evenly spread stay so whatever the steps. */
export function walk(rank: i32, step: i32): i32 {
  const moved = rank + step;
  const above = moved ^ (moved >> 31);
  return above >= RANKS ? 2 * RANKS - 1 - above : above;
}
