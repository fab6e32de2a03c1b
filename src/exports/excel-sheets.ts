import {
  type Column,
  columnNamed,
  numberColumn,
  type Table,
  type TextColumn,
  textColumn,
} from '../tables/table.js';
import { TOPIC_NAMES, topicOf } from './topics.js';

/** One sheet: figures of the same scenario, year, branch, tier, dimension and group share a row. */
export interface TopicSheet {
  readonly topic: string;
  /** Titles of the columns: the keys, then the indicators with their units. */
  readonly headers: readonly string[];
  /** Unit of each column of figures; the keys have none. */
  readonly units: readonly (string | null)[];
  readonly rows: readonly (readonly (string | number | undefined)[])[];
}

const KEYS = ['scenario', 'year', 'branch', 'tier', 'dimension', 'group'] as const;

interface Key {
  readonly cell: (row: number) => string | number;
  readonly code: (row: number) => number;
  /** Codes are below it. */
  readonly base: number;
}

function keyOf(column: Column): Key {
  if (column.kind === 'number') throw new Error(`figures are no key: "${column.name}"`);
  if (column.kind === 'year') {
    const { values } = column;
    return { cell: (row) => values[row], code: (row) => values[row] + 0x8000, base: 0x10000 };
  }
  const { codes, dictionary } = column;
  return { cell: (row) => dictionary[codes[row]], code: (row) => codes[row], base: dictionary.length };
}

/** The columns of one indicator in one unit: the figure, and its bounds where there are any. */
interface FigureColumns {
  readonly title: string;
  readonly unit: string;
  hasBounds: boolean;
  place: number;
}

/** Places of rows that the numbers below 2 to the 53rd can tell apart. */
type RowKey = number;

/** Divides a result table into sheets by topic; indicators become columns. No figure is left out. */
export function topicSheets(table: Table): TopicSheet[] {
  const indicators = textColumn(table, 'indicator');
  const topics = indicators.dictionary.map(topicOf);
  const rowsOf = new Map<string, number[]>(TOPIC_NAMES.map((topic) => [topic, []]));
  for (let row = 0; row < table.rows; row++) rowsOf.get(topics[indicators.codes[row]])!.push(row);
  return TOPIC_NAMES.flatMap((topic) => {
    const rows = rowsOf.get(topic)!;
    return rows.length > 0 ? [sheetOf(table, topic, rows, indicators)] : [];
  });
}

function sheetOf(table: Table, topic: string, rows: readonly number[], indicators: TextColumn): TopicSheet {
  const figures = figureColumns(table, rows, indicators);
  const keys = KEYS.map((name) => keyOf(columnNamed(table, name)));
  const units = textColumn(table, 'unit');
  const [value, low, high] = ['value', 'low', 'high'].map((name) => numberColumn(table, name).values);
  const lines = new Map<RowKey, (string | number | undefined)[][]>();
  for (const row of rows) {
    const figure = figures.get(indicators.codes[row] * units.dictionary.length + units.codes[row])!;
    const line = lineFor(lines, keys, row, figure.place);
    // A figure that is not there still takes its place, so that a second one of the same key goes elsewhere.
    line[figure.place] = Number.isNaN(value[row]) ? '' : value[row];
    if (!figure.hasBounds) continue;
    if (!Number.isNaN(low[row])) line[figure.place + 1] = low[row];
    if (!Number.isNaN(high[row])) line[figure.place + 2] = high[row];
  }
  const columns = [...figures.values()].flatMap(({ title, unit, hasBounds }) =>
    (hasBounds ? [title, `${title}, low`, `${title}, high`] : [title]).map((name) => [name, unit] as const),
  );
  return {
    topic,
    headers: [...KEYS, ...columns.map(([title]) => title)],
    units: [...KEYS.map(() => null), ...columns.map(([, unit]) => unit)],
    rows: [...lines].sort(([a], [b]) => a - b).flatMap(([, same]) => same),
  };
}

function figureColumns(
  table: Table,
  rows: readonly number[],
  indicators: TextColumn,
): Map<number, FigureColumns> {
  const units = textColumn(table, 'unit');
  const [low, high] = ['low', 'high'].map((name) => numberColumn(table, name).values);
  const found = new Map<number, FigureColumns>();
  for (const row of rows) {
    const key = indicators.codes[row] * units.dictionary.length + units.codes[row];
    let figure = found.get(key);
    if (!figure) {
      const unit = units.dictionary[units.codes[row]];
      const title = `${indicators.dictionary[indicators.codes[row]]} (${unit})`;
      figure = { title, unit, hasBounds: false, place: 0 };
      found.set(key, figure);
    }
    figure.hasBounds ||= !(Number.isNaN(low[row]) && Number.isNaN(high[row]));
  }
  let place: number = KEYS.length;
  for (const figure of found.values()) {
    figure.place = place;
    place += figure.hasBounds ? 3 : 1;
  }
  return found;
}

/** The line of a row's key in which a place is free: the first, unless a key has the same indicator twice. */
function lineFor(
  lines: Map<RowKey, (string | number | undefined)[][]>,
  keys: readonly Key[],
  row: number,
  place: number,
): (string | number | undefined)[] {
  let key: RowKey = 0;
  for (const { code, base } of keys) key = key * base + code(row);
  if (!Number.isSafeInteger(key)) throw new Error('the table has too many different keys for a workbook');
  let same = lines.get(key);
  if (!same) {
    same = [];
    lines.set(key, same);
  }
  let line = same.find((one) => one[place] === undefined);
  if (!line) {
    line = keys.map(({ cell }) => cell(row));
    same.push(line);
  }
  return line;
}
