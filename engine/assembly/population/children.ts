// Children of the base population and their parents.
import * as column from '../columns';
import { AGES, NOBODY, PROCESS_CARER } from '../constants';
import { apportion } from './apportion';
import { CELLS, firstOf, januaryOf, scratchA, scratchB } from './cells';
import { familyHosting, settleGrownUp } from './generations';
import { drawRange } from './lanes';
import { chooseMother, motherCursor } from './mothers';
import { moveIn } from './residence';

const ADULT: i32 = 18;
/** Least age of a union. */
const UNION_AGE: i32 = 15;
/** Oldest persons of the base population who are linked to mothers: born in the first year with fertility rates. */
const OLDEST_LINKED: i32 = 34;
/** A mother's husband who was younger at the birth, in months, is not the father. */
const LEAST_FATHERS_AGE: i32 = 16 * 12;

// Shares of a child's draw: below the first it lives with neither parent, below the second with its father alone, below
// the third with a mother without a partner.
export let childNeither: f64 = 0;
export let childFather: f64 = 0;
export let childAlone: f64 = 0;
// Room for the children of one age and their mothers' ages, 32 bits each, and for the first place of each month.
export let childList: usize = 0;
export let childMothersAge: usize = 0;
export let childMonths: usize = 0;

/** Children of one age, boys and girls, in the order of their months of birth. Answers how many there are. */
function listChildren(age: i32): i32 {
  const months = childMonths;
  const january = januaryOf(age);
  memory.fill(months, 0, 13 << 2);
  for (let sex = 0; sex < 2; sex++) {
    for (let child = firstOf(sex * AGES + age), end = firstOf(sex * AGES + age + 1); child < end; child++) {
      const month = <i32>load<i16>(column.birthMonth + ((<usize>child) << 1)) - january;
      const place = months + ((<usize>(month + 1)) << 2);
      store<i32>(place, load<i32>(place) + 1);
    }
  }
  for (let month: usize = 4; month <= 48; month += 4)
    store<i32>(months + month, load<i32>(months + month) + load<i32>(months + month - 4));
  for (let sex = 0; sex < 2; sex++) {
    for (let child = firstOf(sex * AGES + age), end = firstOf(sex * AGES + age + 1); child < end; child++) {
      const month = <i32>load<i16>(column.birthMonth + ((<usize>child) << 1)) - january;
      const place = months + ((<usize>month) << 2);
      const at = load<i32>(place);
      store<i32>(place, at + 1);
      store<i32>(childList + ((<usize>at) << 2), child);
    }
  }
  return load<i32>(months + 44);
}

function addChild(parent: i32): void {
  const i = <usize>parent;
  store<u8>(column.births + i, load<u8>(column.births + i) + 1);
  store<u8>(column.livingChildren + i, load<u8>(column.livingChildren + i) + 1);
}

/** Links a child to a man without a partner, of about the given age. Answers whether there was one. */
function linkFather(child: i32, age: i32, draw: u32): bool {
  const start = firstOf(age);
  const men = <u32>(firstOf(age + 1) - start);
  for (let tried: u32 = 0; tried < men; tried++) {
    const father = start + <i32>(((draw >> 1) + tried) % men);
    if (load<i32>(column.partner + ((<usize>father) << 2)) !== NOBODY) continue;
    store<i32>(column.father + ((<usize>child) << 2), father);
    addChild(father);
    moveIn(child, father, true);
    return true;
  }
  return false;
}

function linkMother(child: i32, mother: i32): void {
  const c = <usize>child;
  const m = <usize>mother;
  const born = load<i16>(column.birthMonth + (c << 1));
  const husband = load<i32>(column.partner + (m << 2));
  const oldEnough =
    husband !== NOBODY &&
    <i32>born - <i32>load<i16>(column.birthMonth + ((<usize>husband) << 1)) >= LEAST_FATHERS_AGE;
  store<i32>(column.mother + (c << 2), mother);
  store<i32>(column.father + (c << 2), oldEnough ? husband : NOBODY);
  addChild(mother);
  store<u8>(column.birthOrder + c, load<u8>(column.births + m));
  store<i16>(column.lastBirthMonth + (m << 1), born);
}

/** The child's own draw decides whether its mother has no partner; where there is no such woman, any other will do. */
function findMother(child: i32, age: i32, settled: bool, share: f64): i32 {
  const alone = share >= childFather && share < childAlone;
  let mother = chooseMother(child, age, settled, alone, !alone);
  if (mother === NOBODY && !alone) mother = chooseMother(child, age, settled, false, false);
  return mother === NOBODY ? chooseMother(child, age, settled, !alone, false) : mother;
}

/** A minor's own draw decides whether it lives with neither parent or with its father only; all others look for a mother. */
function linkChild(child: i32, age: i32, mothersAge: i32): void {
  const at = (<usize>child) << 2;
  const share = <f64>load<u32>(scratchA + at) / 4_294_967_296;
  const minor = age < ADULT && load<i32>(column.partner + at) === NOBODY;
  if (minor) {
    if (share < childNeither) return;
    if (share < childFather && linkFather(child, min(AGES - 1, mothersAge + 4), load<u32>(scratchB + at)))
      return;
  }
  const mother = findMother(child, mothersAge, age >= UNION_AGE, share);
  if (mother === NOBODY) return;
  linkMother(child, mother);
  if (minor) moveIn(child, mother, true);
  else settleGrownUp(child, mother, age);
}

/**
 * Links the base population under 35 to mothers in the block. A child born in year t has a mother of age a with a chance
 * proportional to women(a) x ASFR(a, t); within an age, women are accepted by their relative risk of a birth, the same as
 * in the projection. Oldest first, so that births come in order. Minors live with the mother; where grown-up children
 * live, `settleGrownUp` decides.
 */
export function linkChildren(): void {
  memory.fill(familyHosting, 0, <usize>firstOf(CELLS));
  memory.fill(motherCursor, 0, (<usize>AGES) << 2);
  for (let sex = 0; sex < 2; sex++) {
    drawRange(
      firstOf(sex * AGES),
      firstOf(sex * AGES + OLDEST_LINKED + 1),
      column.key0,
      column.key1,
      PROCESS_CARER,
      scratchA,
      scratchB,
    );
  }
  for (let age = OLDEST_LINKED; age >= 0; age--) {
    const count = listChildren(age);
    apportion(age, count, childMothersAge);
    for (let n: usize = 0, end = (<usize>count) << 2; n < end; n += 4)
      linkChild(load<i32>(childList + n), age, load<i32>(childMothersAge + n));
  }
}
