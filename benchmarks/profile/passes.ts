import type { ProcessName } from '../../engine/projection/simulator.js';
import type { ColumnName } from '../reference/columns.js';
import type { Group } from './shares.js';

/** A part of a process that goes over a group of persons, with the columns that it reads and writes of each. */
export interface Pass {
  readonly group: Group;
  readonly reads: readonly ColumnName[];
  readonly writes: readonly ColumnName[];
  /** Bytes of scratch arrays read and written for each of the group: draws, lists, members, cases. */
  readonly scratch: number;
}

const KEYS = ['key0', 'key1'] as const;
const HOME = ['region', 'areaRank', 'area', 'difficultCommune', 'household'] as const;
const LINKS = ['mother', 'father', 'partner'] as const;
const RANKS = [
  ...(['unionRank', 'claimMaternity', 'claimChild', 'deprivationRank'] as const),
  ...(['participationRank', 'jobRank', 'voluntaryRank', 'earningsRank', 'statusRank'] as const),
  ...(['householdRank', 'homeRank', 'disabilityRank'] as const),
] as const;
const CAREER = [
  ...(['activity', 'insurance', 'compulsoryMonths', 'voluntaryMonths', 'earnings'] as const),
  ...(['declaredWage', 'declaredWageBefore'] as const),
] as const;
const TOTALS = ['compulsoryTotal', 'voluntaryTotal', 'lumpSumOpen'] as const;
const MOTHERHOOD = ['births', 'livingChildren', 'lastBirthMonth'] as const;
/** What everybody has who comes into the population. */
const PERSON = [
  ...KEYS,
  ...HOME,
  ...LINKS,
  ...RANKS,
  ...CAREER,
  ...TOTALS,
  ...MOTHERHOOD,
  ...(['birthMonth', 'exitMonth', 'died', 'sex', 'cohort', 'survivalRank', 'endedUnions'] as const),
  ...(['divorceMonth', 'birthOrder', 'ethnicity', 'disability', 'education', 'lumpSumMonth'] as const),
  ...(['incomePerHead', 'quintile', 'poverty'] as const),
] as const;

/**
 * The passes of each process. A process that goes twice over a column that the first pass has left in the cache has it
 * once. A test holds the columns to those that the kernels' sources name, and the profile to those that change.
 */
