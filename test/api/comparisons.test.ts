import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { App } from '../../api/context.js';
import { ComparisonSchema, DifferencesSchema } from '../../api/schemas/comparisons.js';
import { decodeArrow } from '../../src/tables/arrow.js';
import { tableRows } from '../../src/tables/table.js';
import { until } from '../src/fake-engine.js';
import { reform } from '../src/reforms.js';
import { expectProblem, finishedRun, postJson, postYaml, startServer } from './server.js';

const URL = '/v1/comparisons';
const BODY = {
  baseline: 'current-law',
  reforms: ['multi-tier-child-benefit', 'universal-child-benefit'],
  persons: 1000,
  toYear: 2026,
};

async function finished(app: App, body: object = BODY): Promise<string> {
  const answer = await postJson(app, URL, body);
  expect([200, 202]).toContain(answer.statusCode);
  const address = String(answer.headers.location);
  await until(async () => (await app.inject(address)).json().state === 'succeeded');
  return address;
}

describe('POST /v1/comparisons', () => {
  it('accepts a comparison, and answers with the one that has the same inputs', async () => {
    const { app, fake } = await startServer({ held: true });
    const answer = await postJson(app, URL, BODY);
    expect(answer.statusCode).toBe(202);
    const view = ComparisonSchema.parse(answer.json());
    expect(answer.headers.location).toBe(`${URL}/${view.id}`);
    expect(view).toMatchObject({
      baseline: { id: 'current-law' },
      reforms: [{ id: 'multi-tier-child-benefit' }, { id: 'universal-child-benefit' }],
      summary: null,
      links: { run: `/v1/runs/${view.id}`, differences: `${URL}/${view.id}/differences` },
    });
    expectProblem(await app.inject(view.links.differences), 'run-not-finished');
    fake.release();
    await until(async () => (await app.inject(view.links.self)).json().state === 'succeeded');
    const again = await postJson(app, URL, BODY);
    expect(again.statusCode).toBe(200);
    expect(again.json().id).toBe(view.id);
    const run = await postJson(app, '/v1/runs', BODY);
    expect(run.json().id).toBe(view.id);
  });

  it('takes the root of the first reform where no baseline is named', async () => {
    const { app } = await startServer();
    const body = { ...BODY, baseline: undefined, reforms: ['multi-tier-child-benefit-top-up'] };
    expect((await postJson(app, URL, body)).json().baseline.id).toBe('current-law');
  });

  it('takes scenarios by id, by version and inline, built on one another', async () => {
    const { app } = await startServer();
    await postYaml(app, '/v1/scenarios', reform('mine', 'extends: current-law').text);
    const inline = { id: 'inline', title: { en: 'a', vi: 'b' }, extends: 'mine' };
    const text = reform('as-text', 'extends: inline').text;
    const answer = await postJson(app, URL, { ...BODY, reforms: ['mine@1', inline, text] });
    expect(answer.json().reforms.map(({ id }: { id: string }) => id)).toEqual(['mine', 'inline', 'as-text']);
  });

  it('answers every mistake by its pointer', async () => {
    const { app } = await startServer();
    const bad = {
      id: 'bad',
      title: { en: 'a', vi: 'b' },
      extends: 'current-law',
      projection: { macro: 'bse' },
    };
    const body = { ...BODY, baseline: 'curent-law', reforms: ['universal-child-benfit', bad] };
    expect(expectProblem(await postJson(app, URL, body), 'invalid-comparison').problems).toMatchObject([
      { pointer: '/baseline', nearest: 'current-law' },
      { pointer: '/reforms/0', nearest: 'universal-child-benefit' },
    ]);
    const read = await postJson(app, URL, { ...BODY, reforms: [bad] });
    expect(expectProblem(read, 'invalid-comparison').problems).toMatchObject([
      { pointer: '/reforms/0/projection/macro' },
    ]);
    for (const wrong of [
      { ...BODY, reforms: [] },
      { ...BODY, reforms: undefined },
      { ...BODY, reforms: Array(21).fill('current-law') },
      { ...BODY, persons: 2_000_000 },
      { ...BODY, reform: 'current-law' },
      { ...BODY, reforms: ['current-law'] },
      [],
      null,
    ]) {
      expectProblem(await postJson(app, URL, JSON.stringify(wrong)), 'invalid-comparison');
    }
    expectProblem(await postYaml(app, URL, 'reforms: []'), 'unsupported-media-type');
    expectProblem(await postJson(app, URL, ''), 'empty-body');
  });
});

