import type { ContributionScheme } from '../inputs/scenario.js';
import type { VariableName } from '../inputs/variables.js';
import type { KernelMemory } from '../kernels/instance.js';
import { INSURANCE } from '../population/activity.js';
import type { Population } from '../population/columns.js';
import { type Columns, makeColumns } from './case-columns.js';
import type { Names } from './compile.js';
import { HOME_FLAGS, HOME_MARK, HOME_NUMBERS, type Mark, markIs } from './marks.js';

const COLUMNS = {
  /** Months with contributions to the scheme, bit 0 December, bit 11 January. */
  memberMonths: Uint16Array,
  /** Months with voluntary contributions, likewise. */
  memberVoluntary: Uint16Array,
  /** Months of voluntary contributions before January. */
  memberBefore: Uint16Array,
  /** Month of birth (MonthIndex). */
  memberBorn: Int16Array,
  /** To be read by HOME_MARK and OWN_ACCOUNT. */
  memberMarks: Uint32Array,
  /** Cell of the sums: sex and region. */
  memberCell: Uint8Array,
  /** Declared wage and earnings, VND a month. */
  memberWage: Uint32Array,
  memberEarnings: Uint32Array,
  /** Household income per head, VND a month. */
  memberIncome: Uint32Array,
} as const;

/** Names of the columns. */
export const MEMBER_COLUMNS = Object.keys(COLUMNS) as (keyof typeof COLUMNS)[];

/** The members of a scheme in a block and year, as all that contributions may ask of them. */
export type MemberCases = Columns<typeof COLUMNS> & { count: number };

/** Own-account workers, beside the marks of HOME_MARK. */
const OWN_ACCOUNT: Mark = [2, 1];

/** Makes room for the members among at most `capacity` persons. */
export function makeMemberCases(memory: KernelMemory, capacity: number): MemberCases {
  return { ...makeColumns(memory, COLUMNS, capacity), count: 0 };
}

/** Gathers those who contribute to a scheme in the year that begins with `january` (MonthIndex), leavers included. */
export function gatherMembers(
  cases: MemberCases,
  people: Population,
  scheme: ContributionScheme,
  january: number,
): void {
  cases.count = people.memory.kernels.tiers.gatherMembers(people.count, january, INSURANCE[scheme]);
}

const FLAGS: Readonly<Partial<Record<VariableName, string>>> = {
  ...HOME_FLAGS,
  female: markIs(HOME_MARK.sex, 1),
  own_account: markIs(OWN_ACCOUNT, 1),
};

const NUMBERS: Readonly<Partial<Record<VariableName, string>>> = {
  ...HOME_NUMBERS,
  income_per_head: 'memberIncome[i]',
  declared_wage: 'memberWage[i]',
  chosen_income: 'Math.round(chosenShare * memberEarnings[i])',
  months_voluntary_total: 'total',
  age_years: 'Math.floor((january + month - memberBorn[i]) / 12)',
};

/**
 * How a member's variables are written in the source of a kernel: `marks` and `i` are the case at hand, `month` (0..11)
 * the month, `total` the months of voluntary contributions before it.
 */
export function memberNames(table: string): Names {
  return {
    variable(name) {
      const flag = FLAGS[name];
      const source = flag === undefined ? NUMBERS[name] : `(${flag} ? 1 : 0)`;
      if (source === undefined) throw new TypeError(`a contribution cannot read ${name}`);
      return source;
    },
    flag: (name) => FLAGS[name] ?? null,
    parameter: (index) => `${table}[row + ${index}]`,
  };
}
