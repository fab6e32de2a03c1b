import type { LabourInputs, LumpSumInputs } from '../../engine/inputs/country.js';
import type { CoveragePath } from '../../engine/inputs/projection.js';
import { monthIndex } from '../../engine/inputs/time.js';
import { interpolate, type Point, shifted, shiftToMean } from './curves.js';
import type { Parameters } from './parameters.js';
import { SEXES, type Sex, type Tables } from './tables.js';
import { AGES, BASE_YEAR, bySexAge, LAST_YEAR } from './years.js';

const FIRST_WORKING_AGE = 15;
const YOUTH_LAST_AGE = 24;

/** Labour force of a sex over the quarters of the table, persons. */
function labourForce(tables: Tables, sex: Sex): number {
  const quarters = tables['labour-force'].map((row) => (sex === 'male' ? row.lf_male : row.lf_female));
  return (1000 * quarters.reduce((sum, value) => sum + value, 0)) / quarters.length;
}

/**
 * Participation of one sex by single age. Age groups are read at their middles with straight lines between; the open
 * last group falls straight to zero at the end age and keeps the group's mean; then all log-odds are shifted alike so
 * that the base population gives the labour force of the survey.
 */
function participationOf(
  tables: Tables,
  parameters: Parameters,
  sex: Sex,
  population: Float64Array,
): number[] {
  const groups = tables['labour-participation']
    .filter((row) => row.sex === sex)
    .sort((a, b) => a.age_from - b.age_from);
  const open = groups[groups.length - 1];
  const end = parameters.labour.participationEndAge;
  const left = (age: number) => Math.max(0, (end - age - 0.5) / (end - open.age_from));
  let meanLeft = 0;
  let persons = 0;
  for (let age = open.age_from; age < AGES; age++) {
    meanLeft += population[age] * left(age);
    persons += population[age];
  }
  const start = (open.participation_pct / 100 / meanLeft) * persons;
  const middles: Point[] = groups.slice(0, -1).map((row) => ({
    at: (row.age_from + row.age_to + 1) / 2,
    value: row.participation_pct / 100,
  }));
  const [first, second] = middles;
  const slope = (second.value - first.value) / (second.at - first.at);
  const points = [
    { at: FIRST_WORKING_AGE, value: Math.max(0, first.value - slope * (first.at - FIRST_WORKING_AGE)) },
    ...middles,
    { at: open.age_from, value: start },
  ];
  const shares = Array.from({ length: AGES }, (_, age) => {
    if (age < FIRST_WORKING_AGE) return 0;
    return age < open.age_from ? interpolate(points, age + 0.5) : start * left(age);
  });
  const adults = population.slice(FIRST_WORKING_AGE);
  const target = labourForce(tables, sex) / adults.reduce((sum, value) => sum + value, 0);
  const shift = shiftToMean(shares.slice(FIRST_WORKING_AGE), adults, target);
  return shares.map((share) => shifted(share, shift));
}

/** Rate of the young as published; rate of all others such that the whole labour force has the published rate. */
function unemployment(
  { labour }: Parameters,
  population: Float64Array,
  participation: Float64Array,
): Float64Array {
  let youth = 0;
  let others = 0;
  population.forEach((persons, i) => {
    const active = persons * participation[i];
    if (i % AGES <= YOUTH_LAST_AGE) youth += active;
    else others += active;
  });
  const rest = (labour.unemploymentRate * (youth + others) - labour.youthUnemploymentRate * youth) / others;
  return bySexAge((_, age) => {
    if (age < FIRST_WORKING_AGE) return 0;
    return age <= YOUTH_LAST_AGE ? labour.youthUnemploymentRate : rest;
  });
}

type Scheme = 'compulsory' | 'voluntary';

/** Members of a scheme as shares of the working-age labour force, by year. */
function coveragePoints(tables: Tables, path: CoveragePath, scheme: Scheme): Point[] {
  return tables['coverage-paths']
    .filter((row) => row.path === 'observed' || row.path === path)
    .map((row) => ({
      at: row.year,
      value: (scheme === 'voluntary' ? row.voluntary_pct : row.members_pct - row.voluntary_pct) / 100,
    }));
}

/** The same for every year from the one before the base year. */
function coverage(tables: Tables, path: CoveragePath, scheme: Scheme): Float64Array {
  const points = coveragePoints(tables, path, scheme);
  const first = BASE_YEAR - 1;
  return Float64Array.from({ length: LAST_YEAR - first + 1 }, (_, i) => interpolate(points, first + i));
}

/** Coverage of earlier years over that of the year before the base year: straight between the counts, from nought where the scheme began. */
function pastCoverage(tables: Tables, { labour }: Parameters): LabourInputs['pastCoverage'] {
  const opening = BASE_YEAR - 1;
  const years = opening - Math.min(labour.compulsoryInsuranceBegan, labour.voluntaryInsuranceBegan);
  const back = (scheme: Scheme, began: number) => {
    const points = [{ at: began, value: 0 }, ...coveragePoints(tables, 'constant', scheme)];
    const now = interpolate(points, opening);
    return Float64Array.from({ length: years + 1 }, (_, i) => interpolate(points, opening - i) / now);
  };
  return {
    compulsory: back('compulsory', labour.compulsoryInsuranceBegan),
    voluntary: back('voluntary', labour.voluntaryInsuranceBegan),
  };
}

