import type { Delivery } from '../../../engine/demography/births.js';
import type { FertilityYear } from '../../../engine/demography/fertility.js';
import type { Expectant } from '../../../engine/demography/mothers.js';
import { cohortRow, type SurvivalTable } from '../../../engine/demography/survival.js';
import type { Population } from '../../../engine/population/columns.js';
import { addPerson } from '../../../engine/population/persons.js';
import { educate, moveIn, type ResidenceTables } from '../../../engine/population/residence.js';
import { PROCESS } from '../../../engine/random/streams.js';
import { threefry } from '../../../engine/random/threefry.js';

const FULL = 4_294_967_296;
const word = new Int32Array(2);

/** Brings the children of a delivery into the population; keys and sex come from the mother's key and the month. */
export function deliver(
  people: Population,
  fertility: FertilityYear,
  survival: SurvivalTable,
  residence: ResidenceTables,
  year: number,
  { mother, month, children }: Expectant,
): Delivery {
  const livingBefore = people.livingChildren[mother];
  const child = people.count;
  for (let twin = 0; twin < children; twin++) {
    threefry(people.key0[mother], people.key1[mother], month * 2 + twin, PROCESS.child, word);
    const key0 = word[0];
    const key1 = word[1];
    threefry(key0, key1, 0, PROCESS.child, word);
    const sex = (word[0] >>> 0) / FULL < fertility.maleShare ? 0 : 1;
    const person = addPerson(people, key0, key1, sex, month);
    people.survivalRank[person] = word[1];
    people.cohort[person] = cohortRow(survival, sex, year);
    people.age[person] = 0;
    people.mother[person] = mother;
    people.father[person] = people.partner[mother];
    moveIn(people, person, mother, true);
    educate(people, person, year, residence);
    people.births[mother]++;
    people.livingChildren[mother]++;
    people.birthOrder[person] = people.births[mother];
  }
  people.lastBirthMonth[mother] = month;
  return { mother, month, child, children, livingBefore };
}
