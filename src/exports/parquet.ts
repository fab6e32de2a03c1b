import { type ColumnSource, parquetWriteBuffer } from 'hyparquet-writer';
import type { Column, Table } from '../tables/table.js';

/**
 * Writes a table as a Parquet file (Snappy, dictionaries for words): years as INT32, figures as DOUBLE, "none" as null.
 * Equal tables with equal metadata give equal bytes.
 *
 * @param metadata key-value metadata of the file, in the order of the object
 */
export function encodeParquet(table: Table, metadata: Readonly<Record<string, string>>): Uint8Array {
  const descriptions = Object.fromEntries(table.columns.map(({ name, description }) => [name, description]));
  const texts = { ...metadata, columns: JSON.stringify(descriptions) };
  const buffer = parquetWriteBuffer({
    columnData: table.columns.map(columnSource),
    kvMetadata: Object.entries(texts).map(([key, value]) => ({ key, value })),
    createdBy: 'mtb',
  });
  return new Uint8Array(buffer);
}

function columnSource(column: Column): ColumnSource {
  const { name } = column;
  if (column.kind === 'text') {
    return {
      name,
      type: 'STRING',
      nullable: false,
      data: Array.from(column.codes, (code) => column.dictionary[code]),
    };
  }
  if (column.kind === 'year') {
    return { name, type: 'INT32', nullable: false, data: Int32Array.from(column.values) };
  }
  const figures = Array.from(column.values, (value) => (Number.isNaN(value) ? null : value));
  return { name, type: 'DOUBLE', nullable: true, data: figures };
}
