import type { DemographyInputs } from '../../engine/inputs/country.js';
import type { FertilityVariant } from '../../engine/inputs/projection.js';
import { interpolate, weightedMean } from './curves.js';
import { disability } from './disability.js';
import type { Parameters } from './parameters.js';
import { PackFileError } from './read-table.js';
import { rowOf, type Sex, type Tables, tableFile } from './tables.js';
import { AGES, BASE_YEAR, byYear, FIRST_FERTILITY_YEAR, LAST_YEAR } from './years.js';

const FIRST_AGE = 15;
const FERTILE_AGES = 35;

interface SexAgeRow {
  readonly year: number;
  readonly sex: Sex;
  readonly age: number;
}

/** [(year - firstYear) * 202 + sex * 101 + age]; throws PackFileError when a cell of the grid has no row. */
function grid<R extends SexAgeRow>(
  name: string,
  rows: readonly R[],
  years: readonly [number, number],
  value: (row: R) => number,
): Float64Array {
  const [first, last] = years;
  const table = new Float64Array((last - first + 1) * 2 * AGES).fill(Number.NaN);
  for (const row of rows) {
    const position = (row.sex === 'male' ? 0 : AGES) + row.age;
    if (row.year >= first && row.year <= last) table[(row.year - first) * 2 * AGES + position] = value(row);
  }
  const gap = table.findIndex(Number.isNaN);
  if (gap !== -1) {
    const place = gap % (2 * AGES);
    const what = `${first + Math.floor(gap / (2 * AGES))}, ${place < AGES ? 'male' : 'female'}, age ${place % AGES}`;
    throw new PackFileError(tableFile(name), undefined, undefined, `no row for ${what}`);
  }
  return table;
}

/** Residents on 1 January of the base year: mean of the mid-year populations before and after it. */
function basePopulation(tables: Tables): Float64Array {
  const years = [BASE_YEAR - 1, BASE_YEAR] as const;
  const both = grid('population', tables.population, years, (row) => row.persons);
  return Float64Array.from({ length: 2 * AGES }, (_, i) => (both[i] + both[2 * AGES + i]) / 2);
}

/**
 * Age-specific fertility rates. Before the table's first year: that year's pattern scaled to the year's total fertility
 * rate. From the base year: medium variant times the variant's total fertility rate over the medium one.
 */
function fertilityRates(tables: Tables, variant: FertilityVariant): Float64Array {
  const published = new Map(tables.fertility.map((row) => [row.year * 100 + row.age, row.asfr]));
  const firstPublished = Math.min(...tables.fertility.map((row) => row.year));
  const indicators = new Map(tables['demographic-indicators'].map((row) => [row.year, row]));
  const rate = (year: number, age: number) => {
    const asfr = published.get(year * 100 + age);
    if (asfr === undefined) {
      throw new PackFileError(tableFile('fertility'), undefined, undefined, `no row for ${year}, age ${age}`);
    }
    return asfr;
  };
  const totalFertility = (year: number, of: FertilityVariant) => {
    const row = indicators.get(year);
    const tfr = row && { low: row.tfr_low, medium: row.tfr, high: row.tfr_high }[of];
    if (tfr == null) {
      throw new PackFileError(
        tableFile('demographic-indicators'),
        undefined,
        of === 'medium' ? 'tfr' : `tfr_${of}`,
        `no value for ${year}`,
      );
    }
    return tfr;
  };
  const rates = new Float64Array((LAST_YEAR - FIRST_FERTILITY_YEAR + 1) * FERTILE_AGES);
  for (let year = FIRST_FERTILITY_YEAR; year <= LAST_YEAR; year++) {
    const pattern = Math.max(year, firstPublished);
    const target = totalFertility(year, year < BASE_YEAR ? 'medium' : variant);
    const scale = target / totalFertility(pattern, 'medium');
    for (let i = 0; i < FERTILE_AGES; i++) {
      rates[(year - FIRST_FERTILITY_YEAR) * FERTILE_AGES + i] = rate(pattern, FIRST_AGE + i) * scale;
    }
  }
  return rates;
}

