// The search for the mother of a child of the base population. Candidates pass eight at a time through what is cheap to
// know; those who are left get their draws four at a time and are judged one after the other.
import * as column from '../columns';
import { AGES, NOBODY, PROCESS_MOTHER_LINK } from '../constants';
import { threefryVectors } from '../threefry';
import { firstOf, januaryOf, scratchD } from './cells';

const EDUCATION_GROUPS: i32 = 7;
const PARITIES: i32 = 5;
/** Part of the scale for women without a partner, most of whom have never had one. */
const ALONE: f64 = 0.1;

// Ever in a union below these ranks, less one: [area * 101 + age], 32 bits each.
export let motherEntered: usize = 0;
// Relative risks: [(((age group * regions + region) * 2 + area) * 2 + ethnicity) * 4 + education], [region * 5 + births],
// by months since the last birth, and by whether she has entered a union; doubles.
export let motherRisk: usize = 0;
export let motherParity: usize = 0;
export let motherSpacing: usize = 0;
export let motherUnion: usize = 0;
/** Values of spacing, and the first of them that is not nought. */
export let motherSpacings: i32 = 0;
export let motherFirstSpace: i32 = 0;
// Scale on which candidates are accepted, by age group, doubles.
export let motherScale: usize = 0;
export let motherRegions: i32 = 0;
// Women tried so far, by age, modulo their number; 32 bits each.
export let motherCursor: usize = 0;
// Places of the ones of a byte, eight bytes for each byte.
export let motherOnes: usize = 0;
// Room for the draws of four candidates.
export let motherDraws: usize = 0;

function educationGroup(age: i32): i32 {
  return min(EDUCATION_GROUPS - 1, max(0, age / 5 - 3));
}

/** Whether every lane counts: all ones if so. */
function always(yes: bool): v128 {
  return i16x8.splat(<i16>-i32(yes));
}

function bytes(at: usize): v128 {
  return v128.load8x8_u(at);
}

// What the search at hand asks of candidates.
let born: i32 = 0;
let alone: bool = false;
let entered: bool = false;
let husbandOrWife: i32 = NOBODY;
let lowest: f64 = 0;
let reserve: i32 = NOBODY;
/** Month of birth until which a candidate was `fullAge` at the birth; others were a year younger. */
let bornUntil: i32 = 0;
let fullAge: i32 = 0;

/** Judges the candidate by her draw. Answers whether she accepts; if not, she may be the reserve. */
function accepts(candidate: i32, draw: u32): bool {
  const i = <usize>candidate;
  const age = fullAge - i32(load<i16>(column.birthMonth + (i << 1)) > bornUntil);
  const area = <i32>load<u8>(column.area + i);
  const within =
    <i32>load<u16>(column.unionRank + (i << 1)) <=
    load<i32>(motherEntered + ((<usize>(area * AGES + age)) << 2));
  if (entered && !within) return false;
  const births = <i32>load<u8>(column.births + i);
  const interval = born - <i32>load<i16>(column.lastBirthMonth + (i << 1));
  const space =
    births === 0 ? 1 : load<f64>(motherSpacing + ((<usize>min(interval, motherSpacings - 1)) << 3));
  if (space === 0) return false;
  // Partners do not share a mother.
  if (husbandOrWife !== NOBODY && load<i32>(column.mother + ((<usize>husbandOrWife) << 2)) === candidate)
    return false;
  const group = educationGroup(age);
  const region = <i32>load<u8>(column.region + i);
  const home = ((group * motherRegions + region) * 2 + area) * 2 + <i32>load<u8>(column.ethnicity + i);
  const relative =
    load<f64>(motherRisk + ((<usize>(home * 4 + <i32>load<u8>(column.education + i))) << 3)) *
    load<f64>(motherParity + ((<usize>(region * PARITIES + min(births, PARITIES - 1))) << 3)) *
    space *
    load<f64>(motherUnion + ((<usize>i32(within)) << 3));
  const score = <f64>draw / 4_294_967_296 / relative;
  if (score * load<f64>(motherScale + ((<usize>group) << 3)) * (alone ? ALONE : 1) < 1) return true;
  if (score >= lowest) return false;
  lowest = score;
  reserve = candidate;
  return false;
}

/** Draws of the four candidates whose positions stand at `list`. */
function drawFour(list: usize): void {
  const a = (<usize>load<i32>(list)) << 2;
  const b = (<usize>load<i32>(list, 4)) << 2;
  const c = (<usize>load<i32>(list, 8)) << 2;
  const d = (<usize>load<i32>(list, 12)) << 2;
  let key0 = v128.load32_zero(column.key0 + a);
  key0 = v128.load32_lane(column.key0 + b, key0, 1);
  key0 = v128.load32_lane(column.key0 + c, key0, 2);
  key0 = v128.load32_lane(column.key0 + d, key0, 3);
  let key1 = v128.load32_zero(column.key1 + a);
  key1 = v128.load32_lane(column.key1 + b, key1, 1);
  key1 = v128.load32_lane(column.key1 + c, key1, 2);
  key1 = v128.load32_lane(column.key1 + d, key1, 3);
  v128.store(motherDraws, threefryVectors(key0, key1, i32x4.splat(born), i32x4.splat(PROCESS_MOTHER_LINK)));
}

