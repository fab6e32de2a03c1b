import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { App } from '../../api/context.js';
import { RunListSchema, RunSchema } from '../../api/schemas.js';
import { shippedInput } from '../../src/scenario-input.js';
import { until } from '../src/fake-engine.js';
import { reform } from '../src/reforms.js';
import { expectProblem, finishedRun, postJson, postYaml, startServer } from './server.js';

const small = { persons: 1000, toYear: 2026 };
const mtcb = { scenario: 'multi-tier-child-benefit', ...small };

describe('POST /v1/runs', () => {
  it('accepts a shipped scenario and says where to look', async () => {
    const { app } = await startServer({ held: true });
    const answer = await postJson(app, '/v1/runs', mtcb);
    expect(answer.statusCode).toBe(202);
    const run = RunSchema.parse(answer.json());
    expect(answer.headers.location).toBe(`/v1/runs/${run.id}`);
    expect(run).toMatchObject({ state: 'running', persons: 1000, toYear: 2026, seed: 'viet-nam-2025' });
    expect(run.alignment).toBe(true);
    expect(run.scenarios.map(({ id }) => id)).toEqual(['current-law', 'multi-tier-child-benefit']);
  });

  it('answers identical inputs with the first run, however they are written', async () => {
    const { app, fake } = await startServer();
    const address = await finishedRun(app, mtcb);
    const { text } = shippedInput('multi-tier-child-benefit')!;
    const others = [
      await postJson(app, '/v1/runs', mtcb),
      await postJson(app, '/v1/runs', { ...mtcb, scenario: text }),
      await postJson(app, '/v1/runs', {
        baseline: 'current-law',
        reforms: ['multi-tier-child-benefit'],
        ...small,
      }),
      await postYaml(app, '/v1/runs?persons=1000&toYear=2026', text),
    ];
    for (const answer of others) {
      expect(answer.statusCode).toBe(200);
      expect(answer.headers.location).toBe(address);
    }
    expect(fake.requests).toHaveLength(1);
  });

  it('runs without alignment, as a run of its own, by body or by query', async () => {
    const { app, fake } = await startServer();
    const aligned = await finishedRun(app, mtcb);
    expect(await finishedRun(app, { ...mtcb, alignment: true })).toBe(aligned);
    const unaligned = await finishedRun(app, { ...mtcb, alignment: false });
    expect(unaligned).not.toBe(aligned);
    const { text } = shippedInput('multi-tier-child-benefit')!;
    const query = '/v1/runs?persons=1000&toYear=2026&alignment';
    expect((await postYaml(app, `${query}=false`, text)).headers.location).toBe(unaligned);
    expect((await postYaml(app, `${query}=true`, text)).headers.location).toBe(aligned);
    expect((await app.inject(unaligned)).json()).toMatchObject({
      alignment: false,
      record: { alignment: false },
    });
    expect((await app.inject(`${unaligned}/results`)).json().record.alignment).toBe(false);
    expect(fake.requests.map((request) => request.aligned)).toEqual([true, false]);
  });

  it('says what an option takes', async () => {
    const { app } = await startServer();
    const inBody = await postJson(app, '/v1/runs', { ...mtcb, alignment: 'no' });
    expect(expectProblem(inBody, 'invalid-run').problems).toMatchObject([
      { pointer: '/alignment', message: 'alignment is true or false', expected: 'boolean' },
    ]);
    const inQuery = await postYaml(app, '/v1/runs?alignment=no', 'id: a');
    expect(expectProblem(inQuery, 'invalid-parameters').problems).toMatchObject([
      { pointer: '/alignment', message: 'alignment is true or false', expected: 'true, false' },
    ]);
  });

  it('takes scenarios as objects, as texts and bare', async () => {
    const { app, store } = await startServer({ held: true });
    const object = { id: 'mine', title: { en: 'Mine', vi: 'Tôi' }, extends: 'current-law' };
    const answers = [
      await postJson(app, '/v1/runs', { scenario: object, ...small }),
      await postJson(app, '/v1/runs?persons=1000&toYear=2026', object),
      await postJson(app, '/v1/runs', { scenario: JSON.stringify(object), ...small }),
    ];
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([202, 202, 202]);
    expect(store.runs.count()).toBe(1);
  });

  it('compares several reforms with a baseline of the user', async () => {
    const { app } = await startServer();
    const [baseline, first, second] = [
      reform('base', 'extends: current-law').text,
      reform('first', 'extends: base').text,
      reform('second', 'extends: base', 'projection: { macro: low }').text,
    ];
    const answer = await postJson(app, '/v1/runs', { baseline, reforms: [first, second], ...small });
    expect(answer.json().scenarios.map(({ id }: { id: string }) => id)).toEqual(['base', 'first', 'second']);
  });

  it('never opens a file that a scenario names', async () => {
    const { app } = await startServer();
    const child = reform('child', 'extends: package').text;
    const answer = await postJson(app, '/v1/runs', { scenario: child, ...small });
    expect(expectProblem(answer, 'invalid-run').problems?.[0]).toMatchObject({ code: 'unknown-extends' });
  });

  it('points mistakes into the body', async () => {
    const { app } = await startServer();
    const broken = {
      id: 'a',
      title: { en: 'A', vi: 'A' },
      extends: 'current-law',
      projection: { macro: 'bse' },
    };
    const pointers = async (body: unknown) =>
      expectProblem(await postJson(app, '/v1/runs', body), 'invalid-run').problems?.map(
        ({ pointer, line }) => [pointer, line],
      );
    expect(await pointers({ scenario: broken })).toEqual([['/scenario/projection/macro', null]]);
    expect(await pointers({ reforms: ['current-law', broken] })).toEqual([
      ['/reforms/1/projection/macro', null],
    ]);
    expect(await pointers({ baseline: 'id: a\ntitle: 3\nextends: current-law\n', reforms: [] })).toEqual([
      ['/baseline/title', 2],
    ]);
    expect(await pointers(JSON.stringify(broken, null, 1))).toEqual([['/projection/macro', 9]]);
    expect(await pointers({ scenario: 'current-law', persons: 10 })).toEqual([['/persons', null]]);
  });

  it('names what is unknown and what was probably meant', async () => {
    const { app } = await startServer();
    const answer = await postJson(app, '/v1/runs', { scenario: 'multi-teir-child-benefit', persosn: 3 });
    expect(expectProblem(answer, 'invalid-run').problems).toMatchObject([
      { code: 'unknown-key', pointer: '/persosn', nearest: 'persons' },
    ]);
    const unknown = await postJson(app, '/v1/runs', { scenario: 'multi-teir-child-benefit' });
    expect(expectProblem(unknown, 'invalid-run').problems).toMatchObject([
      { code: 'no-such-scenario', pointer: '/scenario', nearest: 'multi-tier-child-benefit' },
    ]);
  });

  it.each([
    [{ scenario: 3 }, '/scenario'],
    [{ scenario: '' }, '/scenario'],
    [{ reforms: 'current-law' }, '/reforms'],
    [{ reforms: Array(21).fill('current-law') }, '/reforms'],
    [{ reforms: [] }, ''],
    [{ scenario: 'current-law', persons: 'all' }, '/persons'],
    [{ scenario: 'current-law', persons: 1e9 }, '/persons'],
    [{ scenario: 'current-law', persons: 'whole' }, '/persons'],
    [{ scenario: 'current-law', toYear: '2030' }, '/toYear'],
    [{ scenario: 'current-law', toYear: 2051 }, '/toYear'],
    [{ scenario: 'current-law', seed: 5 }, '/seed'],
    [{ scenario: 'current-law', alignment: 0 }, '/alignment'],
    [{ scenario: 'current-law', seed: '' }, '/seed'],
  ])('refuses %j', async (body, pointer) => {
    const { app } = await startServer();
    const { problems } = expectProblem(await postJson(app, '/v1/runs', body), 'invalid-run');
    expect(problems?.map((problem) => problem.pointer)).toEqual([pointer]);
  });

  it.each(['null', '3', '[]', '"current-law"', '{}'])('refuses the JSON %s', async (body) => {
    const { app } = await startServer();
    expectProblem(await postJson(app, '/v1/runs', body), 'invalid-run');
  });

  it('has an upper bound of its own on persons, which also bounds the default', async () => {
    const { app } = await startServer({ held: true, maxPersons: 5000 });
    const answer = await postJson(app, '/v1/runs', { scenario: 'current-law', persons: 5001 });
    const [problem] = expectProblem(answer, 'invalid-run').problems!;
    expect(problem).toMatchObject({ pointer: '/persons', expected: 'at most 5000' });
    expect((await postJson(app, '/v1/runs', { scenario: 'current-law' })).json().persons).toBe(5000);
  });

  it('takes the whole nation where the server allows it', async () => {
    const { app } = await startServer({ held: true, maxPersons: 'whole' });
    const answer = await postJson(app, '/v1/runs', { scenario: 'current-law', persons: 'whole' });
    expect(answer.json()).toMatchObject({ persons: 'whole' });
  });

  it('answers 429 when the queue is full, and keeps what it accepted', async () => {
    const { app, store } = await startServer({ held: true, limit: 1 });
    const post = (seed: string) => postJson(app, '/v1/runs', { ...mtcb, seed });
    expect((await post('a')).json()).toMatchObject({ state: 'running', waitingBefore: null });
    expect((await post('b')).json()).toMatchObject({ state: 'queued', waitingBefore: 0 });
    const refused = await post('c');
    expectProblem(refused, 'queue-full');
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await post('b')).statusCode).toBe(202);
    expect(store.runs.count()).toBe(2);
  });
});

