import type { FormulaNames } from '../explain/formula-text.js';
import { formulaText } from '../explain/formula-text.js';
import { monthText } from '../explain/months.js';
import type { Citation, Citations } from '../inputs/citations.js';
import type { Expression, ResolvedScenario } from '../inputs/scenario.js';
import { FIRST_LAW_YEAR, type MonthIndex, monthIndex } from '../inputs/time.js';
import { compile, type Kernel, readsOf } from '../tiers/compile.js';
import { type Portfolio, parameterTable, portfolioOf, type TierProgramme } from '../tiers/portfolio.js';
import type { ReadParameter } from './answer.js';
import { type ComputationTeller, computationOf } from './computation.js';
import { type Teller, tellerOf } from './tell.js';

const LAW_START = monthIndex(FIRST_LAW_YEAR, 1);
const NO_NAMES: FormulaNames['definitions'] = new Map();

/** One condition of a tier, ready to be told. */
interface Condition {
  readonly condition: string;
  readonly tell: Teller;
  /** Positions of the parameters that it reads. */
  readonly reads: readonly number[];
}

/** A tier ready to be judged and told. */
export interface TierRules {
  readonly programme: TierProgramme;
  readonly citation: Citation;
  readonly conditions: readonly Condition[];
  readonly computation: ComputationTeller;
  readonly amountReads: readonly number[];
}

/** A contribution ready to be computed. */
interface ContributionRules {
  readonly contribution: ResolvedScenario['contributions'][number];
  readonly reference: string;
  readonly eligible: Kernel;
  readonly amount: Kernel;
}

/** A scenario compiled for the calculator. */
export interface Rules {
  readonly scenario: string;
  /** In the order of the law, which is also that of the places. */
  readonly tiers: readonly TierRules[];
  readonly contributions: readonly ContributionRules[];
  /** [month * count + parameter], from January of FIRST_LAW_YEAR. */
  readonly parameters: Float64Array;
  readonly parameterCount: number;
  /** What parameters at these positions were in a month. Lists are shared: `reads` and answers are one object each. */
  readonly readIn: (reads: readonly number[], month: MonthIndex) => readonly ReadParameter[];
}

/** Compiles a scenario once for all households. */
export function rulesOf(scenario: ResolvedScenario, citations: Citations): Rules {
  const names: FormulaNames = {
    parameters: scenario.parameters.map(({ name }) => name),
    definitions: scenario.definitions ?? NO_NAMES,
  };
  const portfolio: Portfolio = portfolioOf([scenario]);
  return {
    scenario: scenario.id,
    tiers: portfolio.tiers.map((programme, place) => ({
      programme,
      citation: citations.tiers[place],
      conditions: partsOf(programme.tier.eligibility, names).map((part) => ({
        condition: names.definitions.get(part) ?? formulaText(part, names),
        tell: tellerOf(part, names),
        reads: [...readsOf(part).parameters],
      })),
      computation: computationOf(programme.tier.amount, names),
      amountReads: [...readsOf(programme.tier.amount).parameters],
    })),
    contributions: scenario.contributions.map((contribution, place) => ({
      contribution,
      reference: citations.contributions[place].reference,
      eligible: compile(contribution.eligibility),
      amount: compile(contribution.amount),
    })),
    parameters: parameterTable(scenario),
    parameterCount: scenario.parameters.length,
    readIn: parameterReader(scenario, citations),
  };
}

/** Position of a month's row in the table of parameters. */
export function rowOf({ parameterCount }: Rules, month: MonthIndex): number {
  return (month - LAW_START) * parameterCount;
}

/** The conditions of an eligibility: the parts of its `and`, however they are nested; a definition is one. */
function partsOf(expression: Expression, names: FormulaNames): Expression[] {
  const joined = expression.kind === 'operation' && expression.operator === 'and';
  if (!joined || names.definitions.has(expression)) return [expression];
  return expression.operands.flatMap((operand) => partsOf(operand, names));
}

/** Reads parameters with their sources, each list once for a month: law changes seldom, and answers repeat it. */
function parameterReader(scenario: ResolvedScenario, citations: Citations): Rules['readIn'] {
  const lists = new Map<readonly number[], (readonly ReadParameter[])[]>();
  const read = (index: number, month: MonthIndex): ReadParameter => {
    const { name, unit, values } = scenario.parameters[index];
    const dated = citations.parameters[index];
    const { from, mark, reference } = dated.findLast((one) => one.from <= month) ?? dated[0];
    return { name, value: values[month - LAW_START], unit, from: monthText(from), mark, reference };
  };
  return (reads, month) => {
    let byMonth = lists.get(reads);
    if (!byMonth) {
      byMonth = [];
      lists.set(reads, byMonth);
    }
    byMonth[month - LAW_START] ??= reads.map((index) => read(index, month));
    return byMonth[month - LAW_START];
  };
}
