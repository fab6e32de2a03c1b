import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { App } from '../../api/context.js';
import {
  ScenarioDiffSchema,
  ScenarioListSchema,
  ScenarioSchema,
  ValidationSchema,
  VersionListSchema,
} from '../../api/schemas/library.js';
import { shippedScenarios } from '../../src/index.js';
import { until } from '../src/fake-engine.js';
import { FAMILY } from '../src/households.js';
import { reform } from '../src/reforms.js';
import { expectProblem, postJson, postYaml, startServer } from './server.js';

const LIST = '/v1/scenarios';
const LOW = 'projection: { fertility: low }';
const HIGH = 'projection: { fertility: high }';
const BARE = 'projection: { fertility: medium }';

function put(app: App, id: string, text: string, ifMatch?: string) {
  return app.inject({
    method: 'PUT',
    url: `${LIST}/${id}`,
    headers: {
      'content-type': 'application/yaml',
      ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
    },
    payload: text,
  });
}

function remove(app: App, id: string, ifMatch?: string) {
  const headers = ifMatch === undefined ? {} : { 'if-match': ifMatch };
  return app.inject({ method: 'DELETE', url: `${LIST}/${id}`, headers });
}

async function create(app: App, id: string, ...lines: readonly string[]): Promise<string> {
  const answer = await postYaml(app, LIST, reform(id, ...lines).text);
  expect(answer.statusCode).toBe(201);
  return String(answer.headers.etag);
}

describe('POST /v1/scenarios', () => {
  it('stores a sound scenario under its own id, as YAML or JSON', async () => {
    const { app } = await startServer();
    const { text } = reform('mine', 'extends: current-law', LOW);
    const answer = await postYaml(app, LIST, text);
    expect(answer.statusCode).toBe(201);
    expect(answer.headers.location).toBe(`${LIST}/mine`);
    expect(ScenarioSchema.parse(answer.json())).toMatchObject({
      id: 'mine',
      origin: 'library',
      version: 1,
      author: 'local',
      ancestors: ['current-law'],
      projection: { fertility: 'low' },
    });
    const file = await app.inject({ url: `${LIST}/mine`, headers: { accept: 'application/yaml' } });
    expect(file.body).toBe(text);
    expect(file.headers.etag).toBe(answer.headers.etag);
    const object = { id: 'theirs', title: { en: 'a', vi: 'b' }, extends: 'mine' };
    const child = ScenarioSchema.parse((await postJson(app, LIST, object)).json());
    expect(child).toMatchObject({ ancestors: ['mine', 'current-law'], projection: { fertility: 'low' } });
  });

  it('refuses what is not sound, with every mistake', async () => {
    const { app } = await startServer();
    await create(app, 'my-parent', 'extends: current-law');
    const text = 'id: mine\ntitl: { en: a, vi: b }\nextends: my-parnet\n';
    const { problems } = expectProblem(await postYaml(app, LIST, text), 'invalid-scenario');
    expect(problems).toContainEqual(expect.objectContaining({ pointer: '/titl', line: 2 }));
    const child = reform('mine', 'extends: my-parnet').text;
    expect(expectProblem(await postYaml(app, LIST, child), 'invalid-scenario').problems).toMatchObject([
      { code: 'unknown-extends', nearest: 'my-parent' },
    ]);
    for (const id of ['schema', 'validate']) {
      const answer = await postYaml(app, LIST, reform(id, 'extends: current-law').text);
      expect(expectProblem(answer, 'invalid-scenario').problems).toMatchObject([{ code: 'reserved-id' }]);
    }
    expectProblem(await postYaml(app, LIST, ''), 'empty-body');
  });

  it('refuses ids that are taken', async () => {
    const { app } = await startServer();
    await create(app, 'mine', 'extends: current-law');
    const again = await postYaml(app, LIST, reform('mine', 'extends: current-law').text);
    expectProblem(again, 'scenario-exists');
    const root = shippedScenarios()[0].text;
    expectProblem(await postYaml(app, LIST, root), 'scenario-shipped');
  });
});

