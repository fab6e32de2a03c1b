import { describe, expect, it } from 'vitest';
import { QueueFull } from '../../src/queue.js';
import { localRunner } from '../../src/service/local-runner.js';
import { type FinishedRun, type Runner, RunnerDied } from '../../src/service/runner.js';
import type { RunEvent } from '../../src/service/watchers.js';
import { Store } from '../../src/store/store.js';
import { fakeEngine, until } from './fake-engine.js';
import { openQueue, planOf, smallRun } from './queue-tools.js';

/** A runner whose process dies a number of times before it lets a stand-in simulate. */
function mortalRunner(deaths: number): Runner & { readonly begun: string[] } {
  const begun: string[] = [];
  const healthy = localRunner(fakeEngine().engine);
  return {
    begun,
    run: (job, options): Promise<FinishedRun> => {
      begun.push(job.id);
      return begun.length > deaths
        ? healthy.run(job, options)
        : Promise.reject(new RunnerDied('the process of the run ended (SIGKILL)'));
    },
    close: async () => {},
  };
}

describe('RunQueue', () => {
  it('runs what it accepts, one after the other', async () => {
    const fake = fakeEngine({ held: true });
    const { submit, state, queue } = openQueue({ engine: fake.engine });
    const [a, b] = [submit('a'), submit('b')];
    expect([a.state, b.state]).toEqual(['running', 'queued']);
    await until(() => queue.progress(a.id)?.fraction === 0.25);
    expect(fake.requests).toHaveLength(1);
    fake.release();
    await until(() => state(b.id) === 'succeeded');
    expect(fake.requests.map(({ seed }) => seed)).toEqual(['a', 'b']);
    expect(queue.progress(a.id)).toBeUndefined();
  });

  it('keeps the results', async () => {
    const { submit, state, store } = openQueue({ engine: fakeEngine().engine });
    const { id } = submit('a');
    await until(() => state(id) === 'succeeded');
    expect(store.runs.file(id)?.facets.scenario).toEqual(['current-law']);
    expect(store.runs.get(id)?.record?.results.rows).toBe(5);
  });

  it('answers equal inputs with the run that has them', async () => {
    const fake = fakeEngine();
    const { submit, state } = openQueue({ engine: fake.engine });
    const first = submit('a');
    expect(submit('a').id).toBe(first.id);
    await until(() => state(first.id) === 'succeeded');
    expect(submit('a')).toMatchObject({ id: first.id, state: 'succeeded' });
    expect(fake.requests).toHaveLength(1);
  });

  it('refuses more than may wait, but not what it already has', () => {
    const { submit, store } = openQueue({ engine: fakeEngine({ held: true }).engine, limit: 2 });
    for (const seed of ['a', 'b', 'c']) submit(seed);
    expect(() => submit('d')).toThrow(QueueFull);
    expect(submit('c').state).toBe('queued');
    expect(store.runs.count()).toBe(3);
  });

  it('lets a small run pass large ones that wait, and a large one wait no longer than ten times its own duration', async () => {
    const fake = fakeEngine({ held: true });
    const { submit, store } = openQueue({ engine: fake.engine });
    submit('first');
    const large = submit('large', { persons: 1_000_000, toYear: 2045 });
    const small = submit('small');
    const order = () => store.runs.queued().map(({ id }) => id);
    expect(order()).toEqual([small.id, large.id]);
    // 21 million person-years at 4,000 a millisecond are 5.25 s: after 52.5 s it comes before every newcomer.
    const due = store.database.prepare('SELECT due FROM runs WHERE id = ?').get(large.id) as { due: number };
    const patience = due.due - Date.parse(store.runs.get(large.id)!.created);
    expect(patience).toBeCloseTo(52_500, 6);
  });

  it('simulates small runs in a lane of their own while a large one runs', async () => {
    const large = fakeEngine({ held: true });
    const quick = fakeEngine();
    const { submit, state } = openQueue({
      lanes: [
        { runner: localRunner(quick.engine), most: 5000 },
        { runner: localRunner(large.engine), most: Number.POSITIVE_INFINITY },
      ],
    });
    const nation = submit('nation', { persons: 'whole', toYear: 2045 });
    const another = submit('another', { persons: 'whole', toYear: 2045 });
    const small = submit('small');
    await until(() => state(small.id) === 'succeeded');
    expect([state(nation.id), state(another.id)]).toEqual(['running', 'queued']);
    expect(quick.requests.map(({ seed }) => seed)).toEqual(['small']);
  });

  it('cancels a waiting run', () => {
    const { submit, queue, state } = openQueue({ engine: fakeEngine({ held: true }).engine });
    submit('a');
    const { id } = submit('b');
    expect(queue.cancel(id)).toBe(true);
    expect(state(id)).toBe('cancelled');
    expect(queue.cancel(id)).toBe(false);
  });

  it('cancels a running run and goes on with the next', async () => {
    const fake = fakeEngine({ held: true });
    const { submit, queue, state } = openQueue({ engine: fake.engine });
    const [a, b] = [submit('a'), submit('b')];
    expect(queue.cancel(a.id)).toBe(true);
    await until(() => state(b.id) === 'running');
    expect(state(a.id)).toBe('cancelled');
  });

  it('starts a cancelled run anew under its id', async () => {
    const fake = fakeEngine({ held: true });
    const { submit, queue, state } = openQueue({ engine: fake.engine });
    const { id } = submit('a');
    queue.cancel(id);
    expect(submit('a')).toMatchObject({ id, state: 'queued' });
    await until(() => state(id) === 'running');
    fake.release();
    await until(() => state(id) === 'succeeded');
    expect(fake.requests).toHaveLength(2);
  });

  it('keeps the cause of a failure, tells of it and goes on', async () => {
    const fake = fakeEngine();
    const told: unknown[] = [];
    const { submit, state, store } = openQueue({
      engine: fake.engine,
      observer: { failed: (id, error) => told.push(id, error) },
    });
    const failure = new Error('out of luck');
    fake.fail(failure);
    const [a, b] = [submit('a'), submit('b')];
    await until(() => state(b.id) === 'failed');
    expect(store.runs.get(a.id)?.error).toBe('out of luck');
    expect(told).toEqual([a.id, failure, b.id, failure]);
  });

  it('ends a run that takes longer than it may, and says so', async () => {
    const { submit, state, store } = openQueue({
      engine: fakeEngine({ held: true }).engine,
      maxMilliseconds: 30,
    });
    const { id } = submit('a');
    await until(() => state(id) === 'failed');
    expect(store.runs.get(id)?.error).toBe(
      'the run took longer than 0.0005 minutes, the limit of this server',
    );
  });

  it('begins a run again whose process died', async () => {
    const runner = mortalRunner(2);
    const interrupted: string[] = [];
    const { submit, state, store } = openQueue({
      lanes: [{ runner, most: Number.POSITIVE_INFINITY }],
      observer: { interrupted: (id) => interrupted.push(id) },
    });
    const { id } = submit('a');
    await until(() => state(id) === 'succeeded');
    expect(runner.begun).toEqual([id, id, id]);
    expect(interrupted).toEqual([id, id]);
    expect(store.runs.events.after(id, 0).map(({ state }) => state)).toEqual([
      ...['queued', 'running', 'queued', 'running', 'queued', 'running', 'succeeded'],
    ]);
  });

  it('fails a run whose process died too often, and goes on with the next', async () => {
    const runner = mortalRunner(2);
    const { submit, state, store } = openQueue({
      lanes: [{ runner, most: Number.POSITIVE_INFINITY }],
      maxAttempts: 2,
    });
    const [a, b] = [submit('a'), submit('b')];
    await until(() => state(b.id) === 'succeeded');
    expect(store.runs.get(a.id)).toMatchObject({
      state: 'failed',
      error: 'the process of the run ended (SIGKILL), 2 times in a row',
    });
  });

  it('says why a run that was accepted by an earlier program can no longer be read', async () => {
    const store = Store.open(':memory:');
    const { id } = store.runs.enqueue(
      planOf(smallRun('a')),
      { scenarios: [{ text: 'extends: current-law' }] },
      { owner: 'local', size: 1 },
    );
    const { state, close } = openQueue({ store, engine: fakeEngine().engine });
    await until(() => state(id) === 'failed');
    expect(store.runs.get(id)?.error).toContain('`id`');
    await close();
    store.close();
  });

  it('goes on with a run of an earlier release as the run that its inputs are now', async () => {
    const store = Store.open(':memory:');
    const input = smallRun('a');
    const plan = planOf(input);
    const old = { id: 'f'.repeat(64), identity: { ...plan.identity, engineVersion: '0.0.1' } };
    store.runs.enqueue(old, input, { owner: 'ministry', size: 1 });
    const { state, close } = openQueue({ store, engine: fakeEngine().engine });
    await until(() => state(plan.id) === 'succeeded');
    expect(store.runs.get(old.id)).toMatchObject({
      state: 'failed',
      error: expect.stringContaining(`it goes on as run ${plan.id}`),
    });
    expect(store.runs.get(plan.id)?.owner).toBe('ministry');
    await close();
    store.close();
  });

  it('leaves everything to the next process when it closes', async () => {
    const held = fakeEngine({ held: true });
    const store = Store.open(':memory:');
    const first = openQueue({ store, engine: held.engine });
    const [a, b] = [first.submit('a'), first.submit('b')];
    await first.close();
    expect(first.queue.accepting).toBe(false);
    expect(store.runs.queued().map(({ id }) => id)).toEqual([a.id, b.id]);
    const next = openQueue({ store, engine: fakeEngine().engine });
    await until(() => next.state(b.id) === 'succeeded');
    expect(next.state(a.id)).toBe('succeeded');
    await next.close();
    store.close();
  });

  it('simulates a run anew whose results are lost', async () => {
    const fake = fakeEngine();
    const { submit, state, store, queue } = openQueue({ engine: fake.engine });
    const { id } = submit('a');
    await until(() => state(id) === 'succeeded');
    const { sha256 } = store.runs.file(id)!;
    expect(queue.repeat(id, 'the file was damaged')).toBe(true);
    expect(queue.repeat(id, 'the file was damaged')).toBe(false);
    await until(() => state(id) === 'succeeded');
    expect(fake.requests).toHaveLength(2);
    expect(store.runs.file(id)?.sha256).toBe(sha256);
  });
});

