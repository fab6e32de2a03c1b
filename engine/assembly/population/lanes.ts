import { threefryLanesSecond, threefryVectors } from '../threefry';

/** The draws of persons `begin` to `end` at one counter, by position; up to three more are written at either end. */
export function drawRange(
  begin: i32,
  end: i32,
  keys0: usize,
  keys1: usize,
  counter1: i32,
  first: usize,
  second: usize,
): void {
  const counter0 = i32x4.splat(0);
  const process = i32x4.splat(counter1);
  for (let at = (<usize>(begin & ~3)) << 2, last = (<usize>end) << 2; at < last; at += 16) {
    v128.store(first + at, threefryVectors(v128.load(keys0 + at), v128.load(keys1 + at), counter0, process));
    v128.store(second + at, threefryLanesSecond);
  }
}