describe('GET /v1/runs', () => {
  it('lists pages from the newest', async () => {
    const { app } = await startServer({ held: true });
    for (const seed of ['a', 'b', 'c']) await postJson(app, '/v1/runs', { ...mtcb, seed });
    const page = async (url: string) => {
      const { runs, total, links } = RunListSchema.parse((await app.inject(url)).json());
      return { seeds: runs.map(({ seed }) => seed), total, ...links };
    };
    expect(await page('/v1/runs?limit=2')).toEqual({
      seeds: ['c', 'b'],
      total: 3,
      next: '/v1/runs?limit=2&offset=2',
      previous: null,
    });
    expect(await page('/v1/runs?limit=2&offset=2')).toMatchObject({ seeds: ['a'], next: null });
    expect(await page('/v1/runs?state=running')).toMatchObject({ seeds: ['a'], total: 1 });
  });

  it.each(['limit=0', 'limit=101', 'limit=x', 'offset=-1', 'state=done', 'limt=3', 'limit=1&limit=2'])(
    'refuses ?%s',
    async (query) => {
      const { app } = await startServer();
      const { problems } = expectProblem(await app.inject(`/v1/runs?${query}`), 'invalid-parameters');
      expect(problems).toHaveLength(1);
    },
  );
});

describe('GET /v1/runs/{id}', () => {
  it('shows progress, then the record and the values to filter by', async () => {
    const { app, fake } = await startServer({ held: true });
    const { id } = (await postJson(app, '/v1/runs', mtcb)).json();
    await until(async () => (await app.inject(`/v1/runs/${id}`)).json().progress === 0.25);
    fake.release();
    await until(async () => (await app.inject(`/v1/runs/${id}`)).json().state === 'succeeded');
    const run = RunSchema.parse((await app.inject(`/v1/runs/${id}`)).json());
    expect(run).toMatchObject({ progress: 1, error: null, record: { simulated: { persons: 1000 } } });
    expect(run.values?.year).toEqual(['2025', '2026']);
    expect(run.links).toEqual({
      self: `/v1/runs/${id}`,
      results: `/v1/runs/${id}/results`,
      events: `/v1/runs/${id}/events`,
    });
    // 1000 persons in two years, one pass.
    expect(run).toMatchObject({ owner: 'local', expectedPersonYears: 2000 });
  });

  it('answers 404 for an unknown run', async () => {
    const { app } = await startServer();
    for (const id of ['nothing', '..%2f..', '%00', 'constructor']) {
      expectProblem(await app.inject(`/v1/runs/${id}`), 'unknown-run');
    }
  });

  it('tells why a run failed', async () => {
    const { app, fake } = await startServer();
    fake.fail(new Error('out of luck'));
    const { id } = (await postJson(app, '/v1/runs', mtcb)).json();
    await until(async () => (await app.inject(`/v1/runs/${id}`)).json().state === 'failed');
    expect((await app.inject(`/v1/runs/${id}`)).json()).toMatchObject({ error: 'out of luck', record: null });
    const answer = await app.inject(`/v1/runs/${id}/results`);
    expect(expectProblem(answer, 'run-failed').detail).toContain('out of luck');
  });
});

