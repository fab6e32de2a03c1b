/** One of two values by a condition of 0 or 1, without a branch: the compilers of WebAssembly make one of `select`. */
export function choose(held: i32, failed: i32, condition: i32): i32 {
  return failed ^ ((held ^ failed) & -condition);
}
