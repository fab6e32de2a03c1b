/** The forms of a result table: media type, ending of the file's name. */
export const RESULT_FORMATS = {
  csv: { type: 'text/csv', ending: 'csv' },
  json: { type: 'application/json', ending: 'json' },
  parquet: { type: 'application/vnd.apache.parquet', ending: 'parquet' },
  arrow: { type: 'application/vnd.apache.arrow.file', ending: 'arrow' },
  xlsx: { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', ending: 'xlsx' },
} as const;
export type ResultFormat = keyof typeof RESULT_FORMATS;

export const FORMAT_NAMES = Object.keys(RESULT_FORMATS) as [ResultFormat, ...ResultFormat[]];

/** What `--out` writes unless formats are named. */
export const DEFAULT_FORMATS: readonly ResultFormat[] = ['csv', 'json'];

/** Text compresses to a tenth; the others are compressed already, or are read where they lie. */
export function isText(format: ResultFormat): format is 'json' | 'csv' {
  return format === 'json' || format === 'csv';
}
