import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { HouseholdAnswerSchema } from '../../api/schemas.js';
import { answerDocument } from '../../src/household/json.js';
import { entitlementsOf, shippedInput } from '../../src/index.js';
import { cli } from '../src/cli-process.js';
import { FAMILY } from '../src/households.js';
import { expectProblem, postJson, postYaml, startServer } from './server.js';

const URL = '/v1/households/entitlements';
const family = (): Record<string, unknown> => parse(FAMILY);

describe('POST /v1/households/entitlements', () => {
  it('answers what the command prints, to the byte of each value', async () => {
    const { app } = await startServer();
    const file = 'examples/single-mother.yaml';
    const text = readFileSync(file, 'utf8');
    const printed = await cli('household', file, '--scenario', 'under-three-targeted', '--format', 'json');
    const answer = await postJson(app, URL, { ...parse(text), scenario: 'under-three-targeted' });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual(JSON.parse(printed.stdout));
    expect(HouseholdAnswerSchema.parse(answer.json())).toEqual(answer.json());
    const yaml = await postYaml(app, URL, `scenario: under-three-targeted\n${text}`);
    expect(yaml.body).toBe(answer.body);
  });

  it('answers in the words of the library, beyond ASCII too', async () => {
    const { app } = await startServer();
    const text = FAMILY.replaceAll('lan', 'lân').replaceAll('minh', 'mình');
    const answer = await postYaml(app, URL, text);
    const result = entitlementsOf({ text }, shippedInput('current-law')!);
    expect(result.ok && JSON.stringify(answerDocument(result.answer))).toBe(JSON.stringify(answer.json()));
    expect(answer.body).not.toMatch(/[^ -~]/);
    expect(answer.headers['content-length']).toBe(String(answer.body.length));
  });

  it('takes current law without a scenario, a text, or an object', async () => {
    const { app } = await startServer();
    const plain = await postJson(app, URL, family());
    expect(plain.json()).toMatchObject({
      scenario: { id: 'current-law' },
      totals: { maternity: 67_143_333 },
    });
    const head = 'id: mine\ntitle: { en: Mine, vi: Mine }\nextends: current-law\n';
    const change = 'tiers:\n  compulsory-maternity: { amount: lump_sum }\n';
    const text = await postJson(app, URL, { ...family(), scenario: head + change });
    expect(text.json()).toMatchObject({
      scenario: { id: 'mine' },
      totals: { maternity: 5_060_000 + 2_083_333 },
    });
    const object = await postJson(app, URL, { ...family(), scenario: parse(head + change) });
    expect(object.body).toBe(text.body);
  });

  it('tells every mistake of household and scenario by its pointer', async () => {
    const { app } = await startServer();
    const body = {
      ...family(),
      at: '2026-13',
      place: { region: 'red_river', area: 'rural' },
      scenario: { id: 'mine', title: { en: 'Mine', vi: 'Mine' }, extends: 'current-lw' },
    };
    const { problems } = expectProblem(await postJson(app, URL, body), 'invalid-household');
    expect(problems?.map(({ pointer, line }) => [pointer, line])).toEqual([
      ['/scenario/extends', null],
      ['/place/region', null],
      ['/at', null],
    ]);
    const unknown = expectProblem(
      await postJson(app, URL, { ...body, scenario: 'curent-law' }),
      'invalid-household',
    );
    expect(unknown.problems).toMatchObject([
      { pointer: '/scenario', nearest: 'current-law' },
      { pointer: '/place/region' },
      { pointer: '/at' },
    ]);
    const yaml = expectProblem(
      await postYaml(app, URL, FAMILY.replace('2026-09', '2026-9')),
      'invalid-household',
    );
    expect(yaml.problems).toMatchObject([{ pointer: '/at', line: 1, column: 5 }]);
  });

  it('refuses a scenario that pays what cannot be paid', async () => {
    const { app } = await startServer();
    const scenario =
      'id: much\ntitle: { en: Much, vi: Much }\nextends: current-law\ntiers:\n  compulsory-maternity: { amount: declared_wage * 100000 * maternity_leave }\n';
    const { problems } = expectProblem(
      await postJson(app, URL, { ...family(), scenario }),
      'invalid-household',
    );
    expect(problems).toMatchObject([{ code: 'payment-out-of-range' }]);
  });

  it.each<[string, unknown]>([
    ['a list', []],
    ['a number', 5],
    ['null', null],
    ['a text', '"household"'],
    ['a scenario of the wrong type', { ...family(), scenario: 5 }],
    ['an empty scenario', { ...family(), scenario: '' }],
    [
      'a hostile person',
      { ...family(), persons: { toString: { sex: 'female', born: '2000-01', mother: 'toString' } } },
    ],
    ['a list of persons', { ...family(), persons: [1, 2] }],
    ['events without end', { ...family(), events: Array.from({ length: 5_000 }, () => ({})) }],
    [
      'a long id',
      { ...family(), persons: { ['x'.repeat(10_000)]: { sex: 'female', born: 'y'.repeat(10_000) } } },
    ],
  ])('answers %s with a problem', async (_, body) => {
    const { app } = await startServer();
    const answer = await postJson(app, URL, body);
    expect(expectProblem(answer, 'invalid-household').problems?.length).toBeGreaterThan(0);
    expect(answer.body.length).toBeLessThan(100_000);
  });

  it('refuses an empty body and broken texts', async () => {
    const { app } = await startServer();
    expectProblem(await postJson(app, URL, ''), 'empty-body');
    expectProblem(await postJson(app, URL, '{"at": '), 'invalid-json');
    expectProblem(await postYaml(app, URL, 'at: ['), 'invalid-household');
  });

  it('logs nothing of the household', async () => {
    const { app, store } = await startServer();
    await postJson(app, URL, family());
    expect(store.runs.list({ limit: 10, offset: 0, state: undefined }).total).toBe(0);
  });

  it('is described', async () => {
    const { app } = await startServer();
    const { paths, components } = (await app.inject('/docs/json')).json();
    const { post } = paths[URL];
    expect(Object.keys(post.requestBody.content)).toEqual(['application/json', 'application/yaml']);
    const { schema } = post.requestBody.content['application/json'];
    expect(JSON.stringify(schema)).toContain('#/components/schemas/HouseholdRequest');
    const { properties, required } = components.schemas.HouseholdRequest;
    expect(Object.keys(properties)).toEqual(['at', 'place', 'household', 'persons', 'events', 'scenario']);
    expect(required).toEqual(['place', 'persons']);
  });
});
