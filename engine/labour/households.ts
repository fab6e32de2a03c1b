import type { Population } from '../population/columns.js';

/** Members of a household in one number: residents in the lowest ten bits, then children, then adults of working age. */
const BITS = 10;
const MASK = (1 << BITS) - 1;
/** Members that a household may have. */
export const MOST_MEMBERS = MASK;

export function residentsOf(members: number): number {
  return members & MASK;
}

export function childrenOf(members: number): number {
  return (members >>> BITS) & MASK;
}

/** Children are under 16 at the end of the year (Law on Children 102/2016/QH13, Article 1). */
export const CHILD_BELOW_MONTHS = 16 * 12;

/** What is known of each household at the end of a year, by position of its reference person. Scratch space. */
export interface Households {
  /** The first `count` are the positions of reference persons, in rising order. */
  readonly references: Int32Array;
  count: number;
  /** Residents and children to be read by `residentsOf` and `childrenOf` (those under 16). */
  readonly members: Int32Array;
  /** Sum of the standings of adults of working age. */
  readonly standing: Float64Array;
  /** 0 urban, 1 rural. */
  readonly area: Uint8Array;
}

const known = new WeakMap<Population, Households>();

/** The households of a population, of which there is one set: the kernels write where they are told once. */
export function makeHouseholds(people: Population): Households {
  let households = known.get(people);
  if (households === undefined) {
    const { memory, capacity } = people;
    households = {
      // One past the last is written before it is known not to be a reference person.
      references: memory.allocate(Int32Array, capacity + 1),
      count: 0,
      members: memory.allocate(Int32Array, capacity),
      standing: memory.allocate(Float64Array, capacity),
      area: memory.allocate(Uint8Array, capacity),
    };
    memory.bind({
      householdReferences: households.references.byteOffset,
      householdMembers: households.members.byteOffset,
      householdStanding: households.standing.byteOffset,
      householdArea: households.area.byteOffset,
    });
    known.set(people, households);
  }
  return households;
}

/**
 * Gathers the members of every household: residents, children, adults of working age (20 to 64) and the sum of their
 * standings (place in pay less distance from formal work, each standard normal by `normal`, a table of 1,024 slices of
 * rank, which must not change afterwards). The loop is the kernel of engine/assembly/households/gather.ts.
 *
 * @param households those of these people
 * @param lastAdult month of birth (MonthIndex) after which residents count as children
 */
export function gatherHouseholds(
  people: Population,
  normal: Float64Array,
  households: Households,
  lastAdult: number,
): void {
  const { memory, count } = people;
  households.count = memory.kernels.households.gather(count, lastAdult, memory.pointer(normal));
}
