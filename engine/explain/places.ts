import { NOBODY, type Population } from '../population/columns.js';
import { blockStart, type Plan } from '../population/plan.js';
import { formatPersonId, OLDEST, type PersonId, PersonIdError, type ResidentId } from './person-id.js';

const AGES = OLDEST + 1;
const CELLS = 2 * AGES;

/** Where the persons of the base population stand in one block. */
export interface BlockPlaces {
  readonly plan: Plan;
  readonly block: number;
  /** First position of each cell, [sex * 101 + age], and one past the last: the order of the synthesis. */
  readonly first: Int32Array;
}

export function blockPlaces(plan: Plan, block: number): BlockPlaces {
  const first = new Int32Array(CELLS + 1);
  for (let cell = 0; cell < CELLS; cell++)
    first[cell + 1] = first[cell] + blockStart(plan, cell, block + 1) - blockStart(plan, cell, block);
  return { plan, block, first };
}

/** The block in which a person is (or whose ancestor is). Throws PersonIdError where the plan has no such block or person. */
export function blockOf(plan: Plan, id: PersonId): number {
  if (id.origin === 'resident') return blockOfResident(plan, id);
  if (id.block < plan.blocks) return id.block;
  const expected = `a block from 0 to ${plan.blocks - 1}, such as i0-${id.ordinal}`;
  throw new PersonIdError('The sample has no such block.', formatPersonId(id), expected);
}

function blockOfResident(plan: Plan, id: ResidentId): number {
  const cell = cellOf(id);
  const persons = plan.cells[cell];
  if (id.ordinal >= persons) {
    const range = (ordinal: number) => formatPersonId({ ...id, ordinal, descent: [] });
    const expected =
      persons === 0
        ? 'another age: the sample has nobody of this sex and age'
        : persons === 1
          ? `${range(0)}, the only one of this sex and age`
          : `${range(0)} to ${range(persons - 1)}`;
    throw new PersonIdError('The sample has no such person.', formatPersonId(id), expected);
  }
  let low = 0;
  let high = plan.blocks - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (blockStart(plan, cell, middle) <= id.ordinal) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Position of a person in its block, of a child that of the first of its line; NOBODY before an immigrant has come. */
export function positionOf({ plan, block, first }: BlockPlaces, people: Population, id: PersonId): number {
  if (id.origin === 'resident') {
    const cell = cellOf(id);
    return first[cell] + id.ordinal - blockStart(plan, cell, block);
  }
  let before = 0;
  for (let position = first[CELLS]; position < people.count; position++)
    if (people.mother[position] === NOBODY && before++ === id.ordinal) return position;
  return NOBODY;
}

/** The id of the person in a position. */
export function idAt(places: BlockPlaces, people: Population, position: number): PersonId {
  const { plan, block, first } = places;
  if (position < first[CELLS]) {
    let cell = 0;
    while (position >= first[cell + 1]) cell++;
    return {
      origin: 'resident',
      sex: cell < AGES ? 0 : 1,
      age: cell % AGES,
      ordinal: blockStart(plan, cell, block) + position - first[cell],
      descent: [],
    };
  }
  const mother = people.mother[position];
  if (mother === NOBODY)
    return { origin: 'immigrant', block, ordinal: immigrantsOf(places, people, position), descent: [] };
  const id = idAt(places, people, mother);
  return { ...id, descent: [...id.descent, people.birthOrder[position]] };
}

/** Those who have come from abroad into the block; with `before`, those who stand before a position. */
export function immigrantsOf({ first }: BlockPlaces, people: Population, before = people.count): number {
  // Everyone born in the projection has a mother, and nobody loses her.
  let immigrants = 0;
  for (let position = first[CELLS]; position < before; position++)
    if (people.mother[position] === NOBODY) immigrants++;
  return immigrants;
}

/** The child of a given order of birth, NOBODY before it is born. */
export function childOf(people: Population, mother: number, order: number): number {
  for (let i = 0; i < people.count; i++)
    if (people.mother[i] === mother && people.birthOrder[i] === order) return i;
  return NOBODY;
}

function cellOf({ sex, age }: ResidentId): number {
  return sex * AGES + age;
}
