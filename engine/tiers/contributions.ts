import { type ContributionSums, contributionOffset } from '../indicators/contribution-sums.js';
import type { ContributionScheme } from '../inputs/scenario.js';
import { monthIndex } from '../inputs/time.js';
import type { KernelMemory } from '../kernels/instance.js';
import type { Population } from '../population/columns.js';
import type { ContributionPlan } from './contribution-groups.js';
import { gatherMembers, type MemberCases, makeMemberCases } from './member-cases.js';
import { type MemberKernel, memberKernel } from './member-kernel.js';

/** Computes the contributions of one simulator's blocks. */
export interface Collector {
  /** Adds the contributions of a block's members in a year; call it once the year's work and incomes are known. */
  collect(people: Population, sums: ContributionSums, row: number, year: number): void;
}

const SCHEMES: readonly ContributionScheme[] = ['compulsory', 'voluntary'];

/**
 * Makes a collector. Each member pays for the months of the year in the scheme, a leaver until the month of leaving, at
 * the law of the month; a month's amount is rounded to whole dong.
 *
 * @param wageZone minimum-wage zone: [region * 2 + (0 urban, 1 rural)]
 * @param chosenShare income chosen for voluntary insurance as a share of earnings, before floor and ceiling
 */
export function makeCollector(plan: ContributionPlan, wageZone: Uint8Array, chosenShare: number): Collector {
  const schemes = SCHEMES.filter((scheme) => plan.groups.some((group) => group.scheme === scheme));
  let made:
    | { readonly memory: KernelMemory; readonly cases: MemberCases; readonly kernels: MemberKernel[] }
    | undefined;
  return {
    collect(people, sums, row, year) {
      const { memory } = people;
      if (made?.memory !== memory) {
        const cases = makeMemberCases(memory, people.capacity);
        const kernels = schemes.map((scheme) => {
          const groups = plan.groups.filter((group) => group.scheme === scheme);
          return memberKernel(groups, cases, wageZone, chosenShare);
        });
        made = { memory, cases, kernels };
      }
      const { cases, kernels } = made;
      const january = monthIndex(year, 1);
      schemes.forEach((scheme, s) => {
        gatherMembers(cases, people, scheme, january);
        kernels[s](january, sums.dong, sums.persons, contributionOffset(sums, row, 0));
      });
    },
  };
}
