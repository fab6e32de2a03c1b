import type { ResultFilter, TableIndex } from '../results/selection.js';
import { type Table, tableRows } from '../tables/table.js';

/** A figure under baseline and reform, null where it is not there. */
interface Pair {
  readonly baseline: number | null;
  readonly reform: number | null;
  readonly difference: number | null;
}

const FIGURES = ['effective_coverage', 'uptake', 'benefit_cost', 'cost_share_of_gdp'] as const;
const WINNERS = ['winners', 'losers', 'mean_gain', 'mean_loss'] as const;
const BRANCHES = ['maternity', 'child'] as const;

/** National figures of a branch: shares as fractions of 1, cost in VND billion, nominal. */
type BranchFigures = { readonly [Figure in (typeof FIGURES)[number]]: Pair };

/** Against the baseline: shares of all residents, means in VND a head a month; null where there are none. */
type WinnerFigures = { readonly [Figure in (typeof WINNERS)[number]]: number | null };

interface YearSummary {
  readonly year: number;
  readonly maternity: BranchFigures;
  readonly child: BranchFigures;
  /** Cost of both branches; their persons are mothers here and children there, and are not added up. */
  readonly both: Pick<BranchFigures, 'benefit_cost' | 'cost_share_of_gdp'>;
  /** Null where the run does not tell: with different projections, or with the response of membership. */
  readonly winners: WinnerFigures | null;
}

export interface ReformSummary {
  readonly scenario: string;
  readonly years: readonly YearSummary[];
}

/**
 * The national figures of each reform beside the baseline's in some years.
 *
 * @param differences as `differenceTable` makes them
 */
export function summaryOf(differences: Table, index: TableIndex, years: readonly number[]): ReformSummary[] {
  const filter: ResultFilter = {
    year: new Set(years.map(String)),
    indicator: new Set([...FIGURES, ...WINNERS]),
    tier: new Set(['all']),
    dimension: new Set(['total']),
  };
  const figures = new Map<string, Pair>();
  for (const row of tableRows(differences, index.select(filter).rows)) {
    const { scenario, year, branch, indicator, baseline, reform, difference } = row;
    figures.set([scenario, year, branch, indicator].join('\n'), { baseline, reform, difference } as Pair);
  }
  return index.values('scenario').map((scenario) => ({
    scenario,
    years: years.map((year) => {
      const figure = (branch: string, indicator: string) =>
        figures.get([scenario, year, branch, indicator].join('\n')) ?? NOTHING;
      return yearSummary(year, figure);
    }),
  }));
}

const NOTHING: Pair = { baseline: null, reform: null, difference: null };

function yearSummary(year: number, figure: (branch: string, indicator: string) => Pair): YearSummary {
  const [maternity, child] = BRANCHES.map(
    (branch) => Object.fromEntries(FIGURES.map((name) => [name, figure(branch, name)])) as BranchFigures,
  );
  const winners = Object.fromEntries(
    WINNERS.map((name) => [name, figure('all', name).reform]),
  ) as WinnerFigures;
  return {
    year,
    maternity,
    child,
    both: {
      benefit_cost: sumOf(maternity.benefit_cost, child.benefit_cost),
      cost_share_of_gdp: sumOf(maternity.cost_share_of_gdp, child.cost_share_of_gdp),
    },
    winners: winners.winners === null ? null : winners,
  };
}

function sumOf(one: Pair, other: Pair): Pair {
  const sum = (side: keyof Pair) => {
    const [a, b] = [one[side], other[side]];
    return a === null || b === null ? null : a + b;
  };
  return { baseline: sum('baseline'), reform: sum('reform'), difference: sum('difference') };
}