/**
 * The next woman of the age who accepts the birth by her relative risk; when all have refused, the one whose draw was
 * lowest against her risk; NOBODY when none can be the mother. `mateless` asks for one without a partner, `inUnion` for
 * one who had entered her union by then, which her rank tells. `settled` children are old enough for a union: they have
 * an ethnicity already and, if single, the area by which they are so, which must be the mother's.
 */
export function chooseMother(child: i32, age: i32, settled: bool, mateless: bool, inUnion: bool): i32 {
  const start = firstOf(AGES + age);
  const women = firstOf(AGES + age + 1) - start;
  if (women === 0) return NOBODY;
  const c = <usize>child;
  born = load<i16>(column.birthMonth + (c << 1));
  alone = mateless;
  entered = inUnion;
  husbandOrWife = load<i32>(column.partner + (c << 2));
  lowest = Infinity;
  reserve = NOBODY;
  fullAge = (born - januaryOf(AGES + age)) / 12;
  bornUntil = born - 12 * fullAge;
  const cursor = motherCursor + ((<usize>age) << 2);
  const begun = load<i32>(cursor);

  // Necessary conditions only: `accepts` looks at the rest.
  const entries = motherEntered + ((<usize>fullAge) << 2);
  const urbanNow = i16x8.splat(<i16>max(0, load<i32>(entries)));
  const urbanBefore = i16x8.splat(<i16>max(0, load<i32>(entries - 4)));
  const ruralNow = i16x8.splat(<i16>max(0, load<i32>(entries + (AGES << 2))));
  const ruralBefore = i16x8.splat(<i16>max(0, load<i32>(entries + ((AGES - 1) << 2))));
  const until = i16x8.splat(<i16>bornUntil);
  const anyUnion = always(!inUnion);
  const mated = always(!mateless);
  const rested = i16x8.splat(<i16>(born - motherFirstSpace));
  const people = i16x8.splat(<i16>load<u8>(column.ethnicity + c));
  const anyPeople = always(!settled);
  const place = i16x8.splat(<i16>load<u8>(column.area + c));
  const anyPlace = always(!settled || husbandOrWife !== NOBODY);
  const nobody = i32x4.splat(NOBODY);

  const list = scratchD;
  let listed = 0;
  let judged = 0;
  let from = begun;
  let end = women;
  let left = women;
  while (left > 0) {
    const i = <usize>(start + from);
    const i2 = i << 1;
    const i4 = i << 2;
    const areas = bytes(column.area + i);
    const rural = i16x8.neg(areas);
    const full = i16x8.le_s(v128.load(column.birthMonth + i2), until);
    const limit = v128.bitselect(
      v128.bitselect(ruralNow, ruralBefore, full),
      v128.bitselect(urbanNow, urbanBefore, full),
      rural,
    );
    let fits = v128.or(anyUnion, i16x8.le_u(v128.load(column.unionRank + i2), limit));
    const single = i16x8.narrow_i32x4_s(
      i32x4.eq(v128.load(column.partner + i4), nobody),
      i32x4.eq(v128.load(column.partner + i4, 16), nobody),
    );
    fits = v128.and(fits, v128.xor(single, mated));
    // That of the childless is nought.
    fits = v128.and(fits, i16x8.le_s(v128.load(column.lastBirthMonth + i2), rested));
    fits = v128.and(fits, v128.or(anyPeople, i16x8.eq(bytes(column.ethnicity + i), people)));
    fits = v128.and(fits, v128.or(anyPlace, i16x8.eq(areas, place)));
    const width = min(8, end - from);
    const ones = i16x8.bitmask(fits) & ((1 << width) - 1);
    const places = v128.load8x8_u(motherOnes + ((<usize>ones) << 3));
    const base = i32x4.splat(<i32>i);
    const at = list + ((<usize>listed) << 2);
    v128.store(at, i32x4.add(base, i32x4.extend_low_i16x8_u(places)));
    v128.store(at, i32x4.add(base, i32x4.extend_high_i16x8_u(places)), 16);
    // Draws are made by fours: somebody must stand behind the last.
    v128.store(at, base, 32);
    listed += popcnt(ones);
    left -= width;
    from += width;
    if (from === end) {
      from = 0;
      end = begun;
    }
    while (listed - judged >= 4 || (left === 0 && judged < listed)) {
      drawFour(list + ((<usize>judged) << 2));
      for (let four: usize = 0; four < 16 && judged < listed; four += 4) {
        const candidate = load<i32>(list + ((<usize>judged) << 2));
        judged++;
        if (!accepts(candidate, load<u32>(motherDraws + four))) continue;
        const next = candidate - start + 1;
        store<i32>(cursor, next < women ? next : 0);
        return candidate;
      }
    }
  }
  return reserve;
}
