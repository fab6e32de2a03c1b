import type { Dimension, ResultRow } from '../results.js';

/** Appends rows of one scenario, year, branch and tier. */
export class RowWriter {
  branch = 'all';
  tier = 'all';
  private readonly rows: ResultRow[];
  private readonly scenario: string;
  private readonly year: number;

  constructor(rows: ResultRow[], scenario: string, year: number) {
    this.rows = rows;
    this.scenario = scenario;
    this.year = year;
  }

  push(indicator: string, dimension: Dimension, group: string, value: number, unit: string): void {
    this.rows.push({
      scenario: this.scenario,
      year: this.year,
      indicator,
      branch: this.branch,
      tier: this.tier,
      dimension,
      group,
      value,
      low: null,
      high: null,
      unit,
    });
  }

  /** Appends the share of `part` in `whole`; nothing where the whole is nothing. */
  share(
    indicator: string,
    dimension: Dimension,
    group: string,
    part: number,
    whole: number,
    unit: string,
  ): void {
    if (whole !== 0) this.push(indicator, dimension, group, part / whole, unit);
  }
}