describe('PUT and DELETE /v1/scenarios/{id}', () => {
  it('changes the version that the client has read, and no other', async () => {
    const { app } = await startServer();
    const tag = await create(app, 'mine', 'extends: current-law', LOW);
    const better = reform('mine', 'extends: current-law', HIGH).text;
    expectProblem(await put(app, 'mine', better), 'precondition-required');
    expectProblem(await remove(app, 'mine'), 'precondition-required');
    for (const wrong of ['"7"', 'W/"1"', '"x"', '1']) {
      expectProblem(await put(app, 'mine', better, wrong), 'precondition-failed');
      expectProblem(await remove(app, 'mine', wrong), 'precondition-failed');
    }
    const changed = await put(app, 'mine', better, tag);
    expect(ScenarioSchema.parse(changed.json())).toMatchObject({
      version: 2,
      projection: { fertility: 'high' },
    });
    expect(changed.headers.etag).not.toBe(tag);
    expectProblem(await put(app, 'mine', better, tag), 'precondition-failed');
    // The tag of the resolved scenario names the version as well.
    const resolved = await app.inject(`${LIST}/mine`);
    expect((await put(app, 'mine', better, `"9", ${resolved.headers.etag}`)).statusCode).toBe(200);
    expect((await put(app, 'mine', better, '*')).statusCode).toBe(200);
    expect((await remove(app, 'mine', '"4"')).statusCode).toBe(204);
    expectProblem(await app.inject(`${LIST}/mine`), 'unknown-scenario');
    expectProblem(await put(app, 'mine', better, '"4"'), 'unknown-scenario');
  });

  it('lets one of two changes to a version through', async () => {
    const { app } = await startServer();
    const tag = await create(app, 'mine', 'extends: current-law', BARE);
    const [low, high] = [LOW, HIGH].map((line) => reform('mine', 'extends: current-law', line).text);
    const answers = await Promise.all([put(app, 'mine', low, tag), put(app, 'mine', high, tag)]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 412]);
    const kept = answers.find(({ statusCode }) => statusCode === 200)!.json();
    const now = (await app.inject(`${LIST}/mine`)).json();
    expect(now.hash).toBe(kept.hash);
    expect(now.version).toBe(2);
  });

  it('keeps the id of the address, and refuses what would extend itself', async () => {
    const { app } = await startServer();
    const tag = await create(app, 'mine', 'extends: current-law');
    const other = await put(app, 'mine', reform('other', 'extends: current-law').text, tag);
    expect(expectProblem(other, 'invalid-scenario').problems).toMatchObject([
      { code: 'wrong-id', pointer: '/id', found: 'other', expected: 'mine' },
    ]);
    await create(app, 'child', 'extends: mine');
    const circle = await put(app, 'mine', reform('mine', 'extends: child').text, tag);
    expect(expectProblem(circle, 'invalid-scenario').problems).toMatchObject([{ code: 'extends-cycle' }]);
  });

  it('leaves alone what ships, and what others extend', async () => {
    const { app } = await startServer();
    const law = shippedScenarios()[0].text;
    expectProblem(await put(app, 'current-law', law, '*'), 'scenario-shipped');
    expectProblem(await remove(app, 'current-law', '*'), 'scenario-shipped');
    const tag = await create(app, 'parent', 'extends: current-law');
    const childTag = await create(app, 'child', 'extends: parent');
    const refused = expectProblem(await remove(app, 'parent', tag), 'scenario-in-use');
    expect(refused.problems).toMatchObject([{ code: 'extended-by', found: 'child' }]);
    expect((await remove(app, 'child', childTag)).statusCode).toBe(204);
    expect((await remove(app, 'parent', tag)).statusCode).toBe(204);
  });

  it('tells of a scenario that is no longer sound since its parent changed', async () => {
    const { app } = await startServer();
    const definition = 'definitions: { half: 0.5 }';
    const tag = await create(app, 'parent', 'extends: current-law', definition);
    const child = 'tiers: { compulsory-maternity: { amount: half * lump_sum } }';
    await create(app, 'child', 'extends: parent', child);
    expect((await put(app, 'parent', reform('parent', 'extends: current-law').text, tag)).statusCode).toBe(
      200,
    );
    expect(expectProblem(await app.inject(`${LIST}/child`), 'invalid-scenario').problems).toMatchObject([
      { source: 'library/child@1.yaml', pointer: '/tiers/compulsory-maternity/amount' },
    ]);
    const file = await app.inject({ url: `${LIST}/child`, headers: { accept: 'application/yaml' } });
    expect(file.statusCode).toBe(200);
    const run = await postJson(app, '/v1/runs', { scenario: 'child' });
    expect(expectProblem(run, 'invalid-run').problems).toMatchObject([{ source: 'library/child@1.yaml' }]);
  });
});

