import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { deleteOld } from '../../src/service/maintenance.js';
import { fakeEngine, until } from './fake-engine.js';
import { openQueue, planOf, smallRun } from './queue-tools.js';

const DAY = 86_400_000;

async function withRuns() {
  const opened = openQueue({ engine: fakeEngine().engine });
  const { submit, state, store } = opened;
  const { id } = submit('a');
  await until(() => state(id) === 'succeeded');
  const idempotency = { principal: 'local', key: 'k', fingerprint: 'f' };
  store.runs.keys.keep(idempotency, id);
  return { store, id, idempotency };
}

it('deletes runs that ended longer ago than they are kept, with their results', async () => {
  const { store, id } = await withRuns();
  expect(await deleteOld(store, 30, Date.now() + 29 * DAY)).toBe(0);
  expect(store.runs.get(id)?.state).toBe('succeeded');
  expect(await deleteOld(store, 30, Date.now() + 31 * DAY)).toBe(1);
  expect(store.runs.get(id)).toBeUndefined();
  expect(existsSync(store.resultFile(id))).toBe(false);
});

it('keeps what waits, however old, and everything where no time is set', async () => {
  const { store, id } = await withRuns();
  const input = smallRun('waits');
  const waiting = store.runs.enqueue(planOf(input), input, { owner: 'local', size: 1 });
  expect(await deleteOld(store, 0, Date.now() + 1000 * DAY)).toBe(0);
  expect(await deleteOld(store, 1, Date.now() + 1000 * DAY)).toBe(1);
  expect(store.runs.get(waiting.id)?.state).toBe('queued');
  expect(store.runs.get(id)).toBeUndefined();
});

it('forgets keys of requests after a week', async () => {
  const { store, idempotency } = await withRuns();
  await deleteOld(store, 0, Date.now() + 6 * DAY);
  expect(store.runs.keys.find(idempotency)).toBeDefined();
  await deleteOld(store, 0, Date.now() + 8 * DAY);
  expect(store.runs.keys.find(idempotency)).toBeUndefined();
});
