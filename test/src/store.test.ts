import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { identityHash, type RunIdentity } from '../../src/identity.js';
import { packResults, writeResultFile } from '../../src/results/files.js';
import type { RunRecord } from '../../src/run.js';
import { migrate } from '../../src/store/migrations.js';
import { Store } from '../../src/store/store.js';
import { StoreUnavailable, writing } from '../../src/store/unavailable.js';
import { decodeArrow } from '../../src/tables/arrow.js';
import { resultRows } from '../../src/tables/result-table.js';
import { fakeRow } from './fake-engine.js';

function plan(seed: string) {
  const identity: RunIdentity = {
    engineVersion: '0',
    country: { id: 'viet-nam', hash: 'c' },
    scenarios: [],
    seed,
    persons: 1000,
    toYear: 2030,
    alignment: true,
  };
  return { id: identityHash(identity), identity };
}

const request = { scenarios: [{ text: 'id: a' }] };
const record = { id: 'r' } as RunRecord;

let folder: string;
let store: Store;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mtb-store-'));
  store = Store.open(folder);
});

afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

function reopen() {
  store.close();
  store = Store.open(folder);
  return store.recover();
}

function enqueue(seed: string, size = 1) {
  return store.runs.enqueue(plan(seed), request, { owner: 'ministry', size });
}

/** Writes a file of results for a run, as whoever simulates it does. */
function writeResults(id: string) {
  const { bytes, facets } = packResults([fakeRow({ scenario: 'a', year: 2025 })]);
  return { ...writeResultFile(store.resultFile(id), bytes), facets };
}

function succeeded(seed: string) {
  const { id } = enqueue(seed);
  store.runs.start(id);
  const file = writeResults(id);
  expect(store.runs.succeed(id, record, file)).toBe(true);
  return { id, file };
}

const queued = () => store.runs.queued().map(({ id }) => id);