describe('GET /v1/scenarios and below', () => {
  it('lists what ships and then the library, by pages, origin and search', async () => {
    const { app } = await startServer();
    for (const id of ['b-mine', 'a-mine']) await create(app, id, 'extends: current-law');
    const list = async (query: string) =>
      ScenarioListSchema.parse((await app.inject(`${LIST}?${query}`)).json());
    const ids = async (query: string) => (await list(query)).scenarios.map(({ id }) => id);
    const shipped = shippedScenarios().map(({ id }) => id);
    expect(await ids('')).toEqual([...shipped, 'a-mine', 'b-mine']);
    expect(await ids('origin=library')).toEqual(['a-mine', 'b-mine']);
    expect(await ids('origin=shipped&limit=2&offset=1')).toEqual(shipped.slice(1, 3));
    expect(await ids('search=MINE')).toEqual(['a-mine', 'b-mine']);
    expect(await ids('search=under-three')).toEqual(['under-three-targeted', 'under-three-universal']);
    const seen: string[] = [];
    let next: string | null = `${LIST}?limit=5`;
    for (let pages = 0; next !== null; pages++) {
      expect(pages).toBeLessThan(5);
      const page = ScenarioListSchema.parse((await app.inject(next)).json());
      expect(page.total).toBe(shipped.length + 2);
      seen.push(...page.scenarios.map(({ id }) => id));
      next = page.links.next;
    }
    expect(seen).toEqual([...shipped, 'a-mine', 'b-mine']);
    expect((await list('limit=5&offset=5&search=mine')).links.previous).toBe(
      `${LIST}?limit=5&offset=0&origin=all&search=mine`,
    );
    for (const wrong of ['limit=0', 'limit=101', 'origin=mine', 'search=', 'offset=-1', 'serach=x']) {
      expectProblem(await app.inject(`${LIST}?${wrong}`), 'invalid-parameters');
    }
  });

  it('gives any version, also of what was deleted, and 304 for what the client has', async () => {
    const { app } = await startServer();
    const tag = await create(app, 'mine', 'extends: current-law', LOW);
    await put(app, 'mine', reform('mine', 'extends: current-law', HIGH).text, tag);
    const url = `${LIST}/mine`;
    const first = await app.inject(`${url}?version=1`);
    expect(first.json()).toMatchObject({ version: 1, projection: { fertility: 'low' } });
    const etag = String(first.headers.etag);
    const again = await app.inject({ url: `${url}?version=1`, headers: { 'if-none-match': etag } });
    expect(again.statusCode).toBe(304);
    expect((await app.inject({ url, headers: { 'if-none-match': etag } })).statusCode).toBe(200);
    expectProblem(await app.inject(`${url}?version=3`), 'unknown-scenario');
    expectProblem(await app.inject(`${LIST}/current-law?version=1`), 'unknown-scenario');
    expectProblem(await app.inject(`${url}?version=0`), 'invalid-parameters');
    await remove(app, 'mine', '"2"');
    expect((await app.inject(`${url}?version=2`)).json()).toMatchObject({
      projection: { fertility: 'high' },
    });
    const versions = VersionListSchema.parse((await app.inject(`${url}/versions`)).json());
    expect(versions.versions.map(({ version, current }) => [version, current])).toEqual([
      [2, false],
      [1, false],
    ]);
    const page = VersionListSchema.parse((await app.inject(`${url}/versions?limit=1&offset=1`)).json());
    expect(page.versions).toMatchObject([{ version: 1, author: 'local' }]);
    const shipped = VersionListSchema.parse((await app.inject(`${LIST}/current-law/versions`)).json());
    expect(shipped).toMatchObject({ origin: 'shipped', versions: [], total: 0 });
    expectProblem(await app.inject(`${LIST}/never/versions`), 'unknown-scenario');
  });

  it('names the nearest of all scenarios', async () => {
    const { app } = await startServer();
    await create(app, 'my-design', 'extends: current-law');
    expect(expectProblem(await app.inject(`${LIST}/my-desing`), 'unknown-scenario').detail).toContain(
      'my-design',
    );
    const run = expectProblem(await postJson(app, '/v1/runs', { scenario: 'my-desing' }), 'invalid-run');
    expect(run.problems).toMatchObject([{ pointer: '/scenario', nearest: 'my-design' }]);
  });

  it('compares two scenarios or two versions, as JSON, text or CSV', async () => {
    const { app } = await startServer();
    const tag = await create(app, 'mine', 'extends: multi-tier-child-benefit', LOW);
    await put(app, 'mine', reform('mine', 'extends: multi-tier-child-benefit', HIGH).text, tag);
    const versions = `${LIST}/mine/diff/mine?version=1&otherVersion=2`;
    const diff = ScenarioDiffSchema.parse((await app.inject(versions)).json());
    expect(diff).toMatchObject({
      before: { id: 'mine', version: 1 },
      after: { id: 'mine', version: 2 },
      changes: [{ path: '/projection/fertility', before: 'low', after: 'high', change: 'changed' }],
    });
    const shipped = `${LIST}/multi-tier-child-benefit/diff/mine`;
    expect(ScenarioDiffSchema.parse((await app.inject(shipped)).json())).toMatchObject({
      before: { version: null },
      changes: [{ before: 'medium', after: 'high' }],
    });
    const text = await app.inject({ url: shipped, headers: { accept: 'text/plain' } });
    expect(text.body).toContain(
      '+ mine (version 2): mine\n\nPROJECTION\n  fertility\n      - medium\n      + high\n',
    );
    const csv = await app.inject({ url: shipped, headers: { accept: 'text/csv' } });
    expect(parse(csv.body, { columns: true })).toMatchObject([{ before: 'medium', after: 'high' }]);
    expectProblem(await app.inject(`${LIST}/mine/diff/mein`), 'unknown-scenario');
    expectProblem(await app.inject(`${versions}&x=1`), 'invalid-parameters');
  });
});

