import type { KernelMemory } from '../kernels/instance.js';
import { childrenOf, type Households, residentsOf } from '../labour/households.js';
import type { Population } from '../population/columns.js';
import type { HouseholdBenefits } from './distribution-benefits.js';
import { addIncome, INCOME_BINS } from './distribution-bins.js';
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

/**
 * Poverty and distribution of income per head among the residents of 31 December, before benefits and, for every
 * scenario, what benefits change. Income after benefits is income per head + the household's benefits of the year / 12 /
 * residents of the household, in whole dong. One pass over households (the kernel of
 * engine/assembly/households/poverty.ts), one over those that are paid.
 *
 * @param households those of these people
 */
export function measureDistribution(
  people: Population,
  households: Households,
  benefits: HouseholdBenefits,
  sums: DistributionSums,
  row: number,
): void {
  const scratch = scratchOf(people.memory);
  const [urban, rural] = benefits.line;
  people.memory.kernels.households.tallyIncomes(households.count, urban, rural);
  addTally(scratch, sums, row);
  for (let n = 0; n < benefits.count; n++)
    changeHousehold(people, households, benefits, sums, row, benefits.paid[n]);
}

const TENTHS = 10;

/** Sums of one block and year before benefits, to which the kernel adds. */
interface Scratch {
  /** Residents by tenth of income, then children of households in no need and in need. */
  readonly tally: Float64Array;
  /** What `addPoor` adds. */
  readonly poor: Float64Array;
  /** What `addIncome` adds, from bin 0 on. */
  readonly bins: Float64Array;
}

const known = new WeakMap<KernelMemory, Scratch>();

function scratchOf(memory: KernelMemory): Scratch {
  let scratch = known.get(memory);
  if (scratch === undefined) {
    scratch = {
      tally: memory.allocate(Float64Array, TENTHS + 2),
      poor: memory.allocate(Float64Array, 4),
      bins: memory.allocate(Float64Array, INCOME_BINS * 2),
    };
    memory.bind({
      povertyTally: scratch.tally.byteOffset,
      povertyPoor: scratch.poor.byteOffset,
      povertyBins: scratch.bins.byteOffset,
    });
    known.set(memory, scratch);
  }
  return scratch;
}

/** Adds the sums of a block to those of the run, and empties them. */
function addTally({ tally, poor, bins }: Scratch, sums: DistributionSums, row: number): void {
  for (let tenth = 0; tenth < TENTHS; tenth++) {
    addCount(sums, row, LIVES, LIVED.tenths + tenth, tally[tenth]);
    addCount(sums, row, LIVES, LIVED.residents, tally[tenth]);
  }
  addCount(sums, row, LIVES, LIVED.children, tally[TENTHS] + tally[TENTHS + 1]);
  addCount(sums, row, LIVES, LIVED.needyChildren, tally[TENTHS + 1]);
  for (let figure = 0; figure < poor.length; figure++)
    addCount(sums, row, LIVES, LIVED.poor + figure, poor[figure]);
  const { incomes } = sums;
  const first = incomesOffset(sums, row, LIVES);
  for (let place = 0; place < bins.length; place++) incomes[first + place] += bins[place];
  tally.fill(0);
  poor.fill(0);
  bins.fill(0);
}

/** Books what a scenario's benefits change for a household, given their place among the benefits. */
function changeHousehold(
  people: Population,
  { members, area }: Households,
  { line, scenarios, dong }: HouseholdBenefits,
  sums: DistributionSums,
  row: number,
  place: number,
): void {
  const household = Math.floor(place / scenarios);
  const slot = scenarioSlot(place % scenarios);
  const size = residentsOf(members[household]);
  if (size === 0) return;
  const children = childrenOf(members[household]);
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
