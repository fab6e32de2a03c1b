import type { Population } from '../../engine/population/columns.js';

/** Arrays of whole numbers, of which the columns of a population are made. */
type Column = Uint8Array | Int16Array | Uint16Array | Int32Array | Uint32Array;
export type ColumnName = {
  [Name in keyof Population]: Population[Name] extends Column ? Name : never;
}[keyof Population];
export type Columns = readonly (readonly [ColumnName, Column])[];

/** All columns of a population by name; whatever else it carries is left out. */
export function columnsOf(people: Population): Columns {
  return Object.entries(people).flatMap(([name, value]) =>
    ArrayBuffer.isView(value) ? [[name as ColumnName, value as Column] as const] : [],
  );
}
