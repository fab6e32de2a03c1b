import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serviceLog } from '../../api/telemetry/logging.js';
import { changeKeys, newKey } from '../../src/access/keys.js';
import { ROLES, type Role } from '../../src/access/roles.js';
import { until } from '../src/fake-engine.js';
import { expectProblem, startServer } from './server.js';

/** Least role of every operation of the interface. */
const LEAST: Readonly<Record<string, Role | 'public'>> = {
  'get /healthz': 'public',
  'get /readyz': 'public',
  'get /metrics': 'administrator',
  'get /v1/audit': 'administrator',
  'get /v1/problems': 'reader',
  'get /v1/problems/{code}': 'reader',
  'get /v1/countries/{id}': 'reader',
  'get /v1/scenarios': 'reader',
  'post /v1/scenarios': 'analyst',
  'get /v1/scenarios/schema': 'reader',
  'post /v1/scenarios/validate': 'reader',
  'get /v1/scenarios/{id}': 'reader',
  'put /v1/scenarios/{id}': 'analyst',
  'delete /v1/scenarios/{id}': 'analyst',
  'get /v1/scenarios/{id}/versions': 'reader',
  'get /v1/scenarios/{id}/diff/{other}': 'reader',
  'post /v1/households/entitlements': 'reader',
  'get /v1/runs': 'reader',
  'post /v1/runs': 'analyst',
  'get /v1/runs/{id}': 'reader',
  'delete /v1/runs/{id}': 'administrator',
  'post /v1/runs/{id}/cancel': 'analyst',
  'get /v1/runs/{id}/events': 'reader',
  'get /v1/runs/{id}/record': 'reader',
  'get /v1/runs/{id}/results': 'reader',
  'post /v1/comparisons': 'analyst',
  'get /v1/comparisons/{id}': 'reader',
  'get /v1/comparisons/{id}/differences': 'reader',
};

let data: string;
let keys: Readonly<Record<Role, string>>;

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'mtb-roles-'));
  const made = ROLES.map((role) =>
    newKey({ name: role, role, expires: null, requestsPerMinute: null, personYearsPerDay: 10_000 }),
  );
  changeKeys(data, () => made.map(({ kept }) => kept));
  keys = Object.fromEntries(made.map(({ key, kept }) => [kept.role, key])) as Record<Role, string>;
});

afterEach(() => rmSync(data, { recursive: true }));

describe('the whole interface behind keys', () => {
  it('asks of every operation the role that it should', async () => {
    const { app } = await startServer({ data });
    const { paths } = (await app.inject('/docs/json')).json();
    const operations = Object.entries<object>(paths).flatMap(([url, methods]) =>
      Object.keys(methods).map((method) => `${method} ${url}`),
    );
    expect(operations.sort()).toEqual(Object.keys(LEAST).sort());
    for (const operation of operations) {
      const [method, url] = operation.split(' ');
      const ask = (headers: Record<string, string>) =>
        app.inject({
          method: method.toUpperCase() as 'GET',
          url: url.replaceAll(/\{\w+\}/g, 'none'),
          headers,
        });
      const least = LEAST[operation];
      if (least === 'public') {
        expect((await ask({})).statusCode).toBe(200);
        continue;
      }
      expectProblem(await ask({}), 'unauthenticated');
      for (const role of ROLES) {
        const answer = await ask({ 'x-api-key': keys[role] });
        if (ROLES.indexOf(role) < ROLES.indexOf(least)) expectProblem(answer, 'forbidden');
        else expect([401, 403], `${operation} by ${role}`).not.toContain(answer.statusCode);
      }
    }
  });

  it('counts a run once against the quota of its key', async () => {
    const { app } = await startServer({ data });
    const post = (seed: string, role: Role = 'analyst') =>
      app.inject({
        method: 'POST',
        url: '/v1/runs',
        headers: { 'content-type': 'application/json', 'x-api-key': keys[role] },
        // 1,000 persons in 6 years, once: two such runs are more than the 10,000 person-years of a day.
        payload: JSON.stringify({ scenario: 'current-law', persons: 1000, toYear: 2030, seed }),
      });
    expect((await post('a')).statusCode).toBe(202);
    expect([200, 202]).toContain((await post('a')).statusCode);
    const refused = await post('b');
    expect(expectProblem(refused, 'quota-exceeded').detail).toContain("4,000 of today's 10,000");
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await post('b', 'administrator')).statusCode).toBe(202);
    expect((await post('b')).statusCode).not.toBe(429);
  });

  it('writes nothing of a household into its log', async () => {
    const lines: string[] = [];
    const logger = serviceLog('trace', { write: (line) => void lines.push(line) });
    const { app } = await startServer({ data, logger });
    const ask = (payload: string, type: string) =>
      app.inject({
        method: 'POST',
        url: '/v1/households/entitlements?zebrafinch=1',
        headers: { 'content-type': type, 'x-api-key': keys.reader },
        payload,
      });
    const household = {
      scenario: 'current-law',
      at: '2026-09',
      place: { region: 'south_east', area: 'urban' },
      persons: { zebrafinch: { sex: 'female', born: '1996-04-12' } },
    };
    expect((await ask(JSON.stringify(household), 'application/json')).statusCode).toBe(200);
    expect(
      (await ask(JSON.stringify({ ...household, at: 'zebrafinch' }), 'application/json')).statusCode,
    ).toBe(422);
    expect((await ask('zebrafinch: [', 'application/yaml')).statusCode).toBe(422);
    expect((await ask('{zebrafinch', 'application/json')).statusCode).toBe(400);
    await until(() => lines.length >= 4);
    expect(lines.join('')).toContain('/v1/households/entitlements');
    expect(lines.join('')).not.toContain('zebrafinch');
    expect(lines.join('')).not.toContain(keys.reader.slice(13));
  });

  it('answers below the description as everywhere, and lists no files', async () => {
    const { app } = await startServer({ data });
    for (const url of ['/docs/none', '/docs/static/none.js', '/docs/static/%2e%2e/package.json']) {
      expectProblem(await app.inject(url), 'not-found');
    }
    const page = await app.inject('/docs/');
    const assets = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, asset]) => asset);
    expect(assets.length).toBeGreaterThan(3);
    for (const asset of assets) {
      const { pathname, origin } = new URL(asset, 'http://localhost/docs/');
      expect(origin).toBe('http://localhost');
      const { statusCode, headers } = await app.inject(pathname);
      expect([asset, statusCode, headers['x-content-type-options']]).toEqual([asset, 200, 'nosniff']);
    }
    for (const folder of ['/docs/static/', '/docs/static']) {
      expect((await app.inject(folder)).body).not.toContain('swagger-ui-bundle.js.map');
    }
  });
});