describe('runs', () => {
  it('keeps a run with what was asked', () => {
    const run = enqueue('a');
    expect(run).toMatchObject({ state: 'queued', inputs: { seed: 'a' }, owner: 'ministry', started: null });
    reopen();
    expect(store.runs.get(run.id)).toEqual(run);
    expect(store.runs.request(run.id)).toEqual(request);
    expect(store.runs.get('nothing')).toBeUndefined();
  });

  it('has one run for equal inputs', () => {
    const first = enqueue('a');
    expect(enqueue('a')).toEqual(first);
    expect(store.runs.count()).toBe(1);
  });

  it('queues a cancelled run again under its id, behind the others', () => {
    const [a, b] = ['a', 'b'].map((seed) => enqueue(seed));
    expect(store.runs.cancel(a.id)).toBe(true);
    expect(queued()).toEqual([b.id]);
    expect(enqueue('a').id).toBe(a.id);
    expect(queued()).toEqual([b.id, a.id]);
  });

  it('puts what was running back into its place after a crash, however often', () => {
    const [a, b] = ['a', 'b'].map((seed) => enqueue(seed));
    for (let crash = 1; crash <= 7; crash++) {
      store.runs.start(a.id);
      expect(store.runs.get(a.id)?.state).toBe('running');
      expect(reopen().interrupted).toEqual([a.id]);
      expect(queued()).toEqual([a.id, b.id]);
      expect(store.runs.attempts(a.id)).toBe(0);
    }
  });

  it('counts how often the process of a run died', () => {
    const { id } = enqueue('a');
    for (const attempt of [1, 2, 3]) {
      store.runs.start(id);
      expect(store.runs.attempts(id)).toBe(attempt);
      store.runs.requeue(id, 'killed', false);
    }
    store.runs.fail(id, 'three times');
    expect(enqueue('a')).toMatchObject({ id, state: 'queued', error: null });
    expect(store.runs.attempts(id)).toBe(0);
  });

  it('keeps results and end of a run together', () => {
    const { id, file } = succeeded('a');
    expect(reopen()).toEqual({ interrupted: [], damaged: [] });
    expect(store.runs.get(id)).toMatchObject({ state: 'succeeded', record, error: null });
    expect(store.runs.file(id)).toEqual(file);
    expect(store.runs.cancel(id)).toBe(false);
  });

  it('keeps no results of a run that was cancelled meanwhile', () => {
    const { id } = enqueue('a');
    store.runs.start(id);
    store.runs.cancel(id);
    expect(store.runs.succeed(id, record, writeResults(id))).toBe(false);
    store.runs.fail(id, 'late');
    expect(store.runs.get(id)).toMatchObject({ state: 'cancelled', error: null });
    expect(store.runs.file(id)).toBeUndefined();
    reopen();
    expect(existsSync(store.resultFile(id))).toBe(false);
  });

  it('lists pages from the newest, of one state if asked', () => {
    const ids = ['a', 'b', 'c'].map((seed) => enqueue(seed).id);
    store.runs.cancel(ids[0]);
    const page = (limit: number, offset: number, state?: 'queued') => {
      const { runs, total } = store.runs.list({ limit, offset, state });
      return [runs.map((run) => run.id), total];
    };
    expect(page(2, 0)).toEqual([[ids[2], ids[1]], 3]);
    expect(page(2, 2)).toEqual([[ids[0]], 3]);
    expect(page(9, 0, 'queued')).toEqual([[ids[2], ids[1]], 2]);
  });

  it('finds a page without sorting all runs', () => {
    const database = new Database(':memory:');
    migrate(database);
    const plan = (where: string) =>
      JSON.stringify(
        database
          .prepare(`EXPLAIN QUERY PLAN SELECT id, record FROM runs ${where} ORDER BY position DESC LIMIT 2`)
          .all(),
      );
    expect(plan('')).toContain('USING INDEX runs_by_position');
    expect(plan("WHERE state = 'queued'")).toContain('USING INDEX runs_by_state');
    expect(plan('') + plan("WHERE state = 'queued'")).not.toContain('TEMP B-TREE');
    database.close();
  });

  it('remembers what a key was used for, by whom', () => {
    const idempotency = { principal: 'key:1', key: 'k', fingerprint: 'f' };
    const { id } = store.runs.enqueue(plan('a'), request, { owner: 'x', size: 1, idempotency });
    reopen();
    expect(store.runs.keys.find(idempotency)).toMatchObject({ fingerprint: 'f', run: id });
    expect(store.runs.keys.find({ ...idempotency, principal: 'key:2' })).toBeUndefined();
    store.runs.keys.forget('9999');
    expect(store.runs.keys.find(idempotency)).toBeUndefined();
  });

  it('deletes a run that has ended with its file, and no other', async () => {
    const { id } = succeeded('a');
    const waiting = enqueue('b');
    expect(await store.remove(waiting.id)).toBe(false);
    expect(await store.remove(id)).toBe(true);
    expect([store.runs.get(id), store.runs.file(id)]).toEqual([undefined, undefined]);
    expect(store.runs.events.after(id, 0)).toEqual([]);
    expect(readdirSync(store.resultsFolder)).toEqual([]);
  });

  it('knows which runs ended before a time', () => {
    const { id } = succeeded('a');
    enqueue('b');
    expect(store.runs.endedBefore('9999')).toEqual([id]);
    expect(store.runs.endedBefore('1999')).toEqual([]);
  });
});

describe('recovery', () => {
  it('sweeps half-written files and files of no run', () => {
    const { id } = succeeded('a');
    for (const name of ['.x.arrow.1.part', 'unknown.arrow']) {
      writeFileSync(join(store.resultsFolder, name), 'half');
    }
    reopen();
    expect(readdirSync(store.resultsFolder)).toEqual([`${id}.arrow`]);
  });

  it('simulates a run anew whose file is gone or cut off', () => {
    const [gone, cut] = [succeeded('a'), succeeded('b')];
    rmSync(store.resultFile(gone.id));
    truncateSync(store.resultFile(cut.id), 10);
    expect(reopen().damaged).toEqual([gone.id, cut.id]);
    expect(queued()).toEqual([gone.id, cut.id]);
    expect(store.runs.get(gone.id)).toMatchObject({ state: 'queued', record: null });
  });
});

