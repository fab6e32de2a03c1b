import { columnNamed, numberColumn, type Table, textColumn, type YearColumn } from '../tables/table.js';

/** Amounts in VND billion, nominal, and the same as shares of GDP: their quotient is the GDP that a run was made with. */
const SHARES: ReadonlyMap<string, string> = new Map([
  ['benefit_cost', 'cost_share_of_gdp'],
  ['fund_balance', 'fund_balance_share_of_gdp'],
]);
const NATIONAL = 'total';
/** Two scenarios on one path of GDP give the same quotient but for rounding. */
const ROUNDING = 1e-9;

interface Amount {
  /** Code of the scenario. */
  readonly scenario: number;
  /** VND billion, nominal. */
  readonly value: number;
}

/**
 * Nominal GDP by scenario and year as a result table itself tells it, so that it is the GDP of the run whatever the
 * country's figures have become since.
 */
export class GdpOfTable {
  readonly #gdp = new Map<string, number>();

  constructor(results: Table) {
    const amounts = new Map<string, number>();
    const shares = new Map<string, number>();
    const [scenario, indicator, branch, tier, dimension, group] = [
      'scenario',
      'indicator',
      'branch',
      'tier',
      'dimension',
      'group',
    ].map((name) => textColumn(results, name));
    const years = (columnNamed(results, 'year') as YearColumn).values;
    const { values } = numberColumn(results, 'value');
    const national = dimension.dictionary.indexOf(NATIONAL);
    const shareOf = new Map([...SHARES].map(([amount, share]) => [share, amount]));
    const kept = indicator.dictionary.map((name) => SHARES.has(name) || shareOf.has(name));
    for (let row = 0; row < results.rows; row++) {
      if (dimension.codes[row] !== national || !kept[indicator.codes[row]]) continue;
      const name = indicator.dictionary[indicator.codes[row]];
      const amount = shareOf.get(name);
      const place = [
        `${scenario.codes[row]} ${years[row]}`,
        amount ?? name,
        branch.codes[row],
        tier.codes[row],
        group.codes[row],
      ].join('\n');
      (amount === undefined ? amounts : shares).set(place, values[row]);
    }
    const largest = new Map<string, number>();
    for (const [place, share] of shares) {
      const amount = amounts.get(place);
      const key = place.slice(0, place.indexOf('\n'));
      if (!amount || !share || Math.abs(amount) <= (largest.get(key) ?? 0)) continue;
      largest.set(key, Math.abs(amount));
      this.#gdp.set(key, amount / share);
    }
  }

  /** Percentage points of GDP between two amounts of a year; NaN where the table does not tell the GDP. */
  points(year: number, before: Amount, after: Amount): number {
    const [own, other] = [before, after].map(({ scenario }) => this.#gdp.get(`${scenario} ${year}`));
    const from = own ?? other ?? Number.NaN;
    const to = other ?? own ?? Number.NaN;
    if (Math.abs(to / from - 1) < ROUNDING) return (100 * (after.value - before.value)) / from;
    return 100 * (after.value / to - before.value / from);
  }
}
