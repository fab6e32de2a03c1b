import { monthIndex } from '../inputs/time.js';
import { type Population, STILL_HERE } from '../population/columns.js';
import { CHILD, CHILD_BIT, type HouseholdBenefits } from './distribution-benefits.js';
import { addIncome } from './distribution-bins.js';
import {
  addCount,
  CHANGED,
  countsOffset,
  type DistributionSums,
  incomesOffset,
  LIVED,
  LIVES,
  scenarioSlot,
} from './distribution-sums.js';

/** Gaps are counted in millionths of the poverty line, so that sums are whole. */
export const GAP_UNITS = 1_000_000;
/** A household gains when its benefits exceed this share of its income. */
const GAIN_THRESHOLD = 0.01;
const CHILD_BELOW_MONTHS = 16 * 12;

/**
 * Poverty and distribution of income per head among the residents of 31 December, before benefits and, for every
 * scenario, what benefits change. Income after benefits is income per head + the household's benefits of the year / 12 /
 * residents of the household, in whole dong. One pass over persons for the sizes, one over households, one over those
 * that are paid.
 *
 * @param area of each household, by position of the reference person: 0 urban, 1 rural
 */
export function measureDistribution(
  people: Population,
  area: Uint8Array,
  benefits: HouseholdBenefits,
  sums: DistributionSums,
  row: number,
  year: number,
): void {
  countMembers(people, benefits.members, monthIndex(year, 12) - CHILD_BELOW_MONTHS);
  tally.fill(0);
  tallyHouseholds(people, area, benefits, sums, row);
  for (let fifth = 0; fifth < FIFTHS; fifth++) {
    addCount(sums, row, LIVES, LIVED.fifths + fifth, tally[fifth]);
    addCount(sums, row, LIVES, LIVED.residents, tally[fifth]);
  }
  addCount(sums, row, LIVES, LIVED.children, tally[FIFTHS] + tally[FIFTHS + 1]);
  addCount(sums, row, LIVES, LIVED.needyChildren, tally[FIFTHS + 1]);
  for (let n = 0; n < benefits.count; n++)
    changeHousehold(people, area, benefits, sums, row, benefits.paid[n]);
}

/** Residents by fifth of income, then children of households in no need and in need: sums of one block. */
const tally = new Int32Array(7);
const FIFTHS = 5;

/** Counts residents of each household; those born after `lastAdult` are children. */
function countMembers(people: Population, members: Int32Array, lastAdult: number): void {
  const { birthMonth, exitMonth, household } = people;
  members.fill(0, 0, people.count);
  for (let i = 0; i < people.count; i++) {
    if (exitMonth[i] === STILL_HERE) members[household[i]] += birthMonth[i] > lastAdult ? CHILD + 1 : 1;
  }
}

/** Incomes before benefits, in a function of its own for the compiler's sake. */
function tallyHouseholds(
  people: Population,
  area: Uint8Array,
  { members, line }: HouseholdBenefits,
  sums: DistributionSums,
  row: number,
): void {
  const { incomePerHead, quintile, poverty } = people;
  const { counts, incomes } = sums;
  const poor = countsOffset(sums, row, LIVES) + LIVED.poor;
  const bins = incomesOffset(sums, row, LIVES);
  for (let i = 0; i < people.count; i++) {
    const household = members[i];
    if (household === 0) continue;
    const size = household & (CHILD - 1);
    const children = household >>> CHILD_BIT;
    const income = incomePerHead[i];
    const threshold = line[area[i]];
    tally[quintile[i]] += size;
    tally[FIFTHS + Number(poverty[i] !== 0)] += children;
    if (income <= threshold) addPoor(counts, poor, income, threshold, size, children);
    addIncome(incomes, bins, income, size);
  }
}

/** Books what a scenario's benefits change for a household, given their place among the benefits. */
function changeHousehold(
  people: Population,
  area: Uint8Array,
  { members, line, scenarios, dong }: HouseholdBenefits,
  sums: DistributionSums,
  row: number,
  place: number,
): void {
  const household = Math.floor(place / scenarios);
  const slot = scenarioSlot(place % scenarios);
  const size = members[household] & (CHILD - 1);
  if (size === 0) return;
  const children = members[household] >>> CHILD_BIT;
  const threshold = line[area[household]];
  const received = dong[place];
  const before = people.incomePerHead[household];
  const after = before + Math.round(received / (12 * size));
  const { counts, incomes } = sums;
  const first = countsOffset(sums, row, slot);
  const bins = incomesOffset(sums, row, slot);
  if (received > GAIN_THRESHOLD * before * 12 * size)
    counts[first + CHANGED.gaining + people.quintile[household]] += size;
  addIncome(incomes, bins, before, -size);
  addIncome(incomes, bins, after, size);
  if (before > threshold) return;
  addPoor(counts, first + CHANGED.poor, before, threshold, -size, -children);
  if (after <= threshold) addPoor(counts, first + CHANGED.poor, after, threshold, size, children);
}

/**
 * Adds (sizes below 0: takes away) the members of a poor household to the four figures from `place` on: persons,
 * children, gap, squared gap (Foster, Greer and Thorbecke 1984, alpha 0, 1 and 2), each person's gap rounded.
 */
function addPoor(
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