describe('GET /v1/comparisons/{id}', () => {
  it('shows any run of two scenarios, and nothing else', async () => {
    const { app } = await startServer();
    const run = await finishedRun(app);
    const id = run.slice('/v1/runs/'.length);
    const view = ComparisonSchema.parse((await app.inject(`${URL}/${id}`)).json());
    expect(view.reforms.map((one) => one.id)).toEqual(['multi-tier-child-benefit']);
    const alone = await finishedRun(app, { scenario: 'current-law' });
    expectProblem(await app.inject(`${URL}/${alone.slice('/v1/runs/'.length)}`), 'unknown-comparison');
    expectProblem(await app.inject(`${URL}/nothing`), 'unknown-comparison');
    expectProblem(await app.inject(`${URL}/nothing/differences`), 'unknown-comparison');
  });

  it('tells why there are no differences of a comparison that failed', async () => {
    const { app, fake } = await startServer();
    fake.fail(new Error('no good'));
    const { links } = (await postJson(app, URL, BODY)).json();
    await until(async () => (await app.inject(links.self)).json().state === 'failed');
    expect((await app.inject(links.self)).json()).toMatchObject({ summary: null, error: expect.any(String) });
    expectProblem(await app.inject(links.differences), 'run-failed');
  });
});

describe('GET /v1/comparisons/{id}/differences', () => {
  it('subtracts what results hold, in every form alike', async () => {
    const { app } = await startServer();
    const address = await finished(app);
    const id = address.slice(`${URL}/`.length);
    const json = await app.inject(`${address}/differences`);
    const { rows } = DifferencesSchema.parse(json.json());
    const results = (await app.inject(`/v1/runs/${id}/results`)).json().rows as Record<string, unknown>[];
    const keyOf = ({ year, indicator, branch, tier, dimension, group }: Record<string, unknown>) =>
      [year, indicator, branch, tier, dimension, group].join();
    const baseline = new Map(
      results.filter((row) => row.scenario === 'current-law').map((row) => [keyOf(row), row.value as number]),
    );
    const reforms = results.filter((row) => row.scenario !== 'current-law');
    expect(rows.length).toBe(reforms.length);
    for (const [position, row] of reforms.entries()) {
      const before = baseline.get(keyOf(row))!;
      expect(rows[position]).toMatchObject({
        scenario: row.scenario,
        baseline: before,
        reform: row.value,
        difference: (row.value as number) - before,
        unit: row.unit,
      });
    }
    // The stand-in pays 0.1 under the baseline, 1.1 and 2.1 under the reforms.
    const cost = rows.filter(
      ({ indicator, branch, year }) => `${indicator} ${branch} ${year}` === 'benefit_cost child 2025',
    );
    expect(cost.map(({ baseline, reform, difference }) => [baseline, reform, difference])).toEqual([
      [0.1, 1.1, 1],
      [0.1, 2.1, 2],
    ]);
    const csv = await app.inject({ url: `${address}/differences`, headers: { accept: 'text/csv' } });
    const cells = parse(csv.body, { columns: true }) as Record<string, string>[];
    expect(cells).toEqual(
      rows.map((row) =>
        Object.fromEntries(Object.entries(row).map(([key, value]) => [key, String(value ?? '')])),
      ),
    );
    const arrow = await app.inject(`${address}/differences?format=arrow`);
    expect(arrow.statusCode).toBe(200);
    expect([...tableRows(decodeArrow(arrow.rawPayload))]).toEqual(rows);
  });

  it('filters, pages, and names its bytes', async () => {
    const { app } = await startServer();
    const address = `${await finished(app)}/differences`;
    const url = `${address}?scenario=universal-child-benefit&indicator=benefit_cost&branch=child`;
    const all = await app.inject(url);
    expect(all.json().rows.map(({ year }: { year: number }) => year)).toEqual([2025, 2026]);
    const page = await app.inject(`${url}&limit=1&offset=1`);
    expect(page.json().rows).toEqual(all.json().rows.slice(1));
    expect(String(page.headers['x-total-count'])).toBe('2');
    const etag = String(all.headers.etag);
    expect((await app.inject({ url, headers: { 'if-none-match': etag } })).statusCode).toBe(304);
    const results = `/v1/runs/${address.split('/')[3]}/results?indicator=benefit_cost&branch=child`;
    expect((await app.inject(results)).headers.etag).not.toBe(etag);
    const { problems } = expectProblem(
      await app.inject(`${address}?scenario=current-law`),
      'invalid-parameters',
    );
    expect(problems).toMatchObject([{ code: 'unknown-value', pointer: '/scenario' }]);
    expectProblem(await app.inject(`${address}?format=xlsx`), 'invalid-parameters');
  });
});