describe('POST /v1/runs/{id}/cancel', () => {
  it('cancels, also twice; posting again starts anew under the same id', async () => {
    const { app, fake } = await startServer({ held: true });
    const { id } = (await postJson(app, '/v1/runs', mtcb)).json();
    const cancel = () => app.inject({ method: 'POST', url: `/v1/runs/${id}/cancel` });
    const answer = await cancel();
    expect(answer.statusCode).toBe(200);
    expect(RunSchema.parse(answer.json())).toMatchObject({ id, state: 'cancelled' });
    expect((await cancel()).json()).toMatchObject({ state: 'cancelled' });
    expectProblem(await app.inject(`/v1/runs/${id}/results`), 'run-cancelled');
    fake.release();
    expect(await finishedRun(app, mtcb)).toBe(`/v1/runs/${id}`);
    expectProblem(await cancel(), 'run-ended');
  });

  it('answers 404 for an unknown run', async () => {
    const { app } = await startServer();
    expectProblem(await app.inject({ method: 'POST', url: '/v1/runs/nothing/cancel' }), 'unknown-run');
  });
});

describe('DELETE /v1/runs/{id}', () => {
  const remove = (app: App, address: string) => app.inject({ method: 'DELETE', url: address });

  it('deletes a run that has ended, which can be posted again', async () => {
    const { app, fake, store } = await startServer();
    const address = await finishedRun(app, mtcb);
    const before = (await app.inject(`${address}/results`)).body;
    const answer = await remove(app, address);
    expect([answer.statusCode, answer.body]).toEqual([204, '']);
    expectProblem(await app.inject(address), 'unknown-run');
    expectProblem(await app.inject(`${address}/results`), 'unknown-run');
    expectProblem(await remove(app, address), 'unknown-run');
    expect(store.runs.count()).toBe(0);
    expect(await finishedRun(app, mtcb)).toBe(address);
    expect((await app.inject(`${address}/results`)).body).toBe(before);
    expect(fake.requests).toHaveLength(2);
  });

  it('refuses to delete what waits or runs', async () => {
    const { app } = await startServer({ held: true });
    for (const seed of ['a', 'b']) {
      const { headers } = await postJson(app, '/v1/runs', { ...mtcb, seed });
      expectProblem(await remove(app, String(headers.location)), 'run-active');
    }
  });
});

