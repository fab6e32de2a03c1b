import { afterEach, describe, expect, it } from 'vitest';
import { prepareRun } from '../../src/plan.js';
import { QueueFull, type QueueOptions, RunQueue } from '../../src/queue.js';
import { shippedInput } from '../../src/scenario-input.js';
import { RunStore } from '../../src/store/store.js';
import { fakeEngine, until } from './fake-engine.js';

const opened: { queue: RunQueue; store: RunStore }[] = [];

afterEach(async () => {
  for (const { queue, store } of opened.splice(0)) {
    await queue.close();
    store.close();
  }
});

function open(options: Partial<QueueOptions> & Pick<QueueOptions, 'engine'>) {
  const store = options.store ?? RunStore.open(':memory:');
  const queue = new RunQueue({ store, ...options });
  queue.start();
  opened.push({ queue, store });
  const submit = (seed: string) => {
    const input = { scenarios: [shippedInput('current-law')!], persons: 1000, toYear: 2025, seed };
    const prepared = prepareRun(input);
    if (!prepared.ok) throw new Error('not valid');
    return queue.submit(prepared.plan, input);
  };
  const state = (id: string) => store.get(id)?.state;
  return { store, queue, submit, state };
}

describe('RunQueue', () => {
  it('runs what it accepts, one after the other', async () => {
    const fake = fakeEngine({ held: true });
    const { submit, state, queue } = open({ engine: fake.engine });
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
    const { submit, state, store } = open({ engine: fakeEngine().engine });
    const { id } = submit('a');
    await until(() => state(id) === 'succeeded');
    expect(store.results(id)?.facets.scenario).toEqual(['current-law']);
    expect(store.get(id)?.record?.results.rows).toBe(5);
  });

  it('answers equal inputs with the run that has them', async () => {
    const fake = fakeEngine();
    const { submit, state } = open({ engine: fake.engine });
    const first = submit('a');
    expect(submit('a').id).toBe(first.id);
    await until(() => state(first.id) === 'succeeded');
    expect(submit('a')).toMatchObject({ id: first.id, state: 'succeeded' });
    expect(fake.requests).toHaveLength(1);
  });

  it('refuses more than may wait, but not what it already has', () => {
    const { submit, store } = open({ engine: fakeEngine({ held: true }).engine, limit: 2 });
    for (const seed of ['a', 'b', 'c']) submit(seed);
    expect(() => submit('d')).toThrow(QueueFull);
    expect(submit('c').state).toBe('queued');
    expect(store.count()).toBe(3);
  });

  it('cancels a waiting run', () => {
    const { submit, queue, state } = open({ engine: fakeEngine({ held: true }).engine });
    submit('a');
    const { id } = submit('b');
    expect(queue.cancel(id)).toBe(true);
    expect(state(id)).toBe('cancelled');
    expect(queue.cancel(id)).toBe(false);
  });

  it('cancels a running run and goes on with the next', async () => {
    const fake = fakeEngine({ held: true });
    const { submit, queue, state } = open({ engine: fake.engine });
    const [a, b] = [submit('a'), submit('b')];
    expect(queue.cancel(a.id)).toBe(true);
    await until(() => state(b.id) === 'running');
    expect(state(a.id)).toBe('cancelled');
  });

  it('starts a cancelled run anew under its id', async () => {
    const fake = fakeEngine({ held: true });
    const { submit, queue, state } = open({ engine: fake.engine });
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
    const { submit, state, store } = open({
      engine: fake.engine,
      onFailure: (id, error) => told.push(id, error),
    });
    const failure = new Error('out of luck');
    fake.fail(failure);
    const [a, b] = [submit('a'), submit('b')];
    await until(() => state(b.id) === 'failed');
    expect(store.get(a.id)?.error).toBe('out of luck');
    expect(told).toEqual([a.id, failure, b.id, failure]);
  });

  it('says why a run that was accepted by an earlier program can no longer be read', async () => {
    const store = RunStore.open(':memory:');
    const prepared = prepareRun({ scenarios: [shippedInput('current-law')!] });
    if (!prepared.ok) throw new Error('not valid');
    const { id } = store.enqueue(prepared.plan, { scenarios: [{ text: 'extends: current-law' }] });
    const { state } = open({ store, engine: fakeEngine().engine });
    await until(() => state(id) === 'failed');
    expect(store.get(id)?.error).toContain('`id`');
  });

  it('leaves everything to the next process when it closes', async () => {
    const held = fakeEngine({ held: true });
    const { store, queue, submit } = open({ engine: held.engine });
    const [a, b] = [submit('a'), submit('b')];
    await queue.close();
    expect(queue.accepting).toBe(false);
    expect(store.queued()).toEqual([a.id, b.id]);
    opened.splice(0);
    const next = open({ store, engine: fakeEngine().engine });
    await until(() => next.state(b.id) === 'succeeded');
    expect(next.state(a.id)).toBe('succeeded');
  });
});
