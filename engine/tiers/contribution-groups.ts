import type {
  ContributionScheme,
  Expression,
  ResolvedContribution,
  ResolvedScenario,
} from '../inputs/scenario.js';
import { FIRST_LAW_YEAR, LAW_MONTHS, monthIndex } from '../inputs/time.js';
import { VARIABLES } from '../inputs/variables.js';
import { compile, lastingPart, readsOf } from './compile.js';
import { changesWithinYears, parameterTable, spell } from './portfolio.js';
import { RECORD_LENGTH } from './slots.js';

/** A contribution of one or more scenarios, ready to be computed: rate x the base of its group. */
interface ContributionProgramme {
  readonly contribution: ResolvedContribution;
  /** Scenario in which it stands first, for messages. */
  readonly scenario: string;
  /** Position among all contributions of the run. */
  readonly place: number;
  /** Factor of the base by law month, 0 outside the contribution's dates. */
  readonly rate: Float64Array;
}

/**
 * Contributions that are due from the same persons and are multiples of the same amount, so that formulas are evaluated
 * once for all of them: employer's and member's rates of one wage, say.
 */
export interface ContributionGroup {
  readonly scheme: ContributionScheme;
  /** What eligibility asks of a member at the least, all year and under any law: the condition of a gate. */
  readonly lasting: Expression;
  readonly eligibility: Expression;
  /** VND a month, before the rate of each programme. */
  readonly amount: Expression;
  /** Parameters of the scenario in which the group stands first, [month * parameterCount + parameter]. */
  readonly parameters: Float64Array;
  readonly parameterCount: number;
  readonly programmes: readonly ContributionProgramme[];
  /** Months (0..11) with which a stretch of unchanged law begins, the first always 0: by law year. */
  readonly starts: readonly Int32Array[];
  /**
   * A member whose voluntary months so far lie in this range within the year is looked at month by month; others in
   * stretches. By law year, empty (from infinity to minus infinity) where the law asks nothing of the kind.
   */
  readonly monthlyFrom: Float64Array;
  readonly monthlyTo: Float64Array;
}

/** The contributions of all scenarios of a run, each once, as tiers are. */
export interface ContributionPlan {
  readonly groups: readonly ContributionGroup[];
  readonly programmes: readonly ContributionProgramme[];
  /** Of each contribution, equal for those that are the same in every respect but their title: by place. */
  readonly keys: readonly string[];
  /** Places of each scenario's contributions, in its order. */
  readonly scenarios: readonly (readonly number[])[];
}

/** Compiles the contributions of a run's scenarios. */
export function contributionPlanOf(scenarios: readonly ResolvedScenario[]): ContributionPlan {
  const programmes: ContributionProgramme[] = [];
  const known = new Map<string, number>();
  const drafts = new Map<string, Draft>();
  const places = scenarios.map((scenario) =>
    scenario.contributions.map((contribution) => {
      const { title, eligibility, amount, ...rest } = contribution;
      const key = JSON.stringify([rest, spell(scenario, eligibility), spell(scenario, amount)]);
      const place = known.get(key) ?? programmes.length;
      if (place < programmes.length) return place;
      known.set(key, place);
      const { rate, base } = split(amount);
      const groupKey = JSON.stringify([rest.scheme, spell(scenario, eligibility), spell(scenario, base)]);
      const draft = drafts.get(groupKey) ?? { scenario, contribution, base, members: [] };
      drafts.set(groupKey, draft);
      const programme = {
        contribution,
        scenario: scenario.id,
        place,
        rate: rates(scenario, contribution, rate),
      };
      programmes.push(programme);
      draft.members.push(programme);
      return place;
    }),
  );
  return {
    groups: [...drafts.values()].map(groupOf),
    programmes,
    keys: [...known.keys()],
    scenarios: places,
  };
}

interface Draft {
  /** The scenario and the contribution that stand first. */
  readonly scenario: ResolvedScenario;
  readonly contribution: ResolvedContribution;
  readonly base: Expression;
  readonly members: ContributionProgramme[];
}

const ONE: Expression = { kind: 'number', value: 1 };

