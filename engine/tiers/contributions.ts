import { type ContributionSums, contributionOffset } from '../indicators/contribution-sums.js';
import type { ContributionScheme } from '../inputs/scenario.js';
import { monthIndex } from '../inputs/time.js';
import type { KernelMemory } from '../kernels/instance.js';
import type { Population } from '../population/columns.js';
import type { ContributionPlan } from './contribution-groups.js';
import { gatherMembers, type MemberCases, makeMemberCases } from './member-cases.js';
import { type MemberKernel, memberKernel } from './member-kernel.js';

/** Writes the members of a scheme in the year that begins with `january` (MonthIndex) into the cases. */
export type FillMembers = (cases: MemberCases, scheme: ContributionScheme, january: number) => void;

/** Computes the contributions of one simulator's blocks. */
export interface Collector {
  /**
   * Adds the contributions of a block's members in a year; call it once the year's work and incomes are known. With
   * `fill`, the members of both schemes are those that it writes, instead of being gathered from the people.
   */
  collect(people: Population, sums: ContributionSums, row: number, year: number, fill?: FillMembers): void;
}

/** The schemes in the order in which their members are looked at. */
const SCHEMES: readonly ContributionScheme[] = ['compulsory', 'voluntary'];

/**
 * Makes a collector. Each member pays for the months of the year in the scheme, a leaver until the month of leaving, at
 * the law of the month; a month's amount is rounded to whole dong.
 *
 * @param wageZone minimum-wage zone: [region * 2 + (0 urban, 1 rural)]
 * @param chosenShare income chosen for voluntary insurance as a share of earnings, before floor and ceiling
 */
export function makeCollector(plan: ContributionPlan, wageZone: Uint8Array, chosenShare: number): Collector {
  let made: Made | undefined;
  const prepare = (memory: KernelMemory, capacity: number): Made => {
    const cases = makeMemberCases(memory, capacity);
    const kernels = SCHEMES.map((scheme) => {
      const groups = plan.groups.filter((group) => group.scheme === scheme);
      return groups.length === 0 ? null : memberKernel(groups, cases, wageZone, chosenShare);
    });
    return { memory, cases, kernels };
  };
  return {
    collect(people, sums, row, year, fill) {
      if (made?.memory !== people.memory) made = prepare(people.memory, people.capacity);
      const { cases, kernels } = made;
      const january = monthIndex(year, 1);
      SCHEMES.forEach((scheme, s) => {
        if (fill) fill(cases, scheme, january);
        else if (kernels[s]) gatherMembers(cases, people, scheme, january);
        kernels[s]?.(january, sums.dong, sums.persons, contributionOffset(sums, row, 0));
      });
    },
  };
}

/** What was prepared for the memory of a population; by scheme null where nothing is contributed. */
interface Made {
  readonly memory: KernelMemory;
  readonly cases: MemberCases;
  readonly kernels: readonly (MemberKernel | null)[];
}
