// Months contributed in a year and lump-sum withdrawals: the kernel behind `contribute` of engine/labour/contributions.ts,
// where its rules are told.
import * as column from '../columns';
import { AGES, PROCESS_WITHDRAWAL, STILL_HERE } from '../constants';
import { threefry } from '../threefry';
import { drawList } from './draws';

const FIRST_AGE: i32 = 15;
const MONTHS: i32 = 12;
const YEAR_BITS: i32 = 0xfff;

/** Withdraws within a year below this rank: [sex * 101 + age], 32 bits each. */
export let withdrawalLimit: usize = 0;
export let withdrawalWaiting: i32 = 0;
export let withdrawalBelow: i32 = 0;

/** `open`: the year's months in which a contribution opens the withdrawal, as bits. */
export function contribute(count: i32, year: i32, january: i32, open: i32): void {
  const ages = column.age;
  const exitMonth = column.exitMonth;
  const compulsoryMonths = column.compulsoryMonths;
  const voluntaryMonths = column.voluntaryMonths;
  const compulsoryTotal = column.compulsoryTotal;
  const voluntaryTotal = column.voluntaryTotal;
  const lumpSumOpen = column.lumpSumOpen;
  const list = drawList;
  const below = withdrawalBelow;
  let listed: usize = 0;
  for (let i: usize = 0, end = <usize>count; i < end; i++) {
    if (<i32>load<u8>(ages + i) < FIRST_AGE || <i32>load<i16>(exitMonth + (i << 1)) !== STILL_HERE) continue;
    const compulsory = load<i32>(compulsoryMonths + (i << 2));
    const voluntary = load<i32>(voluntaryMonths + (i << 2));
    const history = compulsory | voluntary;
    const months = <i32>load<u16>(compulsoryTotal + (i << 1)) + popcnt(compulsory & YEAR_BITS);
    const others = <i32>load<u16>(voluntaryTotal + (i << 1)) + popcnt(voluntary & YEAR_BITS);
    const opened = <i32>load<u8>(lumpSumOpen + i) | i32((history & open) !== 0);
    store<u16>(compulsoryTotal + (i << 1), months);
    store<u16>(voluntaryTotal + (i << 1), others);
    store<u8>(lumpSumOpen + i, opened);
    // Written in any case, kept where the withdrawal is open to somebody outside.
    store<i32>(list + (listed << 2), <i32>i);
    listed += <usize>(i32((history & YEAR_BITS) === 0) & opened & i32(months + others < below));
  }
  for (let n: usize = 0; n < listed; n++) withdraw(<usize>load<i32>(list + (n << 2)), year, january);
}

/** Decides for somebody outside social insurance, once the waiting time is over within the year. */
function withdraw(i: usize, year: i32, january: i32): void {
  const i4 = i << 2;
  const history = load<i32>(column.compulsoryMonths + i4) | load<i32>(column.voluntaryMonths + i4);
  // Months since the last contribution at the end of the year: the place of the lowest bit.
  const since = history === 0 ? 32 : ctz(history);
  const first = max(0, MONTHS + withdrawalWaiting - since);
  if (first >= MONTHS) return;
  const limit = load<i32>(
    withdrawalLimit + ((<usize>(<i32>load<u8>(column.sex + i) * AGES + <i32>load<u8>(column.age + i))) << 2),
  );
  if (limit === 0) return;
  const draw = threefry(load<i32>(column.key0 + i4), load<i32>(column.key1 + i4), year, PROCESS_WITHDRAWAL);
  if ((draw & 0xffff) >= limit) return;
  store<i16>(
    column.lumpSumMonth + (i << 1),
    january + first + <i32>(((<u32>draw >> 16) * <u32>(MONTHS - first)) >> 16),
  );
  store<u16>(column.compulsoryTotal + (i << 1), 0);
  store<u16>(column.voluntaryTotal + (i << 1), 0);
  store<u8>(column.lumpSumOpen + i, 0);
}
