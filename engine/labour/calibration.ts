import type { ExpectedPopulation } from '../demography/expected.js';
import type { CountryInputs } from '../inputs/country.js';
import { RANKS } from '../population/columns.js';
import { LABOUR_CELLS, labourComposition } from './composition.js';

const AGES = 101;

/** Thresholds on ranks that give each year's labour market. Row 0 is the year before the base year (history of contributions). */
export interface LabourTables {
  readonly firstYear: number;
  /** In the labour force below this rank: [sex * 101 + age]. */
  readonly inLabourForce: Int32Array;
  /** Employed below this rank; unemployed between this and `inLabourForce`. */
  readonly employed: Int32Array;
  /** Student from this rank upwards. */
  readonly student: Int32Array;
  /** Compulsory member below this job rank: [year row * LABOUR_CELLS + labour cell]. */
  readonly compulsory: Int32Array;
  /** Formal employee below this job rank, likewise. */
  readonly formal: Int32Array;
  /** Voluntary member below this rank, by year row: among members of the working-age labour force without compulsory insurance. */
  readonly voluntary: Int32Array;
  readonly retirementAge: Float64Array;
  readonly workingAgeLast: Float64Array;
  /** Of informal workers: informal employee below the first rank, own-account below the second: [sex * 2]. */
  readonly informalStatus: Float64Array;
  /** Chances of renewal in 4096ths (participation, job, earnings) and in 64ths (voluntary). */
  readonly renewal: Float64Array;
}

/**
 * Solves for the thresholds on the expected composition. Formal employment is logistic in age and education with four
 * constants (sex and area) that meet the base year's informality by sex and by area; afterwards one shift a year, common
 * to all cells, meets the number of compulsory members. Compulsory members are the same share of formal employment
 * everywhere.
 */
export function labourTables(
  country: CountryInputs,
  expected: ExpectedPopulation,
  toYear: number,
): LabourTables {
  const { labour } = country;
  const firstYear = country.baseYear - 1;
  const years = toYear - firstYear + 1;
  const base = employedComposition(country, expected, country.baseYear);
  const constants = solveConstants(country, base);
  const formalBase = sum(base, (cell) => formalShare(country, constants, 0, cell));
  const target = (row: number) =>
    labour.compulsoryRate[row] * workingAgeForce(country, expected, firstYear + row);
  const memberShare = Math.min(1, target(1) / formalBase);

  const compulsory = new Int32Array(years * LABOUR_CELLS);
  const formal = new Int32Array(years * LABOUR_CELLS);
  const voluntary = new Int32Array(years);
  for (let row = 0; row < years; row++) {
    const year = firstYear + row;
    const employed = employedComposition(country, expected, year);
    const wanted = target(row) / memberShare;
    const shift = bisect((s) => sum(employed, (cell) => formalShare(country, constants, s, cell)) - wanted);
    for (let cell = 0; cell < LABOUR_CELLS; cell++) {
      const share = formalShare(country, constants, shift, cell);
      formal[row * LABOUR_CELLS + cell] = Math.round(share * RANKS);
      compulsory[row * LABOUR_CELLS + cell] = Math.round(share * memberShare * RANKS);
    }
    const force = workingAgeForce(country, expected, year);
    const members = sum(employed, (cell) =>
      isWorkingAge(country, cell) ? formalShare(country, constants, shift, cell) * memberShare : 0,
    );
    voluntary[row] = Math.round((labour.voluntaryRate[row] * force * RANKS) / Math.max(1, force - members));
  }
  const limits = participationLimits(country);
  const { informalStatus } = labour;
  return {
    firstYear,
    ...limits,
    compulsory,
    formal,
    voluntary,
    retirementAge: labour.retirementAge,
    workingAgeLast: labour.workingAgeLast,
    informalStatus: Float64Array.of(
      informalStatus[0],
      informalStatus[0] + informalStatus[1],
      informalStatus[3],
      informalStatus[3] + informalStatus[4],
    ),
    renewal: Float64Array.of(
      labour.renewal.participation * 4096,
      labour.renewal.job * 4096,
      labour.renewal.earnings * 4096,
      labour.renewal.voluntary * 64,
    ),
  };
}

