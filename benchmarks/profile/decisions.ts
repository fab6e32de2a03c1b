import type { ProcessName } from '../../engine/projection/simulator.js';
import type { Group } from './shares.js';

/**
 * A decision that a process takes for each person of a group, and that no processor can foretell since it hangs on ranks
 * and draws. `branch`: a jump a person. `mask`: one jump for some persons side by side, whether any of them is concerned.
 * `arithmetic`: no jump at all, both outcomes are computed and one is chosen by its bits.
 */
export interface Decision {
  readonly process: ProcessName;
  readonly decision: string;
  readonly asked: Group;
  readonly yes: Group;
  readonly made: 'branch' | 'mask' | 'arithmetic';
  /** Persons side by side; 1 but for masks. */
  readonly lanes: number;
}

const branch = (process: ProcessName, decision: string, asked: Group, yes: Group): Decision => ({
  process,
  decision,
  asked,
  yes,
  made: 'branch',
  lanes: 1,
});
const arithmetic = (process: ProcessName, decision: string, asked: Group, yes: Group): Decision => ({
  ...branch(process, decision, asked, yes),
  made: 'arithmetic',
});
const mask = (process: ProcessName, decision: string, asked: Group, yes: Group, lanes: number): Decision => ({
  ...branch(process, decision, asked, yes),
  made: 'mask',
  lanes,
});

export const DECISIONS: readonly Decision[] = [
  mask('deaths', 'leaves in the year', 'everyone', 'leavers', 16),
  mask('unions', 'is single', 'everyone', 'singles', 16),
  branch('unions', 'enters a union', 'singles', 'newlyWed'),
  branch('unions', 'is under 18', 'kin', 'minors'),
  mask('births', 'is a woman of 14 to 49', 'everyone', 'women', 16),
  arithmetic('births', 'delivers', 'women', 'mothersOfTheYear'),
  branch('births', 'is disabled', 'everyone', 'disabled'),
  branch('work', 'is 15 and over, and here', 'everyone', 'grown'),
  mask('work', 'takes a new place', 'careers', 'renewed', 4),
  arithmetic('work', 'works', 'grown', 'working'),
  arithmetic('work', 'works formally', 'grown', 'formal'),
  arithmetic('work', 'is insured', 'grown', 'insured'),
  arithmetic('work', 'changes insurance', 'grown', 'transitions'),
  arithmetic('work', 'withdraws', 'grown', 'withdrawals'),
  branch('incomes', 'is here', 'everyone', 'residents'),
  arithmetic('incomes', 'is a reference person', 'everyone', 'households'),
  arithmetic('incomes', 'is poor or near-poor', 'households', 'poorHouseholds'),
  branch('contributions', 'has contributed', 'everyone', 'members'),
  branch('child tiers', 'is a child', 'everyone', 'children'),
  branch('child tiers', 'lives with the mother', 'children', 'childrenWithMother'),
  branch('distribution', 'is below the poverty line', 'households', 'poorHouseholds'),
  branch('counting', 'is a child or a leaver', 'everyone', 'countedApart'),
];
