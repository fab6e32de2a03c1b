import Table from 'cli-table3';
import type { ResultRow } from '../../engine/results.js';
import type { RunOutcome, RunRecord } from '../run.js';
import { amount, percent, points, signed } from './figures.js';

/** Years shown of a projection that reaches them; the last year stands in for those beyond. */
const HEADLINE_YEARS = [2025, 2030, 2045];
const BRANCHES = ['maternity', 'child'] as const;
const COSTS = new Set(['benefit_cost', 'benefit_cost_constant', 'cost_share_of_gdp']);

/** National figures (dimension `total`) by scenario, year, branch, tier and indicator. */
class NationalFigures {
  readonly #values = new Map<string, number>();
  readonly tiers = new Map<string, Set<string>>();
  /** Cost by who pays, by scenario and year. */
  readonly payers = new Map<string, string[]>();

  constructor(rows: readonly ResultRow[]) {
    for (const row of rows) {
      if (row.indicator === 'cost_by_financing_source') {
        const key = `${row.scenario}\n${row.year}`;
        const payers = this.payers.get(key) ?? [];
        payers.push(`${row.group} ${amount(row.value)}`);
        this.payers.set(key, payers);
      }
      if (row.dimension !== 'total' || row.group !== 'total') continue;
      const { scenario, year, branch, tier, indicator, value } = row;
      this.#values.set([scenario, year, branch, tier, indicator].join('\n'), value);
      if (tier === 'all') continue;
      const key = `${scenario}\n${branch}`;
      const tiers = this.tiers.get(key) ?? new Set<string>();
      this.tiers.set(key, tiers.add(tier));
    }
  }

  get(scenario: string, year: number, branch: string, tier: string, indicator: string): number | undefined {
    return this.#values.get([scenario, year, branch, tier, indicator].join('\n'));
  }

  /** Cost of both branches; their persons are mothers here and children there, and are not added up. */
  both(scenario: string, year: number, indicator: string): number | undefined {
    if (!COSTS.has(indicator)) return undefined;
    const costs = BRANCHES.map((branch) => this.get(scenario, year, branch, 'all', indicator));
    return costs.reduce((sum, cost) => (sum === undefined || cost === undefined ? undefined : sum + cost));
  }
}

function newTable(head: readonly string[]): Table.Table {
  return new Table({
    head: [...head],
    style: { head: [], border: [], compact: true },
    colAligns: head.map((_, column) => (column === 0 ? 'left' : 'right')),
    chars: {
      top: '',
      'top-mid': '',
      'top-left': '',
      'top-right': '',
      bottom: '',
      'bottom-mid': '',
      'bottom-left': '',
      'bottom-right': '',
      left: '',
      'left-mid': '',
      mid: '─',
      'mid-mid': '─',
      right: '',
      'right-mid': '',
      middle: ' ',
    },
  });
}

/** The years of the report. */
export function headlineYears(toYear: number): number[] {
  return [...new Set(HEADLINE_YEARS.map((year) => Math.min(year, toYear)))];
}

function scenarioTable(figures: NationalFigures, scenario: string, year: number): string {
  const table = newTable([
    String(year),
    'eligible',
    'beneficiaries',
    'uptake',
    'effective coverage',
    'cost, VND bn',
    'at 2025 prices',
    '% of GDP',
  ]);
  const line = (label: string, figure: (indicator: string) => number | undefined) => {
    table.push([
      label,
      amount(figure('eligible')),
      amount(figure('beneficiaries')),
      percent(figure('uptake')),
      percent(figure('effective_coverage')),
      amount(figure('benefit_cost')),
      amount(figure('benefit_cost_constant')),
      percent(figure('cost_share_of_gdp'), 3),
    ]);
  };
  for (const branch of BRANCHES) {
    for (const tier of figures.tiers.get(`${scenario}\n${branch}`) ?? []) {
      line(tier, (indicator) => figures.get(scenario, year, branch, tier, indicator));
    }
    line(`${branch}, all tiers`, (indicator) => figures.get(scenario, year, branch, 'all', indicator));
  }
  line('both branches', (indicator) => figures.both(scenario, year, indicator));
  const payers = figures.payers.get(`${scenario}\n${year}`);
  const paid = payers ? `\n paid by, VND bn with administration: ${payers.join(', ')}` : '';
  return table.toString() + paid;
}

function differenceTable(
  figures: NationalFigures,
  baseline: string,
  reform: string,
  years: readonly number[],
): string {
  const table = newTable([
    '',
    'beneficiaries',
    'effective coverage',
    'cost, VND bn',
    'at 2025 prices',
    '% of GDP',
  ]);
  for (const year of years) {
    for (const branch of [...BRANCHES, 'all'] as const) {
      const difference = (indicator: string) => {
        const [after, before] = [reform, baseline].map((id) =>
          branch === 'all'
            ? figures.both(id, year, indicator)
            : figures.get(id, year, branch, 'all', indicator),
        );
        return after === undefined || before === undefined ? undefined : after - before;
      };
      table.push([
        `${year} ${branch === 'all' ? 'both branches' : branch}`,
        signed(amount, difference('beneficiaries')),
        signed(points, difference('effective_coverage')),
        signed(amount, difference('benefit_cost')),
        signed(amount, difference('benefit_cost_constant')),
        signed((share) => points(share, 3), difference('cost_share_of_gdp')),
      ]);
    }
  }
  return table.toString();
}

/** The report of a run for a terminal: each scenario's tiers in the headline years, then reforms against the baseline. */
export function formatReport({ record, rows }: RunOutcome): string {
  const figures = new NationalFigures(rows);
  const years = headlineYears(record.toYear);
  const sections = record.scenarios.map(({ id, title }) =>
    [`${title.en} (${id})`, ...years.map((year) => scenarioTable(figures, id, year))].join('\n\n'),
  );
  const [baseline, ...reforms] = record.scenarios;
  for (const { id, title } of reforms) {
    sections.push(
      `${title.en} (${id}) against ${baseline.id}\n\n${differenceTable(figures, baseline.id, id, years)}`,
    );
  }
  return `${[...sections, footer(record)].join('\n\n\n')}\n`;
}

function footer({ id, simulated, seconds, seed, country }: RunRecord): string {
  return [
    `${amount(simulated.persons)} simulated persons, each standing for ${simulated.weight.toLocaleString('en', { maximumFractionDigits: 2 })} residents; ` +
      `${amount(simulated.personYears)} person-years in ${seconds.toLocaleString('en')} s; seed "${seed}"`,
    `run ${id}`,
    country.attribution,
  ].join('\n');
}