/**
 * Relative risks of a birth: those of region, area, ethnicity, education and order of birth are solved outside
 * (tools/fit-fertility.ts), such that the total fertility rates of the groups stand to each other as published.
 */
function relativeRisk(tables: Tables, { fertility }: Parameters): DemographyInputs['relativeRisk'] {
  const regions = tables['fertility-by-region'];
  return {
    region: Float64Array.from(regions, (row) => row.risk),
    area: Float64Array.from(fertility.areaRisk),
    ethnicity: Float64Array.from(fertility.ethnicityRisk),
    education: educationRisk(tables, fertility.educationRisk),
    parity: Float64Array.from(
      regions.flatMap((row) => [1, row.second_birth, row.third_birth, row.fourth_birth, row.later_birth]),
    ),
    union: Float64Array.from(fertility.unionRisk),
    spacing: spacingRisk(tables),
  };
}

/**
 * Relative risk by five-year age group and education: that of the level times the timing of births, which come later
 * with more schooling. Only ratios within an age group matter to the engine.
 */
function educationRisk(tables: Tables, level: readonly number[]): Float64Array {
  return Float64Array.from(
    tables['education-timing'].flatMap((row) =>
      [row.primary, row.lower_secondary, row.upper_secondary, row.tertiary].map(
        (timing, i) => timing * level[i],
      ),
    ),
  );
}

/** Relative risk by completed months since the last birth, straight between the months of the table, none before. */
function spacingRisk(tables: Tables): Float64Array {
  const points = tables['birth-spacing'].map((row) => ({ at: row.months, value: row.risk }));
  const first = Math.min(...points.map(({ at }) => at));
  const last = Math.max(...points.map(({ at }) => at));
  return Float64Array.from({ length: last + 1 }, (_, month) =>
    month < first ? 0 : interpolate(points, month),
  );
}

/** Published total fertility of regions, towns and countryside over the national rate, and of the minorities over the majority's. */
function fertilityRatio(tables: Tables, { fertility }: Parameters): DemographyInputs['fertilityRatio'] {
  const groups = tables['ethnic-fertility'];
  const minorityTfr = weightedMean(
    groups.map((row) => row.tfr),
    groups.map((row) => row.population_million),
  );
  return {
    region: Float64Array.from(tables['regional-figures'], (row) => row.tfr / fertility.nationalTfr),
    area: Float64Array.of(
      fertility.urbanTfr / fertility.nationalTfr,
      fertility.ruralTfr / fertility.nationalTfr,
    ),
    ethnicity: Float64Array.of(1, minorityTfr / fertility.majorityTfr),
  };
}

/** Births, deaths, migration and the base population. */
export function demography(
  tables: Tables,
  parameters: Parameters,
  variant: FertilityVariant,
): DemographyInputs {
  const years = [BASE_YEAR, LAST_YEAR] as const;
  const population = basePopulation(tables);
  return {
    population,
    asfr: fertilityRates(tables, variant),
    firstFertilityYear: FIRST_FERTILITY_YEAR,
    mx: grid('mortality', tables.mortality, years, (row) => row.mx),
    netMigration: grid('net-migration', tables['net-migration'], years, (row) => row.net_migrants),
    sexRatioAtBirth: byYear(
      1,
      (year) =>
        rowOf(tables, 'demographic-indicators', `${year}`, (row) => row.year === year).sex_ratio_at_birth,
    ),
    infantDeathsInYearOfBirth: parameters.mortality.infantDeathsInYearOfBirth,
    twinShare: parameters.fertility.twinShare,
    relativeRisk: relativeRisk(tables, parameters),
    fertilityRatio: fertilityRatio(tables, parameters),
    ...disability(parameters, population),
  };
}
