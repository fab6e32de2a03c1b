import type { CountryInputs } from '../inputs/country.js';
import { deathChance, type ExpectedPopulation, netMigrants, newbornDeathChance } from './expected.js';

const AGES = 101;
const FULL = 4_294_967_296;

/**
 * When each cohort leaves. A person holds one lifelong rank, evenly spread over the cohort, and leaves in the year in
 * which the share of the cohort that is left falls below that rank: every cohort then loses just as many as the rates
 * say, in a sample of any size, and each person's fate is the person's own. Within the year's slice of ranks, the first
 * part emigrates and the rest dies, spread over the twelve months.
 */
export interface SurvivalTable {
  /** Year of birth of the oldest cohort (those aged 100 and over in the base year). */
  readonly firstCohort: number;
  readonly cohorts: number;
  readonly baseYear: number;
  readonly years: number;
  /** Rows of both sexes: one year's figures stand side by side. */
  readonly rows: number;
  /** Share left at the end of each year, times 2^32: [(year - baseYear + 1) * rows + row]; position 0 is the start. */
  readonly left: Float64Array;
  /** Emigrants among those who leave in the year: [(year - baseYear) * rows + row]. */
  readonly emigrantShare: Float64Array;
}

/** Row of a cohort in the survival table. */
export function cohortRow(table: SurvivalTable, sex: number, birthYear: number): number {
  return sex * table.cohorts + Math.max(0, birthYear - table.firstCohort);
}

/** Builds the table from death rates and from negative net migration (positive net migration adds persons instead). */
export function survivalTable(
  country: CountryInputs,
  expected: ExpectedPopulation,
  toYear: number,
): SurvivalTable {
  const { baseYear } = country;
  const years = toYear - baseYear + 1;
  const firstCohort = baseYear - AGES;
  const cohorts = toYear - firstCohort + 1;
  const rows = 2 * cohorts;
  const left = new Float64Array(rows * (years + 1));
  const emigrantShare = new Float64Array(rows * years);
  for (let sex = 0; sex < 2; sex++) {
    for (let cohort = 0; cohort < cohorts; cohort++) {
      const birthYear = firstCohort + cohort;
      const row = sex * cohorts + cohort;
      left[row] = FULL;
      for (let y = 0; y < years; y++) {
        const year = baseYear + y;
        const here = left[y * rows + row];
        let dies = 0;
        let emigrates = 0;
        if (birthYear === year) dies = newbornDeathChance(country, year, sex);
        if (birthYear < year) {
          const age = Math.min(year - 1 - birthYear, 100);
          dies = deathChance(country, year, sex, age);
          const residents = expected.start[y * 2 * AGES + sex * AGES + age];
          emigrates = residents > 0 ? Math.max(0, -netMigrants(country, year, sex, age) / residents) : 0;
        }
        const leaves = Math.min(1, dies + emigrates);
        emigrantShare[y * rows + row] = leaves > 0 ? emigrates / (dies + emigrates) : 0;
        left[(y + 1) * rows + row] = here * (1 - leaves);
      }
    }
  }
  return { firstCohort, cohorts, baseYear, years, rows, left, emigrantShare };
}
