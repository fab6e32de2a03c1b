import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readPackFiles } from '../../countries/viet-nam/pack-files.js';
import { TABLES } from '../../countries/viet-nam/tables.js';
import { inputs, pack, tables } from './viet-nam.js';

/** Dotted paths of all values that are not mappings themselves. */
function leaves(value: unknown, path: string): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || ArrayBuffer.isView(value)) {
    return [path];
  }
  return Object.entries(value).flatMap(([key, child]) => leaves(child, `${path}.${key}`));
}

const columns = Object.entries(TABLES).flatMap(([table, definition]) =>
  Object.entries(definition)
    .filter(([, column]) => !column.key)
    .map(([column]) => `${table}.${column}`),
);
const parameters = leaves(parse(readPackFiles().get('parameters.yaml') ?? ''), 'parameters');
const computed = leaves(inputs, 'inputs');
const stated = new Set(pack.provenance.map(({ figure }) => figure));

describe('provenance', () => {
  test('every column of figures and every parameter has an entry', () => {
    expect([...columns, ...parameters].filter((name) => !stated.has(name))).toEqual([]);
    expect(columns.length).toBeGreaterThan(50);
    expect(parameters.length).toBeGreaterThan(60);
  });

  test('every entry names an existing figure, once', () => {
    const known = new Set([...columns, ...parameters, ...computed]);
    const plain = pack.provenance.map(({ figure }) => figure.replace(/\[.*\]$/, ''));
    expect(plain.filter((name) => !known.has(name))).toEqual([]);
    expect(stated.size).toBe(pack.provenance.length);
  });

  test('an entry for some rows names keys that the table has', () => {
    for (const { figure } of pack.provenance) {
      const [, table, key] = /^([^.]+)\..*\[(.*)\]$/.exec(figure) ?? [];
      if (table === undefined) continue;
      const definition: Record<string, { key: boolean }> = TABLES[table as keyof typeof TABLES];
      const keyColumns = Object.keys(definition).filter((column) => definition[column].key);
      const rows: readonly object[] = tables[table as keyof typeof tables];
      const keys = rows.flatMap((row) => {
        const cells = keyColumns.map((column) => String(new Map(Object.entries(row)).get(column)));
        return [...cells, cells.join(' ')];
      });
      expect(keys, figure).toContain(key);
    }
  });

  test('what is computed is marked derived', () => {
    const entries = pack.provenance.filter(({ figure }) => figure.startsWith('inputs.'));
    expect(entries.length).toBeGreaterThan(15);
    expect(new Set(entries.map(({ mark }) => mark))).toEqual(new Set(['derived']));
  });

  test('figures of the World Population Prospects name it as their source', () => {
    for (const figure of [
      'population.persons',
      'fertility.asfr',
      'mortality.mx',
      'net-migration.net_migrants',
    ]) {
      const entry = pack.provenance.find((candidate) => candidate.figure === figure);
      expect(entry?.source).toContain('World Population Prospects 2024');
    }
  });
});
