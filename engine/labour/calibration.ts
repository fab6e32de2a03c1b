import type { ExpectedPopulation } from '../demography/expected.js';
import type { CountryInputs } from '../inputs/country.js';
import { monthIndex } from '../inputs/time.js';
import { RANKS } from '../population/columns.js';
import {
  ageOf,
  educationOf,
  labourCells,
  labourComposition,
  PAIR_CELLS,
  pairOf,
  regionOf,
} from './composition.js';

const AGES = 101;
/** Rounds in which the margins of area and of sex are met in turn. */
const ROUNDS = 12;

/** Thresholds on ranks that give each year's labour market. Row 0 is the year before the base year (history of contributions). */
export interface LabourTables {
  readonly firstYear: number;
  /** Labour cells of a year. */
  readonly cells: number;
  /** In the labour force below this rank: [sex * 101 + age]. */
  readonly inLabourForce: Int32Array;
  /** Employed below this rank; unemployed between this and `inLabourForce`. */
  readonly employed: Int32Array;
  /** Student from this rank upwards. */
  readonly student: Int32Array;
  /** Formal employee below this job rank: [year row * cells + labour cell]. Sixteen bits, as the table is read at random. */
  readonly formal: Uint16Array;
  /** Compulsory members among formal employees: those with the lowest job ranks. */
  readonly memberShare: number;
  /** Voluntary member below this rank, by year row: among the working-age labour force outside formal employment and compulsory membership. */
  readonly voluntary: Int32Array;
  readonly retirementAge: Float64Array;
  readonly workingAgeLast: Float64Array;
  /**
   * Of informal workers: informal employee below the first status rank, own-account with compulsory membership below the
   * second, own-account below the third: [(year row * 2 + sex) * 3].
   */
  readonly informal: Int32Array;
  /** First year row in which own-account workers are compulsory members, and the month (0..11) in which they begin; -1 if none. */
  readonly ownersRow: number;
  readonly ownersMonth: number;
  readonly renewal: RenewalTables;
}

/** How places in the labour market change, in the units of the draws. */
interface RenewalTables {
  /** Chance of a new participation rank in 4096ths, of a new voluntary rank in 64ths. */
  readonly participation: number;
  readonly voluntary: number;
  /** Chance of a new job rank in 4096ths, by age. */
  readonly job: Float64Array;
  /** Half-widths of the steps of the status and the earnings rank, in ranks. */
  readonly status: number;
  readonly earnings: number;
}

/**
 * Solves for the thresholds on the expected composition. Formal employment is logistic in age, education and region with
 * four constants (sex and area) that meet the base year's informality by sex and by area; afterwards one shift a year,
 * common to all cells, meets the number of compulsory members. Compulsory members are the same share of formal
 * employment everywhere, and besides a share of own-account workers, for whom employees make room.
 */
export function labourTables(
  country: CountryInputs,
  expected: ExpectedPopulation,
  toYear: number,
): LabourTables {
  const { labour } = country;
  const firstYear = country.baseYear - 1;
  const years = toYear - firstYear + 1;
  const cells = labourCells(country);
  const base = employedComposition(country, expected, country.baseYear);
  const odds = solveOdds(country, base);
  const target = (row: number) =>
    labour.compulsoryRate[row] * workingAgeForce(country, expected, firstYear + row);
  const owners = (row: number, pair: number) =>
    labour.ownerMembers[row] * labour.informalStatus[(pair >> 1) * 3 + 1];
  const ownersOf = (row: number, employed: Float64Array) => {
    const workers = new Float64Array(cells);
    for (let first = 0; first < cells; first += PAIR_CELLS) {
      const share = owners(row, pairOf(first));
      for (let cell = first; cell < first + PAIR_CELLS; cell++) workers[cell] = employed[cell] * share;
    }
    return workers;
  };
  const ownersNow = ownersOf(1, base);
  const memberShare = Math.min(
    1,
    (target(1) - total(ownersNow) + sum(ownersNow, odds, cells, 1)) / sum(base, odds, cells, 1),
  );

  const formal = new Uint16Array(years * cells);
  const voluntary = new Int32Array(years);
  for (let row = 0; row < years; row++) {
    const year = firstYear + row;
    const employed = row === 1 ? base : employedComposition(country, expected, year);
    // Members = memberShare x formal + owners x (1 - formal), cell by cell.
    const ownerWorkers = ownersOf(row, employed);
    const gained = new Float64Array(cells);
    for (let cell = 0; cell < cells; cell++) gained[cell] = employed[cell] * memberShare - ownerWorkers[cell];
    const factor = solveFactor(gained, odds, target(row) - total(ownerWorkers));
    let formalWorkers = 0;
    for (let first = 0; first < cells; first += PAIR_CELLS) {
      const lastAge = labour.workingAgeLast[pairOf(first) >> 1];
      for (let cell = first; cell < first + PAIR_CELLS; cell++) {
        const share = formalShare(odds[cell], factor);
        formal[row * cells + cell] = Math.min(RANKS - 1, Math.round(share * RANKS));
        if (ageOf(cell) <= lastAge)
          formalWorkers += employed[cell] * share + ownerWorkers[cell] * (1 - share);
      }
    }
    const force = workingAgeForce(country, expected, year);
    voluntary[row] = Math.round(
      (labour.voluntaryRate[row] * force * RANKS) / Math.max(1, force - formalWorkers),
    );
  }
  const limits = participationLimits(country);
  const ownersRow = labour.ownerMembers.findIndex((share) => share > 0);
  return {
    firstYear,
    cells,
    ...limits,
    formal,
    memberShare,
    voluntary,
    retirementAge: labour.retirementAge,
    workingAgeLast: labour.workingAgeLast,
    informal: informalLimits(country, years),
    ownersRow,
    ownersMonth: Math.max(0, labour.ownerMembersFrom - monthIndex(firstYear + ownersRow, 1)),
    renewal: {
      participation: labour.renewal.participation * 4096,
      voluntary: labour.renewal.voluntary * 64,
      job: labour.renewal.job.map((chance) => chance * 4096),
      status: Math.round(labour.renewal.status * RANKS),
      earnings: Math.round(labour.renewal.earnings * RANKS),
    },
  };
}

