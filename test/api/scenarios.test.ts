import { describe, expect, it } from 'vitest';
import { ScenarioListSchema, ScenarioSchema, ValidationSchema } from '../../api/schemas/library.js';
import { CountrySchema } from '../../api/schemas.js';
import { shippedInput } from '../../src/scenario-input.js';
import { reform } from '../src/reforms.js';
import { expectProblem, postJson, postYaml, startServer } from './server.js';

describe('GET /v1/scenarios', () => {
  it('lists what ships, the baseline first', async () => {
    const { app } = await startServer();
    const { scenarios } = ScenarioListSchema.parse((await app.inject('/v1/scenarios')).json());
    expect(scenarios[0]).toMatchObject({ id: 'current-law', country: 'viet-nam', ancestors: [] });
    expect(scenarios.map(({ id }) => id)).toContain('multi-tier-child-benefit');
  });

  it('gives one resolved as JSON, or the file as it ships', async () => {
    const { app } = await startServer();
    const url = '/v1/scenarios/multi-tier-child-benefit';
    const scenario = ScenarioSchema.parse((await app.inject(url)).json());
    expect(scenario.ancestors).toEqual(['current-law']);
    const file = await app.inject({ url, headers: { accept: 'application/yaml' } });
    expect(file.headers['content-type']).toBe('application/yaml');
    expect(file.body).toBe(shippedInput('multi-tier-child-benefit')?.text);
    expectProblem(await app.inject({ url, headers: { accept: 'text/csv' } }), 'not-acceptable');
  });

  it('names the nearest when none ships under the id', async () => {
    const { app } = await startServer();
    const answer = await app.inject('/v1/scenarios/curent-law');
    expect(expectProblem(answer, 'unknown-scenario').detail).toContain('current-law');
    expectProblem(await app.inject('/v1/scenarios/..%2Fschema'), 'unknown-scenario');
  });

  it('gives the JSON Schema of the language', async () => {
    const { app } = await startServer();
    const answer = await app.inject('/v1/scenarios/schema');
    expect(answer.headers['content-type']).toContain('application/schema+json');
    expect(answer.json()).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
    });
  });
});

describe('POST /v1/scenarios/validate', () => {
  it('answers a sound scenario with what it resolves to, in YAML and in JSON', async () => {
    const { app } = await startServer();
    const { text } = reform('mine', 'extends: current-law', 'projection: { fertility: low }');
    const answer = await postYaml(app, '/v1/scenarios/validate', text);
    expect(answer.statusCode).toBe(200);
    const { scenario } = ValidationSchema.parse(answer.json());
    expect(scenario).toMatchObject({
      id: 'mine',
      ancestors: ['current-law'],
      projection: { fertility: 'low', coverage: 'trend', macro: 'base' },
    });
    const object = {
      id: 'mine',
      title: { en: 'mine', vi: 'mine' },
      extends: 'current-law',
      projection: { fertility: 'low' },
    };
    const json = ValidationSchema.parse((await postJson(app, '/v1/scenarios/validate', object)).json());
    expect(json.scenario.hash).toBe(scenario.hash);
  });

  it('answers every mistake at once, each with its place', async () => {
    const { app } = await startServer();
    const text = 'id: mine\ntitl: { en: a, vi: b }\nextends: curent-law\n';
    const { problems } = expectProblem(
      await postYaml(app, '/v1/scenarios/validate', text),
      'invalid-scenario',
    );
    expect(problems?.length).toBeGreaterThan(1);
    expect(problems).toContainEqual(
      expect.objectContaining({
        code: 'unknown-key',
        pointer: '/titl',
        line: 2,
        column: 1,
        nearest: 'title',
      }),
    );
  });

  it('needs a body', async () => {
    const { app } = await startServer();
    expectProblem(await app.inject({ method: 'POST', url: '/v1/scenarios/validate' }), 'empty-body');
    expectProblem(await postYaml(app, '/v1/scenarios/validate', ''), 'empty-body');
    expectProblem(await postJson(app, '/v1/scenarios/validate', ''), 'empty-body');
  });
});

describe('GET /v1/countries/{id}', () => {
  it('gives names, attribution, hash and where every figure comes from', async () => {
    const { app } = await startServer();
    const country = CountrySchema.parse((await app.inject('/v1/countries/viet-nam')).json());
    expect(country).toMatchObject({
      id: 'viet-nam',
      name: { en: 'Viet Nam', vi: 'Việt Nam' },
      baseYear: 2025,
    });
    expect(country.provenance.length).toBeGreaterThan(50);
  });

  it('answers 404 for another country', async () => {
    const { app } = await startServer();
    for (const id of ['laos', '__proto__', 'constructor']) {
      expectProblem(await app.inject(`/v1/countries/${id}`), 'unknown-country');
    }
  });
});
