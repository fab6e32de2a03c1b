import { ACTIVITY, INSURANCE } from '../../engine/population/activity.js';
import { NOBODY, type Population, STILL_HERE } from '../../engine/population/columns.js';
import { type ColumnName, columnsOf } from '../reference/columns.js';

/** The persons of a block around one process of a year. */
export interface Look {
  /** As they stand after the process. */
  readonly people: Population;
  /** The columns before it, and how many persons there were. */
  readonly before: Before;
  /** First month of the year (MonthIndex). */
  readonly january: number;
}

export type Before = Readonly<Record<ColumnName, ArrayLike<number>>> & { readonly persons: number };

/** A copy of all columns. */
export function columnsBefore(people: Population): Before {
  const columns = columnsOf(people).map(([name, column]) => [name, column.slice(0, people.count)]);
  return { ...(Object.fromEntries(columns) as Record<ColumnName, ArrayLike<number>>), persons: people.count };
}

const YEAR_BITS = 0xfff;
/** Children are gathered up to the 22nd birthday. */
const OLDEST_CHILD_MONTHS = 22 * 12;

const isHere = ({ people }: Look, i: number) => people.exitMonth[i] === STILL_HERE;
const changed = (name: ColumnName) => (look: Look, i: number) =>
  i < look.before.persons && look.people[name][i] !== look.before[name][i];
const isSingle = ({ people, before }: Look, i: number) => {
  const age = people.age[i];
  return people.exitMonth[i] === STILL_HERE && age >= 15 && age <= 60 && before.partner[i] === NOBODY;
};
const isGrown = (look: Look, i: number) => isHere(look, i) && look.people.age[i] >= 15;
const isChild = ({ people, january }: Look, i: number) =>
  people.birthMonth[i] > january - OLDEST_CHILD_MONTHS && people.exitMonth[i] > january;
const isHousehold = ({ people }: Look, i: number) => people.household[i] === i;
const months = ({ people }: Look, i: number) =>
  (people.compulsoryMonths[i] | people.voluntaryMonths[i]) & YEAR_BITS;

/**
 * Groups of persons that processes look at or change, each told from the simulated persons alone: the share of
 * person-years that falls into it is what the profile prints.
 */
export const GROUPS = {
  /** With those who have left: they keep their places until the block ends. */
  everyone: () => true,
  residents: isHere,
  /** Born or come to the country. */
  newcomers: ({ before }, i) => i >= before.persons,
  leavers: ({ people, january }, i) => people.exitMonth[i] >= january && people.exitMonth[i] !== STILL_HERE,
  /** 15 to 60, without a partner before the unions of the year. */
  singles: isSingle,
  /** Residents with a mother or a father in the block. */
  kin: (look, i) => isHere(look, i) && (look.people.mother[i] & look.people.father[i]) !== NOBODY,
  minors: (look, i) => look.people.age[i] < 18,
  movers: changed('household'),
  newlyWed: (look, i) => changed('partner')(look, i) && look.people.partner[i] !== NOBODY,
  divorced: (look, i) => changed('partner')(look, i) && look.people.partner[i] === NOBODY,
  /** 14 to 49 on 1 January. */
  women: ({ people, january }, i) => {
    const lived = january - 1 - people.birthMonth[i];
    return people.sex[i] === 1 && lived >= 14 * 12 && lived < 50 * 12 && people.exitMonth[i] >= january;
  },
  mothersOfTheYear: ({ people, january }, i) => people.lastBirthMonth[i] >= january,
  disabled: ({ people }, i) => people.disability[i] !== 0,
  /** Residents of 15 and over. */
  grown: isGrown,
  /** 15 to 85, whose ranks move. */
  careers: (look, i) => isGrown(look, i) && look.people.age[i] <= 85,
  renewed: (look, i) =>
    changed('jobRank')(look, i) || changed('participationRank')(look, i) || changed('voluntaryRank')(look, i),
  working: ({ people }, i) => people.earnings[i] > 0 && people.exitMonth[i] === STILL_HERE,
  formal: (look, i) => isHere(look, i) && look.people.activity[i] === ACTIVITY.formalEmployee,
  insured: (look, i) => isHere(look, i) && look.people.insurance[i] !== INSURANCE.none,
  transitions: changed('insurance'),
  withdrawals: ({ people, january }, i) => people.lumpSumMonth[i] >= january,
  households: isHousehold,
  poorHouseholds: (look, i) => isHousehold(look, i) && look.people.poverty[i] !== 0,
  members: (look, i) => months(look, i) !== 0,
  children: isChild,
  childrenWithMother: (look, i) => {
    const { people } = look;
    const mother = people.mother[i];
    return (
      isChild(look, i) &&
      mother !== NOBODY &&
      people.exitMonth[mother] === STILL_HERE &&
      people.household[mother] === people.household[i]
    );
  },
  /** Children under 15 and those who leave in the year: counted otherwise than grown residents. */
  countedApart: (look, i) =>
    look.people.age[i] < 15
      ? look.people.exitMonth[i] >= look.january
      : look.people.exitMonth[i] >= look.january + 6 && !isHere(look, i),
} as const satisfies Readonly<Record<string, (look: Look, i: number) => boolean>>;

export type Group = keyof typeof GROUPS;
