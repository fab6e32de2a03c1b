import { cohortRow } from '../../engine/demography/survival.js';
import { monthIndex } from '../../engine/inputs/time.js';
import type { Population } from '../../engine/population/columns.js';
import { addPerson, birthMonthOfYear } from '../../engine/population/persons.js';
import { blockStart } from '../../engine/population/plan.js';
import { educate, settle } from '../../engine/population/residence.js';
import type { SynthesisInputs } from '../../engine/population/synthesis.js';
import { GOLDEN_STEP, PROCESS } from '../../engine/random/streams.js';
import { threefry } from '../../engine/random/threefry.js';
import { linkChildren } from './children.js';
import { formCouples } from './couples.js';
import { joinGenerations } from './generations.js';

const AGES = 101;
/** First counter word of the shifts of exit ranks, beyond all cells: those are the counters of persons' keys. */
const SHIFTS = 1000;
const word = new Int32Array(2);

/** Positions of the base population: persons of a cell stand side by side. */
export interface CellIndex {
  /** First position of each cell, [sex * 101 + age], and one past the last. */
  readonly first: Int32Array;
}

/**
 * Fills `people` with the base population of a block: persons by sex and single age, couples, children with their
 * mothers and fathers, residence, education. Person k of a cell is the same person in whatever block it falls; only the
 * links within the block depend on the block.
 */
export function synthesise(inputs: SynthesisInputs, block: number, people: Population): void {
  const { country, plan, runKey, survival, residence, aligned } = inputs;
  people.count = 0;
  const first = new Int32Array(2 * AGES + 1);
  for (let sex = 0; sex < 2; sex++) {
    for (let age = 0; age < AGES; age++) {
      const cell = sex * AGES + age;
      first[cell] = people.count;
      const birthYear = country.baseYear - 1 - age;
      const row = cohortRow(survival, sex, birthYear);
      threefry(runKey[0], runKey[1], SHIFTS + cell, PROCESS.exitShift, word);
      const shift = word[0];
      const end = blockStart(plan, cell, block + 1);
      for (let ordinal = blockStart(plan, cell, block); ordinal < end; ordinal++) {
        threefry(runKey[0], runKey[1], cell, ordinal, word);
        const key0 = word[0];
        const key1 = word[1];
        const month = monthIndex(birthYear, 1) + birthMonthOfYear(key0, key1);
        const person = addPerson(people, key0, key1, sex, month);
        people.cohort[person] = row;
        // Aligned: ranks evenly spaced within the cell. Else: the person's own draw.
        if (!aligned) threefry(key0, key1, 0, PROCESS.exit, word);
        people.survivalRank[person] = aligned ? (Math.imul(ordinal, GOLDEN_STEP) + shift) >>> 0 : word[0];
        settle(people, person, residence);
        educate(people, person, birthYear, residence);
      }
    }
  }
  first[2 * AGES] = people.count;
  const cells: CellIndex = { first };
  formCouples(country, people, cells);
  linkChildren(country, people, cells);
  joinGenerations(country, people, cells);
  for (let person = 0; person < people.count; person++) {
    // Who has moved to family has the schooling of the place.
    if (people.household[person] === person) continue;
    educate(people, person, country.baseYear - 1 - ageOf(people, person, country.baseYear), residence);
  }
}

/** Completed years on 1 January of `year`. */
function ageOf(people: Population, person: number, year: number): number {
  return Math.min(100, Math.floor((monthIndex(year, 1) - 1 - people.birthMonth[person]) / 12));
}
