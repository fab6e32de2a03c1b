import { stringify } from 'csv-stringify/sync';
import type { Scenario } from '../../scenarios/index.js';
import { type Change, type LawValue, SECTIONS } from './diff.js';

/** What a diff is of. */
export type Compared = Pick<Scenario, 'id' | 'title'> & {
  /** Of a scenario of the library. */
  readonly version?: number | null;
};

const COLUMNS = [
  'section',
  'name',
  'field',
  'change',
  'title',
  'unit',
  'from',
  'until',
  'before',
  'after',
  'path',
] as const satisfies readonly (keyof Change)[];

/** A value in one line: scalars as they are, lists with commas, objects as `key: value`. */
function inWords(value: LawValue): string {
  if (value === null) return '';
  if (Array.isArray(value)) return value.map(inWords).join(', ');
  if (typeof value !== 'object') return String(value);
  return Object.entries(value)
    .map(([key, part]) => {
      const words = inWords(part);
      return typeof part === 'object' && part !== null ? `${key}: (${words})` : `${key}: ${words}`;
    })
    .join(', ');
}

/** A diff as CSV (RFC 4180, lines end with a line feed), one change a line; an empty side is none. */
export function diffCsv(changes: readonly Change[]): string {
  const rows = changes.map((change) =>
    COLUMNS.map((column) =>
      column === 'before' || column === 'after' ? inWords(change[column]) : (change[column] ?? ''),
    ),
  );
  return stringify([[...COLUMNS], ...rows], { record_delimiter: '\n' });
}

/** A diff for people: by section and name, each field with its value before and after. */
export function diffText(before: Compared, after: Compared, changes: readonly Change[]): string {
  const lines = [`- ${nameOf(before)}`, `+ ${nameOf(after)}`];
  if (changes.length === 0) lines.push('', 'The rules are the same.');
  for (const section of SECTIONS) {
    const own = changes.filter((change) => change.section === section);
    if (own.length > 0) lines.push('', section.toUpperCase());
    let head = '';
    for (const change of own) {
      const next = headOf(change);
      if (next !== head) lines.push(`  ${next}`);
      head = next;
      lines.push(...sidesOf(change));
    }
  }
  return `${lines.join('\n')}\n`;
}

function nameOf({ id, title, version }: Compared): string {
  return `${id}${version ? ` (version ${version})` : ''}: ${title.en}`;
}

function headOf({ name, change, title }: Change): string {
  return `${name}${change === 'changed' ? '' : ` (${change})`}${title === null ? '' : ` - ${title}`}`;
}

function sidesOf({ field, unit, from, until, before, after }: Change): string[] {
  const dates = [from && `from ${from}`, until && `until ${until}`].filter(Boolean).join(' ');
  const label = [field, unit && `(${unit})`, dates].filter(Boolean).join(' ');
  return [
    ...(label === '' ? [] : [`    ${label}`]),
    ...(before === null ? [] : [`      - ${inWords(before)}`]),
    ...(after === null ? [] : [`      + ${inWords(after)}`]),
  ];
}
