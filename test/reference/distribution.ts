import { GAP_UNITS } from '../../engine/indicators/distribution.js';
import {
  addCount,
  countsOffset,
  type DistributionSums,
  incomesOffset,
  LIVED,
  LIVES,
} from '../../engine/indicators/distribution-sums.js';
import { childrenOf, type Households, residentsOf } from '../../engine/labour/households.js';
import type { Population } from '../../engine/population/columns.js';
import { addIncome } from './bins.js';

const TENTHS = 10;
/** Residents by tenth of income, then children of households in no need and in need: sums of one block. */
const tally = new Int32Array(TENTHS + 2);

/**
 * Poverty and distribution of income per head among the residents of 31 December, before benefits.
 *
 * @param line national poverty line of the year, VND a head a month: urban, rural
 */
export function measureIncomes(
  people: Population,
  households: Households,
  line: Float64Array,
  sums: DistributionSums,
  row: number,
): void {
  tally.fill(0);
  tallyHouseholds(people, households, line, sums, row);
  for (let tenth = 0; tenth < TENTHS; tenth++) {
    addCount(sums, row, LIVES, LIVED.tenths + tenth, tally[tenth]);
    addCount(sums, row, LIVES, LIVED.residents, tally[tenth]);
  }
  addCount(sums, row, LIVES, LIVED.children, tally[TENTHS] + tally[TENTHS + 1]);
  addCount(sums, row, LIVES, LIVED.needyChildren, tally[TENTHS + 1]);
}

function tallyHouseholds(
  people: Population,
  { references, count, members, area }: Households,
  line: Float64Array,
  sums: DistributionSums,
  row: number,
): void {
  const { incomePerHead, decile, poverty } = people;
  const { counts, incomes } = sums;
  const poor = countsOffset(sums, row, LIVES) + LIVED.poor;
  const bins = incomesOffset(sums, row, LIVES);
  for (let n = 0; n < count; n++) {
    const i = references[n];
    const size = residentsOf(members[i]);
    if (size === 0) continue;
    const children = childrenOf(members[i]);
    const income = incomePerHead[i];
    const threshold = line[area[i]];
    tally[decile[i]] += size;
    tally[TENTHS + Number(poverty[i] !== 0)] += children;
    if (income <= threshold) addPoor(counts, poor, income, threshold, size, children);
    addIncome(incomes, bins, income, size);
  }
}

/**
 * Adds (sizes below 0: takes away) the members of a poor household to the four figures from `place` on: persons,
 * children, gap, squared gap (Foster, Greer and Thorbecke 1984, alpha 0, 1 and 2), each person's gap rounded.
 */
export function addPoor(
  counts: Float64Array,
  place: number,
  income: number,
  threshold: number,
  size: number,
  children: number,
): void {
  const gap = 1 - income / threshold;
  counts[place] += size;
  counts[place + 1] += children;
  counts[place + 2] += size * Math.round(gap * GAP_UNITS);
  counts[place + 3] += size * Math.round(gap * gap * GAP_UNITS);
}
