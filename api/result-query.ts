import type { Problem } from '../src/index.js';
import { nearestName, problemOf } from '../src/problems.js';
import { isText, RESULT_FORMATS, type ResultFormat } from '../src/results/formats.js';
import { FILTER_COLUMNS, type Page, type ResultFilter, type TableIndex } from '../src/results/selection.js';
import { ApiError } from './errors.js';
import { negotiate } from './negotiate.js';
import { MOST_ROWS, type ResultQuery } from './schemas/results.js';

/** The form that is asked for, by the query or else by the Accept header, among those that there are; JSON where none is. */
export function formatOf(
  { format }: ResultQuery,
  accept: string | undefined,
  formats: readonly ResultFormat[],
): ResultFormat {
  if (format === undefined) {
    const others = formats.filter((name) => name !== 'json').map((name) => RESULT_FORMATS[name].type);
    const type: string = negotiate<string>(accept, [RESULT_FORMATS.json.type, ...others]);
    return formats.find((name) => RESULT_FORMATS[name].type === type)!;
  }
  const known = formats.find((name) => name === format);
  if (known) return known;
  throw new ApiError('invalid-parameters', { problems: [unknownValue('format', format, formats)] });
}

function unknownValue(parameter: string, value: string, known: readonly string[]): Problem {
  const nearest = nearestName(value, known);
  const what = parameter === 'format' ? 'There is no such format' : `No row has this ${parameter}`;
  return problemOf({
    code: 'unknown-value',
    message: `${what}${nearest ? `; did you mean "${nearest}"?` : '.'}`,
    pointer: `/${parameter}`,
    found: value.slice(0, 100),
    expected: known.slice(0, 30).join(', '),
    nearest,
  });
}

/** The wanted values by column. A value that the table does not hold is a mistake: it would silently give no rows. */
export function filterOf(query: ResultQuery, index: TableIndex): ResultFilter {
  const problems: Problem[] = [];
  const filter: { -readonly [Column in keyof ResultFilter]: ResultFilter[Column] } = {};
  for (const column of FILTER_COLUMNS) {
    const wanted = query[column];
    if (!wanted) continue;
    for (const value of wanted) {
      if (!index.has(column, value)) problems.push(unknownValue(column, value, index.values(column)));
    }
    filter[column] = new Set(wanted);
  }
  if (problems.length > 0) throw new ApiError('invalid-parameters', { problems });
  return filter;
}

/** The page that is asked for; undefined for the whole selection. Files for other programs are not paged. */
export function pageOf({ limit, offset }: ResultQuery, format: ResultFormat): Page | undefined {
  if (limit === undefined && offset === undefined) return undefined;
  if (isText(format)) return { limit: limit ?? Number.MAX_SAFE_INTEGER, offset: offset ?? 0 };
  const pointer = limit === undefined ? '/offset' : '/limit';
  const message = 'Pages are of JSON and CSV; the other formats are files of the whole selection.';
  throw new ApiError('invalid-parameters', {
    problems: [problemOf({ code: 'invalid-value', message, pointer, expected: 'json or csv' })],
  });
}

/** Addresses of the pages before and after one, as a Link header (RFC 8288); undefined where there are none. */
export function pageLinks(url: string, page: Page, total: number): string | undefined {
  const [path, query = ''] = url.split('?', 2);
  const limit = Math.min(page.limit, MOST_ROWS);
  const link = (offset: number, relation: string) => {
    const parameters = new URLSearchParams(query);
    parameters.set('limit', String(limit));
    parameters.set('offset', String(offset));
    return `<${path}?${parameters}>; rel="${relation}"`;
  };
  const links = [
    ...(page.offset + page.limit < total ? [link(page.offset + limit, 'next')] : []),
    ...(page.offset > 0 ? [link(Math.max(0, page.offset - limit), 'prev')] : []),
  ];
  return links.length > 0 ? links.join(', ') : undefined;
}

/** Longest part of a file's name that tells what was selected. */
const MOST_LETTERS = 60;

/** A name by which a downloaded file can be told from others: run, selection, ending. */
export function fileNameOf(
  run: string,
  filter: ResultFilter,
  page: Page | undefined,
  format: ResultFormat,
): string {
  const values = FILTER_COLUMNS.flatMap((column) => [...(filter[column] ?? [])]);
  const words = values.length > 0 ? values.join('-') : 'all';
  const selection = words.replace(/[^\w-]+/g, '_').slice(0, MOST_LETTERS);
  const from = page && page.offset > 0 ? `-from-${page.offset}` : '';
  return `mtb-${run.slice(0, 8)}-${selection}${from}.${RESULT_FORMATS[format].ending}`;
}
