/** One row of the tidy result table: the same in CSV, JSON and every other export. */
export interface ResultRow {
  readonly scenario: string;
  readonly year: number;
  readonly indicator: string;
  /** `maternity`, `child`, `financing` for contributions and funds, or `all` for figures of the whole population. */
  readonly branch: string;
  /** Tier's id, or `all`; of `financing`: a contribution's id or, in `fund_contributions`, a payer. */
  readonly tier: string;
  readonly dimension: Dimension;
  readonly group: string;
  readonly value: number;
  /** Bounds of the figure's interval; null where none was computed. */
  readonly low: number | null;
  readonly high: number | null;
  readonly unit: string;
}

export const DIMENSIONS = [
  'total',
  'sex',
  'age',
  'region',
  'area',
  'ethnicity',
  'quintile',
  'decile',
  'activity',
  'insurance',
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

export const RESULT_COLUMNS = [
  'scenario',
  'year',
  'indicator',
  'branch',
  'tier',
  'dimension',
  'group',
  'value',
  'low',
  'high',
  'unit',
] as const satisfies readonly (keyof ResultRow)[];
