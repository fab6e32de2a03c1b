import type { Delivery } from '../demography/births.js';
import { monthIndex } from '../inputs/time.js';
import type { LabourTables } from '../labour/calibration.js';
import { ACTIVITY } from '../population/activity.js';
import { type Population, STILL_HERE } from '../population/columns.js';
import { type Accumulators, add, LIFE, lifeCells } from './accumulators.js';
import { ageCell, cellsOf, MEMBERSHIPS, workerOf } from './groups.js';
import { flush, jointCell, makeTally } from './tally.js';

const memberships = new Int32Array(MEMBERSHIPS);

/** Counts a death (not an emigration). */
export function countDeaths(people: Population, person: number, sums: Accumulators, row: number): void {
  if (people.died[person] === 0) return;
  cellsOf(people, person, people.age[person], person, memberships);
  add(sums.lives, lifeCells(row, LIFE.deaths), memberships, 1);
}

/** Counts births (by the child's sex and the mother's other cells) and mothers. */
export function countBirths(
  people: Population,
  deliveries: readonly Delivery[],
  sums: Accumulators,
  row: number,
): void {
  for (const { mother, month, child, children } of deliveries) {
    const age = Math.floor((month - people.birthMonth[mother]) / 12);
    cellsOf(people, mother, age, mother, memberships);
    add(sums.lives, lifeCells(row, LIFE.mothers), memberships, 1);
    for (let twin = 0; twin < children; twin++) {
      memberships[2] = ageCell(people.sex[child + twin], age);
      add(sums.lives, lifeCells(row, LIFE.births), memberships, 1);
    }
  }
}

const AGES = 101;
const residents = makeTally();
const insuredPersons = makeTally();
const labourForce = makeTally();

/**
 * Counts residents on 1 July, insured persons at the end of the year and the labour force of working age. Children under
 * 15 count with the insurance of a parent. Returns the residents counted: the year's person-years.
 */
export function countResidents(
  people: Population,
  labour: LabourTables,
  sums: Accumulators,
  row: number,
  year: number,
): number {
  const counted = tallyResidents(people, labour, monthIndex(year, 7));
  flush(residents, sums.lives, lifeCells(row, LIFE.population));
  flush(insuredPersons, sums.lives, lifeCells(row, LIFE.insured));
  flush(labourForce, sums.lives, lifeCells(row, LIFE.workingAgeForce));
  return counted;
}

/**
 * The loop of `countResidents`, in a function of its own: V8 enters a long loop in optimised code, and whatever came
 * after the loop in the same function would throw it out of that code again, once a call.
 */
function tallyResidents(people: Population, labour: LabourTables, july: number): number {
  const { birthMonth, exitMonth, age, activity, insurance, sex, mother, father, household } = people;
  const { region, area, ethnicity, quintile } = people;
  const [lastMan, lastWoman] = labour.workingAgeLast;
  let counted = 0;
  for (let i = 0; i < people.count; i++) {
    if (exitMonth[i] < july) continue;
    const child = age[i] < 15;
    const cover = insurance[child ? workerOf(people, i, mother[i], father[i]) : i];
    const status = activity[i];
    const cell = jointCell(region[i], area[i], ethnicity[i], quintile[household[i]], status, cover);
    const ages = sex[i] * AGES + age[i];
    if (birthMonth[i] < july) {
      residents.joint[cell]++;
      residents.ages[ages]++;
      counted++;
    }
    if (child || exitMonth[i] !== STILL_HERE) continue;
    if (cover !== 0) {
      insuredPersons.joint[cell]++;
      insuredPersons.ages[ages]++;
    }
    if (status < ACTIVITY.unemployed || status > ACTIVITY.familyWorker) continue;
    if (age[i] <= (sex[i] === 0 ? lastMan : lastWoman)) {
      labourForce.joint[cell]++;
      labourForce.ages[ages]++;
    }
  }
  return counted;
}
