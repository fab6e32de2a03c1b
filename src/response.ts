import type { CountryInputs } from '../engine/inputs/country.js';
import type { ResolvedScenario, ResolvedTier } from '../engine/inputs/scenario.js';
import type { VariableName } from '../engine/inputs/variables.js';
import type { ResultRow } from '../engine/results.js';
import { readsOf } from '../engine/tiers/compile.js';

/** Voluntary members change to at most so many times their number. */
export const MOST_JOINING = 5;

/** What says in a condition that months of voluntary insurance count. */
const VOLUNTARY: ReadonlySet<VariableName> = new Set([
  'voluntary_member',
  'months_voluntary_12',
  'months_contributed_12',
  'months_voluntary_total',
  'mother_voluntary',
  'father_voluntary',
  'parent_insured',
  'parent_months_contributed_12',
  'father_voluntary_member',
  'father_months_contributed_12',
]);

/** Id under which the rows of a scenario with its response stand, beside the static ones. */
export function responseId(scenario: string): string {
  return `${scenario}+response`;
}

/** What membership of voluntary insurance brings and costs in a year, VND billion, with the members of the year's end. */
interface Membership {
  readonly members: number;
  /** Benefits that depend on membership less those that members forgo by it. */
  readonly benefits: number;
  /** Contributions of the members themselves, and of all who pay for them. */
  readonly own: number;
  readonly all: number;
}

/**
 * By how much voluntary membership changes in each year: 1 + elasticity x (net gain of a member-year - that under the
 * baseline) / contributions for a member-year under the baseline, between 0 and `MOST_JOINING`. The net gain is what
 * members draw by their membership, less what they forgo by it, less what they pay themselves (docs/indicators/behaviour.md).
 * 1 in years in which nobody is a member or nothing is contributed under the baseline.
 *
 * @param rows of a static run of both scenarios
 * @returns one factor a year, from `firstYear` to `toYear`
 */
export function joiningFactors(
  rows: readonly ResultRow[],
  baseline: ResolvedScenario,
  scenario: ResolvedScenario,
  elasticity: number,
  firstYear: number,
  toYear: number,
): number[] {
  const figures = new Figures(rows);
  return Array.from({ length: toYear - firstYear + 1 }, (_, y) => {
    const before = membershipOf(figures, baseline, firstYear + y);
    const after = membershipOf(figures, scenario, firstYear + y);
    if (before.members === 0 || after.members === 0 || before.all === 0) return 1;
    const gain = ({ benefits, own, members }: Membership) => (benefits - own) / members;
    const change = (gain(after) - gain(before)) / (before.all / before.members);
    return Math.min(MOST_JOINING, Math.max(0, 1 + elasticity * change));
  });
}

/**
 * What voluntary members draw by their membership is what the contributory tiers that ask for it pay to them. Where a tier
 * without contributions yields to such a tier, they forgo what it pays to each of those without insurance; where it tops
 * such a tier up, they gain by the latter only what goes beyond the former.
 */
function membershipOf(figures: Figures, scenario: ResolvedScenario, year: number): Membership {
  const of = (indicator: string, tier: string, group: string) =>
    figures.get(scenario.id, year, indicator, tier, group);
  let own = 0;
  let all = 0;
  for (const { id, scheme, payer } of scenario.contributions) {
    if (scheme !== 'voluntary') continue;
    const paid = of('contributions', id, 'total');
    all += paid;
    if (payer === 'member') own += paid;
  }
  let benefits = 0;
  scenario.tiers.forEach((tier, position) => {
    if (!dependsOnMembership(tier)) return;
    const drawn = of('benefit_cost', tier.id, 'voluntary');
    const forgone = scenario.tiers.map(({ id, kind, meets }) => {
      if (kind !== 'non-contributory' || meets.how === 'stacking' || !meets.after.includes(position))
        return 0;
      const others = of('eligible', id, 'none');
      if (others === 0) return 0;
      const outside = (of('eligible', tier.id, 'voluntary') * of('benefit_cost', id, 'none')) / others;
      return meets.how === 'exclusive' ? outside : Math.min(outside, drawn);
    });
    benefits += drawn - Math.max(0, ...forgone);
  });
  return { members: of('insured_persons', 'all', 'voluntary'), benefits, own, all };
}

function dependsOnMembership({ kind, eligibility }: ResolvedTier): boolean {
  return kind === 'contributory' && [...readsOf(eligibility).variables].some((name) => VOLUNTARY.has(name));
}

/** National figures, and those of voluntary members and of people without insurance, of a static run. */
class Figures {
  readonly #values = new Map<string, number>();

  constructor(rows: readonly ResultRow[]) {
    for (const { scenario, year, indicator, tier, dimension, group, value } of rows) {
      if (dimension === 'total' || dimension === 'insurance')
        this.#values.set([scenario, year, indicator, tier, group].join('\n'), value);
    }
  }

  get(scenario: string, year: number, indicator: string, tier: string, group: string): number {
    return this.#values.get([scenario, year, indicator, tier, group].join('\n')) ?? 0;
  }
}

/**
 * A country in which the path of voluntary members is multiplied by the factors of the years from the base year on. With
 * compulsory members they are never more than the whole labour force.
 */
export function withJoining(country: CountryInputs, factors: readonly number[]): CountryInputs {
  const { labour } = country;
  // The path begins a year before the base year.
  const voluntaryRate = labour.voluntaryRate.map((rate, row) => {
    const most = Math.max(rate, 1 - labour.compulsoryRate[row]);
    return Math.min(most, rate * (factors[row - 1] ?? 1));
  });
  return { ...country, labour: { ...labour, voluntaryRate } };
}

/** The factors as rows of the result table. */
export function joiningRows(scenario: string, factors: readonly number[], firstYear: number): ResultRow[] {
  return factors.map((value, y) => ({
    scenario,
    year: firstYear + y,
    indicator: 'joining_factor',
    branch: 'all',
    tier: 'all',
    dimension: 'total',
    group: 'total',
    value,
    low: null,
    high: null,
    unit: 'voluntary members, times those of the static run',
  }));
}
