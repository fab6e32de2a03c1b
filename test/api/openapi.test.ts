import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { App } from '../../api/context.js';
import { HEADERS_OF } from '../../api/openapi-operations.js';
import { clientFiles } from '../../tools/generate-client.js';
import {
  type Description,
  type JsonSchema,
  mistakesOf,
  resolveReference,
  routesOf,
} from '../support/openapi-schema.js';
import { startServer } from './server.js';

async function describedBy(app: App): Promise<Description> {
  return (await app.inject('/docs/json')).json();
}

/** Every object inside a value. */
function objectsIn(value: unknown): Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap(objectsIn);
  return Array.isArray(value) ? inner : [value as Record<string, unknown>, ...inner];
}

describe('the OpenAPI document', () => {
  it('refers to nothing that it does not hold', async () => {
    const { app } = await startServer();
    const description = await describedBy(app);
    const references = objectsIn(description).flatMap(({ $ref }) => (typeof $ref === 'string' ? [$ref] : []));
    expect(references.length).toBeGreaterThan(50);
    for (const reference of references) expect(resolveReference(reference, description)).toBeTypeOf('object');
  });

  it('names every operation once, with a tag and a way in', async () => {
    const { app } = await startServer();
    const description = await describedBy(app);
    const routes = routesOf(description);
    const ids = routes.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^(get|post|put|delete)[A-Z][A-Za-z]+$/);
    const tags = description.tags.map(({ name }) => name);
    for (const { operation } of routes) expect(tags).toContain(operation.tags?.[0]);
    expect(Object.keys(description.components.securitySchemes)).toEqual(['bearer', 'apiKey']);
    expect(description.security).toEqual([{ bearer: [] }, { apiKey: [] }, {}]);
    const free = routes.filter(({ operation }) => operation.security?.length === 0).map(({ url }) => url);
    expect(free).toEqual(['/healthz', '/readyz']);
  });

  it('declares every parameter of a path, and every header that decides an answer', async () => {
    const { app } = await startServer();
    const description = await describedBy(app);
    for (const { url, operation } of routesOf(description)) {
      const parameters = operation.parameters ?? [];
      const inPath = parameters.filter((one) => one.in === 'path');
      expect(inPath.map(({ name }) => `{${name}}`).sort()).toEqual((url.match(/\{\w+\}/g) ?? []).sort());
      for (const parameter of inPath) expect(parameter.required).toBe(true);
      const names = parameters.map((one) => `${one.in} ${one.name.toLowerCase()}`);
      expect(new Set(names).size).toBe(names.length);
    }
    const routes = new Map(
      routesOf(description).map(({ method, url, operation }) => [
        `${method.toLowerCase()} ${url}`,
        operation,
      ]),
    );
    for (const [address, headers] of Object.entries(HEADERS_OF)) {
      const declared = routes.get(address)?.parameters?.filter((one) => one.in === 'header') ?? [];
      expect({ address, headers: declared.map(({ name }) => name) }).toEqual({ address, headers });
    }
  });

  it('says of every answer what it holds', async () => {
    const { app } = await startServer();
    const description = await describedBy(app);
    for (const { url, operation } of routesOf(description)) {
      for (const [status, { description: text, content }] of Object.entries(operation.responses)) {
        expect(text.length).toBeGreaterThan(3);
        if (status.startsWith('4') || status.startsWith('5')) {
          expect(Object.keys(content!)).toEqual(['application/problem+json']);
        } else if (status === '204' || status === '304') expect(content).toBeUndefined();
        else for (const { schema } of Object.values(content!)) expect(schema).toBeTypeOf('object');
      }
      expect(Object.keys(operation.responses)).toContain('4XX');
      if (url !== '/healthz') expect(Object.keys(operation.responses)).toContain('503');
    }
  });

  it('gives examples that fit their schemas and are answered as good', { timeout: 60_000 }, async () => {
    const { app } = await startServer();
    const description = await describedBy(app);
    let examples = 0;
    for (const { method, url, operation } of routesOf(description)) {
      for (const [type, { schema, example }] of Object.entries(operation.requestBody?.content ?? {})) {
        expect({ url, type, example: example === undefined }).toEqual({ url, type, example: false });
        expect(mistakesOf(example, schema as JsonSchema, description)).toEqual([]);
        examples++;
        // Changes of a scenario need one that is there, in the version that they name.
        if (url.includes('{')) continue;
        const payload = type.includes('json') ? JSON.stringify(example) : String(example);
        const answer = await app.inject({
          method: method as 'POST',
          url,
          headers: { 'content-type': type },
          payload,
        });
        // The same scenario is created by the example in JSON and by the one in YAML.
        expect({
          url,
          type,
          status: answer.statusCode,
          body: answer.statusCode < 300 || answer.body,
        }).toSatisfy(
          ({ status, body }) => status < 300 || (status === 409 && body.includes('scenario-exists')),
        );
      }
    }
    expect(examples).toBeGreaterThanOrEqual(8);
  });

  it('is checked by a check that sees mistakes', async () => {
    const { app } = await startServer();
    const description = await describedBy(app);
    const { RunRequest } = description.components.schemas;
    expect(mistakesOf({ scenario: 'current-law', persons: 1000 }, RunRequest, description)).toEqual([]);
    expect(mistakesOf({ scenario: 'current-law', person: 1000 }, RunRequest, description)).toHaveLength(1);
    expect(mistakesOf({ scenario: '', toYear: '2026' }, RunRequest, description)).toHaveLength(2);
    expect(() => resolveReference('#/components/schemas/None', description)).toThrow(/None/);
  });
});

describe('the files of client/', () => {
  it('are what tools/generate-client.ts makes of the interface as it is', async () => {
    const { app } = await startServer();
    const files = await clientFiles(await describedBy(app));
    expect(Object.keys(files)).toEqual(['openapi.json', 'schema.ts']);
    for (const [name, text] of Object.entries(files)) {
      const same = readFileSync(join('client', name), 'utf8') === text;
      expect({ name, same, otherwise: 'npx tsx tools/generate-client.ts' }).toMatchObject({
        name,
        same: true,
      });
    }
  });
});
