import type { Delivery } from '../demography/births.js';
import { monthIndex } from '../inputs/time.js';
import type { LabourTables } from '../labour/calibration.js';
import { ACTIVITY } from '../population/activity.js';
import { type Population, STILL_HERE } from '../population/columns.js';
import { type Accumulators, add, LIFE, lifeOffset } from './accumulators.js';
import { MEMBERSHIPS, membershipsOf, workerOf } from './groups.js';

const memberships = new Int32Array(MEMBERSHIPS);

/** Counts a death (not an emigration). */
export function countDeaths(people: Population, person: number, sums: Accumulators, row: number): void {
  if (people.died[person] === 0) return;
  membershipsOf(people, person, people.age[person], person, memberships);
  add(sums.lives, lifeOffset(row, LIFE.deaths), memberships, 1);
}

/** Counts births (by the child's sex and the mother's other groups) and mothers. */
export function countBirths(
  people: Population,
  deliveries: readonly Delivery[],
  sums: Accumulators,
  row: number,
): void {
  for (const { mother, month, child, children } of deliveries) {
    membershipsOf(people, mother, Math.floor((month - people.birthMonth[mother]) / 12), mother, memberships);
    add(sums.lives, lifeOffset(row, LIFE.mothers), memberships, 1);
    const mothersSex = memberships[1];
    for (let twin = 0; twin < children; twin++) {
      memberships[1] = mothersSex - 1 + people.sex[child + twin];
      add(sums.lives, lifeOffset(row, LIFE.births), memberships, 1);
    }
  }
}

/**
 * Counts residents on 1 July, insured persons at the end of the year and the labour force of working age. Children's
 * work and insurance are those of a parent. Returns the residents counted: the year's person-years.
 */
export function countResidents(
  people: Population,
  labour: LabourTables,
  sums: Accumulators,
  row: number,
  year: number,
): number {
  const july = monthIndex(year, 7);
  const population = lifeOffset(row, LIFE.population);
  const insured = lifeOffset(row, LIFE.insured);
  const force = lifeOffset(row, LIFE.workingAgeForce);
  const { birthMonth, exitMonth, age, activity, insurance, sex, mother, father } = people;
  let residents = 0;
  for (let i = 0; i < people.count; i++) {
    if (exitMonth[i] < july) continue;
    const child = age[i] < 15;
    const worker = child ? workerOf(people, i, mother[i], father[i]) : i;
    membershipsOf(people, i, age[i], child ? i : worker, memberships);
    if (child) memberships[8] += insurance[worker] - insurance[i];
    if (birthMonth[i] < july) {
      add(sums.lives, population, memberships, 1);
      residents++;
    }
    if (child || exitMonth[i] !== STILL_HERE) continue;
    if (insurance[i] !== 0) add(sums.lives, insured, memberships, 1);
    const status = activity[i];
    if (
      status >= ACTIVITY.unemployed &&
      status <= ACTIVITY.familyWorker &&
      age[i] <= labour.workingAgeLast[sex[i]]
    ) {
      add(sums.lives, force, memberships, 1);
    }
  }
  return residents;
}