describe('following a run', () => {
  it('tells every change once, then nothing', async () => {
    const fake = fakeEngine({ held: true });
    const { submit, queue, state } = openQueue({ engine: fake.engine });
    const { id } = submit('a');
    const told: RunEvent[] = [];
    const stop = queue.watch(id, undefined, (event) => told.push(event));
    await until(() => told.some(({ event }) => event === 'progress'));
    fake.release();
    await until(() => state(id) === 'succeeded');
    expect(told.map((event) => [event.id, event.state, event.progress])).toEqual([
      ['1', 'queued', 0],
      ['2', 'running', 0],
      ['2-250', 'running', 0.25],
      ['3', 'succeeded', 1],
    ]);
    stop();
    expect(queue.watchers).toBe(0);
  });

  it.each([
    ['0', ['1', '2', '2-250']],
    ['1', ['2', '2-250']],
    ['2', ['2-250']],
    ['2-100', ['2-250']],
    ['2-250', []],
    ['nonsense', ['1', '2', '2-250']],
  ])('goes on after the event %s', async (after, expected) => {
    const fake = fakeEngine({ held: true });
    const { submit, queue } = openQueue({ engine: fake.engine });
    const { id } = submit('a');
    await until(() => queue.progress(id)?.fraction === 0.25);
    const told: string[] = [];
    queue.watch(id, after, (event) => told.push(event.id))();
    expect(told).toEqual(expected);
  });
});
