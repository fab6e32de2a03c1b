import type { CountryInputs } from '../inputs/country.js';
import { monthIndex } from '../inputs/time.js';
import type { Population } from '../population/columns.js';
import { addPerson, birthMonthOfYear } from '../population/persons.js';
import type { Plan } from '../population/plan.js';
import { educate, type ResidenceTables, settle } from '../population/residence.js';
import { GOLDEN_STEP, PROCESS } from '../random/streams.js';
import { threefry } from '../random/threefry.js';
import { netMigrants } from './expected.js';
import { cohortRow, type SurvivalTable } from './survival.js';

const AGES = 101;
const CELLS = 2 * AGES;
const FULL = 4_294_967_296;
const word = new Int32Array(2);

/** Immigrants of each year by cumulated cells: where net migration is positive. */
export interface ImmigrationTables {
  readonly baseYear: number;
  /** Cumulated immigrants (simulated persons, over the whole run) by cell: [(year - baseYear) * 202 + cell]. */
  readonly cumulated: Float64Array;
}

export function immigrationTables(country: CountryInputs, plan: Plan, toYear: number): ImmigrationTables {
  const years = toYear - country.baseYear + 1;
  const cumulated = new Float64Array(years * CELLS);
  for (let y = 0; y < years; y++) {
    let sum = 0;
    for (let cell = 0; cell < CELLS; cell++) {
      const net = netMigrants(country, country.baseYear + y, cell < AGES ? 0 : 1, cell % AGES);
      sum += Math.max(0, net) / plan.weight;
      cumulated[y * CELLS + cell] = sum;
    }
  }
  return { baseYear: country.baseYear, cumulated };
}

/**
 * Adds the year's immigrants of a block: single persons with residence and education drawn like those of the base
 * population. They come on 1 January, so that they count with their cohort from then on.
 */
export function immigrate(
  people: Population,
  tables: ImmigrationTables,
  survival: SurvivalTable,
  residence: ResidenceTables,
  runKey: Int32Array,
  plan: Plan,
  block: number,
  year: number,
): void {
  const y = year - tables.baseYear;
  const row = tables.cumulated.subarray(y * CELLS, (y + 1) * CELLS);
  const total = row[CELLS - 1];
  threefry(runKey[0], runKey[1], year, PROCESS.immigrant, word);
  const shift = ((Math.imul(block, GOLDEN_STEP) + word[1]) >>> 0) / FULL;
  const arrivals = Math.floor(total / plan.blocks + shift);
  for (let n = 0; n < arrivals; n++) {
    threefry(runKey[0] ^ year, runKey[1] ^ n, block, PROCESS.immigrant, word);
    const key0 = word[0];
    const key1 = word[1];
    threefry(key0, key1, year, PROCESS.immigrant, word);
    const place = ((word[0] >>> 0) / FULL) * total;
    let cell = 0;
    while (cell < CELLS - 1 && row[cell] <= place) cell++;
    const sex = cell < AGES ? 0 : 1;
    const birthYear = year - 1 - (cell % AGES);
    const person = addPerson(
      people,
      key0,
      key1,
      sex,
      monthIndex(birthYear, 1) + birthMonthOfYear(key0, key1),
    );
    const cohort = cohortRow(survival, sex, birthYear);
    people.cohort[person] = cohort;
    // A place among those of the cohort who are still there.
    people.survivalRank[person] = ((word[1] >>> 0) / FULL) * survival.left[y * survival.rows + cohort];
    settle(people, person, residence);
    educate(people, person, birthYear, residence);
  }
}
