import type { KernelMemory } from '../kernels/instance.js';
import type { Households } from '../labour/households.js';
import type { Population } from '../population/columns.js';
import type { HouseholdBenefits } from './distribution-benefits.js';
import { INCOME_BINS, moveBins } from './distribution-bins.js';
import { measureChanges } from './distribution-changes.js';
import { addCount, type DistributionSums, incomesOffset, LIVED, LIVES } from './distribution-sums.js';

/** Gaps are counted in millionths of the poverty line, so that sums are whole. */
export const GAP_UNITS = 1_000_000;

/**
 * Poverty and distribution of income per head among the residents of 31 December, before benefits and, for every
 * scenario, what benefits change. Income after benefits is income per head + the household's benefits of the year / 12 /
 * residents of the household, in whole dong. One pass over households (the kernel of
 * engine/assembly/households/poverty.ts), one over those that are paid (`measureChanges`).
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
  const octaves = people.memory.kernels.households.tallyIncomes(households.count, urban, rural);
  addTally(scratch, octaves, sums, row);
  measureChanges(people, benefits, sums, row);
}

const TENTHS = 10;

/** Sums of one block and year before benefits, to which the kernel adds. */
interface Scratch {
  /** Residents by tenth of income, then children of households in no need and in need. */
  readonly tally: Float64Array;
  /** Persons, children, gap and squared gap of the poor (Foster, Greer and Thorbecke 1984, alpha 0, 1 and 2), each person's gap rounded. */
  readonly poor: Float64Array;
  /** Residents and dong above the bin's lower edge, by bin. */
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
function addTally(
  { tally, poor, bins }: Scratch,
  octaves: number,
  sums: DistributionSums,
  row: number,
): void {
  for (let tenth = 0; tenth < TENTHS; tenth++) {
    addCount(sums, row, LIVES, LIVED.tenths + tenth, tally[tenth]);
    addCount(sums, row, LIVES, LIVED.residents, tally[tenth]);
  }
  addCount(sums, row, LIVES, LIVED.children, tally[TENTHS] + tally[TENTHS + 1]);
  addCount(sums, row, LIVES, LIVED.needyChildren, tally[TENTHS + 1]);
  for (let figure = 0; figure < poor.length; figure++)
    addCount(sums, row, LIVES, LIVED.poor + figure, poor[figure]);
  moveBins(bins, octaves, sums.incomes, incomesOffset(sums, row, LIVES));
  tally.fill(0);
  poor.fill(0);
}
