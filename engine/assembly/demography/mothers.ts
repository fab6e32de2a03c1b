// Who gives birth in a year, who loses a pregnancy and who adopts: the kernel behind `selectMothers` of
// engine/demography/mothers.ts, where its rules are told.
import { birthsTwinShare, dateBirths } from './birth-dates';
import { sortPairs } from './order';
import { birthsAfter, birthsBefore, birthsCount, birthsFirst, GROUPS, scoreWomen } from './scores';
import {
  demographyFirst,
  demographyKey,
  demographyMark,
  demographyScore,
  demographySecond,
  demographyThird,
  drawFirst,
} from './scratch';

export {
  birthsIntervals,
  birthsLongestInterval,
  birthsRates,
  birthsTwinShare,
  birthsWeight,
} from './birth-dates';
export {
  birthsAdopts,
  birthsAfter,
  birthsBefore,
  birthsCount,
  birthsEarly,
  birthsFirst,
  birthsLate,
  birthsLongest,
  birthsParity,
  birthsRegions,
  birthsRisk,
  birthsSpacing,
  birthsUnion,
} from './scores';

/** Mark of a woman who loses a pregnancy. */
const LOSES: i32 = 8;

// Offsets at which expected deliveries, twins and losses are rounded, and what they are expected by.
export let birthsDeliveries: f64 = 0;
export let birthsTwins: f64 = 0;
export let birthsLosses: f64 = 0;
export let birthsLossShare: f64 = 0;

/**
 * Marks women and lists them in their order: positions in the second list, months of deliveries in the third, and marks:
 * the number of children, LOSES, and that of adoption, added up. Answers how many women are listed.
 */
export function selectMothers(count: i32, year: i32, january: i32, aligned: bool): i32 {
  const women = scoreWomen(count, year, january);
  const twinShare = birthsTwinShare;
  const perBirth = 1 / (1 + twinShare);
  let deliveries = birthsDeliveries;
  let pairs = birthsTwins;
  let lost = birthsLosses;
  // Scores up to here were enough at the age before, with some to spare.
  let likely: f64 = 2;
  for (let group = <usize>(GROUPS - 1); <isize>group >= 0; group--) {
    const start = <usize>load<i32>(birthsFirst + (group << 2));
    const scored = load<i32>(birthsCount + (group << 2));
    let whole = floor(deliveries);
    deliveries += load<f64>(birthsAfter + (group << 3)) * perBirth;
    const late = <i32>(floor(deliveries) - whole);
    whole = floor(deliveries);
    deliveries += load<f64>(birthsBefore + (group << 3)) * perBirth;
    const early = <i32>(floor(deliveries) - whole);
    const wanted = aligned ? min<i32>(scored, late + early) : countBelow(start, scored, perBirth);
    whole = floor(pairs);
    pairs += <f64>wanted * twinShare;
    const twins = <i32>(floor(pairs) - whole);
    whole = floor(lost);
    lost += <f64>wanted * birthsLossShare;
    const losses = min<i32>(scored - wanted, <i32>(floor(lost) - whole));
    if (wanted + losses <= 0) continue;
    likely = 1.25 * smallest(start, scored, wanted + losses, likely);
    const mothers = upTo(wanted, 0);
    const losing = losses > 0 ? upTo(wanted + losses, mothers) : mothers;
    for (let n = mothers; n < losing; n++) mark(load<i32>(demographyThird + ((<usize>n) << 2)), LOSES);
    dateBirths(mothers, january, aligned, wanted - late, twins);
  }
  return gather(women);
}

function mark(woman: i32, how: i32): void {
  const at = demographyMark + <usize>woman;
  store<u8>(at, <i32>load<u8>(at) | how);
}

/** Women whose draw is below their own chance: score u / (ASFR x risk) below the limit. */
function countBelow(start: usize, length: i32, limit: f64): i32 {
  let below = 0;
  for (let place = start, end = start + <usize>length; place < end; place++)
    below += i32(load<f64>(demographyScore + (place << 3)) < limit);
  return below;
}

/**
 * Sorts the lowest scores of an age, `wanted` of them at least, into the keys, their women into the third list, and
 * answers the last that is wanted. Looks first among the scores up to `likely`.
 */
function smallest(start: usize, length: i32, wanted: i32, likely: f64): f64 {
  let limit = likely;
  let found = lowest(start, length, limit);
  while (found < wanted && limit < Infinity) {
    limit = 2 * limit + 1;
    found = lowest(start, length, limit);
  }
  sortPairs(demographyKey, demographyThird, found);
  sorted = found;
  return load<f64>(demographyKey + ((<usize>(wanted - 1)) << 3));
}

/** Number of scores that `smallest` has sorted. */
let sorted: i32 = 0;

function lowest(start: usize, length: i32, limit: f64): i32 {
  const scores = demographyScore + (start << 3);
  const women = demographySecond + (start << 2);
  const keys = demographyKey;
  const list = demographyThird;
  let found: usize = 0;
  for (let n: usize = 0, end = <usize>length; n < end; n++) {
    const score = load<f64>(scores + (n << 3));
    store<f64>(keys + (found << 3), score);
    store<i32>(list + (found << 2), load<i32>(women + (n << 2)));
    found += <usize>i32(score <= limit);
  }
  return <i32>found;
}

/** End of the first `wanted` sorted scores and of those that equal the last of them; not before `from`. */
function upTo(wanted: i32, from: i32): i32 {
  if (wanted <= 0) return from;
  const last = load<f64>(demographyKey + ((<usize>(wanted - 1)) << 3));
  let end = max<i32>(wanted, from);
  while (end < sorted && load<f64>(demographyKey + ((<usize>end) << 3)) === last) end++;
  return end;
}

/** Brings the marked women together. */
function gather(women: i32): i32 {
  const marks = demographyMark;
  const list = demographyFirst;
  let found: usize = 0;
  for (let g: usize = 0, end = <usize>women; g < end; g += 16) {
    const marked = i8x16.ne(v128.load(marks + g), i8x16.splat(0));
    let bits = i8x16.bitmask(marked);
    if (end - g < 16) bits &= (1 << (<i32>(end - g))) - 1;
    for (; bits !== 0; bits &= bits - 1) {
      const n = g + <usize>ctz(bits);
      store<i32>(demographySecond + (found << 2), load<i32>(list + (n << 2)));
      store<i32>(demographyThird + (found << 2), load<i32>(drawFirst + (n << 2)));
      store<u8>(marks + found, load<u8>(marks + n));
      found++;
    }
  }
  return <i32>found;
}
