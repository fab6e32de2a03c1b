import type { ContributionScheme } from '../inputs/scenario.js';
import type { VariableName } from '../inputs/variables.js';
import type { KernelMemory } from '../kernels/instance.js';
import { INSURANCE } from '../population/activity.js';
import type { Population } from '../population/columns.js';
import { type Columns, makeColumns } from './case-columns.js';
import type { Names } from './compile.js';

const COLUMNS = {
  /** Months with contributions to the scheme, bit 0 December, bit 11 January. */
  memberMonths: Uint16Array,
  /** Months with voluntary contributions, likewise. */
  memberVoluntary: Uint16Array,
  /** Months of voluntary contributions before January. */
  memberBefore: Uint16Array,
  /** Month of birth (MonthIndex). */
  memberBorn: Int16Array,
  /** To be read by MARK. */
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

/** Where a mark of a member begins in `memberMarks`, and how many bits it has. */
const MARK = {
  poverty: [0, 2],
  ownAccount: [2, 1],
  region: [4, 3],
  rural: [7, 1],
  ethnicity: [8, 1],
  difficultCommune: [9, 1],
  quintile: [10, 3],
  sex: [13, 1],
} as const;

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

const mark = ([from, bits]: readonly [number, number]) => `((marks >>> ${from}) & ${(1 << bits) - 1})`;
const is = (place: readonly [number, number], value: number) => `(${mark(place)} === ${value})`;

const FLAGS: Readonly<Partial<Record<VariableName, string>>> = {
  poor: is(MARK.poverty, 2),
  near_poor: is(MARK.poverty, 1),
  urban: is(MARK.rural, 0),
  rural: is(MARK.rural, 1),
  ethnic_minority: is(MARK.ethnicity, 1),
  extremely_difficult_commune: is(MARK.difficultCommune, 1),
  female: is(MARK.sex, 1),
  own_account: is(MARK.ownAccount, 1),
};

const NUMBERS: Readonly<Partial<Record<VariableName, string>>> = {
  region: mark(MARK.region),
  wage_zone: `wageZone[${mark(MARK.region)} * 2 + ${mark(MARK.rural)}]`,
  quintile: `(${mark(MARK.quintile)} + 1)`,
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
