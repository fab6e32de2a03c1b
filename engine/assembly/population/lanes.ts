// Threefry-2x32 with 13 rounds, four lanes, each with a counter of its own: as in engine/random/threefry.ts.

const PARITY: i32 = 0x1bd11bda;

/** Second words of the last call of `draws`; the first are its result. */
export let secondWords: v128 = i32x4.splat(0);

function turned(x: v128, bits: i32): v128 {
  return v128.or(i32x4.shl(x, bits), i32x4.shr_u(x, 32 - bits));
}

export function draws(key0: v128, key1: v128, counter0: v128, counter1: v128): v128 {
  const key2 = v128.xor(i32x4.splat(PARITY), v128.xor(key0, key1));
  let x0 = i32x4.add(counter0, key0);
  let x1 = i32x4.add(counter1, key1);
  x0 = i32x4.add(x0, x1);
  x1 = v128.xor(turned(x1, 13), x0);
  x0 = i32x4.add(x0, x1);
  x1 = v128.xor(turned(x1, 15), x0);
  x0 = i32x4.add(x0, x1);
  x1 = v128.xor(turned(x1, 26), x0);
  x0 = i32x4.add(x0, x1);
  x1 = v128.xor(turned(x1, 6), x0);
  x0 = i32x4.add(x0, key1);
  x1 = i32x4.add(x1, i32x4.add(key2, i32x4.splat(1)));
  x0 = i32x4.add(x0, x1);
  x1 = v128.xor(turned(x1, 17), x0);
  x0 = i32x4.add(x0, x1);
  x1 = v128.xor(turned(x1, 29), x0);
  x0 = i32x4.add(x0, x1);
  x1 = v128.xor(turned(x1, 16), x0);
  x0 = i32x4.add(x0, x1);
  x1 = v128.xor(turned(x1, 24), x0);
  x0 = i32x4.add(x0, key2);
  x1 = i32x4.add(x1, i32x4.add(key0, i32x4.splat(2)));
  x0 = i32x4.add(x0, x1);
  x1 = v128.xor(turned(x1, 13), x0);
  x0 = i32x4.add(x0, x1);
  x1 = v128.xor(turned(x1, 15), x0);
  x0 = i32x4.add(x0, x1);
  x1 = v128.xor(turned(x1, 26), x0);
  x0 = i32x4.add(x0, x1);
  x1 = v128.xor(turned(x1, 6), x0);
  x0 = i32x4.add(x0, key0);
  x1 = i32x4.add(x1, i32x4.add(key1, i32x4.splat(3)));
  x0 = i32x4.add(x0, x1);
  x1 = v128.xor(turned(x1, 17), x0);
  secondWords = x1;
  return x0;
}

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
    v128.store(first + at, draws(v128.load(keys0 + at), v128.load(keys1 + at), counter0, process));
    v128.store(second + at, secondWords);
  }
}
