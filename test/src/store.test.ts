import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { facetsOf, packRows } from '../../src/exports/stored.js';
import { identityHash, type RunIdentity } from '../../src/identity.js';
import type { RunRecord } from '../../src/run.js';
import { RunStore } from '../../src/store/store.js';
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
let store: RunStore;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mtb-store-'));
  store = RunStore.open(folder);
});

afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

function reopen() {
  store.close();
  store = RunStore.open(folder);
  store.recover();
}

async function results() {
  const rows = [fakeRow({ scenario: 'a', year: 2025 })];
  return { facets: facetsOf(rows), packed: await packRows(rows) };
}

describe('RunStore', () => {
  it('keeps a run with what was asked', () => {
    const run = store.enqueue(plan('a'), request);
    expect(run).toMatchObject({
      state: 'queued',
      inputs: { seed: 'a' },
      started: null,
      record: null,
    });
    reopen();
    expect(store.get(run.id)).toEqual(run);
    expect(store.request(run.id)).toEqual(request);
    expect(store.get('nothing')).toBeUndefined();
  });

  it('has one run for equal inputs', () => {
    const first = store.enqueue(plan('a'), request);
    expect(store.enqueue(plan('a'), request)).toEqual(first);
    expect(store.count()).toBe(1);
  });

  it('queues a cancelled run again under its id, behind the others', () => {
    const [a, b] = ['a', 'b'].map((seed) => store.enqueue(plan(seed), request));
    expect(store.cancel(a.id)).toBe(true);
    expect(store.queued()).toEqual([b.id]);
    expect(store.enqueue(plan('a'), request).id).toBe(a.id);
    expect(store.queued()).toEqual([b.id, a.id]);
  });

  it('puts what was running back into its place after a crash', () => {
    const [a, b] = ['a', 'b'].map((seed) => store.enqueue(plan(seed), request));
    store.start(a.id);
    expect(store.get(a.id)?.state).toBe('running');
    reopen();
    expect(store.queued()).toEqual([a.id, b.id]);
  });

  it('gives up a run that was running at three crashes, and lets it be tried again', () => {
    const { id } = store.enqueue(plan('a'), request);
    for (let crash = 1; crash <= 3; crash++) {
      expect(store.get(id)?.state).toBe('queued');
      store.start(id);
      reopen();
    }
    expect(store.get(id)).toMatchObject({ state: 'failed', error: expect.stringContaining('3 times') });
    expect(store.enqueue(plan('a'), request)).toMatchObject({ id, state: 'queued', error: null });
  });

  it('does not hold an orderly stop against a run', () => {
    const { id } = store.enqueue(plan('a'), request);
    for (let stop = 1; stop <= 5; stop++) {
      store.start(id);
      store.requeue(id);
      reopen();
    }
    expect(store.get(id)?.state).toBe('queued');
  });

  it('keeps results and end of a run together', async () => {
    const { id } = store.enqueue(plan('a'), request);
    store.start(id);
    const kept = await results();
    expect(store.succeed(id, record, kept)).toBe(true);
    reopen();
    expect(store.get(id)).toMatchObject({ state: 'succeeded', record, error: null });
    expect(store.results(id)).toEqual(kept);
    expect(store.facets(id)).toEqual(kept.facets);
    expect(store.cancel(id)).toBe(false);
  });

  it('keeps no results of a run that was cancelled meanwhile', async () => {
    const { id } = store.enqueue(plan('a'), request);
    store.start(id);
    store.cancel(id);
    expect(store.succeed(id, record, await results())).toBe(false);
    store.fail(id, 'late');
    expect(store.get(id)).toMatchObject({ state: 'cancelled', error: null });
    expect(store.results(id)).toBeUndefined();
  });

  it('lists pages from the newest, of one state if asked', () => {
    const ids = ['a', 'b', 'c'].map((seed) => store.enqueue(plan(seed), request).id);
    store.cancel(ids[0]);
    const page = (limit: number, offset: number, state?: 'queued') => {
      const { runs, total } = store.list({ limit, offset, state });
      return [runs.map((run) => run.id), total];
    };
    expect(page(2, 0)).toEqual([[ids[2], ids[1]], 3]);
    expect(page(2, 2)).toEqual([[ids[0]], 3]);
    expect(page(9, 0, 'queued')).toEqual([[ids[2], ids[1]], 2]);
  });

  it('refuses a second process', () => {
    const script = `
      import { RunStore } from './src/store/store.ts';
      try { RunStore.open(${JSON.stringify(folder)}); console.log('opened'); } catch (error) { console.log(error.message); }`;
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
    expect(() => RunStore.open(folder)).toThrow('newer program');
    rmSync(join(folder, 'runs.db'));
    store = RunStore.open(folder);
  });

  it('takes runs of the time before the alignment option for aligned ones', () => {
    const { alignment: _, ...before } = plan('a').identity;
    store.enqueue({ id: 'old', identity: before as RunIdentity }, request);
    store.close();
    const database = new Database(join(folder, 'runs.db'));
    database.exec('PRAGMA user_version = 1');
    database.close();
    store = RunStore.open(folder);
    expect(store.get('old')?.inputs).toEqual(plan('a').identity);
  });

  it('lives in memory too', () => {
    const memory = RunStore.open(':memory:');
    memory.enqueue(plan('a'), request);
    expect(memory.count('queued')).toBe(1);
    memory.close();
  });
});