describe('Store', () => {
  it('refuses a second process', () => {
    const script = `
      import { Store } from './src/store/store.ts';
      try { Store.open(${JSON.stringify(folder)}); console.log('opened'); } catch (error) { console.log(error.message); }`;
    const answer = execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
      encoding: 'utf8',
    });
    expect(answer).toContain('in use by another process');
  });

  it('refuses a database of a later program', () => {
    store.close();
    const database = new Database(join(folder, 'runs.db'));
    database.exec('PRAGMA user_version = 99');
    database.close();
    expect(() => Store.open(folder)).toThrow('newer program');
    rmSync(join(folder, 'runs.db'));
    store = Store.open(folder);
  });

  it('leaves nothing of a store in memory', () => {
    const memory = Store.open(':memory:');
    memory.runs.enqueue(plan('a'), request, { owner: 'x', size: 1 });
    expect(memory.runs.count('queued')).toBe(1);
    memory.close();
    expect(existsSync(memory.folder)).toBe(false);
  });

  it('can be probed', async () => {
    expect(await store.probe()).toBeUndefined();
    expect(readdirSync(store.resultsFolder)).toEqual([]);
    expect(store.database.prepare('SELECT * FROM usage').all()).toEqual([]);
    rmSync(store.resultsFolder, { recursive: true });
    expect(await store.probe()).toBe('failing');
  });

  it.each([
    ['ENOSPC', 'full'],
    ['SQLITE_FULL', 'full'],
    ['EROFS', 'read-only'],
    ['SQLITE_READONLY', 'read-only'],
    ['SQLITE_IOERR_WRITE', 'failing'],
  ])('tells of %s as a store that is %s', (code, trouble) => {
    const refused = () => {
      throw Object.assign(new Error('no'), { code });
    };
    expect(() => writing(refused)).toThrow(StoreUnavailable);
    expect(() => writing(refused)).toThrow(`the store is ${trouble}`);
  });

  it('lets mistakes of the program pass', () => {
    const mistake = () => {
      throw Object.assign(new Error('a mistake'), { code: 'SQLITE_CONSTRAINT' });
    };
    expect(() => writing(mistake)).toThrow('a mistake');
  });
});

/** The schema of release 0.2.0, as far as its data go. */
const SCHEMA_2 = `
  CREATE TABLE runs (id TEXT PRIMARY KEY, position INTEGER NOT NULL, state TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0, inputs TEXT NOT NULL, request TEXT NOT NULL, created TEXT NOT NULL,
    started TEXT, finished TEXT, error TEXT, record TEXT) STRICT;
  CREATE TABLE results (run_id TEXT PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE, facets TEXT NOT NULL,
    packed BLOB NOT NULL) STRICT;`;

describe('a store of an earlier release', () => {
  function oldDatabase(version: number, identity: object) {
    store.close();
    rmSync(folder, { recursive: true });
    const made = mkdtempSync(join(tmpdir(), 'mtb-store-'));
    folder = made;
    const database = new Database(join(folder, 'runs.db'));
    database.exec(SCHEMA_2);
    database.exec(`PRAGMA user_version = ${version}`);
    const insert = database.prepare(
      `INSERT INTO runs (id, position, state, inputs, request, created, finished, record)
       VALUES (@id, @position, @state, @inputs, '{}', '2026-01-02T03:04:05.000Z', @finished, @record)`,
    );
    const inputs = JSON.stringify(identity);
    insert.run({
      id: 'done',
      position: 1,
      state: 'succeeded',
      inputs,
      finished: '2026-01-02',
      record: '{"id":"done"}',
    });
    insert.run({ id: 'waiting', position: 2, state: 'queued', inputs, finished: null, record: null });
    const lines = [
      ['a', 2025, 'population', 'all', 'all', 'total', 'total', 0.1, null, 0.2, 'persons'],
      ['a', 2026, 'population', 'all', 'all', 'total', 'total', null, null, null, 'persons'],
    ];
    const packed = gzipSync(`${lines.map((line) => JSON.stringify(line)).join('\n')}\n`);
    database.prepare("INSERT INTO results VALUES (@id, '{}', @packed)").run({ id: 'done', packed });
    database.close();
    store = Store.open(folder);
  }

  it('keeps its runs, its queue and its results', () => {
    oldDatabase(2, plan('a').identity);
    expect(store.recover()).toEqual({ interrupted: [], damaged: [] });
    expect(store.runs.get('done')).toMatchObject({ state: 'succeeded', owner: null, record: { id: 'done' } });
    expect(queued()).toEqual(['waiting']);
    expect(store.runs.events.after('done', 0)).toMatchObject([{ sequence: 1, state: 'succeeded' }]);
    expect(store.runs.file('done')?.facets.year).toEqual(['2025', '2026']);
    const table = decodeArrow(readFileSync(store.resultFile('done')));
    const rows = [...resultRows(table)];
    expect(rows.map(({ value, low, high }) => [value, low, high])).toEqual([
      [0.1, null, 0.2],
      [Number.NaN, null, null],
    ]);
    expect(store.database.prepare('SELECT run_id FROM results').all()).toEqual([]);
  });

  it('takes runs of the time before the alignment option for aligned ones', () => {
    const { alignment: _, ...before } = plan('a').identity;
    oldDatabase(1, before);
    expect(store.runs.get('done')?.inputs).toEqual(plan('a').identity);
  });
});
