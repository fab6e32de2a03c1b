import { monthIndex } from '../inputs/time.js';
import type { KernelMemory } from '../kernels/instance.js';
import type { Population } from '../population/columns.js';
import { GOLDEN_STEP, PROCESS } from '../random/streams.js';
import { threefry } from '../random/threefry.js';
import { type FertilityYear, LAST_AGE } from './fertility.js';
import { scratchOf } from './scratch.js';

/** Births are aligned within single ages on 1 January, from 14 to 49. */
const FIRST_AGE = 14;
const MONTHS = 12;
const FULL = 4_294_967_296;
/** Marks of the kernel: children of a delivery, an adoption, a pregnancy loss. */
const MARK = { children: 3, adopts: 4, loses: 8 } as const;
const word = new Int32Array(2);

/** A woman who gives birth in the year: when, and to how many children. */
export interface Expectant {
  readonly mother: number;
  /** Month of the delivery (MonthIndex). */
  readonly month: number;
  /** 2 for twins. */
  readonly children: number;
}

/** Offsets (0..1) at which a block rounds expected deliveries, twins and losses to whole ones. */
export interface RoundingOffsets {
  readonly deliveries: number;
  readonly twins: number;
  readonly losses: number;
}

/** Women of a block in a year whose lives turn on a child, each list in the order of their positions. */
export interface Expecting {
  readonly expectants: readonly Expectant[];
  /** Women who lose a pregnancy: those who come next after the mothers. */
  readonly losing: readonly number[];
  /** Women who adopt a child under six months. */
  readonly adopting: readonly number[];
}

/** Offsets that are evenly spread over the blocks, so that the nation's totals are right. */
export function roundingOffsets(runKey: Int32Array, year: number, block: number): RoundingOffsets {
  const offset = (process: number) => {
    threefry(runKey[0], runKey[1], year, process, word);
    return ((Math.imul(block, GOLDEN_STEP) + word[0]) >>> 0) / FULL;
  };
  return {
    deliveries: offset(PROCESS.rounding),
    twins: offset(PROCESS.twins),
    losses: offset(PROCESS.losses),
  };
}

/**
 * Those who give birth in a year. Every woman of childbearing age draws a uniform u of
 * her own; her score is u / (ASFR x relative risk), and in each single age of the block the women with the lowest scores
 * deliver, as many as the ASFR lets expect (times deliveries per birth): the ASFR is met whatever the risks, and a change
 * of one risk moves only women at the margin. Expected deliveries after and before the birthday are cumulated from the
 * oldest age down and rounded at the block's offset (systematic sampling), so that every range of ages is off by two
 * roundings at the most; twins likewise. Without alignment every woman whose draw is below her own chance delivers, and
 * risks that do not average to one show in the total. The women with the next lowest scores lose a pregnancy, so many
 * for each delivery as the country's ratio says: losses follow the pattern of births by age and person. Those adopt who
 * live in a union and whose draw lies above the chance of not adopting, the far end from those who give birth.
 *
 * The months before the birthday and those after it stand in proportion to the rates of the two ages, each month weighted
 * by the risk of the interval since the last birth. Aligned, as many deliveries as expected fall before the birthday, those
 * of the women whose draws lie lowest against their own share, and the lowest draws of all have twins; else every draw
 * decides for itself. The kernels are those of engine/assembly/demography: scores.ts, mothers.ts and birth-dates.ts.
 */
export function selectMothers(
  people: Population,
  fertility: FertilityYear,
  year: number,
  offsets: RoundingOffsets,
  aligned: boolean,
): Expecting {
  const { memory, count } = people;
  const { second: women, third: months, marks } = scratchOf(people);
  memory.bind(tablesOf(memory, fertility));
  memory.bind({
    birthsDeliveries: offsets.deliveries,
    birthsTwins: offsets.twins,
    birthsLosses: offsets.losses,
  });
  const listed = memory.kernels.demography.selectMothers(count, year, monthIndex(year, 1), aligned);
  const expectants: Expectant[] = [];
  const losing: number[] = [];
  const adopting: number[] = [];
  for (let n = 0; n < listed; n++) {
    const mark = marks[n];
    const mother = women[n];
    const children = mark & MARK.children;
    if (children > 0) expectants.push({ mother, month: months[n], children });
    if (mark & MARK.loses) losing.push(mother);
    if (mark & MARK.adopts) adopting.push(mother);
  }
  return { expectants, losing, adopting };
}

const known = new WeakMap<KernelMemory, WeakMap<FertilityYear, Readonly<Record<string, number>>>>();

/** What the kernels read of a year's rates, once brought into the memory. */
function tablesOf(memory: KernelMemory, fertility: FertilityYear): Readonly<Record<string, number>> {
  const ofMemory = known.get(memory) ?? new WeakMap();
  known.set(memory, ofMemory);
  const before = ofMemory.get(fertility);
  if (before) return before;
  const { rate, risk, regions, parity, spacing, spacingOfYear, union, twinShare } = fertility;
  const { early, late } = expectedBirths(rate);
  const tables = {
    birthsEarly: memory.pointer(early),
    birthsLate: memory.pointer(late),
    birthsRates: memory.pointer(rate),
    birthsRisk: memory.pointer(risk),
    birthsRegions: regions,
    birthsParity: memory.pointer(parity),
    birthsUnion: memory.pointer(union),
    birthsSpacing: memory.pointer(spacingOfYear),
    birthsLongest: spacingOfYear.length - 1,
    birthsIntervals: memory.pointer(spacing),
    birthsLongestInterval: spacing.length - 1,
    birthsAdopts: FULL * (1 - fertility.adoptionChance),
    birthsTwinShare: twinShare,
    birthsLossShare: fertility.lossesPerDelivery,
  };
  ofMemory.set(fertility, tables);
  return tables;
}

/**
 * Expected births in the months of the year before the birthday, at one age, and in the others, at the next: by months
 * lived on 1 January beyond the fourteenth birthday.
 */
function expectedBirths(rate: Float64Array): { readonly early: Float64Array; readonly late: Float64Array } {
  const length = (LAST_AGE - FIRST_AGE + 1) * MONTHS;
  const early = new Float64Array(length);
  const late = new Float64Array(length);
  for (let lived = 0; lived < length; lived++) {
    const age = FIRST_AGE + Math.floor(lived / MONTHS);
    const birthday = MONTHS - 1 - (lived % MONTHS);
    early[lived] = (birthday * rate[age]) / MONTHS;
    late[lived] = ((MONTHS - birthday) * rate[age + 1]) / MONTHS;
  }
  return { early, late };
}
