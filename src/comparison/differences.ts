import { setImmediate } from 'node:timers/promises';
import {
  type Column,
  type ColumnSpec,
  columnNamed,
  numberColumn,
  type Table,
  type TextColumn,
  textColumn,
  type YearColumn,
} from '../tables/table.js';
import { GdpOfTable } from './gdp.js';

/** The columns of a table of differences, in the order of every export. `scenario` is the reform. */
const DIFFERENCE_SPECS = [
  { name: 'scenario', kind: 'text', description: 'Reform that is compared with the baseline of the run' },
  { name: 'year', kind: 'year', description: 'Calendar year' },
  { name: 'indicator', kind: 'text', description: 'What is measured' },
  { name: 'branch', kind: 'text', description: 'maternity, child, financing or all' },
  { name: 'tier', kind: 'text', description: 'Tier of the branch, or a union of tiers' },
  { name: 'dimension', kind: 'text', description: 'By what persons are divided' },
  { name: 'group', kind: 'text', description: 'Group of the dimension' },
  { name: 'baseline', kind: 'number', description: 'The figure under the baseline' },
  { name: 'reform', kind: 'number', description: 'The figure under the reform' },
  { name: 'difference', kind: 'number', description: 'Reform less baseline' },
  { name: 'percent', kind: 'number', description: 'Difference in per cent of the size of the baseline' },
  {
    name: 'gdp_points',
    kind: 'number',
    description: 'Difference of national money in percentage points of GDP',
  },
  { name: 'unit', kind: 'text', description: 'Unit of baseline, reform and difference' },
] as const satisfies readonly ColumnSpec[];

/** Columns that two rows of a pair agree in. */
const KEY_COLUMNS = ['indicator', 'branch', 'tier', 'dimension', 'group', 'unit'] as const;

/** Figures of which a missing row says zero: persons and money, which add up. */
const ADDITIVE = /^(persons|mothers|cases|children, mean of months|VND billion\b.*)$/;
const NOMINAL_MONEY = 'VND billion, nominal';
const NATIONAL = 'total';

/** Rows between two turns of the event loop: some milliseconds. */
const TURN_ROWS = 16_384;
const NONE = -1;

/** Works on rows from 0 to `count`, a stretch at a time, and lets others work in between. */
async function turnByTurn(count: number, work: (start: number, end: number) => void): Promise<void> {
  for (let start = 0; start < count; start += TURN_ROWS) {
    work(start, Math.min(start + TURN_ROWS, count));
    await setImmediate();
  }
}

/**
 * Every figure of the reforms of a result table beside the same figure of the baseline: same year, indicator, branch, tier,
 * dimension, group and unit, of the same simulated lives.
 *
 * A figure that only one side has leaves the other empty. Where it adds up (persons, money) the missing side counts as
 * zero in the difference; any other figure has no difference then. `percent` is empty where the baseline is missing or
 * zero. `gdp_points` is filled for nominal money of the nation: 100 x difference / GDP of the year, or, where the two
 * scenarios have different paths of GDP, the difference of the two shares.
 *
 * @param results the table of a run
 * @param baseline its baseline; every other scenario is a reform, also one with its response
 */
export async function differenceTable(results: Table, baseline: string): Promise<Table> {
  const scenarios = textColumn(results, 'scenario');
  const base = scenarios.dictionary.indexOf(baseline);
  const rowsOf = await rowsByScenario(scenarios);
  const pairs = await pairsOf(await keysOf(results), rowsOf, base);
  return tableOfPairs(results, base, pairs);
}

/** Numbers of the rows of each scenario, by its code. */
async function rowsByScenario({ dictionary, codes }: TextColumn): Promise<Uint32Array[]> {
  const counts = new Uint32Array(dictionary.length);
  for (let row = 0; row < codes.length; row++) counts[codes[row]]++;
  const rows = Array.from(counts, (count) => new Uint32Array(count));
  const filled = new Uint32Array(dictionary.length);
  await turnByTurn(codes.length, (start, end) => {
    for (let row = start; row < end; row++) rows[codes[row]][filled[codes[row]]++] = row;
  });
  return rows;
}

/** What a row says but for its scenario and its figures, as one number: far below 2^53 for any table of a run. */
async function keysOf(results: Table): Promise<Float64Array> {
  const years = (columnNamed(results, 'year') as YearColumn).values;
  const keys = Float64Array.from(years);
  for (const name of KEY_COLUMNS) {
    const { codes, dictionary } = textColumn(results, name);
    const words = dictionary.length;
    await turnByTurn(keys.length, (start, end) => {
      for (let row = start; row < end; row++) keys[row] = keys[row] * words + codes[row];
    });
  }
  return keys;
}

/** Rows of the result table by pairs, `NONE` where a side is missing, and the reform's scenario by its code. */
interface Pairs {
  readonly rows: number;
  readonly before: Int32Array;
  readonly after: Int32Array;
  readonly reforms: Uint32Array;
}

