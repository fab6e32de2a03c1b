import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { csvPieces } from '../../src/exports/csv.js';
import { jsonPieces, type ResultHead } from '../../src/exports/json.js';
import { AnswerCache } from '../../src/results/answers.js';
import { ExportCache } from '../../src/results/export-cache.js';
import type { ExportRequest } from '../../src/results/export-thread.js';
import { packResults, resultFileOf, sweepParts, writeResultFile } from '../../src/results/files.js';
import { writePieces } from '../../src/results/part-file.js';
import { ResultsDamaged } from '../../src/results/read-file.js';
import { ResultReader, type StoredTable } from '../../src/results/reader.js';
import type { RunRecord } from '../../src/run.js';
import { decodeArrow } from '../../src/tables/arrow.js';
import { resultRows, tableOf } from '../../src/tables/result-table.js';
import { fakeRow } from './fake-engine.js';

const rows = Array.from({ length: 1500 }, (_, i) =>
  fakeRow({ scenario: 'a', year: 2025 + (i % 20), group: String(i), value: i / 7 }),
);

const HEAD: ResultHead = {
  id: 'run',
  seed: 's',
  persons: 1000,
  toYear: 2030,
  alignment: true,
  engineVersion: '1.2.3',
  country: { id: 'viet-nam', hash: 'c0' },
  scenarios: [{ id: 'a', hash: 'a0' }],
};

let folder: string;
let reader: ResultReader;
let stored: StoredTable;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mtb-reader-'));
  const exportsFolder = join(folder, 'exports');
  reader = new ResultReader({ folder, exportsFolder, cacheBytes: 1e7, exportBytes: 1e7 });
  stored = { id: 'run', ...writeResultFile(resultFileOf(folder, 'run'), packResults(rows).bytes) };
});
afterEach(async () => {
  await reader.close();
  rmSync(folder, { recursive: true });
});