export const PASSES: Readonly<Record<ProcessName, readonly Pass[]>> = {
  // Candidates for mothers are looked at many times more: those reads are of a few ages at a time.
  synthesis: [{ group: 'everyone', reads: [], writes: PERSON, scratch: 64 }],
  migration: [{ group: 'newcomers', reads: [], writes: PERSON, scratch: 0 }],
  deaths: [
    {
      group: 'everyone',
      reads: ['birthMonth', 'exitMonth', 'region', 'areaRank', 'cohort', 'survivalRank'],
      writes: ['age', 'area'],
      scratch: 0,
    },
    {
      group: 'leavers',
      reads: ['cohort', 'survivalRank', 'births', 'household', 'mother', 'partner'],
      writes: ['exitMonth', 'died', 'partner', 'endedUnions', 'household', 'livingChildren'],
      scratch: 4,
    },
  ],
  unions: [
    {
      group: 'everyone',
      reads: ['household', 'exitMonth', 'divorceMonth', 'age', ...LINKS],
      writes: [],
      // Members of households, marks of elders.
      scratch: 2 + 2 + 1,
    },
    {
      group: 'singles',
      reads: [
        ...KEYS,
        'endedUnions',
        'homeRank',
        'household',
        'sex',
        'area',
        'region',
        'births',
        'unionRank',
      ],
      writes: [],
      scratch: 8,
    },
    { group: 'kin', reads: ['mother', 'father', 'age', 'household', 'partner'], writes: [], scratch: 2 },
    { group: 'movers', reads: HOME, writes: HOME, scratch: 4 },
    { group: 'newlyWed', reads: ['homeRank'], writes: ['partner', 'divorceMonth'], scratch: 4 },
    { group: 'divorced', reads: [], writes: ['partner', 'divorceMonth', 'endedUnions'], scratch: 4 },
  ],
  births: [
    {
      group: 'everyone',
      reads: ['sex', 'birthMonth', 'exitMonth', 'age', 'disabilityRank'],
      writes: [],
      scratch: 0,
    },
    {
      group: 'women',
      reads: [
        ...KEYS,
        ...(['birthMonth', 'exitMonth', 'lastBirthMonth', 'births', 'region', 'area'] as const),
        ...(['ethnicity', 'partner', 'education'] as const),
      ],
      writes: [],
      // Position, two draws, mark, score and whose it is, written and read.
      scratch: 2 * (4 + 8 + 1 + 8 + 4),
    },
    { group: 'mothersOfTheYear', reads: [...HOME, 'ethnicity'], writes: MOTHERHOOD, scratch: 36 },
    { group: 'newcomers', reads: [], writes: [...PERSON, 'age'], scratch: 8 },
    { group: 'disabled', reads: [], writes: ['disability'], scratch: 0 },
  ],
  work: [
    { group: 'everyone', reads: ['age', 'exitMonth'], writes: [], scratch: 0 },
    {
      group: 'careers',
      reads: KEYS,
      writes: ['earningsRank', 'householdRank'],
      scratch: 8 + 4,
    },
    {
      group: 'renewed',
      reads: KEYS,
      writes: ['participationRank', 'jobRank', 'voluntaryRank', 'statusRank'],
      scratch: 8,
    },
    {
      group: 'grown',
      reads: [
        ...(['sex', 'region', 'area', 'education', 'participationRank', 'jobRank', 'voluntaryRank'] as const),
        ...(['statusRank', 'earningsRank', 'births', 'partner'] as const),
      ],
      writes: [...CAREER, ...TOTALS],
      scratch: 4,
    },
    { group: 'withdrawals', reads: [...KEYS, 'sex', 'age'], writes: ['lumpSumMonth', ...TOTALS], scratch: 4 },
  ],
  incomes: [
    {
      group: 'everyone',
      reads: ['household', 'exitMonth', 'age', 'birthMonth', 'area', 'jobRank', 'earningsRank'],
      writes: [],
      // Area, members and standing of the household.
      scratch: 1 + 1 + 2 * (4 + 8),
    },
    {
      group: 'households',
      reads: ['region', 'householdRank', 'ethnicity', 'deprivationRank'],
      writes: ['incomePerHead', 'quintile', 'decile', 'poverty'],
      scratch: 3 * 4 + 2 * 4 + 8 + 2 + 4 * 8,
    },
  ],
  contributions: [
    { group: 'everyone', reads: ['compulsoryMonths', 'voluntaryMonths'], writes: [], scratch: 0 },
    {
      group: 'members',
      reads: [
        ...(['exitMonth', 'insurance', 'voluntaryTotal', 'area', 'region', 'sex', 'household'] as const),
        ...(['activity', 'birthMonth', 'ethnicity', 'difficultCommune', 'declaredWage', 'earnings'] as const),
        ...(['poverty', 'quintile', 'incomePerHead'] as const),
      ],
      writes: [],
      scratch: 2 * 25,
    },
  ],
  'maternity tiers': [
    {
      group: 'mothersOfTheYear',
      reads: [
        ...KEYS,
        ...(['father', 'partner', 'exitMonth', 'household', 'birthOrder', 'areaRank', 'ethnicity'] as const),
        ...(['region', 'area', 'difficultCommune', 'livingChildren', 'birthMonth', 'poverty'] as const),
        ...([
          'quintile',
          'incomePerHead',
          'activity',
          'insurance',
          'sex',
          'claimMaternity',
          'earnings',
        ] as const),
        ...(['compulsoryMonths', 'voluntaryMonths', 'compulsoryTotal', 'voluntaryTotal'] as const),
        ...(['declaredWage', 'declaredWageBefore'] as const),
      ],
      writes: [],
      scratch: 0,
    },
  ],
  'child tiers': [
    { group: 'everyone', reads: ['birthMonth', 'exitMonth'], writes: [], scratch: 0 },
    {
      group: 'children',
      reads: [
        ...(['household', 'mother', 'father', 'compulsoryMonths', 'voluntaryMonths', 'insurance'] as const),
        ...(['sex', 'age', 'area', 'region', 'ethnicity', 'poverty', 'quintile', 'disability'] as const),
        ...([
          'activity',
          'difficultCommune',
          'homeRank',
          'birthOrder',
          'incomePerHead',
          'claimChild',
        ] as const),
      ],
      writes: [],
      scratch: 2 * 44,
    },
  ],
  distribution: [
    {
      group: 'households',
      reads: ['incomePerHead', 'decile', 'poverty', 'quintile'],
      writes: [],
      scratch: 4 + 4 + 1,
    },
  ],
  counting: [
    {
      group: 'everyone',
      reads: [
        ...(['birthMonth', 'exitMonth', 'age', 'sex', 'activity', 'insurance', 'region', 'area'] as const),
        ...(['ethnicity', 'education', 'household', 'quintile', 'earnings'] as const),
      ],
      writes: [],
      scratch: 2 * 4,
    },
    { group: 'countedApart', reads: ['mother', 'father'], writes: [], scratch: 0 },
  ],
};