describe('an Idempotency-Key', () => {
  const post = (app: App, key: string, body: object) =>
    app.inject({
      method: 'POST',
      url: '/v1/runs',
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      payload: JSON.stringify(body),
    });

  it('answers the same request with the same run, whatever became of it', async () => {
    const { app } = await startServer({ held: true });
    const first = await post(app, 'key-1', mtcb);
    expect(first.headers['idempotency-replayed']).toBeUndefined();
    const { id } = first.json();
    await app.inject({ method: 'POST', url: `/v1/runs/${id}/cancel` });
    const again = await post(app, 'key-1', mtcb);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect([again.statusCode, again.headers.location]).toEqual([202, `/v1/runs/${id}`]);
    expect(again.json()).toMatchObject({ id, state: 'cancelled' });
    expect((await post(app, 'key-2', mtcb)).json().state).not.toBe('cancelled');
  });

  it('refuses another request under a key that was used, and keys that are none', async () => {
    const { app } = await startServer({ held: true });
    await post(app, 'key-1', mtcb);
    expectProblem(await post(app, 'key-1', { ...mtcb, seed: 'other' }), 'idempotency-key-reused');
    for (const key of ['', 'with space', 'é', 'x'.repeat(256)]) {
      expectProblem(await post(app, key, mtcb), 'invalid-request');
    }
    expect((await post(app, 'x'.repeat(255), mtcb)).statusCode).toBe(202);
  });
});

describe('a restart', () => {
  it('loses nothing that was accepted', async () => {
    const data = mkdtempSync(join(tmpdir(), 'mtb-restart-'));
    try {
      const first = await startServer({ data, held: true });
      const ids: string[] = [];
      for (const seed of ['a', 'b']) {
        ids.push((await postJson(first.app, '/v1/runs', { ...mtcb, seed })).json().id);
      }
      await first.close();
      const second = await startServer({ data });
      for (const id of ids) {
        await until(async () => (await second.app.inject(`/v1/runs/${id}`)).json().state === 'succeeded');
        expect((await second.app.inject(`/v1/runs/${id}/results`)).statusCode).toBe(200);
      }
      expect(second.fake.requests.map(({ seed }) => seed)).toEqual(['a', 'b']);
      await second.close();
    } finally {
      rmSync(data, { recursive: true });
    }
  });
});