function participationLimits(country: CountryInputs) {
  const { participation, unemployment, studentShare } = country.labour;
  return {
    inLabourForce: Int32Array.from(participation, (share) => Math.round(share * RANKS)),
    employed: Int32Array.from(participation, (share, i) => Math.round(share * (1 - unemployment[i]) * RANKS)),
    student: Int32Array.from(participation, (share, i) =>
      Math.round((1 - (1 - share) * studentShare[i]) * RANKS),
    ),
  };
}

/** Expected employed persons by labour cell. */
export function employedComposition(
  country: CountryInputs,
  expected: ExpectedPopulation,
  year: number,
): Float64Array {
  const { participation, unemployment } = country.labour;
  return labourComposition(country, expected, year).map((count, cell) => {
    const i = sexOf(cell) * AGES + (cell % AGES);
    return count * participation[i] * (1 - unemployment[i]);
  });
}

/** Expected labour force of working age. */
export function workingAgeForce(country: CountryInputs, expected: ExpectedPopulation, year: number): number {
  const row = (Math.max(year, country.baseYear) - country.baseYear) * 2 * AGES;
  let force = 0;
  for (let sex = 0; sex < 2; sex++) {
    for (let age = 15; age <= country.labour.workingAgeLast[sex]; age++) {
      force += expected.midYear[row + sex * AGES + age] * country.labour.participation[sex * AGES + age];
    }
  }
  return force;
}

function sexOf(cell: number): number {
  return Math.floor(cell / (LABOUR_CELLS / 2));
}

function isWorkingAge(country: CountryInputs, cell: number): boolean {
  return cell % AGES <= country.labour.workingAgeLast[sexOf(cell)];
}

/** Constants of the logit by [sex * 2 + area]: alternate solutions for the sex margins and the area margins until both hold. */
function solveConstants(country: CountryInputs, employed: Float64Array): Float64Array {
  const { informality } = country.labour;
  const bySex = [1 - informality.male, 1 - informality.female];
  const byArea = [1 - informality.urban, 1 - informality.rural];
  const constants = new Float64Array(4);
  const group = LABOUR_CELLS / 4;
  const meetMargin = (member: (pair: number) => boolean, wanted: number) => {
    const cells: number[] = [];
    for (let cell = 0; cell < LABOUR_CELLS; cell++) {
      if (employed[cell] > 0 && member(Math.floor(cell / group))) cells.push(cell);
    }
    const total = cells.reduce((a, cell) => a + employed[cell], 0);
    const shift = bisect(
      (s) =>
        cells.reduce((a, cell) => a + employed[cell] * formalShare(country, constants, s, cell), 0) -
        wanted * total,
    );
    for (let pair = 0; pair < 4; pair++) if (member(pair)) constants[pair] += shift;
  };
  for (let round = 0; round < 12; round++) {
    for (let sex = 0; sex < 2; sex++) meetMargin((pair) => pair >> 1 === sex, bySex[sex]);
    for (let area = 0; area < 2; area++) meetMargin((pair) => (pair & 1) === area, byArea[area]);
  }
  return constants;
}

/** Share of the employed of a cell who are in formal employment. */
function formalShare(country: CountryInputs, constants: Float64Array, shift: number, cell: number): number {
  const age = cell % AGES;
  const education = Math.floor(cell / AGES) % 4;
  const { formalByAge, formalByEducation } = country.labour;
  const pair = Math.floor(cell / (LABOUR_CELLS / 4));
  const logit =
    constants[pair] + shift + formalByAge[(pair >> 1) * AGES + age] + formalByEducation[education];
  return 1 / (1 + Math.exp(-logit));
}

function sum(counts: Float64Array, share: (cell: number) => number): number {
  let total = 0;
  for (let cell = 0; cell < LABOUR_CELLS; cell++) if (counts[cell] > 0) total += counts[cell] * share(cell);
  return total;
}

/** Zero of a rising function between -20 and 20; the nearer end where there is none. */
function bisect(f: (x: number) => number): number {
  let low = -20;
  let high = 20;
  for (let i = 0; i < 48; i++) {
    const middle = 0.5 * (low + high);
    if (f(middle) < 0) low = middle;
    else high = middle;
  }
  return 0.5 * (low + high);
}
