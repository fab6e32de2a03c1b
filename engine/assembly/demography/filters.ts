// What is asked of sixteen persons at a time: bytes of all ones where the answer is yes. `i` is the first of them.
import * as column from '../columns';
import { STILL_HERE } from '../constants';

/** Who is resident and alive. */
export function stillHere(i: usize): v128 {
  const exit = column.exitMonth + (i << 1);
  const here = i16x8.splat(<i16>STILL_HERE);
  return i8x16.narrow_i16x8_s(i16x8.eq(v128.load(exit), here), i16x8.eq(v128.load(exit, 16), here));
}

/** Whose completed age is at least so many years. */
export function atLeast(i: usize, age: i32): v128 {
  return i8x16.ge_u(v128.load(column.age + i), i8x16.splat(<i8>age));
}

/** Sixteen words as bytes: all ones and zeros, and signs, are kept. */
export function narrowed(a: v128, b: v128, c: v128, d: v128): v128 {
  return i8x16.narrow_i16x8_s(i16x8.narrow_i32x4_s(a, b), i16x8.narrow_i32x4_s(c, d));
}

/** Sixteen words of a column of links, as bytes with the sign bit set where there is nobody. */
export function nobody(links: usize, i: usize): v128 {
  const at = links + (i << 2);
  return narrowed(v128.load(at), v128.load(at, 16), v128.load(at, 32), v128.load(at, 48));
}

/** Who is the reference person of the own household. */
export function references(i: usize): v128 {
  const at = column.household + (i << 2);
  const first = i32x4.add(i32x4.splat(<i32>i), i32x4(0, 1, 2, 3));
  return narrowed(
    i32x4.eq(v128.load(at), first),
    i32x4.eq(v128.load(at, 16), i32x4.add(first, i32x4.splat(4))),
    i32x4.eq(v128.load(at, 32), i32x4.add(first, i32x4.splat(8))),
    i32x4.eq(v128.load(at, 48), i32x4.add(first, i32x4.splat(12))),
  );
}

/** The answers by bit, without those beyond the last person. */
export function bitsOf(answers: v128, i: usize, count: i32): i32 {
  const bits = i8x16.bitmask(answers);
  const persons = count - <i32>i;
  return persons >= 16 ? bits : bits & ((1 << persons) - 1);
}