describe('writeResultFile', () => {
  it('tells what it wrote, and leaves nothing else', () => {
    const bytes = readFileSync(resultFileOf(folder, 'run'));
    expect(stored.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(stored.bytes).toBe(bytes.length);
    expect(readdirSync(folder).sort()).toEqual(['exports', 'run.arrow']);
  });

  it('lets the trouble of the disk out as it is', () => {
    const path = join(folder, 'nowhere', 'x.arrow');
    expect(() => writeResultFile(path, Buffer.alloc(1))).toThrow(expect.objectContaining({ code: 'ENOENT' }));
  });

  it('is swept up after when it was interrupted', () => {
    writeFileSync(join(folder, '.run.arrow.1234.part'), 'half');
    sweepParts(folder);
    expect(readdirSync(folder).sort()).toEqual(['exports', 'run.arrow']);
  });
});

describe('ResultReader.open', () => {
  it('gives the rows back, read once however many ask', async () => {
    const tables = await Promise.all([reader.open(stored), reader.open(stored), reader.open(stored)]);
    expect(new Set(tables).size).toBe(1);
    expect([...resultRows(tables[0])]).toEqual(rows);
    rmSync(resultFileOf(folder, 'run'));
    expect(await reader.open(stored)).toBe(tables[0]);
  });

  it('notices one flipped bit, wherever it is', async () => {
    const path = resultFileOf(folder, 'run');
    const sound = readFileSync(path);
    for (const place of [0, 100, sound.length >> 1, sound.length - 1]) {
      const damaged = Buffer.from(sound);
      damaged[place] ^= 1;
      writeFileSync(path, damaged);
      await expect(reader.open(stored)).rejects.toThrow(ResultsDamaged);
    }
    writeFileSync(path, sound);
    expect((await reader.open(stored)).rows).toBe(rows.length);
  });

  it('notices a file that is too short, and one that is gone', async () => {
    truncateSync(resultFileOf(folder, 'run'), stored.bytes - 8);
    await expect(reader.open(stored)).rejects.toThrow(ResultsDamaged);
    rmSync(resultFileOf(folder, 'run'));
    await expect(reader.open(stored)).rejects.toThrow(ResultsDamaged);
    await expect(reader.storedFile(stored)).rejects.toThrow(ResultsDamaged);
  });
});

describe('ResultReader.exportedFile', () => {
  const wanted = { gzip: false, filter: { year: ['2026', '2030'] }, page: undefined } as const;
  const record = { ...HEAD, country: { ...HEAD.country, attribution: 'who' } } as unknown as RunRecord;
  const contents = async (name: string, request: Pick<ExportRequest, 'format'> & Partial<ExportRequest>) => {
    const { handle, bytes } = await reader.exportedFile(name, stored, { ...wanted, record, ...request });
    const content = await buffer(handle.createReadStream());
    expect(content).toHaveLength(bytes);
    return content;
  };

  it('writes the wanted rows in a thread of its own, with the bytes that this one would write', async () => {
    const selected = rows.filter(({ year }) => year === 2026 || year === 2030);
    const csv = [...csvPieces(tableOf(selected))].join('');
    expect((await contents('a.csv', { format: 'csv' })).toString()).toBe(csv);
    expect(gunzipSync(await contents('a.csv.gz', { format: 'csv', gzip: true })).toString()).toBe(csv);
    const json = [...jsonPieces(HEAD, tableOf(selected.slice(3, 5)))].join('');
    const page = { limit: 2, offset: 3 };
    expect((await contents('a.json', { format: 'json', page })).toString()).toBe(json);
    const arrow = decodeArrow(await contents('a.arrow', { format: 'arrow' }));
    expect([...resultRows(arrow)]).toEqual(selected);
  });

  it('does not let a selection as text wait for a workbook', async () => {
    const many = Array.from({ length: 60_000 }, (_, i) =>
      fakeRow({ scenario: 'a', year: 2025 + (i % 20), indicator: `i${i % 40}`, group: String(i), value: i }),
    );
    const large = { id: 'large', ...writeResultFile(resultFileOf(folder, 'large'), packResults(many).bytes) };
    const notes = {
      ...record,
      country: { ...record.country, marks: {} },
      scenarios: [],
      simulated: { persons: 1000, weight: 1, personYears: 1 },
      results: { rows: 60_000, csv: 'c', json: 'j' },
    } as unknown as RunRecord;
    const done: string[] = [];
    const make = async (format: 'xlsx' | 'csv') => {
      const request = { ...wanted, filter: {}, format, record: notes };
      const { handle } = await reader.exportedFile(`large.${format}`, large, request);
      done.push(format);
      await handle.close();
    };
    await Promise.all([make('xlsx'), make('csv')]);
    expect(done).toEqual(['csv', 'xlsx']);
  });

  it('notices a file that was damaged after its table was read', async () => {
    await reader.open(stored);
    const path = resultFileOf(folder, 'run');
    const damaged = readFileSync(path);
    damaged[damaged.length >> 1] ^= 1;
    writeFileSync(path, damaged);
    await expect(contents('b.csv', { format: 'csv' })).rejects.toThrow(ResultsDamaged);
    expect(readdirSync(join(folder, 'exports'))).toEqual([]);
  });
});

describe('AnswerCache', () => {
  it('keeps what it has room for, compressed once', async () => {
    const cache = new AnswerCache(5_000);
    const first = cache.keep('a', ['x'.repeat(1000), 'y'], 3);
    expect(cache.get('a')).toBe(first);
    expect(first.total).toBe(3);
    const zipped = await first.gzipped();
    expect(gunzipSync(zipped).toString()).toBe(`${'x'.repeat(1000)}y`);
    expect(await first.gzipped()).toBe(zipped);
    cache.keep('b', ['z'.repeat(3000)], 1);
    expect([cache.get('a'), cache.get('b')?.body.length]).toEqual([undefined, 3000]);
    expect(cache.keep('c', ['z'.repeat(9000)], 1).body).toHaveLength(9000);
    expect(cache.get('c')).toBeUndefined();
  });
});

describe('ExportCache', () => {
  const make = (letters: number) => (path: string) => writePieces(path, ['x'.repeat(letters)]);
  const read = async (cache: ExportCache, name: string, letters: number) => {
    const { handle, bytes } = await cache.open(name, make(letters));
    expect(await text(handle.createReadStream())).toHaveLength(bytes);
  };
  const names = () => readdirSync(join(folder, 'made')).sort();

  it('removes the files that were used longest ago', async () => {
    const cache = new ExportCache(join(folder, 'made'), 250);
    for (const name of ['a', 'b', 'a', 'c']) await read(cache, name, 100);
    expect(names()).toEqual(['a', 'c']);
    expect(cache.bytes).toBe(200);
    await read(cache, 'large', 400);
    expect(names()).toEqual(['large']);
  });

  it('makes a file once for all who ask, and again when it vanished', async () => {
    const cache = new ExportCache(join(folder, 'made'), 1000);
    let made = 0;
    const counted = (path: string) => {
      made++;
      return make(10)(path);
    };
    const files = await Promise.all([1, 2, 3].map(() => cache.open('a', counted)));
    await Promise.all(files.map(({ handle }) => handle.close()));
    expect(made).toBe(1);
    rmSync(join(folder, 'made', 'a'));
    await (await cache.open('a', counted)).handle.close();
    expect(made).toBe(2);
  });

  it('goes on with what an earlier process left, halves excepted', async () => {
    await read(new ExportCache(join(folder, 'made'), 1000), 'a', 100);
    writeFileSync(join(folder, 'made', '.b.1.part'), 'half');
    const later = new ExportCache(join(folder, 'made'), 1000);
    expect([names(), later.bytes]).toEqual([['a'], 100]);
  });

  it('keeps no half file of a writer that failed', async () => {
    const cache = new ExportCache(join(folder, 'made'), 1000);
    const failing = (path: string) =>
      writePieces(
        path,
        (function* () {
          yield 'some';
          throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
        })(),
      );
    await expect(cache.open('a', failing)).rejects.toMatchObject({ code: 'ENOSPC' });
    expect(names()).toEqual([]);
    await read(cache, 'a', 10);
  });
});
