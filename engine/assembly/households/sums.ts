// What two kernels add to their sums of incomes: bins and the poor, as in engine/indicators/distribution-bins.ts and
// distribution.ts.

/** Gaps are counted in millionths of the poverty line. */
const GAP_UNITS: f64 = 1_000_000;
/** Below 2^7 dong a bin is one dong wide; from there on an octave has 64. */
const LAST_SINGLE_OCTAVE: i32 = 31 - 6;

/** The nearest whole number, halves upwards: Math.round of JavaScript. */
export function rounded(x: f64): f64 {
  const above = Math.ceil(x);
  return above - 0.5 > x ? above - 1 : above;
}

/** Adds to a double. */
export function add(place: usize, value: f64): void {
  store<f64>(place, load<f64>(place) + value);
}

/** Adds persons of an income to the bins: residents, then dong above the bin's lower edge. Answers the bit of the octave. */
export function addIncome(bins: usize, income: u32, persons: f64): i32 {
  const octave = max(LAST_SINGLE_OCTAVE - <i32>clz(income), 0);
  const bin = bins + ((<usize>((octave << 6) + <i32>(income >> octave))) << 4);
  add(bin, persons);
  add(bin + 8, persons * <f64>(income & ((1 << octave) - 1)));
  return 1 << octave;
}

/** Adds the members of a poor household: persons, children, gap, squared gap. */
export function addPoor(place: usize, income: f64, line: f64, persons: f64, children: f64): void {
  const gap = 1 - income / line;
  add(place, persons);
  add(place + 8, children);
  add(place + 16, persons * rounded(gap * GAP_UNITS));
  add(place + 24, persons * rounded(gap * gap * GAP_UNITS));
}
