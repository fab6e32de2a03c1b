import Table from 'cli-table3';
import type { ResultRow } from '../../engine/results.js';
import { responseId } from '../response.js';
import type { RunRecord } from '../run.js';
import { amount, percent, points, signed } from './figures.js';

/** Years shown of a projection that reaches them; the last year stands in for those beyond. */
const HEADLINE_YEARS = [2025, 2030, 2045];
const BRANCHES = ['maternity', 'child'] as const;
const COSTS = new Set(['benefit_cost', 'benefit_cost_constant', 'cost_share_of_gdp']);

const UNALIGNED =
  'Not aligned: births and deaths follow chance and the relative risks of the model, not the national rates.';

/** What the report is made of: national rows (others are passed over), and the part of a run's record that it tells. */
export interface Reported {
  readonly record: Pick<RunRecord, 'id' | 'toYear' | 'alignment' | 'seed' | 'simulated' | 'seconds'> & {
    readonly scenarios: readonly Pick<RunRecord['scenarios'][number], 'id' | 'title' | 'joiningElasticity'>[];
    readonly country: Pick<RunRecord['country'], 'attribution'>;
  };
  readonly rows: readonly ResultRow[];
}

/** National figures (dimension `total`) by scenario, year, branch, tier and indicator. */
class NationalFigures {
  readonly #values = new Map<string, number>();
  readonly tiers = new Map<string, Set<string>>();
  /** Cost by who pays, by scenario and year. */
  readonly payers = new Map<string, string[]>();
  /** Figures of each fund (`fund_...`), by scenario and year, then by fund. */
  readonly funds = new Map<string, Map<string, Map<string, number>>>();

  /** @param years of which figures are kept */
  constructor(rows: readonly ResultRow[], years: readonly number[]) {
    const kept = new Set(years);
    for (const row of rows) {
      if (!kept.has(row.year)) continue;
      if (row.indicator === 'cost_by_financing_source') {
        const key = `${row.scenario}\n${row.year}`;
        const payers = this.payers.get(key) ?? [];
        payers.push(`${row.group} ${amount(row.value)}`);
        this.payers.set(key, payers);
      }
      if (row.indicator.startsWith('fund_') && row.tier === 'all') this.#addFund(row);
      if (row.dimension !== 'total' || row.group !== 'total') continue;
      const { scenario, year, branch, tier, indicator, value } = row;
      this.#values.set([scenario, year, branch, tier, indicator].join('\n'), value);
      if (tier === 'all') continue;
      const key = `${scenario}\n${branch}`;
      const tiers = this.tiers.get(key) ?? new Set<string>();
      this.tiers.set(key, tiers.add(tier));
    }
  }

  #addFund({ scenario, year, group, indicator, value }: ResultRow): void {
    const key = `${scenario}\n${year}`;
    const funds = this.funds.get(key) ?? new Map<string, Map<string, number>>();
    this.funds.set(key, funds);
    const fund = funds.get(group) ?? new Map<string, number>();
    funds.set(group, fund.set(indicator, value));
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
  return table.toString() + paid + fundLines(figures.funds.get(`${scenario}\n${year}`));
}

/** A line for each fund that both receives contributions and pays benefits. */
function fundLines(funds: ReadonlyMap<string, ReadonlyMap<string, number>> | undefined): string {
  let lines = '';
  for (const [fund, figures] of funds ?? []) {
    const figure = (name: string) => figures.get(`fund_${name}`);
    if (!figure('contributions') || !figure('benefits')) continue;
    lines +=
      `\n ${fund}, VND bn: contributions ${amount(figure('contributions'))}, benefits ${amount(figure('benefits'))}, ` +
      `administration ${amount(figure('administration'))}, balance ${amount(figure('balance'))} ` +
      `(${percent(figure('balance_share_of_gdp'), 3)} of GDP), before benefits that are not modelled`;
  }
  return lines;
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

/** Who has more and who has less under a reform; nothing where the figures do not say. */
function winnersTable(figures: NationalFigures, reform: string, years: readonly number[]): string {
  const table = newTable(['of all residents', 'winners', 'mean gain', 'losers', 'mean loss']);
  for (const year of years) {
    const figure = (indicator: string) => figures.get(reform, year, 'all', 'all', indicator);
    if (figure('winners') === undefined) continue;
    table.push([
      String(year),
      percent(figure('winners')),
      amount(figure('mean_gain')),
      percent(figure('losers')),
      amount(figure('mean_loss')),
    ]);
  }
  return table.length === 0 ? '' : `\n\n${table}\n gains and losses in VND a head a month`;
}

/**
 * The report of a run for a terminal: each scenario's tiers in the headline years, then reforms against the baseline, and
 * a reform with its response against itself without.
 */
export function formatReport({ record, rows }: Reported): string {
  const years = headlineYears(record.toYear);
  const figures = new NationalFigures(rows, years);
  const shown = record.scenarios.flatMap(({ id, title, joiningElasticity }, position) => [
    { id, title: title.en, against: position === 0 ? null : record.scenarios[0].id },
    ...(position > 0 && joiningElasticity > 0
      ? [{ id: responseId(id), title: `${title.en}, membership responding`, against: id }]
      : []),
  ]);
  const scenarios = shown.map(({ id, title }) =>
    [`${title} (${id})`, ...years.map((year) => scenarioTable(figures, id, year))].join('\n\n'),
  );
  const sections = record.alignment ? scenarios : [UNALIGNED, ...scenarios];
  for (const { id, title, against } of shown) {
    if (against === null) continue;
    const differences = differenceTable(figures, against, id, years);
    const winners = winnersTable(figures, id, years);
    sections.push(`${title} (${id}) against ${against}\n\n${differences}${winners}`);
  }
  return `${[...sections, footer(record)].join('\n\n\n')}\n`;
}

function footer({ id, simulated, seconds, seed, country }: Reported['record']): string {
  const { personYears, keptPersonYears = 0 } = simulated;
  const kept = keptPersonYears === personYears ? 'kept' : `${amount(keptPersonYears)} of them kept`;
  const before = keptPersonYears === 0 ? '' : ` (${kept} from an earlier run)`;
  return [
    `${amount(simulated.persons)} simulated persons, each standing for ${simulated.weight.toLocaleString('en', { maximumFractionDigits: 2 })} residents; ` +
      `${amount(personYears)} person-years${before} in ${seconds.toLocaleString('en')} s; seed "${seed}"`,
    `run ${id}`,
    country.attribution,
  ].join('\n');
}