/** Splits an amount into a factor that reads no variable and the rest; their product is the amount to the last bit. */
function split(amount: Expression): { readonly rate: Expression; readonly base: Expression } {
  if (amount.kind === 'operation' && amount.operator === 'multiply') {
    const [a, b] = amount.operands;
    const plain = (expression: Expression) => readsOf(expression).variables.size === 0;
    if (plain(a)) return { rate: a, base: b };
    if (plain(b)) return { rate: b, base: a };
  }
  return { rate: ONE, base: amount };
}

/** A factor by law month, 0 outside the contribution's dates. */
function rates(
  scenario: ResolvedScenario,
  { from, until }: ResolvedContribution,
  rate: Expression,
): Float64Array {
  const values = valuesOf(scenario, rate);
  const first = monthIndex(FIRST_LAW_YEAR, 1);
  return values.map((value, i) => (first + i < from || (until !== null && first + i >= until) ? 0 : value));
}

/** The value of a formula without variables in every law month. */
function valuesOf(scenario: ResolvedScenario, expression: Expression): Float64Array {
  const kernel = compile(expression);
  const parameters = parameterTable(scenario);
  const record = new Float64Array(RECORD_LENGTH);
  return Float64Array.from({ length: LAW_MONTHS }, (_, month) =>
    kernel(record, parameters, month * scenario.parameters.length),
  );
}

function groupOf({ scenario, contribution, base, members }: Draft): ContributionGroup {
  const { eligibility, scheme } = contribution;
  const changes = changesWithinYears(scenario, readsOf(eligibility, base).parameters);
  const starts = Array.from(changes, (mask, year) => {
    const begins = (month: number) => {
      const now = year * 12 + month;
      return ((mask >>> month) & 1) === 1 || members.some(({ rate }) => rate[now] !== rate[now - 1]);
    };
    return Int32Array.from([0, ...MONTHS_BUT_JANUARY.filter(begins)]);
  });
  return {
    scheme,
    lasting: lastingPart(eligibility, (name) => VARIABLES[name].varies === 'year'),
    eligibility,
    amount: base,
    parameters: parameterTable(scenario),
    parameterCount: scenario.parameters.length,
    programmes: members,
    starts,
    ...monthlyRange(scenario, [eligibility, base]),
  };
}

const MONTHS_BUT_JANUARY = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
const COMPARISONS: ReadonlySet<string> = new Set([
  'equal',
  'unequal',
  'less',
  'lessOrEqual',
  'greater',
  'greaterOrEqual',
]);

/**
 * Where the voluntary months so far are only compared with limits, a formula can change its value within a year only for
 * those who are at a limit in that year. Everyone is looked at month by month where they are read otherwise, or where
 * age is.
 */
function monthlyRange(
  scenario: ResolvedScenario,
  expressions: readonly Expression[],
): Pick<ContributionGroup, 'monthlyFrom' | 'monthlyTo'> {
  const years = LAW_MONTHS / 12;
  const monthlyFrom = new Float64Array(years).fill(Number.POSITIVE_INFINITY);
  const monthlyTo = new Float64Array(years).fill(Number.NEGATIVE_INFINITY);
  const isTotal = (expression: Expression) =>
    expression.kind === 'variable' && expression.name === 'months_voluntary_total';
  const visit = (expression: Expression): void => {
    if (isTotal(expression) || (expression.kind === 'variable' && expression.name === 'age_years')) {
      monthlyFrom.fill(Number.NEGATIVE_INFINITY);
      monthlyTo.fill(Number.POSITIVE_INFINITY);
    }
    if (expression.kind !== 'operation') return;
    const [a, b] = expression.operands;
    if (COMPARISONS.has(expression.operator) && isTotal(a) !== isTotal(b)) {
      const limit = isTotal(a) ? b : a;
      if (readsOf(limit).variables.size === 0) {
        valuesOf(scenario, limit).forEach((value, month) => {
          const year = Math.floor(month / 12);
          monthlyFrom[year] = Math.min(monthlyFrom[year], value);
          monthlyTo[year] = Math.max(monthlyTo[year], value);
        });
        return;
      }
    }
    for (const operand of expression.operands) visit(operand);
  };
  for (const expression of expressions) visit(expression);
  return { monthlyFrom, monthlyTo };
}
