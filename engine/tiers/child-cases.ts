import type { KernelMemory } from '../kernels/instance.js';
import { type Population, RANKS } from '../population/columns.js';
import { type Columns, makeColumns } from './case-columns.js';
import { HOME_MARK } from './marks.js';
import type { RecordInputs } from './records.js';

/** Where a mark of a child begins in `marks`, and how many bits it has. */
export const MARK = {
  ...HOME_MARK,
  motherPresent: [2, 1],
  fatherPresent: [3, 1],
  /** Position in DISABILITIES. */
  disability: [14, 2],
  hiv: [16, 1],
  student: [17, 1],
  formerWard: [18, 1],
  /** Resident on 31 December. */
  resident: [19, 1],
} as const;

const COLUMNS = {
  /** Month of birth (MonthIndex). */
  caseBorn: Int16Array,
  /** First month of life within the year, 0..11, and 16 times the month after the last, 1..12. */
  caseLife: Uint8Array,
  /** To be read by MARK. */
  caseMarks: Uint32Array,
  /** Order of birth among the mother's children. */
  caseOrder: Uint8Array,
  /** Household income per head, VND a month. */
  caseIncome: Uint32Array,
  /** Position of the household's reference person. */
  caseHousehold: Int32Array,
  /** Rank of claiming a child benefit. */
  caseClaim: Uint16Array,
  /** Cells of the sums to which the child belongs. */
  casePlace: Uint16Array,
  caseStatus: Uint16Array,
  caseAge: Uint16Array,
  /** Months of the year with contributions of the parents present, bit m = month m. */
  caseMotherCompulsory: Uint16Array,
  caseMotherVoluntary: Uint16Array,
  caseFatherCompulsory: Uint16Array,
  caseFatherVoluntary: Uint16Array,
  /** Months of either scheme of two years, bit 0 = December of the year. */
  caseMotherWindow: Int32Array,
  caseFatherWindow: Int32Array,
} as const;

/** Names of the columns. */
export const CASE_COLUMNS = Object.keys(COLUMNS) as (keyof typeof COLUMNS)[];

/** The children of a block and year, as all that child tiers may ask of them. Scratch space in a population's memory. */
export type ChildCases = Columns<typeof COLUMNS> & { count: number };

/** What the gathering of cases adds up: months of children under 16 by place and status, and by sex and age. */
export interface Need {
  readonly joint: Int32Array;
  readonly ages: Int32Array;
}

/** Makes room for the children among at most `capacity` persons. `need` must lie in the same memory. */
export function makeChildCases(memory: KernelMemory, capacity: number, need: Need): ChildCases {
  memory.bind({
    reversedMonths: memory.pointer(REVERSED),
    needJoint: need.joint.byteOffset,
    needAges: need.ages.byteOffset,
  });
  return { ...makeColumns(memory, COLUMNS, capacity), count: 0 };
}

/** The twelve months of a year the other way round, by value. */
const REVERSED = Uint16Array.from({ length: 1 << 12 }, (_, months) => {
  let reversed = 0;
  for (let bit = 0; bit < 12; bit++) reversed |= ((months >>> bit) & 1) << (11 - bit);
  return reversed;
});

/**
 * Gathers the children who live in the year and are younger than `oldest` months in its January. Answers how many of
 * them lived a month of it under 16; the months in need are added to the `need` of the cases.
 */
export function gatherChildren(
  cases: ChildCases,
  people: Population,
  { maternity }: RecordInputs,
  january: number,
  oldest: number,
): number {
  const { kernels, bind } = people.memory;
  bind({ hivBelow: Math.ceil(maternity.hivShare * RANKS) });
  cases.count = kernels.tiers.gatherChildren(people.count, january, oldest);
  return kernels.tiers.childrenInNeed.value;
}
