// Incomes of households: the kernels behind `householdIncomes` of engine/labour/income.ts, where their rules are told.
import * as column from '../columns';
import { exps } from '../exp';
import {
  BITS,
  householdArea,
  householdMembers,
  householdReferences,
  householdStanding,
  MASK,
} from './members';

/** Bytes of what is kept of a region. */
const REGION: usize = 24;

// Doubles by region, three each: points for the mean number of children, narrowing, sigma.
export let incomeRegions: usize = 0;
// Limit of deprivation rank by region, whole, 32 bits each.
export let incomeDeprived: usize = 0;
// Square roots of 2, 2, 4, 6, 8, ...: the deviation of so many standings' sum.
export let incomeDeviations: usize = 0;
// Weights of standings and of the own part: of households without earners and with, doubles.
export let incomeWeights: usize = 0;
export let incomeNormal: usize = 0;
export let incomeChildEffect: f64 = 0;
// Incomes of the year, doubles in the order of reference persons.
export let incomeValues: usize = 0;

/** `logMean`, `cuts`, `line`: the year's row of the tables of incomes. */
export function incomes(households: i32, logMean: usize, cuts: usize, line: usize): void {
  writeLogs(households, logMean);
  exps(incomeValues, households);
  classify(households, cuts, line);
}

function writeLogs(households: i32, logMean: usize): void {
  const householdRank = column.householdRank;
  const region = column.region;
  const ethnicity = column.ethnicity;
  const references = householdReferences;
  const members = householdMembers;
  const standing = householdStanding;
  const areas = householdArea;
  const values = incomeValues;
  const regions = incomeRegions;
  const deviations = incomeDeviations;
  const weights = incomeWeights;
  const normal = incomeNormal;
  const childEffect = incomeChildEffect;
  for (let n: usize = 0, end = (<usize>households) << 2; n < end; n += 4) {
    const i = <usize>load<i32>(references + n);
    const household = load<i32>(members + (i << 2));
    const earners = <usize>(household >>> (2 * BITS));
    const own = load<f64>(normal + ((<usize>(load<u16>(householdRank + (i << 1)) >> 6)) << 3));
    const shared = load<f64>(standing + (i << 3)) / load<f64>(deviations + (earners << 3));
    // Without earners the weights are 0 and 1, which leave the own part as it is.
    const weight = weights + ((<usize>i32(earners !== 0)) << 4);
    const rank = load<f64>(weight) * shared + load<f64>(weight, 8) * own;
    const place = <usize>load<u8>(region + i);
    const inRegion = regions + place * REGION;
    const children = load<f64>(inRegion) - childEffect * <f64>((household >>> BITS) & MASK);
    const cell = place * 4 + <usize>load<u8>(areas + i) * 2 + <usize>load<u8>(ethnicity + i);
    store<f64>(
      values + (n << 1),
      load<f64>(logMean + (cell << 3)) + load<f64>(inRegion, 8) * (load<f64>(inRegion, 16) * rank + children),
    );
  }
}

/** Income in whole dong, tenth, fifth and poverty. */
function classify(households: i32, cuts: usize, line: usize): void {
  const deprivationRank = column.deprivationRank;
  const region = column.region;
  const incomePerHead = column.incomePerHead;
  const quintile = column.quintile;
  const decile = column.decile;
  const poverty = column.poverty;
  const references = householdReferences;
  const areas = householdArea;
  const values = incomeValues;
  const deprived = incomeDeprived;
  const cut01 = v128.load(cuts);
  const cut23 = v128.load(cuts, 16);
  const cut45 = v128.load(cuts, 32);
  const cut67 = v128.load(cuts, 48);
  const cut8 = load<f64>(cuts, 64);
  for (let n: usize = 0, end = (<usize>households) << 2; n < end; n += 4) {
    const i = <usize>load<i32>(references + n);
    const income = load<f64>(values + (n << 1));
    // A cut that the income reaches adds 1: true is -1 in a lane.
    const both = f64x2.splat(income);
    const reached = i64x2.add(
      i64x2.add(f64x2.ge(both, cut01), f64x2.ge(both, cut23)),
      i64x2.add(f64x2.ge(both, cut45), f64x2.ge(both, cut67)),
    );
    const tenth =
      i32(income >= cut8) - <i32>(i64x2.extract_lane(reached, 0) + i64x2.extract_lane(reached, 1));
    const limit = load<i32>(deprived + ((<usize>load<u8>(region + i)) << 2));
    const isDeprived = i32(<i32>load<u16>(deprivationRank + (i << 1)) < limit);
    const isAbove = i32(income > load<f64>(line + ((<usize>load<u8>(areas + i)) << 3)));
    store<u32>(incomePerHead + (i << 2), <u32>(<i64>(income + 0.5)));
    store<u8>(decile + i, tenth);
    store<u8>(quintile + i, tenth >> 1);
    store<u8>(poverty + i, (1 - isAbove) * (1 + isDeprived));
  }
}
