// Months and twins of the deliveries of one single age: the rules are told at `selectMothers` of
// engine/demography/mothers.ts.
import * as column from '../columns';
import { sortPairs } from './order';
import {
  demographyFirst,
  demographyKey,
  demographyMark,
  demographyThird,
  drawFirst,
  drawSecond,
} from './scratch';

// Rates by completed age and risks by months since the last birth, doubles.
export let birthsRates: usize = 0;
export let birthsIntervals: usize = 0;
export let birthsLongestInterval: i32 = 0;
export let birthsTwinShare: f64 = 0;
/** Relative chances of the months of a woman's year, doubles. */
export let birthsWeight: usize = 0;

const MONTHS: i32 = 12;
/** Month of her birthday, 0 to 11, and her own chance of a delivery before it. */
let birthday: i32 = 0;
let ownShare: f64 = 0;

/**
 * Dates the deliveries of the women of the third list: marks them with the number of children, and writes the month in
 * place of the first draw. Aligned, `before` of them deliver before their birthday and `twins` have twins.
 */
export function dateBirths(mothers: i32, january: i32, aligned: bool, before: i32, twins: i32): void {
  const list = demographyThird;
  const keys = demographyKey;
  for (let n: usize = 0, end = <usize>mothers; n < end; n++) {
    const woman = <usize>load<i32>(list + (n << 2));
    weigh(woman, january);
    store<f64>(keys + (n << 3), lean(shareOf(woman)));
  }
  if (aligned) sortPairs(keys, list, mothers);
  for (let n = 0; n < mothers; n++) {
    const woman = <usize>load<i32>(list + ((<usize>n) << 2));
    weigh(woman, january);
    const share = shareOf(woman);
    const early = aligned ? n < before : share < ownShare;
    store<i32>(drawFirst + (woman << 2), january + monthOf(share, early));
    const pair = !aligned && twinOf(woman) < birthsTwinShare;
    const at = demographyMark + woman;
    store<u8>(at, <i32>load<u8>(at) | (pair ? 2 : 1));
  }
  if (!aligned || twins <= 0) return;
  for (let n: usize = 0, end = <usize>mothers; n < end; n++)
    store<f64>(keys + (n << 3), twinOf(<usize>load<i32>(list + (n << 2))));
  sortPairs(keys, list, mothers);
  for (let n: usize = 0, end = <usize>min<i32>(mothers, twins); n < end; n++) {
    const at = demographyMark + <usize>load<i32>(list + (n << 2));
    store<u8>(at, (<i32>load<u8>(at) & ~1) | 2);
  }
}

/** Draw for the side of the birthday, 0 to 1, and the one for twins. */
function shareOf(woman: usize): f64 {
  return <f64>load<u16>(drawSecond + (woman << 2)) / 65_536;
}

function twinOf(woman: usize): f64 {
  return <f64>load<u16>(drawSecond + (woman << 2), 2) / 65_536;
}

/** Place in the order of those who deliver before their birthday; who cannot comes last, who must comes first. */
function lean(share: f64): f64 {
  if (ownShare === 0) return 2;
  return ownShare === 1 ? -2 : share - ownShare;
}

/**
 * The relative chance of each month, the birthday, and the share of the months before it. The months before the
 * birthday and those after it stand in proportion to the rates of the two ages, each month weighted by the risk of the
 * interval since the last birth.
 */
function weigh(woman: usize, january: i32): void {
  const person = <usize>load<i32>(demographyFirst + (woman << 2));
  const last = <i32>load<i16>(column.lastBirthMonth + (person << 1));
  const born = <i32>load<i16>(column.birthMonth + (person << 1));
  const month = born % MONTHS;
  const rates = birthsRates + ((<usize>((january - 1 - born) / MONTHS)) << 3);
  const younger = load<f64>(rates);
  const older = load<f64>(rates, 8);
  const weight = birthsWeight;
  let before: f64 = 0;
  let all: f64 = 0;
  for (let m = 0; m < MONTHS; m++) {
    const since = min<i32>(birthsLongestInterval, january + m - last);
    const interval: f64 = last === 0 ? 1 : load<f64>(birthsIntervals + ((<usize>since) << 3));
    const chance = interval * (m < month ? younger : older);
    store<f64>(weight + ((<usize>m) << 3), chance);
    all += chance;
    if (m < month) before += chance;
  }
  birthday = month;
  ownShare = before / all;
}

/** Month of a delivery on the wanted side of the birthday, or on the other one if that cannot be. */
function monthOf(share: f64, early: bool): i32 {
  const weight = birthsWeight;
  const own = ownShare;
  const before = own === 1 || (early && own > 0);
  const from = before ? 0 : birthday;
  const to = before ? birthday : MONTHS;
  // The draw within its own side of the share is even again.
  const within = share < own ? share / own : (share - own) / (1 - own);
  let sum: f64 = 0;
  for (let month = from; month < to; month++) sum += load<f64>(weight + ((<usize>month) << 3));
  let place = within * sum;
  let month = from;
  for (; month < to - 1; month++) {
    const chance = load<f64>(weight + ((<usize>month) << 3));
    if (chance !== 0 && !(place >= chance)) break;
    place -= chance;
  }
  return month;
}
