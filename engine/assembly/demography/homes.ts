// Where persons live: who moves takes the place of the host. The members of households are counted along.
import * as column from '../columns';
import { STILL_HERE } from '../constants';
import { demographyMembers } from './scratch';

/** Gives a person the residence and household of another. */
export function moveIn(person: usize, host: usize): void {
  store<u8>(column.region + person, load<u8>(column.region + host));
  store<u16>(column.areaRank + (person << 1), load<u16>(column.areaRank + (host << 1)));
  store<u8>(column.area + person, load<u8>(column.area + host));
  store<u8>(column.difficultCommune + person, load<u8>(column.difficultCommune + host));
  store<i32>(column.household + (person << 2), load<i32>(column.household + (host << 2)));
}

export function householdOf(person: usize): i32 {
  return load<i32>(column.household + (person << 2));
}

/** Members of the household whose reference person stands at a position. */
export function membersOf(reference: usize): i32 {
  return <i32>load<u16>(demographyMembers + (reference << 1));
}

function count(reference: i32, change: i32): void {
  const at = demographyMembers + ((<usize>reference) << 1);
  store<u16>(at, <i32>load<u16>(at) + change);
}

/** Moves a person into the household of another, to the same place. */
export function move(person: usize, host: usize): void {
  count(householdOf(person), -1);
  moveIn(person, host);
  count(householdOf(person), 1);
}

/** Gives a person a household of her or his own, at the same place. */
export function settleAlone(person: usize): void {
  count(householdOf(person), -1);
  store<i32>(column.household + (person << 2), <i32>person);
  count(<i32>person, 1);
}

/** Counts those who live in each household. */
export function countMembers(count: i32): void {
  const members = demographyMembers;
  const households = column.household;
  const exitMonth = column.exitMonth;
  memory.fill(members, 0, (<usize>count) << 1);
  for (let i: usize = 0, end = <usize>count; i < end; i++) {
    const at = members + ((<usize>load<i32>(households + (i << 2))) << 1);
    store<u16>(at, <i32>load<u16>(at) + i32(<i32>load<i16>(exitMonth + (i << 1)) === STILL_HERE));
  }
}
