import type { CountryInputs } from '../../engine/inputs/country.js';
import { interpolate, shifted, solveRising } from './curves.js';
import type { Parameters } from './parameters.js';
import { PackFileError } from './read-table.js';
import { type Tables, tableFile } from './tables.js';
import { LAST_YEAR } from './years.js';

const LEVELS = 4;

/** Shares of those who reached at least lower secondary, upper secondary, tertiary education, in a birth cohort. */
function reached(tables: Tables, cohort: number): readonly number[] {
  const rows = tables['education-cohorts'];
  const at = (value: (row: (typeof rows)[number]) => number) =>
    interpolate(
      rows.map((row) => ({ at: row.cohort, value: value(row) / 100 })),
      cohort,
    );
  const tertiary = at((row) => row.tertiary_pct);
  const upper = tertiary + at((row) => row.upper_secondary_pct);
  return [upper + at((row) => row.lower_secondary_pct), upper, tertiary];
}

/**
 * Education by birth cohort, sex and area. From the national shares: for each "at least this level", urban odds are a
 * constant multiple of rural odds and the two mix to the national share under the urban share given; women's odds
 * against men's follow the cohort table, half of the log-odds to each side.
 * Throws PackFileError when the levels of a cohort do not sum to 100.
 */
export function education(
  tables: Tables,
  parameters: Parameters,
  urbanShare: number,
): CountryInputs['education'] {
  const rows = tables['education-cohorts'];
  for (const row of rows) {
    const sum = row.primary_pct + row.lower_secondary_pct + row.upper_secondary_pct + row.tertiary_pct;
    if (Math.abs(sum - 100) > 1e-9) {
      const problem = `the levels of cohort ${row.cohort} sum to ${sum}, not 100`;
      throw new PackFileError(tableFile('education-cohorts'), undefined, undefined, problem);
    }
  }
  const firstCohort = Math.min(...rows.map((row) => row.cohort));
  const gap = parameters.education.urbanRuralLogOdds;
  const shares: number[] = [];
  for (let cohort = firstCohort; cohort <= LAST_YEAR; cohort++) {
    const female = interpolate(
      rows.map((row) => ({ at: row.cohort, value: row.female_log_odds })),
      cohort,
    );
    const national = reached(tables, cohort);
    const ruralShift = national.map((share) =>
      solveRising(
        (shift) => urbanShare * shifted(share, shift + gap) + (1 - urbanShare) * shifted(share, shift),
        share,
        [-Math.abs(gap), Math.abs(gap)],
      ),
    );
    for (const sexShift of [-female / 2, female / 2]) {
      for (const areaShift of [gap, 0]) {
        const atLeast = [
          1,
          ...national.map((share, i) => shifted(share, ruralShift[i] + areaShift + sexShift)),
          0,
        ];
        for (let level = 0; level < LEVELS; level++) shares.push(atLeast[level] - atLeast[level + 1]);
      }
    }
  }
  return { firstCohort, lastCohort: LAST_YEAR, shares: Float64Array.from(shares) };
}
