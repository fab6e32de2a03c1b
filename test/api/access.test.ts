import { createHmac } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { addTimeLimit } from '../../api/access/time-limit.js';
import { changeKeys } from '../../src/access/keys.js';
import type { Role } from '../../src/access/roles.js';
import { readConfig } from '../../src/service/config.js';
import { until } from '../src/fake-engine.js';
import { guardedApp } from './guarded-app.js';
import { expectProblem } from './server.js';

const ROLES: Role[] = ['reader', 'analyst', 'administrator'];

describe('open mode', () => {
  it('lets everybody on this machine in as administrator', async () => {
    const { send } = await guardedApp();
    expect((await send('GET', '/v1/runs/a')).json()).toEqual({ principal: 'local' });
    expect((await send('DELETE', '/v1/runs/a')).statusCode).toBe(204);
    expect((await send('GET', '/v1/audit')).statusCode).toBe(200);
  });

  it('is closed to pages of other sites', async () => {
    const { send } = await guardedApp();
    for (const host of ['evil.example', 'evil.example:8080', '127.0.0.1.evil.example', '10.0.0.1']) {
      expectProblem(await send('GET', '/v1/runs/a', undefined, { host }), 'forbidden');
    }
    for (const host of ['localhost:8080', '127.0.0.1', '[::1]:8080', 'LOCALHOST']) {
      expect((await send('GET', '/v1/runs/a', undefined, { host })).statusCode).toBe(200);
    }
    const from = { 'sec-fetch-site': 'cross-site' };
    expectProblem(await send('POST', '/v1/runs', undefined, from), 'forbidden');
    expect((await send('GET', '/v1/runs/a', undefined, from)).statusCode).toBe(200);
    expect((await send('POST', '/v1/runs', undefined, { 'sec-fetch-site': 'same-origin' })).statusCode).toBe(
      202,
    );
  });

  it('answers under any name where it is meant for all', async () => {
    const { send } = await guardedApp({ allowOpen: true });
    expect((await send('POST', '/v1/runs', undefined, { host: 'mtb.ministry.example' })).statusCode).toBe(
      202,
    );
  });
});

