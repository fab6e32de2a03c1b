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

/**
 * Levels of earnings that meet the base year's means by sex and by area: mean = sex factor x area factor x education
 * ratio x status ratio, the factors found by alternating scaling on the expected composition of workers with earnings.
 */
export function earningsTables(
  country: CountryInputs,
  expected: ExpectedPopulation,
  labour: LabourTables,
): EarningsTables {
  const { earnings, macro } = country;
  const employed = employedComposition(country, expected, country.baseYear);
  const workers = new Float64Array(4);
  const relative = new Float64Array(4);
  for (let cell = 0; cell < labour.cells; cell++) {
    if (employed[cell] === 0) continue;
    const pair = pairOf(cell);
    const formal = labour.formal[labour.cells + cell] / RANKS;
    const employee = labour.informalStatus[(pair >> 1) * 2];
    const ownAccount = labour.informalStatus[(pair >> 1) * 2 + 1] - employee;
    const paid = formal + (1 - formal) * (employee + ownAccount);
    const ratio =
      formal + (1 - formal) * (employee * earnings.statusRatio[1] + ownAccount * earnings.statusRatio[2]);
    workers[pair] += employed[cell] * paid;
    relative[pair] +=
      employed[cell] *
      ratio *
      earnings.educationRatio[educationOf(cell)] *
      earnings.regionRatio[regionOf(cell)];
  }
  const factors = scaleFactors(workers, relative, earnings.meanBySex, earnings.meanByArea);
  const formalMean = Float64Array.from(
    { length: 16 * earnings.regionRatio.length },
    (_, i) => factors[(i >> 2) & 3] * earnings.educationRatio[i & 3] * earnings.regionRatio[i >> 4],
  );
  return {
    formalMean,
    statusRatio: Float64Array.of(1, earnings.statusRatio[1], earnings.statusRatio[2], 0),
    wageIndex: Float64Array.from({ length: macro.wageIndex.length + 1 }, (_, row) =>
      row === 0 ? macro.wageIndex[0] ** 2 / macro.wageIndex[1] : macro.wageIndex[row - 1],
    ),
    persistent: logNormalTable(PERSISTENT_SLICES, earnings.sigmaPersistent),
    transitory: logNormalTable(TRANSITORY_SLICES, earnings.sigmaTransitory),
    declaredShare: earnings.declaredShare,
  };
}

/** Factors by [sex * 2 + area] such that sums of `relative` times factor meet both margins of means. */
function scaleFactors(
  workers: Float64Array,
  relative: Float64Array,
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