function informalLimits({ labour }: CountryInputs, years: number): Int32Array {
  const limits = new Int32Array(years * 6);
  for (let i = 0; i < years * 2; i++) {
    const [employee, ownAccount] = labour.informalStatus.subarray((i & 1) * 3);
    const owner = employee + ownAccount * labour.ownerMembers[i >> 1];
    [employee, owner, employee + ownAccount].forEach((share, kind) => {
      limits[i * 3 + kind] = Math.round(share * RANKS);
    });
  }
  return limits;
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
  const counts = labourComposition(country, expected, year);
  for (let first = 0; first < counts.length; first += AGES) {
    const sex = (pairOf(first) >> 1) * AGES;
    for (let age = 0; age < AGES; age++)
      counts[first + age] = counts[first + age] * participation[sex + age] * (1 - unemployment[sex + age]);
  }
  return counts;
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

/**
 * Odds of formal employment by cell in the base year: the effects of age, education and region times a constant for each
 * sex and area, found by alternately meeting the margins of area and of sex. Where published margins and the composition
 * do not agree to the last digit, those of sex are met.
 */
function solveOdds(country: CountryInputs, employed: Float64Array): Float64Array {
  const { informality, formalByAge, formalByEducation, formalByRegion } = country.labour;
  const odds = Float64Array.from(employed, (_, cell) =>
    Math.exp(
      formalByAge[(pairOf(cell) >> 1) * AGES + ageOf(cell)] +
        formalByEducation[educationOf(cell)] +
        formalByRegion[regionOf(cell)],
    ),
  );
  const margins = [
    { pairs: [0, 2], share: 1 - informality.urban },
    { pairs: [1, 3], share: 1 - informality.rural },
    { pairs: [0, 1], share: 1 - informality.male },
    { pairs: [2, 3], share: 1 - informality.female },
  ].map(({ pairs, share }) => {
    const counts = new Float64Array(odds.length);
    forPairs(pairs, odds.length, (cell) => {
      counts[cell] = employed[cell];
    });
    return { pairs, counts, wanted: share * total(counts) };
  });
  for (let round = 0; round < ROUNDS; round++) {
    for (const { pairs, counts, wanted } of margins) {
      const factor = solveFactor(counts, odds, wanted);
      forPairs(pairs, odds.length, (cell) => {
        odds[cell] *= factor;
      });
    }
  }
  return odds;
}

/** Visits the cells of some sexes and areas ([sex * 2 + area]). */
function forPairs(pairs: readonly number[], cells: number, visit: (cell: number) => void): void {
  for (let first = 0; first < cells; first += PAIR_CELLS) {
    if (!pairs.includes(pairOf(first))) continue;
    for (let cell = first; cell < first + PAIR_CELLS; cell++) visit(cell);
  }
}

/** Share in formal employment of a cell whose odds are multiplied by `factor`. */
function formalShare(odds: number, factor: number): number {
  return (odds * factor) / (1 + odds * factor);
}

function total(counts: Float64Array): number {
  let all = 0;
  for (let cell = 0; cell < counts.length; cell++) all += counts[cell];
  return all;
}

/** Persons in formal employment when all odds are multiplied by `factor`, over the first `cells` cells. */
function sum(counts: Float64Array, odds: Float64Array, cells: number, factor: number): number {
  let persons = 0;
  for (let cell = 0; cell < cells; cell++) {
    if (counts[cell] > 0) persons += counts[cell] * formalShare(odds[cell], factor);
  }
  return persons;
}

/** Factor on all odds that gives `wanted` persons in formal employment, between 10^-8 and 10^8, by bisection of its logarithm. */
function solveFactor(counts: Float64Array, odds: Float64Array, wanted: number): number {
  // Cells without persons are left out of the many sums.
  const persons = new Float64Array(counts.length);
  const theirOdds = new Float64Array(counts.length);
  let occupied = 0;
  for (let cell = 0; cell < counts.length; cell++) {
    if (counts[cell] <= 0) continue;
    persons[occupied] = counts[cell];
    theirOdds[occupied++] = odds[cell];
  }
  let low = -18.4;
  let high = 18.4;
  for (let i = 0; i < 44; i++) {
    const middle = 0.5 * (low + high);
    if (sum(persons, theirOdds, occupied, Math.exp(middle)) < wanted) low = middle;
    else high = middle;
  }
  return Math.exp(0.5 * (low + high));
}
