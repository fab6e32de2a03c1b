// What a scenario's benefits change for the households that are paid: the kernel behind `measureChanges` of
// engine/indicators/distribution-changes.ts, where its rules are told.
import * as column from '../columns';
import { BITS, householdArea, householdMembers, MASK } from './members';
import { add, addIncome, addPoor, rounded } from './sums';

/** A household gains when its benefits exceed this share of its income. */
const GAIN_THRESHOLD: f64 = 0.01;
/** A household wins or loses when its income changes by more than one part in so many of that under the baseline. */
const SMALLEST_CHANGE: f64 = 1000;
const LARGEST_INCOME: f64 = 0xffff_ffff;
const BASELINE: i32 = 0;
// Places of CHANGED of engine/indicators/distribution-sums.ts.
const GAINING: usize = 4;
const WINNERS: usize = 15;
const LOSERS: usize = 25;
const GAINS: usize = 35;
const LOSSES: usize = 45;

// Positions of the households that are paid, 32 bits each, and what they are paid, doubles: [row * scenarios + scenario].
export let changeHouseholds: usize = 0;
export let changeDong: usize = 0;
// Doubles to which the kernel adds: the counts of CHANGED, and residents and dong above the bin's lower edge by bin.
export let changeCounts: usize = 0;
export let changeBins: usize = 0;

/** Answers the octaves of bins that were added to. */
export function changeIncomes(rows: i32, scenarios: i32, scenario: i32, urbanLine: f64, ruralLine: f64): i32 {
  const counts = changeCounts;
  const bins = changeBins;
  const stride = (<usize>scenarios) << 3;
  let octaves = 0;
  let amounts = changeDong;
  for (let row: usize = 0, end = (<usize>rows) << 2; row < end; row += 4, amounts += stride) {
    const received = load<f64>(amounts + ((<usize>scenario) << 3));
    const baseline = load<f64>(amounts);
    if (received === 0 && baseline === 0) continue;
    const i = <usize>load<i32>(changeHouseholds + row);
    const household = load<i32>(householdMembers + (i << 2));
    const persons = <f64>(household & MASK);
    if (persons === 0) continue;
    const income = load<u32>(column.incomePerHead + (i << 2));
    const before = <f64>income;
    const monthly = 12 * persons;
    const after = before + rounded(received / monthly);
    if (received !== 0) {
      if (received > GAIN_THRESHOLD * before * 12 * persons)
        add(counts + ((GAINING + <usize>load<u8>(column.quintile + i)) << 3), persons);
      octaves |= addIncome(bins, income, -persons);
      octaves |= addIncome(bins, <u32>min(after, LARGEST_INCOME), persons);
      const line = load<u8>(householdArea + i) === 0 ? urbanLine : ruralLine;
      if (before <= line) {
        const children = <f64>((household >>> BITS) & MASK);
        addPoor(counts, before, line, -persons, -children);
        if (after <= line) addPoor(counts, after, line, persons, children);
      }
    }
    if (scenario === BASELINE || received === baseline) continue;
    const under = before + rounded(baseline / monthly);
    const change = after - under;
    const amount = Math.abs(change);
    if (amount * SMALLEST_CHANGE <= under) continue;
    const tenth = <usize>load<u8>(column.decile + i);
    add(counts + (((change > 0 ? WINNERS : LOSERS) + tenth) << 3), persons);
    add(counts + (((change > 0 ? GAINS : LOSSES) + tenth) << 3), persons * amount);
  }
  return octaves;
}
