// Incomes before benefits over households: the kernel behind `measureDistribution` of engine/indicators/distribution.ts.
import * as column from '../columns';
import { BITS, householdArea, householdMembers, householdReferences, MASK } from './members';
import { add, addIncome, addPoor } from './sums';

const TENTHS: i32 = 10;
// What the kernel adds to, doubles: residents by tenth, then children of households in no need and in need; persons,
// children, gap and squared gap of the poor; residents and dong above the bin's lower edge by bin.
export let povertyTally: usize = 0;
export let povertyPoor: usize = 0;
export let povertyBins: usize = 0;

/** Answers the octaves of bins that were added to. */
export function tallyIncomes(households: i32, urbanLine: f64, ruralLine: f64): i32 {
  const incomePerHead = column.incomePerHead;
  const decile = column.decile;
  const poverty = column.poverty;
  const references = householdReferences;
  const members = householdMembers;
  const areas = householdArea;
  const tally = povertyTally;
  const poor = povertyPoor;
  const bins = povertyBins;
  let octaves = 0;
  for (let n: usize = 0, end = (<usize>households) << 2; n < end; n += 4) {
    const i = <usize>load<i32>(references + n);
    const household = load<i32>(members + (i << 2));
    const persons = <f64>(household & MASK);
    const children = <f64>((household >>> BITS) & MASK);
    const income = load<u32>(incomePerHead + (i << 2));
    const line = load<u8>(areas + i) === 0 ? urbanLine : ruralLine;
    add(tally + ((<usize>load<u8>(decile + i)) << 3), persons);
    add(tally + ((<usize>(TENTHS + i32(load<u8>(poverty + i) !== 0))) << 3), children);
    octaves |= addIncome(bins, income, persons);
    if (<f64>income <= line) addPoor(poor, <f64>income, line, persons, children);
  }
  return octaves;
}
