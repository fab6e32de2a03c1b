// Incomes before benefits over households: the kernel behind `measureDistribution` of engine/indicators/distribution.ts.
import * as column from '../columns';
import { BITS, householdArea, householdMembers, householdReferences, MASK } from './members';

const GAP_UNITS: f64 = 1_000_000;
const TENTHS: i32 = 10;
/** Below 2^7 dong a bin is one dong wide; from there on an octave has 64, as in engine/indicators/distribution-bins.ts. */
const LAST_SINGLE_OCTAVE: i32 = 31 - 6;

// What the kernel adds to, doubles: residents by tenth, then children of households in no need and in need; persons,
// children, gap and squared gap of the poor; residents and dong above the bin's lower edge by bin.
export let povertyTally: usize = 0;
export let povertyPoor: usize = 0;
export let povertyBins: usize = 0;

/** The nearest whole number, halves upwards: Math.round of JavaScript. */
function rounded(x: f64): f64 {
  const above = Math.ceil(x);
  return above - 0.5 > x ? above - 1 : above;
}

function add(place: usize, value: f64): void {
  store<f64>(place, load<f64>(place) + value);
}

export function tallyIncomes(households: i32, urbanLine: f64, ruralLine: f64): void {
  const incomePerHead = column.incomePerHead;
  const decile = column.decile;
  const poverty = column.poverty;
  const references = householdReferences;
  const members = householdMembers;
  const areas = householdArea;
  const tally = povertyTally;
  const poor = povertyPoor;
  const bins = povertyBins;
  for (let n: usize = 0, end = (<usize>households) << 2; n < end; n += 4) {
    const i = <usize>load<i32>(references + n);
    const household = load<i32>(members + (i << 2));
    const persons = <f64>(household & MASK);
    const children = <f64>((household >>> BITS) & MASK);
    const income = load<u32>(incomePerHead + (i << 2));
    const line = load<u8>(areas + i) === 0 ? urbanLine : ruralLine;
    add(tally + ((<usize>load<u8>(decile + i)) << 3), persons);
    add(tally + ((<usize>(TENTHS + i32(load<u8>(poverty + i) !== 0))) << 3), children);
    const octave = max(LAST_SINGLE_OCTAVE - <i32>clz(income), 0);
    const bin = bins + ((<usize>((octave << 6) + <i32>(income >> octave))) << 4);
    add(bin, persons);
    add(bin + 8, persons * <f64>(income & ((1 << octave) - 1)));
    if (<f64>income <= line) {
      const gap = 1 - <f64>income / line;
      add(poor, persons);
      add(poor + 8, children);
      add(poor + 16, persons * rounded(gap * GAP_UNITS));
      add(poor + 24, persons * rounded(gap * gap * GAP_UNITS));
    }
  }
}
