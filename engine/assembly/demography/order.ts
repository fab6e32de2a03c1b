// Small lists of doubles and of whole numbers that go with them, in order.

/**
 * Sorts by key, equal keys by number (Shell's sort with Knuth's gaps: plain insertion for the short lists that are usual
 * here). Keys are doubles, numbers 32 bits.
 */
export function sortPairs(keys: usize, numbers: usize, length: i32): void {
  let gap = 1;
  while (gap < length / 9) gap = 3 * gap + 1;
  for (; gap > 0; gap /= 3) {
    for (let place = gap; place < length; place++) {
      const key = load<f64>(keys + ((<usize>place) << 3));
      const number = load<i32>(numbers + ((<usize>place) << 2));
      let to = place;
      for (; to >= gap; to -= gap) {
        const from = <usize>(to - gap);
        const before = load<f64>(keys + (from << 3));
        if (before < key) break;
        const other = load<i32>(numbers + (from << 2));
        if (!(before > key) && other < number) break;
        store<f64>(keys + ((<usize>to) << 3), before);
        store<i32>(numbers + ((<usize>to) << 2), other);
      }
      store<f64>(keys + ((<usize>to) << 3), key);
      store<i32>(numbers + ((<usize>to) << 2), number);
    }
  }
}
