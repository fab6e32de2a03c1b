import type { ResolvedParameter, ResolvedScenario, ResolvedTier } from '../inputs/scenario.js';
import { FIRST_LAW_YEAR, LAW_MONTHS, monthIndex } from '../inputs/time.js';
import { VARIABLES, type VariableName } from '../inputs/variables.js';
import { compile, type Kernel, readsOf } from './compile.js';

/** Variables that follow from whether the parents pay contributions in the month. */
const MEMBERSHIP: ReadonlySet<VariableName> = new Set([
  'mother_compulsory',
  'mother_voluntary',
  'father_compulsory',
  'father_voluntary',
  'parent_insured',
]);

/** A tier ready to be applied. */
export interface TierProgramme {
  readonly tier: ResolvedTier;
  /** Position in the scenario. */
  readonly position: number;
  readonly eligible: Kernel;
  readonly amount: Kernel;
  /** null: everyone eligible claims. */
  readonly takeUp: Kernel | null;
  /** Positions of the tiers that this one yields to or tops up. */
  readonly exclusiveAfter: readonly number[];
  readonly topUpAfter: readonly number[];
  /** Months (bit m = month m, 0..11) from which a parameter that the tier reads has a new value: [year - FIRST_LAW_YEAR]. */
  readonly parameterChanges: Int32Array;
  /** What else may change within a year for a child, and so makes the year fall into stretches. */
  readonly readsMembership: boolean;
  readonly readsAgeInYears: boolean;
  /** Something may change every month: age in months, months contributed, what another tier pays. */
  readonly readsEveryMonth: boolean;
  /** Whether a later tier tops this one up, so that its amounts must be kept. */
  readonly toppedUp: boolean;
}

/** A scenario ready to be applied: parameters as one table by month, tiers as kernels. */
export interface Programme {
  readonly scenario: ResolvedScenario;
  readonly parameters: Float64Array;
  readonly parameterCount: number;
  readonly births: readonly TierProgramme[];
  readonly childMonths: readonly TierProgramme[];
}

/** Compiles a scenario. */
export function programmeOf(scenario: ResolvedScenario): Programme {
  const parameterCount = scenario.parameters.length;
  const parameters = new Float64Array(LAW_MONTHS * parameterCount);
  scenario.parameters.forEach((parameter, index) => {
    for (let month = 0; month < LAW_MONTHS; month++)
      parameters[month * parameterCount + index] = parameter.values[month];
  });
  const tiers = scenario.tiers.map((tier, position) => tierProgramme(scenario, tier, position));
  return {
    scenario,
    parameters,
    parameterCount,
    births: tiers.filter(({ tier }) => tier.unit === 'birth'),
    childMonths: tiers.filter(({ tier }) => tier.unit === 'child-month'),
  };
}

/** Offset of a month's row in the table of parameters. */
export function parameterRow(programme: Programme, month: number): number {
  return (month - monthIndex(FIRST_LAW_YEAR, 1)) * programme.parameterCount;
}

function tierProgramme(scenario: ResolvedScenario, tier: ResolvedTier, position: number): TierProgramme {
  const formulas =
    tier.takeUp === 'full' ? [tier.eligibility, tier.amount] : [tier.eligibility, tier.amount, tier.takeUp];
  const reads = readsOf(...formulas);
  const topUpAfter = tier.meets.how === 'top-up' ? tier.meets.after : [];
  const varying = [...reads.variables].filter((name) => VARIABLES[name].varies === 'month');
  const parameterChanges = Int32Array.from({ length: LAW_MONTHS / 12 }, (_, year) => {
    let mask = 0;
    for (let month = 1; month < 12; month++) {
      const now = year * 12 + month;
      const changed = ({ values }: ResolvedParameter) => values[now] !== values[now - 1];
      if ([...reads.parameters].some((index) => changed(scenario.parameters[index]))) mask |= 1 << month;
    }
    return mask;
  });
  return {
    tier,
    position,
    eligible: compile(tier.eligibility),
    amount: compile(tier.amount),
    takeUp: tier.takeUp === 'full' ? null : compile(tier.takeUp),
    exclusiveAfter: tier.meets.how === 'exclusive' ? tier.meets.after : [],
    topUpAfter,
    parameterChanges,
    readsMembership: varying.some((name) => MEMBERSHIP.has(name)),
    readsAgeInYears: varying.includes('age_years'),
    readsEveryMonth:
      topUpAfter.length > 0 || varying.some((name) => name !== 'age_years' && !MEMBERSHIP.has(name)),
    toppedUp: scenario.tiers.some(({ meets }) => meets.how === 'top-up' && meets.after.includes(position)),
  };
}
