import {
  Column as ArrowColumn,
  Table as ArrowTable,
  type Batch,
  batchType,
  type DataType,
  dictionary,
  type Field,
  float64,
  type IntType,
  int8,
  int16,
  int32,
  tableFromIPC,
  tableToIPC,
  utf8,
  Version,
} from '@uwdata/flechette';
import type { Codes, Column, ColumnSpec, Table } from './table.js';

/**
 * Writes a table in the Arrow IPC file format: words as dictionaries with signed codes, figures as doubles, "none" as
 * null. Equal tables with equal metadata give equal bytes.
 *
 * @param metadata texts that stand in the schema, in the order of the object
 */
export function encodeArrow(table: Table, metadata: Readonly<Record<string, string>>): Uint8Array {
  const fields: Field[] = [];
  const columns: ArrowColumn<unknown>[] = [];
  for (const column of table.columns) {
    const batch = batchOf(column, table.rows);
    fields.push({
      name: column.name,
      type: batch.type,
      nullable: column.kind === 'number',
      metadata: new Map([['description', column.description]]),
    });
    columns.push(new ArrowColumn([batch]));
  }
  const schema = { version: Version.V5, fields, metadata: new Map(Object.entries(metadata)) };
  // The type allows for a sink that keeps the bytes to itself; without one they are given back.
  return tableToIPC(new ArrowTable(schema, columns), { format: 'file' })!;
}

const NO_NULLS = new Uint8Array(0);

interface BatchParts {
  readonly type: DataType;
  readonly length: number;
  readonly nullCount: number;
  readonly validity: Uint8Array;
  readonly values: Uint8Array | Codes | Int16Array | Float64Array;
  readonly offsets?: Int32Array;
}

function makeBatch(parts: BatchParts): Batch<unknown> {
  const Made = batchType(parts.type) as new (parts: BatchParts) => Batch<unknown>;
  return new Made(parts);
}

function batchOf(column: Column, length: number): Batch<unknown> {
  if (column.kind === 'year') {
    return makeBatch({ type: int16(), length, nullCount: 0, validity: NO_NULLS, values: column.values });
  }
  if (column.kind === 'number') {
    return makeBatch({ type: float64(), length, ...validityOf(column.values), values: column.values });
  }
  // The writer finds a column's dictionary by the identity of its type.
  const type = utf8();
  const batch = makeBatch({
    type: dictionary(type, codeType(column.codes)),
    length,
    nullCount: 0,
    validity: NO_NULLS,
    values: column.codes,
  });
  const words = new ArrowColumn([wordsBatch(type, column.dictionary)]);
  return (batch as Batch<unknown> & { setDictionary(words: unknown): Batch<unknown> }).setDictionary(words);
}

function codeType(codes: Codes): IntType {
  if (codes instanceof Uint8Array) return int8();
  return codes instanceof Uint16Array ? int16() : int32();
}

function wordsBatch(type: DataType, words: readonly string[]): Batch<unknown> {
  const offsets = new Int32Array(words.length + 1);
  const bytes = words.map((word) => Buffer.from(word));
  for (const [position, { length }] of bytes.entries()) offsets[position + 1] = offsets[position] + length;
  return makeBatch({
    type,
    length: words.length,
    nullCount: 0,
    validity: NO_NULLS,
    offsets,
    values: Buffer.concat(bytes),
  });
}

/** The bitmap of the figures that are there; empty when none is missing. */
function validityOf(values: Float64Array): { readonly nullCount: number; readonly validity: Uint8Array } {
  const validity = new Uint8Array((values.length + 7) >> 3);
  let nullCount = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    // Only NaN differs from itself.
    // biome-ignore lint/suspicious/noSelfCompare: faster than a call for each figure
    if (value === value) validity[row >> 3] |= 1 << (row & 7);
    else nullCount++;
  }
  return { nullCount, validity: nullCount > 0 ? validity : NO_NULLS };
}

/**
 * Reads what `encodeArrow` wrote. Codes and figures are views of the given bytes, not copies, so the bytes must not be
 * changed. Throws when they are no such file.
 */
export function decodeArrow(bytes: Uint8Array): Table & { readonly metadata: ReadonlyMap<string, string> } {
  // Views of 8-byte figures need a start that 8 divides.
  const aligned = bytes.byteOffset % 8 === 0 ? bytes : Uint8Array.from(bytes);
  const read = tableFromIPC(aligned);
  return {
    rows: read.numRows,
    columns: read.schema.fields.map((field, position) => columnOf(field, read.getChildAt(position))),
    metadata: read.schema.metadata ?? new Map(),
  };
}

function columnOf(field: Field, { data }: ArrowColumn<unknown>): Column {
  const spec: Omit<ColumnSpec, 'kind'> = {
    name: field.name,
    description: field.metadata?.get('description') ?? '',
  };
  const [batch] = data;
  if (data.length !== 1) throw new Error(`the column "${field.name}" is in ${data.length} pieces`);
  const { values } = batch as unknown as { readonly values: unknown };
  if (values instanceof Float64Array) return { ...spec, kind: 'number', values };
  if ('dictionary' in batch) {
    const words = Array.from((batch.dictionary as ArrowColumn<string>).toArray(), String);
    return { ...spec, kind: 'text', dictionary: words, codes: unsigned(values) };
  }
  if (values instanceof Int16Array) return { ...spec, kind: 'year', values };
  throw new Error(`the column "${field.name}" is of a type that tables do not have`);
}

/** Codes are never negative, so the same bytes may be read without a sign. */
function unsigned(codes: unknown): Codes {
  if (codes instanceof Int8Array) return new Uint8Array(codes.buffer, codes.byteOffset, codes.length);
  if (codes instanceof Int16Array) return new Uint16Array(codes.buffer, codes.byteOffset, codes.length);
  if (codes instanceof Int32Array) return new Uint32Array(codes.buffer, codes.byteOffset, codes.length);
  throw new Error('the codes of a dictionary are of a type that tables do not have');
}