/** Withdrawals in one sum; from the retirement age on a pension, or the sum in its place, is not modelled. */
function lumpSum({ labour }: Parameters): LumpSumInputs {
  const { waitingMonths, belowMonths, closedFrom, chance } = labour.lumpSum;
  const points = SEXES.map((sex) =>
    chance.map(({ age, men, women }) => ({ at: age, value: sex === 'male' ? men : women })),
  );
  return {
    waitingMonths,
    belowMonths,
    closedFrom: monthIndex(closedFrom.year, closedFrom.month),
    chance: bySexAge((sex, age) =>
      age < FIRST_WORKING_AGE || age >= labour.retirementAge[sex] ? 0 : interpolate(points[sex], age),
    ),
  };
}

/** Own-account workers who are compulsory members, by year from the one before the base year: none before the law. */
function ownerMembers({ labour }: Parameters): Float64Array {
  const points = labour.ownerMembers.map(({ year, share }) => ({ at: year, value: share }));
  const first = BASE_YEAR - 1;
  return Float64Array.from({ length: LAST_YEAR - first + 1 }, (_, i) =>
    first + i < labour.ownerMembersFrom.year ? 0 : interpolate(points, first + i),
  );
}

/**
 * Informal workers by sex: employees, own-account workers, family workers. Informal employees are wage employees less
 * those among formal workers; the men's shares are what the women's leave of the totals.
 */
function informalStatus(tables: Tables, { labour }: Parameters): Float64Array {
  let men = 0;
  let women = 0;
  for (const quarter of tables['labour-force']) {
    men += quarter.emp_male;
    women += quarter.emp_female;
  }
  const ofMen = (total: number, ofWomen: number) => (total * (men + women) - ofWomen * women) / men;
  return Float64Array.from(
    [
      {
        informal: labour.informality.male,
        employees: ofMen(labour.wageEmployeeShare, labour.wageEmployeeShareWomen),
        family: ofMen(labour.familyWorkerShare, labour.familyWorkerShareWomen),
      },
      {
        informal: labour.informality.female,
        employees: labour.wageEmployeeShareWomen,
        family: labour.familyWorkerShareWomen,
      },
    ].flatMap(({ informal, employees, family }) => {
      const employee = (employees - labour.employeesAmongFormal * (1 - informal)) / informal;
      const familyWorker = family / informal;
      return [employee, 1 - employee - familyWorker, familyWorker];
    }),
  );
}

/** Work, informality and membership of social insurance. */
export function labour(
  tables: Tables,
  parameters: Parameters,
  population: Float64Array,
  path: CoveragePath,
): LabourInputs {
  const figures = parameters.labour;
  const participation = Float64Array.from(
    SEXES.flatMap((sex, i) =>
      participationOf(tables, parameters, sex, population.slice(i * AGES, (i + 1) * AGES)),
    ),
  );
  const formal = SEXES.map((sex) =>
    tables['formal-by-age']
      .filter((row) => row.sex === sex)
      .map((row) => ({ at: row.age, value: row.log_odds })),
  );
  const newJobs = figures.renewal.job.map(({ age, share }) => ({ at: age, value: share }));
  return {
    participation,
    unemployment: unemployment(parameters, population, participation),
    studentShare: bySexAge((_, age) => {
      const row = tables['student-shares'].find(({ age_from, age_to }) => age_from <= age && age <= age_to);
      return (row?.students_pct ?? 0) / 100;
    }),
    retirementAge: Float64Array.from(figures.retirementAge),
    workingAgeLast: Float64Array.from(figures.workingAgeLast),
    informality: { ...figures.informality },
    formalByAge: bySexAge((sex, age) => interpolate(formal[sex], age)),
    formalByEducation: Float64Array.from(figures.formalByEducation),
    formalByRegion: Float64Array.from(tables['regional-figures'], (row) => row.formal_log_odds),
    compulsoryRate: coverage(tables, path, 'compulsory'),
    voluntaryRate: coverage(tables, path, 'voluntary'),
    informalStatus: informalStatus(tables, parameters),
    voluntaryChosenShare: figures.voluntaryChosenShare,
    renewal: {
      ...figures.renewal,
      job: Float64Array.from({ length: AGES }, (_, age) => interpolate(newJobs, age)),
    },
    ownerMembers: ownerMembers(parameters),
    ownerMembersFrom: monthIndex(figures.ownerMembersFrom.year, figures.ownerMembersFrom.month),
    pastCoverage: pastCoverage(tables, parameters),
    lumpSum: lumpSum(parameters),
  };
}
