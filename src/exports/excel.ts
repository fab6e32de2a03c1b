import writeWorkbook, { type Cell, type Sheet } from 'write-excel-file/node';
import type { RunRecord } from '../run.js';
import type { Table } from '../tables/table.js';
import { type Note, notesOf } from './excel-notes.js';
import { type TopicSheet, topicSheets } from './excel-sheets.js';
import { withoutDates } from './zip-dates.js';

/** More rows than a workbook is made of. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge';

  constructor(
    readonly found: number,
    readonly most: number,
  ) {
    super(`a workbook takes at most ${most} rows of the result table, not ${found}`);
  }
}

/** Rows of a result table that a workbook takes. Time and memory grow with them: 600,000 take 10 to 20 s and 400 MB. */
export const MOST_WORKBOOK_ROWS = 600_000;

/**
 * A result table as an Excel workbook: notes first, then one sheet a topic, with units in the headers. Equal tables
 * and records give equal bytes. Figures are written with the digits that give the same double back.
 *
 * @throws TooLarge when the table has more rows than a workbook is made of
 */
export async function workbook(table: Table, record: RunRecord): Promise<Buffer> {
  if (table.rows > MOST_WORKBOOK_ROWS) throw new TooLarge(table.rows, MOST_WORKBOOK_ROWS);
  const sheets = topicSheets(table).map(sheetOf);
  return withoutDates(await writeWorkbook([notesSheet(notesOf(record, table.rows)), ...sheets]).toBuffer());
}

const HEADER = { fontWeight: 'bold', wrap: true, alignVertical: 'top', backgroundColor: '#e8eef4' } as const;

function notesSheet(notes: readonly Note[]): Sheet<Buffer> {
  const data = notes.map(([label, text], position): Cell[] => {
    if (text !== undefined) {
      return [
        { value: safeText(label), alignVertical: 'top' },
        { value: safeText(text), wrap: true },
      ];
    }
    return label === ''
      ? []
      : [{ value: label, fontWeight: 'bold', ...(position === 0 ? { fontSize: 14 } : {}) }];
  });
  return { sheet: 'Notes', data, columns: [{ width: 36 }, { width: 110 }] };
}

function sheetOf({ topic, headers, units, rows }: TopicSheet): Sheet<Buffer> {
  const formats = units.map((unit) => (unit === null ? undefined : numberFormat(unit)));
  const header = headers.map((value): Cell => ({ value, ...HEADER }));
  const data = rows.map((row) =>
    Array.from(row, (cell, column): Cell => {
      if (typeof cell === 'string') return cell === '' ? null : safeText(cell);
      const format = formats[column];
      return cell === undefined || format === undefined ? cell : { value: cell, type: Number, format };
    }),
  );
  return {
    sheet: topic,
    data: [header, ...data],
    columns: units.map((unit, column) => ({ width: unit === null ? KEY_WIDTHS[column] : FIGURE_WIDTH })),
    stickyRowsCount: 1,
  };
}

/** Of scenario, year, branch, tier, dimension and group. */
const KEY_WIDTHS = [28, 7, 12, 34, 12, 22];
const FIGURE_WIDTH = 20;

/** How figures of units that begin so are shown; their digits stay whole underneath. */
const NUMBER_FORMATS: readonly (readonly [unit: RegExp, format: string])[] = [
  [/^share of GDP$/, '0.0000%'],
  [/^share/, '0.00%'],
  [/^(persons|mothers|cases|children|VND a)/, '#,##0'],
  [/^VND/, '#,##0.00'],
  [/^1 met/, '0'],
];

function numberFormat(unit: string): string {
  return NUMBER_FORMATS.find(([begins]) => begins.test(unit))?.[1] ?? '0.0000';
}

/** The writer looks texts up among the names that every object has, and would take these for known ones. */
function safeText(text: string): string {
  return text in {} ? `${text} ` : text;
}
