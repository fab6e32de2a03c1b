// Where grown-up children of the base population live, and which generations join.
import * as column from '../columns';
import { AGES, NOBODY } from '../constants';
import { CELLS, firstOf, scratchA } from './cells';
import { moveIn } from './residence';

/** Below this age a couple may live with the husband's parents. */
const STEM_BELOW: i32 = 40;
const ADULT: i32 = 18;
/** From this age on somebody who lives alone may move to family. */
const ELDER: i32 = 60;
/** Oldest persons who are linked to their mothers and settled with them or apart. */
const LINKED: i32 = 34;
/** Years between an elder and the couple that takes him or her in: about a generation. */
const GENERATION: i32 = 28;

// Live with their parents below these home ranks, by age, 32 bits each.
export let familyWithParents: usize = 0;
export let familyStemCouples: i32 = 0;
export let familyElders: i32 = 0;
export let familyElderCouples: i32 = 0;
// Whether a mother hosts a couple, by position, 8 bits each.
export let familyHosting: usize = 0;
// Women tried so far, by age, 32 bits each.
export let familyCursor: usize = 0;

function homeOf(person: i32): i32 {
  return load<i32>(column.household + ((<usize>person) << 2));
}

function spouseOf(person: i32): i32 {
  return load<i32>(column.partner + ((<usize>person) << 2));
}

function homeRankOf(person: i32): i32 {
  return load<u16>(column.homeRank + ((<usize>person) << 1));
}

/**
 * Where a grown-up child of the base population lives. Without a partner: with the mother while the rank says so, else
 * in a household of its own. A son with a wife: with his mother if the rank says so and she hosts no other couple.
 */
export function settleGrownUp(child: i32, mother: i32, age: i32): void {
  const wife = spouseOf(child);
  const rank = homeRankOf(child);
  if (wife === NOBODY) {
    if (rank < load<i32>(familyWithParents + ((<usize>age) << 2))) moveIn(child, mother, false);
    return;
  }
  if (load<u8>(column.sex + <usize>child) === 1 || age >= STEM_BELOW || rank >= familyStemCouples) return;
  const hosting = familyHosting + <usize>mother;
  if (load<u8>(hosting) !== 0 || homeOf(mother) !== mother || homeOf(wife) !== wife) return;
  store<u8>(hosting, 1);
  moveIn(wife, mother, false);
  moveIn(child, mother, false);
}

/** Moves `guest` to the next woman of `age` with a household of her own. Answers whether there was one. */
function settleWith(guest: i32, age: i32, couple: bool): bool {
  if (age >= AGES) return false;
  const start = firstOf(AGES + age);
  const women = firstOf(AGES + age + 1) - start;
  const cursor = familyCursor + ((<usize>age) << 2);
  const ethnicity = load<u8>(column.ethnicity + <usize>guest);
  const members = scratchA;
  let at = load<i32>(cursor);
  for (let tried = 0; tried < women; tried++) {
    const host = start + at;
    at = at + 1 < women ? at + 1 : 0;
    if (homeOf(host) !== host || (couple && spouseOf(host) === NOBODY)) continue;
    if (load<u8>(column.ethnicity + <usize>host) !== ethnicity) continue;
    const place = members + ((<usize>host) << 2);
    store<i32>(place, load<i32>(place) + load<i32>(members + ((<usize>guest) << 2)));
    moveIn(guest, host, false);
    store<i32>(cursor, at);
    return true;
  }
  return false;
}

/**
 * Brings together generations that are not linked, because the younger one is over 34 in the base year: single persons
 * under 60 move to women a generation older, elders without a partner and elder couples to couples a generation younger,
 * of the same people, in the shares that the country gives. Elders first, so that the places of the old are known.
 */
export function joinGenerations(): void {
  const count = firstOf(CELLS);
  const members = scratchA;
  memory.fill(members, 0, (<usize>count) << 2);
  memory.fill(familyCursor, 0, (<usize>AGES) << 2);
  for (let i = 0; i < count; i++) {
    const place = members + ((<usize>homeOf(i)) << 2);
    store<i32>(place, load<i32>(place) + 1);
  }
  for (let cell = 0; cell < CELLS; cell++) {
    const age = cell % AGES;
    const withParents = load<i32>(familyWithParents + ((<usize>age) << 2));
    for (let guest = firstOf(cell), end = firstOf(cell + 1); guest < end; guest++) {
      if (homeOf(guest) !== guest) continue;
      const size = load<i32>(members + ((<usize>guest) << 2));
      const rank = homeRankOf(guest);
      const spouse = spouseOf(guest);
      if (spouse === NOBODY) {
        if (size !== 1) continue;
        // A child without parents grows up with relatives, a generation and more older.
        if (age < ADULT) settleWith(guest, age + GENERATION, true);
        if (age >= ELDER && rank < familyElders) settleWith(guest, age - GENERATION, true);
        else if (age > LINKED && age < ELDER && rank < withParents)
          settleWith(guest, age + GENERATION, false);
      } else if (age >= ELDER && size === 2 && rank < familyElderCouples) {
        if (settleWith(guest, age - GENERATION, true)) moveIn(spouse, guest, false);
      }
    }
  }
}
