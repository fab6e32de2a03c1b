import type { ResolvedScenario, ResolvedTier } from '../inputs/scenario.js';
import { FIRST_LAW_YEAR, LAW_MONTHS, monthIndex } from '../inputs/time.js';
import { VARIABLES } from '../inputs/variables.js';
import { compile, type Kernel, readsOf } from './compile.js';

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
  /** Bounds of the stretches of months (0..12) in which nothing that the tier reads can change: [year - FIRST_LAW_YEAR]. */
  readonly stretches: readonly Int32Array[];
  /** Whether the tier reads something that may change from month to month. */
  readonly monthly: boolean;
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
  const monthly =
    topUpAfter.length > 0 || [...reads.variables].some((name) => VARIABLES[name].varies === 'month');
  const changes = (month: number) =>
    monthly ||
    [...reads.parameters].some(
      (i) => scenario.parameters[i].values[month] !== scenario.parameters[i].values[month - 1],
    );
  const stretches: Int32Array[] = [];
  for (let january = 0; january < LAW_MONTHS; january += 12) {
    const bounds = [0];
    for (let month = 1; month < 12; month++) if (changes(january + month)) bounds.push(month);
    stretches.push(Int32Array.from([...bounds, 12]));
  }
  return {
    tier,
    position,
    eligible: compile(tier.eligibility),
    amount: compile(tier.amount),
    takeUp: tier.takeUp === 'full' ? null : compile(tier.takeUp),
    exclusiveAfter: tier.meets.how === 'exclusive' ? tier.meets.after : [],
    topUpAfter,
    stretches,
    monthly,
  };
}
