import { monthIndex } from '../../../engine/inputs/time.js';
import {
  CHILD_BELOW_MONTHS,
  gatherHouseholds,
  type Households,
  makeHouseholds,
} from '../../../engine/labour/households.js';
import type { Population } from '../../../engine/population/columns.js';
import { addPerson } from '../../../engine/population/persons.js';

interface Family {
  /** Completed years of the members at the end of 2025, the reference person first. */
  readonly ages: readonly number[];
  /** VND a head a month. */
  readonly income: number;
  readonly rural: boolean;
  /** 1 poorest to 5 richest. */
  readonly fifth: number;
  /** 1 poorest to 10 richest, the lower of the fifth unless told otherwise. */
  readonly tenth?: number;
  /** 0 neither, 1 near-poor, 2 poor. */
  readonly poverty: number;
}

/** Adds a household to the population; all are born in June. Answers the position of the reference person. */
export function addFamily(people: Population, family: Family): number {
  const reference = people.count;
  for (const age of family.ages) {
    const person = addPerson(people, people.count, 0, 0, monthIndex(2025 - age, 6));
    people.household[person] = reference;
    people.area[person] = Number(family.rural);
    people.age[person] = age;
  }
  people.incomePerHead[reference] = family.income;
  people.quintile[reference] = family.fifth - 1;
  people.decile[reference] = family.tenth === undefined ? 2 * (family.fifth - 1) : family.tenth - 1;
  people.poverty[reference] = family.poverty;
  return reference;
}

/** Quantiles by rank where standings do not matter. */
const NO_STANDING = new Float64Array(1024);

/** The households of the population at the end of 2025. */
export function householdsOf(people: Population): Households {
  const households = makeHouseholds(people);
  gatherHouseholds(people, NO_STANDING, households, monthIndex(2025, 12) - CHILD_BELOW_MONTHS);
  return households;
}
