// Children and elders who move to family once the year's unions are formed: the last step of `changeFamilies`.
import * as column from '../columns';
import { NOBODY, STILL_HERE } from '../constants';
import { atLeast, bitsOf, narrowed, references, stillHere } from './filters';
import { householdOf, membersOf, move } from './homes';
import { demographyMark } from './scratch';

const ADULT: i32 = 18;
/** From this age on somebody who lives alone may move to family. */
const ELDER: i32 = 60;

/** Limit of home ranks of elders who move to family. */
export let unionElders: i32 = 0;

/**
 * Minors who share a household with no parent move to the mother's, or to the father's where she has left; elders who
 * live alone move to a grown-up child, in the share that the country gives. Elders who may are marked by their
 * position, so that all other parents cost one look.
 */
export function followFamily(count: i32): void {
  markElders(count);
  const marks = demographyMark + 1;
  const mothers = column.mother;
  const fathers = column.father;
  const ages = column.age;
  for (let g: usize = 0, end = <usize>count; g < end; g += 16) {
    for (let bits = bitsOf(v128.and(stillHere(g), withParents(g)), g, count); bits !== 0; bits &= bits - 1) {
      const i = g + <usize>ctz(bits);
      const mother = load<i32>(mothers + (i << 2));
      const father = load<i32>(fathers + (i << 2));
      if (<i32>load<u8>(ages + i) >= ADULT) {
        if (i32(load<u8>(marks + <usize>mother)) | i32(load<u8>(marks + <usize>father))) {
          takeIn(i, mother);
          takeIn(i, father);
        }
      } else if (load<i32>(column.partner + (i << 2)) === NOBODY) follow(i, mother, father);
    }
  }
}

/** Who of sixteen has a mother or a father in the block. */
function withParents(i: usize): v128 {
  const mothers = column.mother + (i << 2);
  const fathers = column.father + (i << 2);
  const none = i32x4.splat(NOBODY);
  return narrowed(
    i32x4.ne(v128.and(v128.load(mothers), v128.load(fathers)), none),
    i32x4.ne(v128.and(v128.load(mothers, 16), v128.load(fathers, 16)), none),
    i32x4.ne(v128.and(v128.load(mothers, 32), v128.load(fathers, 32)), none),
    i32x4.ne(v128.and(v128.load(mothers, 48), v128.load(fathers, 48)), none),
  );
}

function markElders(count: i32): void {
  memory.fill(demographyMark, 0, <usize>count + 1);
  for (let g: usize = 0, end = <usize>count; g < end; g += 16) {
    const old = atLeast(g, ELDER);
    if (!v128.any_true(old)) continue;
    const elders = v128.and(v128.and(old, stillHere(g)), references(g));
    for (let bits = bitsOf(elders, g, count); bits !== 0; bits &= bits - 1) mark(g + <usize>ctz(bits));
  }
}

/** Marks an elder who lives alone and moves to family if there is any. */
function mark(elder: usize): void {
  const moves =
    i32(householdOf(elder) === <i32>elder) &
    i32(membersOf(elder) === 1) &
    i32(<i32>load<u16>(column.homeRank + (elder << 1)) < unionElders);
  store<u8>(demographyMark + 1 + elder, moves);
}

function isHere(person: i32): bool {
  return <i32>load<i16>(column.exitMonth + ((<usize>person) << 1)) === STILL_HERE;
}

function follow(child: usize, mother: i32, father: i32): void {
  const withMother = mother !== NOBODY && isHere(mother);
  const parent = withMother ? mother : father;
  if (parent === NOBODY || !isHere(parent)) return;
  const home = householdOf(child);
  if (householdOf(<usize>parent) === home) return;
  // A young mother with a household of her own stays in it with her child.
  if (home === <i32>child && membersOf(child) > 1) return;
  move(child, <usize>parent);
  // Who is left alone by the child's move may move to family as well.
  const left = <usize>home;
  if (isHere(home) && <i32>load<u8>(column.age + left) >= ELDER) mark(left);
}

/** Takes a marked elder in who still lives alone. */
function takeIn(child: usize, elder: i32): void {
  if (elder === NOBODY || load<u8>(demographyMark + 1 + <usize>elder) === 0) return;
  const person = <usize>elder;
  if (householdOf(person) !== elder || membersOf(person) !== 1) return;
  move(person, child);
}
