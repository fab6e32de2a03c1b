import { DIMENSIONS, type Dimension, type ResultRow } from '../results.js';

export const ALL_DIMENSIONS: ReadonlySet<Dimension> = new Set(DIMENSIONS);

/** Appends rows of one scenario, year, branch and tier; those of dimensions that nobody asked for are left out. */
export class RowWriter {
  branch = 'all';
  tier = 'all';
  private readonly rows: ResultRow[];
  private readonly scenario: string;
  private readonly year: number;
  private readonly dimensions: ReadonlySet<Dimension>;

  constructor(
    rows: ResultRow[],
    scenario: string,
    year: number,
    dimensions: ReadonlySet<Dimension> = ALL_DIMENSIONS,
  ) {
    this.rows = rows;
    this.scenario = scenario;
    this.year = year;
    this.dimensions = dimensions;
  }

  push(indicator: string, dimension: Dimension, group: string, value: number, unit: string): void {
    if (!this.dimensions.has(dimension)) return;
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
