// Incomes of households: the kernel behind `householdIncomes` of engine/labour/income.ts, where its rules are told.
import * as column from '../columns';
import { exp } from '../exp';
import {
  BITS,
  householdArea,
  householdMembers,
  householdReferences,
  householdStanding,
  MASK,
} from './members';

// Doubles by region, three each: points for the mean number of children, narrowing, sigma.
export let incomeRegions: usize = 0;
// Limit of deprivation rank by region, whole, 32 bits each.
export let incomeDeprived: usize = 0;
export let incomeNormal: usize = 0;
export let incomeChildEffect: f64 = 0;
export let incomeEarningsWeight: f64 = 0;
export let incomeOwnWeight: f64 = 0;

/** `logMean`, `cuts`, `line`: the year's row of the tables of incomes. */
export function incomes(households: i32, logMean: usize, cuts: usize, line: usize): void {
  const householdRank = column.householdRank;
  const deprivationRank = column.deprivationRank;
  const region = column.region;
  const ethnicity = column.ethnicity;
  const incomePerHead = column.incomePerHead;
  const quintile = column.quintile;
  const decile = column.decile;
  const poverty = column.poverty;
  const references = householdReferences;
  const members = householdMembers;
  const standing = householdStanding;
  const areas = householdArea;
  const regions = incomeRegions;
  const deprived = incomeDeprived;
  const normal = incomeNormal;
  const childEffect = incomeChildEffect;
  const earningsWeight = incomeEarningsWeight;
  const ownWeight = incomeOwnWeight;
  const cut01 = v128.load(cuts);
  const cut23 = v128.load(cuts, 16);
  const cut45 = v128.load(cuts, 32);
  const cut67 = v128.load(cuts, 48);
  const cut8 = load<f64>(cuts, 64);
  for (let n: usize = 0, end = (<usize>households) << 2; n < end; n += 4) {
    const i = <usize>load<i32>(references + n);
    const household = load<i32>(members + (i << 2));
    const earners = household >>> (2 * BITS);
    const own = load<f64>(normal + ((<usize>(load<u16>(householdRank + (i << 1)) >> 6)) << 3));
    const shared = load<f64>(standing + (i << 3)) / Math.sqrt(<f64>(2 * earners));
    const rank = select<f64>(own, earningsWeight * shared + ownWeight * own, earners === 0);
    const place = <usize>load<u8>(region + i);
    const area = <usize>load<u8>(areas + i);
    const inRegion = regions + place * 24;
    const children = load<f64>(inRegion) - childEffect * <f64>((household >>> BITS) & MASK);
    const income = exp(
      load<f64>(logMean + ((place * 4 + area * 2 + <usize>load<u8>(ethnicity + i)) << 3)) +
        load<f64>(inRegion, 8) * (load<f64>(inRegion, 16) * rank + children),
    );
    // A cut that the income reaches adds 1: true is -1 in a lane.
    const both = f64x2.splat(income);
    const reached = i64x2.add(
      i64x2.add(f64x2.ge(both, cut01), f64x2.ge(both, cut23)),
      i64x2.add(f64x2.ge(both, cut45), f64x2.ge(both, cut67)),
    );
    const tenth =
      i32(income >= cut8) - <i32>(i64x2.extract_lane(reached, 0) + i64x2.extract_lane(reached, 1));
    store<u32>(incomePerHead + (i << 2), <u32>(<i64>(income + 0.5)));
    store<u8>(decile + i, tenth);
    store<u8>(quintile + i, tenth >> 1);
    const isDeprived = i32(<i32>load<u16>(deprivationRank + (i << 1)) < load<i32>(deprived + (place << 2)));
    store<u8>(poverty + i, i32(!(income > load<f64>(line + (area << 3)))) * (1 + isDeprived));
  }
}