describe('with keys', () => {
  it('nothing but health and the description is public', async () => {
    const { send } = await guardedApp({ keys: ['reader'] });
    for (const url of ['/healthz', '/docs/json', '/docs/json?x=1']) {
      expect((await send('GET', url)).statusCode).toBe(200);
    }
    expectProblem(await send('GET', '/docs/none'), 'not-found');
    for (const url of [
      '/v1/runs/a',
      '/metrics',
      '/v1/audit',
      '/nowhere',
      '/docs/../v1/runs/a',
      '/docsx',
      '/',
    ]) {
      const answer = await send('GET', url);
      expectProblem(answer, 'unauthenticated');
      expect(answer.body).not.toContain('principal');
    }
    const { headers } = await send('GET', '/v1/runs/a');
    expect(headers['www-authenticate']).toBe('Bearer realm="mtb"');
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  it('each role may what it may and no more', async () => {
    const { send } = await guardedApp({ keys: ROLES });
    const table: [method: 'GET' | 'POST' | 'DELETE', url: string, least: Role][] = [
      ['GET', '/v1/runs/a', 'reader'],
      ['POST', '/v1/households/entitlements', 'reader'],
      ['POST', '/v1/runs', 'analyst'],
      ['DELETE', '/v1/runs/a', 'administrator'],
      ['GET', '/v1/audit', 'administrator'],
      ['GET', '/metrics', 'administrator'],
    ];
    for (const [method, url, least] of table) {
      for (const role of ROLES) {
        const answer = await send(method, url, role);
        if (ROLES.indexOf(role) < ROLES.indexOf(least)) {
          expect(expectProblem(answer, 'forbidden').detail).toContain(least);
        } else expect([401, 403]).not.toContain(answer.statusCode);
      }
    }
  });

  it('every way to send a key is taken, and no wrong key', async () => {
    const { app, keyOf, send } = await guardedApp({ keys: ['reader'] });
    const key = keyOf('reader');
    const ask = async (headers: Record<string, string>) =>
      (await app.inject({ url: '/v1/runs/a', headers })).statusCode;
    expect(await ask({ authorization: `Bearer ${key}` })).toBe(200);
    expect(await ask({ authorization: `bearer  ${key}` })).toBe(200);
    expect(await ask({ 'x-api-key': key })).toBe(200);
    expect(await ask({ 'x-api-key': key, authorization: 'Basic cHJveHk6eA==' })).toBe(200);
    for (const wrong of [`${key}x`, key.slice(0, -1), 'mtb_', 'x.y.z', '']) {
      expect(await ask({ authorization: `Bearer ${wrong}` })).toBe(401);
      expect(await ask({ 'x-api-key': wrong })).toBe(401);
    }
    expect(await ask({ authorization: key })).toBe(401);
    expect(await ask({ authorization: `Basic ${key}` })).toBe(401);
    const { headers } = await send('GET', '/v1/runs/a', undefined, { 'x-api-key': 'mtb_x' });
    expect(headers['www-authenticate']).toContain('error="invalid_token"');
    expect((await app.inject(`/v1/runs/a?api_key=${key}`)).statusCode).toBe(401);
  });

  it('a key ends with its last day or when it is revoked', async () => {
    const expired = await guardedApp({ keys: ['reader'], keyFields: { expires: '2026-01-01' } });
    const { detail } = expectProblem(await expired.send('GET', '/v1/runs/a', 'reader'), 'unauthenticated');
    expect(detail).toContain('2026-01-01');
    const { folder, send } = await guardedApp({ keys: ['reader'] });
    expect((await send('GET', '/v1/runs/a', 'reader')).statusCode).toBe(200);
    changeKeys(folder, () => []);
    await until(async () => (await send('GET', '/v1/runs/a', 'reader')).statusCode === 401);
    expectProblem(await send('GET', '/v1/runs/a'), 'unauthenticated');
  });

  it('who may not is told so before the body is read', async () => {
    const { app } = await guardedApp({ keys: ['reader'] });
    const payload = `{"scenario": ${'['.repeat(100_000)}`;
    const headers = { 'content-type': 'application/json' };
    expectProblem(await app.inject({ method: 'POST', url: '/v1/runs', headers, payload }), 'unauthenticated');
  });

  it('other methods are told of to whoever is let in', async () => {
    const { send } = await guardedApp({ keys: ['reader'] });
    expectProblem(await send('PUT', '/v1/runs', 'reader'), 'method-not-allowed');
    expectProblem(await send('PUT', '/v1/runs'), 'unauthenticated');
  });
});

describe('with tokens', () => {
  it('lets their principals in by role', async () => {
    const secret = 'a secret for tests that is 32 bytes long';
    const { tokens } = readConfig({}, { MTB_JWT_SECRET: secret });
    const { send } = await guardedApp({ tokens });
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const input = `${part({ alg: 'HS256' })}.${part({ sub: 'Lan', role: 'analyst', exp: Date.now() / 1000 + 60 })}`;
    const token = `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
    const authorization = `Bearer ${token}`;
    expect((await send('GET', '/v1/runs/a', undefined, { authorization })).json()).toEqual({
      principal: 'Lan',
    });
    expect((await send('POST', '/v1/runs', undefined, { authorization })).statusCode).toBe(202);
    expectProblem(await send('DELETE', '/v1/runs/a', undefined, { authorization }), 'forbidden');
    const wrong = { authorization: `${authorization.slice(0, -4)}AAAA` };
    expectProblem(await send('GET', '/v1/runs/a', undefined, wrong), 'unauthenticated');
    expectProblem(await send('GET', '/v1/runs/a'), 'unauthenticated');
  });
});

describe('rates', () => {
  it('are counted for each key', async () => {
    const { send } = await guardedApp({ keys: ['reader', 'analyst'], requestsPerMinute: 3 });
    for (const left of ['2', '1', '0']) {
      const { statusCode, headers } = await send('GET', '/v1/runs/a', 'reader');
      expect([statusCode, headers['ratelimit-limit'], headers['ratelimit-remaining']]).toEqual([
        200,
        '3',
        left,
      ]);
    }
    const refused = await send('GET', '/nowhere', 'reader');
    expectProblem(refused, 'rate-limited');
    const seconds = Number(refused.headers['retry-after']);
    expect(seconds).toBeGreaterThan(50);
    expect(seconds).toBeLessThanOrEqual(60);
    expect((await send('GET', '/v1/runs/a', 'analyst')).statusCode).toBe(200);
    expect((await send('GET', '/healthz', 'reader')).statusCode).toBe(200);
  });

  it('are those of the key where it has its own', async () => {
    const { send } = await guardedApp({
      keys: ['reader'],
      requestsPerMinute: 1,
      keyFields: { requestsPerMinute: 0 },
    });
    for (let request = 0; request < 3; request++) {
      const { statusCode, headers } = await send('GET', '/v1/runs/a', 'reader');
      expect([statusCode, headers['ratelimit-limit']]).toEqual([200, undefined]);
    }
  });

  it('are counted by address in open mode, by that of the client behind a trusted proxy', async () => {
    const ask = async (trustProxy: boolean) => {
      const { send } = await guardedApp({ requestsPerMinute: 1, trustProxy });
      const from = (address: string) => send('GET', '/v1/runs/a', undefined, { 'x-forwarded-for': address });
      return [await from('10.0.0.1'), await from('10.0.0.2'), await from('10.0.0.1')].map(
        (one) => one.statusCode,
      );
    };
    expect(await ask(true)).toEqual([200, 200, 429]);
    expect(await ask(false)).toEqual([200, 429, 429]);
  });

  it('bound what is tried with wrong keys, and what that writes', async () => {
    const { access, send } = await guardedApp({ keys: ['administrator'] });
    const statuses = new Map<number, number>();
    for (let request = 0; request < 70; request++) {
      const { statusCode } = await send('GET', '/v1/runs/a', undefined, { 'x-api-key': 'mtb_wrong' });
      statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1);
    }
    expect([...statuses]).toEqual([
      [401, 60],
      [429, 10],
    ]);
    expect((await send('GET', '/v1/runs/a', 'administrator')).statusCode).toBe(200);
    expect(access.audit.list({}, { limit: 1, offset: 0 }).total).toBe(60);
  });
});

describe('the audit log', () => {
  it('holds what was changed and what was refused, and nothing that was only read', async () => {
    const { send, app, keyOf } = await guardedApp({ keys: ROLES });
    await send('GET', '/v1/runs/a', 'reader');
    await send('POST', '/v1/households/entitlements', 'reader');
    const headers = {
      'x-request-id': 'mine-1',
      'x-api-key': keyOf('analyst'),
      'content-type': 'application/json',
    };
    await app.inject({
      method: 'POST',
      url: '/v1/runs?seed=telling',
      headers,
      payload: '{"seed": "telling"}',
    });
    await send('DELETE', '/v1/runs/abc', 'analyst');
    await send('DELETE', '/v1/runs/abc', 'administrator');
    await send('GET', '/v1/runs/xyz');
    await send('PUT', '/v1/runs', 'reader');
    const answer = await send('GET', '/v1/audit', 'administrator');
    const { entries, total } = answer.json();
    const told = entries.map((entry: Record<string, unknown>) => [
      entry.principal,
      entry.role,
      entry.action,
      entry.target,
      entry.status,
    ]);
    expect(told).toEqual([
      ['nobody', 'none', 'GET /v1/runs/:id', 'xyz', 401],
      ['the administrator', 'administrator', 'DELETE /v1/runs/:id', 'abc', 204],
      ['the analyst', 'analyst', 'DELETE /v1/runs/:id', 'abc', 403],
      ['the analyst', 'analyst', 'POST /v1/runs', 'abc', 202],
    ]);
    expect(total).toBe(4);
    expect(entries[3].request).toBe('mine-1');
    expect(answer.body).not.toContain('telling');
    expect(answer.body).not.toContain(keyOf('analyst').slice(13));
  });

  it('is read by page, time and principal', async () => {
    const { access, send } = await guardedApp();
    vi.useFakeTimers({ toFake: ['Date'] });
    for (let day = 1; day <= 5; day++) {
      vi.setSystemTime(new Date(`2026-01-0${day}T12:00:00Z`));
      const principal = day % 2 === 0 ? 'even' : 'odd';
      access.audit.record({
        principal,
        role: 'analyst',
        action: 'x',
        target: `${day}`,
        request: 'r',
        status: 202,
      });
    }
    vi.useRealTimers();
    const targets = async (query: string) => {
      const { entries } = (await send('GET', `/v1/audit?${query}`)).json();
      return entries.map(({ target }: { target: string }) => target).join('');
    };
    expect(await targets('')).toBe('54321');
    expect(await targets('from=2026-01-02&to=2026-01-04')).toBe('432');
    expect(await targets('from=2026-01-02T12:00:00Z&to=2026-01-04T18:59:59%2B07:00')).toBe('32');
    expect(await targets('principal=even')).toBe('42');
    expect(await targets('limit=2&offset=1')).toBe('43');
    const { links, total } = (await send('GET', '/v1/audit?limit=2&offset=2&principal=odd')).json();
    expect([links.next, links.previous, total]).toEqual([
      null,
      '/v1/audit?limit=2&offset=0&principal=odd',
      3,
    ]);
    for (const query of ['limit=0', 'limit=1001', 'from=yesterday', 'to=2026-02-30', 'who=me']) {
      expectProblem(await send('GET', `/v1/audit?${query}`), 'invalid-parameters');
    }
  });

  it('does not undo what it cannot write down', async () => {
    const { database, lines, metrics, send } = await guardedApp();
    database.exec('DROP TABLE audit');
    expect((await send('POST', '/v1/runs')).statusCode).toBe(202);
    await until(() => lines.some((line) => line.includes('the audit log could not be written')));
    expect(await metrics.text()).toContain('mtb_audit_failures_total 1');
  });
});

describe('the time limit', () => {
  it('ends what has not begun to answer, and leaves alone what has', async () => {
    const { app } = await guardedApp({
      prepare: (prepared) => {
        addTimeLimit(prepared, 50);
        prepared.get('/never', () => new Promise(() => undefined));
        prepared.get('/stream', (_request, reply) => {
          reply.hijack();
          reply.raw.write('first ');
          setTimeout(() => reply.raw.end('last'), 150);
        });
      },
    });
    const given = expectProblem(await app.inject('/never'), 'unavailable');
    expect(given.detail).toContain('took too long');
    expect((await app.inject('/stream')).body).toBe('first last');
  });
});
