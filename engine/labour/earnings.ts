import type { ExpectedPopulation } from '../demography/expected.js';
import type { CountryInputs } from '../inputs/country.js';
import { RANKS } from '../population/columns.js';
import { logNormalTable } from '../random/quantiles.js';
import { employedComposition, type LabourTables } from './calibration.js';
import { educationOf, pairOf, regionOf } from './composition.js';

/** Slices of the persistent and of the transitory part of earnings. */
const PERSISTENT_SLICES = 1024;
const TRANSITORY_SLICES = 128;

export interface EarningsTables {
  /** Mean earnings of a formal employee, VND a month in base-year wages: [region * 16 + (sex * 2 + area) * 4 + education]. */
  readonly formalMean: Float64Array;
  /** Ratio to formal employees: formal employee, informal employee, own-account, family worker. */
  readonly statusRatio: Float64Array;
  /** Nominal wages by year row (row 0 = year before the base year). */
  readonly wageIndex: Float64Array;
  readonly persistent: Float64Array;
  readonly transitory: Float64Array;
  readonly declaredShare: number;
}

/** Bounds of the ratio of informal to formal employees' earnings within a cell. */
const RATIO_BOUNDS = [0.05, 5];

/**
 * Levels of earnings that meet the base year's means by sex and by area: mean = sex factor x area factor x education
 * ratio x region ratio x status ratio, the factors found by alternating scaling on the expected composition of workers
 * with earnings. Informal employees' ratio within the cells is the one (by bisection) at which the means of all informal
 * and all formal employees stand in the country's ratio.
 */
export function earningsTables(
  country: CountryInputs,
  expected: ExpectedPopulation,
  labour: LabourTables,
): EarningsTables {
  const { earnings, macro } = country;
  const workers = paidWorkers(country, expected, labour);
  const { ownAccountRatio, meanBySex, meanByArea } = earnings;
  const factorsAt = (ratio: number) => {
    const relative = workers.pay.map(
      ({ formal, informal, ownAccount }) => formal + ratio * informal + ownAccountRatio * ownAccount,
    );
    return scaleFactors(workers.persons, relative, meanBySex, meanByArea);
  };
  let [low, high] = RATIO_BOUNDS;
  for (let i = 0; i < 44; i++) {
    const middle = 0.5 * (low + high);
    if (overallRatio(workers, factorsAt(middle), middle) < earnings.informalRatio) low = middle;
    else high = middle;
  }
  const informalRatio = 0.5 * (low + high);
  const factors = factorsAt(informalRatio);
  const formalMean = Float64Array.from(
    { length: 16 * earnings.regionRatio.length },
    (_, i) => factors[(i >> 2) & 3] * earnings.educationRatio[i & 3] * earnings.regionRatio[i >> 4],
  );
  return {
    formalMean,
    statusRatio: Float64Array.of(1, informalRatio, ownAccountRatio, 0),
    wageIndex: Float64Array.from({ length: macro.wageIndex.length + 1 }, (_, row) =>
      row === 0 ? macro.wageIndex[0] ** 2 / macro.wageIndex[1] : macro.wageIndex[row - 1],
    ),
    persistent: logNormalTable(PERSISTENT_SLICES, earnings.sigmaPersistent),
    transitory: logNormalTable(TRANSITORY_SLICES, earnings.sigmaTransitory),
    declaredShare: earnings.declaredShare,
  };
}

/** Expected workers with earnings by [sex * 2 + area]: persons, and sums of education and region ratios by status. */
interface PaidWorkers {
  readonly persons: number[];
  readonly pay: readonly { formal: number; informal: number; ownAccount: number }[];
  formalPersons: number;
  informalPersons: number;
}

function paidWorkers(
  country: CountryInputs,
  expected: ExpectedPopulation,
  labour: LabourTables,
): PaidWorkers {
  const { educationRatio, regionRatio } = country.earnings;
  const { informalStatus } = country.labour;
  const workers: PaidWorkers = {
    persons: [0, 0, 0, 0],
    pay: Array.from({ length: 4 }, () => ({ formal: 0, informal: 0, ownAccount: 0 })),
    formalPersons: 0,
    informalPersons: 0,
  };
  employedComposition(country, expected, country.baseYear).forEach((employed, cell) => {
    const pair = pairOf(cell);
    const [employee, own] = informalStatus.subarray((pair >> 1) * 3);
    const formal = (employed * labour.formal[labour.cells + cell]) / RANKS;
    const informal = (employed - formal) * employee;
    const ownAccount = (employed - formal) * own;
    const ratio = educationRatio[educationOf(cell)] * regionRatio[regionOf(cell)];
    const pay = workers.pay[pair];
    pay.formal += formal * ratio;
    pay.informal += informal * ratio;
    pay.ownAccount += ownAccount * ratio;
    workers.persons[pair] += formal + informal + ownAccount;
    workers.formalPersons += formal;
    workers.informalPersons += informal;
  });
  return workers;
}

/** Mean earnings of informal over those of formal employees, at the given factors and ratio within the cells. */
function overallRatio(
  { pay, formalPersons, informalPersons }: PaidWorkers,
  factors: Float64Array,
  ratio: number,
): number {
  let formal = 0;
  let informal = 0;
  pay.forEach((sums, pair) => {
    formal += factors[pair] * sums.formal;
    informal += factors[pair] * ratio * sums.informal;
  });
  return informal / informalPersons / (formal / formalPersons);
}

/** Factors by [sex * 2 + area] such that sums of `relative` times factor meet both margins of means. */
function scaleFactors(
  workers: readonly number[],
  relative: readonly number[],
  bySex: Float64Array,
  byArea: Float64Array,
): Float64Array {
  const factors = new Float64Array(4).fill(bySex[0]);
  const meetMargin = (a: number, b: number, mean: number) => {
    const ratio = (mean * (workers[a] + workers[b])) / (relative[a] * factors[a] + relative[b] * factors[b]);
    factors[a] *= ratio;
    factors[b] *= ratio;
  };
  for (let round = 0; round < 50; round++) {
    meetMargin(0, 2, byArea[0]);
    meetMargin(1, 3, byArea[1]);
    meetMargin(0, 1, bySex[0]);
    meetMargin(2, 3, bySex[1]);
  }
  return factors;
}
