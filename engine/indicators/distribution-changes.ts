import type { KernelMemory } from '../kernels/instance.js';
import type { Population } from '../population/columns.js';
import type { HouseholdBenefits } from './distribution-benefits.js';
import { INCOME_BINS, moveBins } from './distribution-bins.js';
import {
  CHANGES,
  countsOffset,
  type DistributionSums,
  incomesOffset,
  scenarioSlot,
} from './distribution-sums.js';

/** The scenario that the others are held against: the first of a run. */
export const BASELINE = 0;
/** Amounts that the kernel is given at a time. */
const AMOUNTS = 1 << 13;

/** What the kernel reads, and the sums of one scenario to which it adds. */
interface Scratch {
  readonly households: Int32Array;
  readonly dong: Float64Array;
  /** By CHANGED. */
  readonly counts: Float64Array;
  /** Residents and dong above the bin's lower edge, by bin. */
  readonly bins: Float64Array;
}

const known = new WeakMap<KernelMemory, Scratch>();

function scratchOf(memory: KernelMemory): Scratch {
  let scratch = known.get(memory);
  if (scratch === undefined) {
    scratch = {
      households: memory.allocate(Int32Array, AMOUNTS),
      dong: memory.allocate(Float64Array, AMOUNTS),
      counts: memory.allocate(Float64Array, CHANGES),
      bins: memory.allocate(Float64Array, INCOME_BINS * 2),
    };
    memory.bind({
      changeHouseholds: scratch.households.byteOffset,
      changeDong: scratch.dong.byteOffset,
      changeCounts: scratch.counts.byteOffset,
      changeBins: scratch.bins.byteOffset,
    });
    known.set(memory, scratch);
  }
  return scratch;
}

/**
 * Books what every scenario's benefits change: incomes, poverty, who gains by more than a hundredth of the income; and
 * winners and losers against the baseline, on the same lives: residents of 31 December whose household's income per head
 * after benefits is higher or lower by more than a thousandth, and by how much, by tenth of income before benefits. A
 * household that the baseline pays and a reform does not is a loser. The loop is the kernel of
 * engine/assembly/households/changes.ts.
 */
export function measureChanges(
  people: Population,
  { scenarios, households, dong, count, line }: HouseholdBenefits,
  sums: DistributionSums,
  row: number,
): void {
  const { memory } = people;
  const scratch = scratchOf(memory);
  const [urban, rural] = line;
  const most = Math.floor(AMOUNTS / scenarios);
  for (let first = 0; first < count; first += most) {
    const end = Math.min(count, first + most);
    scratch.households.set(households.subarray(first, end));
    scratch.dong.set(dong.subarray(first * scenarios, end * scenarios));
    for (let scenario = 0; scenario < scenarios; scenario++) {
      const octaves = memory.kernels.households.changeIncomes(end - first, scenarios, scenario, urban, rural);
      addChanges(scratch, octaves, sums, row, scenario);
    }
  }
}

/** Adds the sums of a scenario to those of the run, and empties them. */
function addChanges(
  { counts, bins }: Scratch,
  octaves: number,
  sums: DistributionSums,
  row: number,
  scenario: number,
): void {
  const slot = scenarioSlot(scenario);
  const first = countsOffset(sums, row, slot);
  for (let figure = 0; figure < counts.length; figure++) sums.counts[first + figure] += counts[figure];
  counts.fill(0);
  moveBins(bins, octaves, sums.incomes, incomesOffset(sums, row, slot));
}