/** Each row of a reform with its row of the baseline, then the rows that only the baseline has, reform by reform. */
async function pairsOf(keys: Float64Array, rowsOf: readonly Uint32Array[], base: number): Promise<Pairs> {
  const baseRows = rowsOf[base] ?? new Uint32Array();
  const byKey = new Map<number, number>();
  await turnByTurn(baseRows.length, (start, end) => {
    for (let i = start; i < end; i++) byKey.set(keys[baseRows[i]], i);
  });
  const reformRows = rowsOf.reduce((sum, rows, scenario) => sum + (scenario === base ? 0 : rows.length), 0);
  const most = reformRows + (rowsOf.length - 1) * baseRows.length;
  const before = new Int32Array(most);
  const after = new Int32Array(most);
  const reforms = new Uint32Array(most);
  let pairs = 0;
  for (const [scenario, rows] of rowsOf.entries()) {
    if (scenario === base) continue;
    const seen = new Uint8Array(baseRows.length);
    await turnByTurn(rows.length, (start, end) => {
      for (let i = start; i < end; i++) {
        const pair = byKey.get(keys[rows[i]]);
        if (pair !== undefined) seen[pair] = 1;
        before[pairs] = pair === undefined ? NONE : baseRows[pair];
        after[pairs] = rows[i];
        reforms[pairs++] = scenario;
      }
    });
    for (let i = 0; i < baseRows.length; i++) {
      if (seen[i]) continue;
      before[pairs] = baseRows[i];
      after[pairs] = NONE;
      reforms[pairs++] = scenario;
    }
  }
  return { rows: pairs, before, after, reforms };
}

async function tableOfPairs(results: Table, base: number, pairs: Pairs): Promise<Table> {
  const { rows, before, after, reforms } = pairs;
  const source = new Uint32Array(rows);
  for (let i = 0; i < rows; i++) source[i] = after[i] === NONE ? before[i] : after[i];
  const figures = await figuresOf(results, base, pairs, source);
  const columns: Column[] = [];
  for (const spec of DIFFERENCE_SPECS) {
    if (spec.kind === 'number') {
      columns.push({ ...spec, values: figures[spec.name] });
    } else if (spec.kind === 'year') {
      const { values } = columnNamed(results, spec.name) as YearColumn;
      const years = new Int16Array(rows);
      for (let i = 0; i < rows; i++) years[i] = values[source[i]];
      columns.push({ ...spec, values: years });
    } else {
      const { dictionary, codes } = textColumn(results, spec.name);
      const codeOf = spec.name === 'scenario' ? (i: number) => reforms[i] : (i: number) => codes[source[i]];
      columns.push({ ...spec, ...compact(dictionary, rows, codeOf) });
    }
    await setImmediate();
  }
  return { rows, columns };
}

/** Codes of the words that occur only, in order of appearance. */
function compact(dictionary: readonly string[], rows: number, codeOf: (row: number) => number) {
  const renumbered = new Int32Array(dictionary.length).fill(NONE);
  const words: string[] = [];
  const codes = new Uint32Array(rows);
  for (let row = 0; row < rows; row++) {
    const code = codeOf(row);
    if (renumbered[code] === NONE) renumbered[code] = words.push(dictionary[code]) - 1;
    codes[row] = renumbered[code];
  }
  return { dictionary: words, codes };
}

async function figuresOf(results: Table, base: number, pairs: Pairs, source: Uint32Array) {
  const { rows, before, after, reforms } = pairs;
  const { values } = numberColumn(results, 'value');
  const unit = textColumn(results, 'unit');
  const dimension = textColumn(results, 'dimension');
  const years = (columnNamed(results, 'year') as YearColumn).values;
  const additive = unit.dictionary.map((name) => ADDITIVE.test(name));
  const money = unit.dictionary.indexOf(NOMINAL_MONEY);
  const national = dimension.dictionary.indexOf(NATIONAL);
  const gdp = new GdpOfTable(results);
  const empty = () => new Float64Array(rows).fill(Number.NaN);
  const figures = {
    baseline: empty(),
    reform: empty(),
    difference: empty(),
    percent: empty(),
    gdp_points: empty(),
  };
  await turnByTurn(rows, (start, end) => {
    for (let i = start; i < end; i++) {
      const row = source[i];
      const missing = additive[unit.codes[row]] ? 0 : Number.NaN;
      const from = before[i] === NONE ? missing : values[before[i]];
      const to = after[i] === NONE ? missing : values[after[i]];
      if (before[i] !== NONE) keep(figures.baseline, i, from);
      if (after[i] !== NONE) keep(figures.reform, i, to);
      keep(figures.difference, i, to - from);
      keep(figures.percent, i, (100 * (to - from)) / Math.abs(from));
      if (unit.codes[row] !== money || dimension.codes[row] !== national) continue;
      const points = gdp.points(
        years[row],
        { scenario: base, value: from },
        { scenario: reforms[i], value: to },
      );
      keep(figures.gdp_points, i, points);
    }
  });
  return figures;
}

/** Of figures that are none there is one pattern of bits, so that equal tables have equal bytes. */
function keep(column: Float64Array, row: number, value: number): void {
  if (Number.isFinite(value)) column[row] = value;
}