describe('scenarios of the library in requests', () => {
  it('are named by id and version by runs, households and validation', async () => {
    const { app } = await startServer();
    const tag = await create(
      app,
      'mine',
      'extends: current-law',
      'tiers:',
      '  compulsory-maternity: { amount: lump_sum }',
    );
    const first = (await app.inject(`${LIST}/mine`)).json().hash;
    await put(app, 'mine', reform('mine', 'extends: current-law').text, tag);
    const second = (await app.inject(`${LIST}/mine`)).json().hash;
    const runOf = async (scenario: unknown) =>
      (await postJson(app, '/v1/runs', { scenario, persons: 1000, toYear: 2026 })).json().scenarios[1].hash;
    expect(await runOf('mine')).toBe(second);
    expect(await runOf('mine@1')).toBe(first);
    const named = expectProblem(await postJson(app, '/v1/runs', { scenario: 'mine@3' }), 'invalid-run');
    expect(named.problems).toMatchObject([{ pointer: '/scenario', found: 'mine@3', nearest: 'mine' }]);
    const household = async (scenario: string) =>
      (await postYaml(app, '/v1/households/entitlements', `scenario: ${scenario}\n${FAMILY}`)).json();
    // Worked out beside the tests of the calculator: lump sum 5,060,000, and the father's leave.
    expect((await household('mine@1')).totals.maternity).toBe(5_060_000 + 2_083_333);
    expect((await household('mine')).totals.maternity).toBe(67_143_333);
    const child = reform('child', 'extends: mine').text;
    const checked = await postYaml(app, `${LIST}/validate`, child);
    expect(ValidationSchema.parse(checked.json()).scenario.ancestors).toEqual(['mine', 'current-law']);
  });

  it('judges households anew when what a scenario extends has changed', async () => {
    const { app } = await startServer();
    const tag = await create(app, 'parent', 'extends: current-law');
    const child = { id: 'child', title: { en: 'a', vi: 'b' }, extends: 'parent' };
    const maternity = async () => {
      const text = `scenario: ${JSON.stringify(child)}\n${FAMILY}`;
      return (await postYaml(app, '/v1/households/entitlements', text)).json().totals.maternity;
    };
    expect(await maternity()).toBe(67_143_333);
    const lines = ['extends: current-law', 'tiers:', '  compulsory-maternity: { amount: lump_sum }'];
    await put(app, 'parent', reform('parent', ...lines).text, tag);
    expect(await maternity()).toBe(5_060_000 + 2_083_333);
  });

  it('are run as they were when the run was accepted, also after a restart', async () => {
    const data = mkdtempSync(join(tmpdir(), 'mtb-library-'));
    onTestFinished(() => rmSync(data, { recursive: true }));
    const first = await startServer({ data, held: true });
    const tag = await create(first.app, 'parent', 'extends: current-law', LOW);
    await create(first.app, 'child', 'extends: parent');
    const body = { scenario: 'child', persons: 1000, toYear: 2026 };
    const accepted = await postJson(first.app, '/v1/runs', body);
    expect(accepted.statusCode).toBe(202);
    const parent = reform('parent', 'extends: current-law', HIGH).text;
    expect((await put(first.app, 'parent', parent, tag)).statusCode).toBe(200);
    await first.close();

    const second = await startServer({ data });
    const address = String(accepted.headers.location);
    await until(async () => (await second.app.inject(address)).json().state === 'succeeded');
    expect((await second.app.inject(address)).json().scenarios).toEqual(accepted.json().scenarios);
    const ran = second.fake.requests.flatMap(({ scenarios }) => scenarios).find(({ id }) => id === 'child');
    expect(ran?.hash).toBe(accepted.json().scenarios[1].hash);
    const now = (await second.app.inject(`${LIST}/child`)).json();
    expect(now.hash).not.toBe(ran?.hash);
    expect(now.projection.fertility).toBe('high');
  });
});
