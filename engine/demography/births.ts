import type { Population } from '../population/columns.js';
import type { ResidenceTables } from '../population/residence.js';
import type { FertilityYear } from './fertility.js';
import type { Expectant } from './mothers.js';
import { scratchOf } from './scratch.js';
import { cohortRow, type SurvivalTable } from './survival.js';

const FULL = 4_294_967_296;
/** Shares of education of a cohort: two sexes, two areas, four levels. */
const SHARES_OF_COHORT = 16;

/** A delivery of the year: what maternity tiers are paid for. */
export interface Delivery {
  readonly mother: number;
  readonly month: number;
  /** Position of the first child; a twin stands next to it. */
  readonly child: number;
  readonly children: number;
  /** The mother's living children just before. */
  readonly livingBefore: number;
}

/**
 * Brings the children of the year's deliveries into the population, in the order of the expectants; keys and sex come
 * from the mother's key and the month. Expectants are different women. A child has the lifelong ranks of its key, as
 * everybody has from `addPerson`, its mother's household, residence and ethnicity, and the education of its cohort. The
 * kernel is that of engine/assembly/demography/births.ts. Throws when the block is full.
 */
export function deliver(
  people: Population,
  fertility: FertilityYear,
  survival: SurvivalTable,
  residence: ResidenceTables,
  year: number,
  expectants: readonly Expectant[],
): Delivery[] {
  const { memory, livingChildren, count, capacity } = people;
  const { first, second, third } = scratchOf(people);
  let child = count;
  const deliveries = expectants.map(({ mother, month, children }, n) => {
    const delivery = { mother, month, child, children, livingBefore: livingChildren[mother] };
    first[n] = mother;
    second[n] = month;
    third[n] = children;
    child += children;
    return delivery;
  });
  if (child > capacity) throw new Error(`block of ${capacity} persons is full`);
  const { educationLimit, firstCohort, lastCohort } = residence;
  const schooled = Math.min(Math.max(year, firstCohort), lastCohort) - firstCohort;
  memory.kernels.demography.deliver(
    count,
    deliveries.length,
    fertility.maleShare * FULL,
    cohortRow(survival, 0, year),
    survival.cohorts,
    memory.pointer(educationLimit) + schooled * SHARES_OF_COHORT * Float64Array.BYTES_PER_ELEMENT,
  );
  people.count = child;
  return deliveries;
}
