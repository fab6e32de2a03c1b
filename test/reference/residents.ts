import { type Accumulators, LIFE, lifeCells } from '../../engine/indicators/accumulators.js';
import { workerOf } from '../../engine/indicators/groups.js';
import { flush, jointCell, makeTally } from '../../engine/indicators/tally.js';
import { monthIndex } from '../../engine/inputs/time.js';
import type { LabourTables } from '../../engine/labour/calibration.js';
import { ACTIVITY } from '../../engine/population/activity.js';
import { type Population, STILL_HERE } from '../../engine/population/columns.js';

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
