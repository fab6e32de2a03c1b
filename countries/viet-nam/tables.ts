import { COVERAGE_PATHS, MACRO_PATHS } from '../../engine/inputs/projection.js';
import {
  type Columns,
  figure,
  figureOrNone,
  nameKey,
  numberKey,
  PackFileError,
  type Row,
  readTable,
  text,
} from './read-table.js';

export const SEXES = ['male', 'female'] as const;
export type Sex = (typeof SEXES)[number];

const year = numberKey(1900, 2100);
const age = numberKey(0, 100);
const sex = nameKey(SEXES);
const percent = figure({ from: 0, to: 100 });
const positive = figure({ from: 0 });
const positiveOrNone = figureOrNone({ from: 0 });
const wageZone = figure({ from: 1, to: 4 });

/** The pack's tables and their columns, in the order of the files' headings. Units stand in provenance.yaml. */
export const TABLES = {
  population: { year, sex, age, persons: positive },
  fertility: { year, age: numberKey(15, 49), asfr: figure({ from: 0, to: 1 }) },
  mortality: { year, sex, age, mx: figure({ from: 0, to: 2 }) },
  'net-migration': { year, sex, age, net_migrants: figure() },
  'demographic-indicators': {
    year,
    tfr: positive,
    tfr_low: positiveOrNone,
    tfr_high: positiveOrNone,
    tfr_pi95_low: positiveOrNone,
    tfr_pi95_high: positiveOrNone,
    sex_ratio_at_birth: figure({ from: 0.9, to: 1.3 }),
    life_expectancy_male: positive,
    life_expectancy_female: positive,
    infant_mortality_per_1000: positive,
    mean_age_childbearing: positive,
  },
  'demographic-totals': {
    year,
    births: positive,
    deaths: positive,
    netmig: figure(),
    population_midyear: positive,
  },
  'parity-2013': {
    region: text(true),
    age_group: text(true),
    children_ever_born: text(true),
    women_who_have_given_birth: positive,
  },
  'regional-figures': {
    region: text(true),
    name_en: text(false),
    name_vi: text(false),
    population_thousand: positive,
    tfr: positive,
    urban_pct: percent,
    minority_pct: percent,
    income_2023_vnd: positive,
    income_2024_vnd: positiveOrNone,
    income_gini: figure({ from: 0, to: 1 }),
    poor_2022_pct: percent,
    poor_near_poor_2022_pct: percent,
    difficult_minority_rural_pct: percent,
    difficult_majority_rural_pct: percent,
    wage_zone_urban: wageZone,
    wage_zone_rural: wageZone,
    formal_log_odds: figure(),
    earnings_ratio: positive,
  },
  urbanisation: { year, urban_pct: percent },
  'ethnic-fertility': { group: text(true), population_million: positive, tfr: positive },
  'fertility-by-region': {
    region: text(true),
    risk: positive,
    second_birth: positive,
    third_birth: positive,
    fourth_birth: positive,
    later_birth: positive,
  },
  'birth-spacing': { months: numberKey(0, 120), risk: positive },
  'education-timing': {
    age_from: age,
    age_to: age,
    primary: positive,
    lower_secondary: positive,
    upper_secondary: positive,
    tertiary: positive,
  },
  'ever-married': { age_from: age, age_to: age, ever_married_pct: percent },
  'living-with-parents': { age, with_parents_pct: percent },
  'ended-unions': { age, ended_pct: percent },
  'education-cohorts': {
    cohort: year,
    primary_pct: percent,
    lower_secondary_pct: percent,
    upper_secondary_pct: percent,
    tertiary_pct: percent,
    female_log_odds: figure(),
  },
  'labour-force': {
    quarter: text(true),
    lf_male: positive,
    lf_female: positive,
    emp_male: positive,
    emp_female: positive,
  },
  'labour-participation': { sex, age_from: age, age_to: age, participation_pct: percent },
  'student-shares': { age_from: age, age_to: age, students_pct: percent },
  'formal-by-age': { sex, age, log_odds: figure() },
  'coverage-paths': {
    path: nameKey(['observed', ...COVERAGE_PATHS]),
    year,
    members_pct: percent,
    voluntary_pct: percent,
  },
  'growth-paths': { path: nameKey(MACRO_PATHS), year, real_growth_pct: figure({ from: -20, to: 20 }) },
  'poverty-lines': { first_year: year, urban_vnd: positive, rural_vnd: positive },
  macro: {
    year,
    gdp_nominal_vnd_bn: positive,
    gdp_real_2010prices_vnd_bn: positive,
    real_growth_pct: figure(),
    deflator_growth_pct: figure(),
  },
} as const satisfies Record<string, Columns>;

export type TableName = keyof typeof TABLES;
export type Tables = { readonly [N in TableName]: readonly Row<(typeof TABLES)[N]>[] };

/** File of a table, relative to the pack's folder. */
export function tableFile(name: string): string {
  return `tables/${name}.csv`;
}

/** Reads all tables out of the pack's files. Throws PackFileError at the first mistake. */
export function readTables(files: ReadonlyMap<string, string>): Tables {
  const read = Object.entries(TABLES).map(([name, columns]) => {
    const file = tableFile(name);
    const content = files.get(file);
    if (content === undefined) throw new PackFileError(file, undefined, undefined, 'the file is missing');
    return [name, readTable<Columns>(file, content, columns)];
  });
  return Object.fromEntries(read) as Tables;
}

/**
 * The one row of a table that `matches`. Throws PackFileError, naming `what` was looked for, when there is none.
 */
export function rowOf<N extends TableName>(
  tables: Tables,
  name: N,
  what: string,
  matches: (row: Tables[N][number]) => boolean,
): Tables[N][number] {
  const row = tables[name].find(matches);
  if (row === undefined) throw new PackFileError(tableFile(name), undefined, undefined, `no row for ${what}`);
  return row;
}
