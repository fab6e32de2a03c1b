import { describe, expect, it } from 'vitest';
import type { ResultRow } from '../../engine/results.js';
import { csvChunks } from '../../src/exports/csv.js';
import { jsonChunks, type ResultHead } from '../../src/exports/json.js';
import { facetsOf } from '../../src/results/selection.js';
import { tableOf } from '../../src/tables/result-table.js';
import { fakeRow } from './fake-engine.js';

async function textOf(chunks: AsyncIterable<string | Buffer>): Promise<string> {
  let text = '';
  for await (const chunk of chunks) text += chunk;
  return text;
}

const head: ResultHead = {
  id: 'abc',
  seed: 's',
  persons: 1000,
  toYear: 2030,
  alignment: true,
  engineVersion: '1.2.3',
  country: { id: 'viet-nam', hash: 'c0' },
  scenarios: [{ id: 'a', hash: 'a0' }],
};

const rows: ResultRow[] = [
  fakeRow({ scenario: 'a', year: 2025, value: 0.1 + 0.2 }),
  fakeRow({ scenario: 'a', year: 2026, value: 1e21, low: -0, high: 5e-324, unit: 'VND billion, nominal' }),
  fakeRow({ scenario: 'a', year: 2027, value: Number.NaN, group: 'the "rest"', indicator: 'a\nb' }),
];

describe('csvChunks', () => {
  it('prints the table to the byte', async () => {
    expect(await textOf(csvChunks(rows))).toBe(
      'scenario,year,indicator,branch,tier,dimension,group,value,low,high,unit\n' +
        'a,2025,population,all,all,total,total,0.30000000000000004,,,persons\n' +
        'a,2026,population,all,all,total,total,1e+21,0,5e-324,"VND billion, nominal"\n' +
        'a,2027,"a\nb",all,all,total,"the ""rest""",,,,persons\n',
    );
  });

  it('prints the header alone for no rows', async () => {
    expect(await textOf(csvChunks([]))).toBe(
      'scenario,year,indicator,branch,tier,dimension,group,value,low,high,unit\n',
    );
  });

  it('cuts a long table into pieces and lets others work between them', async () => {
    const long = Array.from({ length: 2500 }, (_, year) => fakeRow({ scenario: 'a', year }));
    let others = 0;
    const timer = setInterval(() => others++, 0);
    const chunks: string[] = [];
    for await (const chunk of csvChunks(long)) chunks.push(chunk);
    clearInterval(timer);
    expect(chunks).toHaveLength(4);
    expect(chunks.join('').split('\n')).toHaveLength(2502);
    expect(others).toBeGreaterThan(0);
  });
});

describe('jsonChunks', () => {
  it('prints the head in a fixed order and one row a line', async () => {
    expect(await textOf(jsonChunks(head, rows.slice(1)))).toBe(
      '{"record":{"id":"abc","engineVersion":"1.2.3","country":{"id":"viet-nam","hash":"c0"},' +
        '"scenarios":[{"id":"a","hash":"a0"}],"seed":"s","persons":1000,"toYear":2030,"alignment":true},"rows":[\n' +
        '{"scenario":"a","year":2026,"indicator":"population","branch":"all","tier":"all","dimension":"total",' +
        '"group":"total","value":1e+21,"low":0,"high":5e-324,"unit":"VND billion, nominal"},\n' +
        '{"scenario":"a","year":2027,"indicator":"a\\nb","branch":"all","tier":"all","dimension":"total",' +
        '"group":"the \\"rest\\"","value":null,"low":null,"high":null,"unit":"persons"}\n]}\n',
    );
  });

  it('leaves out what is no part of the identity', async () => {
    const text = await textOf(jsonChunks({ ...head, seconds: 3 } as ResultHead, []));
    expect(JSON.parse(text)).toEqual({ record: head, rows: [] });
  });
});

describe('facetsOf', () => {
  it('lists the values of each column once, in order of appearance', () => {
    expect(facetsOf(tableOf([...rows, ...rows]))).toEqual({
      scenario: ['a'],
      year: ['2025', '2026', '2027'],
      indicator: ['population', 'a\nb'],
      branch: ['all'],
      tier: ['all'],
      dimension: ['total'],
      group: ['total', 'the "rest"'],
    });
  });
});
