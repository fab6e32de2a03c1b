// Threefry-2x32 with 13 rounds, as in engine/random/threefry.ts: one person at a time, or four side by side.

const PARITY: i32 = 0x1bd11bda;

/** Second word of the last call of `threefry`; the first is its result. */
export let threefrySecond: i32 = 0;

export function threefry(key0: i32, key1: i32, counter0: i32, counter1: i32): i32 {
  const key2 = PARITY ^ key0 ^ key1;
  let x0 = counter0 + key0;
  let x1 = counter1 + key1;
  x0 += x1;
  x1 = rotl(x1, 13) ^ x0;
  x0 += x1;
  x1 = rotl(x1, 15) ^ x0;
  x0 += x1;
  x1 = rotl(x1, 26) ^ x0;
  x0 += x1;
  x1 = rotl(x1, 6) ^ x0;
  x0 += key1;
  x1 += key2 + 1;
  x0 += x1;
  x1 = rotl(x1, 17) ^ x0;
  x0 += x1;
  x1 = rotl(x1, 29) ^ x0;
  x0 += x1;
  x1 = rotl(x1, 16) ^ x0;
  x0 += x1;
  x1 = rotl(x1, 24) ^ x0;
  x0 += key2;
  x1 += key0 + 2;
  x0 += x1;
  x1 = rotl(x1, 13) ^ x0;
  x0 += x1;
  x1 = rotl(x1, 15) ^ x0;
  x0 += x1;
  x1 = rotl(x1, 26) ^ x0;
  x0 += x1;
  x1 = rotl(x1, 6) ^ x0;
  x0 += key0;
  x1 += key1 + 3;
  x0 += x1;
  x1 = rotl(x1, 17) ^ x0;
  threefrySecond = x1;
  return x0;
}

/** Second words of the last call of `threefryLanes` or `threefryVectors`. */
export let threefryLanesSecond: v128 = i32x4.splat(0);

/** One round of four lanes is: x0 += x1; x1 = rotl(x1, r) ^ x0. */
function turned(x: v128, bits: i32): v128 {
  return v128.or(i32x4.shl(x, bits), i32x4.shr_u(x, 32 - bits));
}

/** Four draws at one counter; the first words. */
export function threefryLanes(key0: v128, key1: v128, counter0: i32, counter1: i32): v128 {
  return threefryVectors(key0, key1, i32x4.splat(counter0), i32x4.splat(counter1));
}

/** Four draws, each with a counter of its own; the first words. */
export function threefryVectors(key0: v128, key1: v128, counter0: v128, counter1: v128): v128 {
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
  threefryLanesSecond = x1;
  return x0;
}
