import type { Dimension, RESULT_COLUMNS, ResultRow } from '../../engine/results.js';
import {
  type ColumnSpec,
  columnNamed,
  numberColumn,
  type Table,
  tableFrom,
  textColumn,
  type YearColumn,
} from './table.js';

/** The columns of the tidy result table, in the order of every export. */
export const RESULT_SPECS = [
  { name: 'scenario', kind: 'text', description: 'Scenario whose law holds' },
  { name: 'year', kind: 'year', description: 'Calendar year' },
  { name: 'indicator', kind: 'text', description: 'What is measured' },
  { name: 'branch', kind: 'text', description: 'maternity, child, financing or all' },
  { name: 'tier', kind: 'text', description: 'Tier of the branch, or a union of tiers' },
  { name: 'dimension', kind: 'text', description: 'By what persons are divided' },
  { name: 'group', kind: 'text', description: 'Group of the dimension' },
  { name: 'value', kind: 'number', description: 'The figure' },
  { name: 'low', kind: 'number', description: 'Lower bound of its interval, where one was computed' },
  { name: 'high', kind: 'number', description: 'Upper bound of its interval, where one was computed' },
  { name: 'unit', kind: 'text', description: 'Unit of the figure and its bounds' },
] as const satisfies readonly (ColumnSpec & { readonly name: (typeof RESULT_COLUMNS)[number] })[];

/** The rows of a run by columns. A figure that is not finite becomes "none": every export leaves it empty. */
export function tableOf(rows: Iterable<ResultRow>): Table {
  return tableFrom(RESULT_SPECS, rows);
}

/** Reads result rows back, all or those of the given numbers. A value that is none is NaN, a bound null. */
export function* resultRows(table: Table, rows?: Uint32Array): Generator<ResultRow> {
  const [scenario, indicator, branch, tier, dimension, group, unit] = [
    'scenario',
    'indicator',
    'branch',
    'tier',
    'dimension',
    'group',
    'unit',
  ].map((name) => textColumn(table, name));
  const years = (columnNamed(table, 'year') as YearColumn).values;
  const [value, low, high] = ['value', 'low', 'high'].map((name) => numberColumn(table, name).values);
  const bound = (figure: number) => (Number.isNaN(figure) ? null : figure);
  const count = rows?.length ?? table.rows;
  for (let position = 0; position < count; position++) {
    const row = rows ? rows[position] : position;
    yield {
      scenario: scenario.dictionary[scenario.codes[row]],
      year: years[row],
      indicator: indicator.dictionary[indicator.codes[row]],
      branch: branch.dictionary[branch.codes[row]],
      tier: tier.dictionary[tier.codes[row]],
      dimension: dimension.dictionary[dimension.codes[row]] as Dimension,
      group: group.dictionary[group.codes[row]],
      value: value[row],
      low: bound(low[row]),
      high: bound(high[row]),
      unit: unit.dictionary[unit.codes[row]],
    };
  }
}
