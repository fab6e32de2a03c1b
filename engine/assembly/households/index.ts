export * from '../columns';
export { exps } from '../exp';
export * from './changes';
export { gather, sumChildren } from './gather';
export * from './incomes';
export { householdArea, householdMembers, householdReferences, householdStanding } from './members';
export * from './poverty';
export * from './residents';
