import { NOBODY, type Population } from '../population/columns.js';
import { blockStart, type Plan } from '../population/plan.js';
import { formatPersonId, OLDEST, type PersonId, PersonIdError } from './person-id.js';

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

/** The block in which a person of the base population (or whose ancestor) is. Throws PersonIdError where there is none. */
export function blockOf(plan: Plan, id: PersonId): number {
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

/** Position of a person of the base population in its block; of a child, that of the first ancestor. */
export function positionOf({ plan, block, first }: BlockPlaces, id: PersonId): number {
  const cell = cellOf(id);
  return first[cell] + id.ordinal - blockStart(plan, cell, block);
}

/** The id of the person in a position; null for those who came from abroad, and their children. */
export function idAt(places: BlockPlaces, people: Population, position: number): PersonId | null {
  const { plan, block, first } = places;
  if (position < first[CELLS]) {
    let cell = 0;
    while (position >= first[cell + 1]) cell++;
    return {
      sex: cell < AGES ? 0 : 1,
      age: cell % AGES,
      ordinal: blockStart(plan, cell, block) + position - first[cell],
      descent: [],
    };
  }
  const mother = people.mother[position];
  const id = mother === NOBODY ? null : idAt(places, people, mother);
  return id && { ...id, descent: [...id.descent, people.birthOrder[position]] };
}

/** The child of a given order of birth, NOBODY before it is born. */
export function childOf(people: Population, mother: number, order: number): number {
  for (let i = 0; i < people.count; i++)
    if (people.mother[i] === mother && people.birthOrder[i] === order) return i;
  return NOBODY;
}

function cellOf({ sex, age }: PersonId): number {
  return sex * AGES + age;
}
