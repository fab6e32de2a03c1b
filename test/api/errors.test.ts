import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { BODY_LIMIT } from '../../api/app.js';
import { ERROR_CODES, ERRORS } from '../../api/errors.js';
import { expectProblem, postJson, postYaml, startServer } from './server.js';

describe('errors', () => {
  it('are problems for unknown addresses and malformed ones', async () => {
    const { app } = await startServer();
    expect(expectProblem(await app.inject('/v2/runs?secret=1'), 'not-found').instance).toBe('/v2/runs');
    expectProblem(await app.inject('/%zz'), 'invalid-request');
    expectProblem(await app.inject({ method: 'POST', url: '/nowhere', payload: '{' }), 'not-found');
  });

  it('name the methods that an address takes', async () => {
    const { app } = await startServer();
    const answer = await app.inject({
      method: 'PUT',
      url: '/v1/runs',
      payload: '{',
      headers: { 'content-type': 'x/y' },
    });
    expectProblem(answer, 'method-not-allowed');
    expect(answer.headers.allow).toBe('GET, HEAD, POST');
    for (const [method, url] of [
      ['POST', '/healthz'],
      ['PATCH', '/v1/runs/abc'],
      ['DELETE', '/v1/runs/abc/results'],
      ['GET', '/v1/scenarios/validate'],
      ['OPTIONS', '/v1/scenarios'],
    ] as const) {
      expectProblem(await app.inject({ method, url }), 'method-not-allowed');
    }
  });

  it('tell where JSON is broken', async () => {
    const { app } = await startServer();
    const { detail } = expectProblem(await postJson(app, '/v1/runs', '{"scenario": }'), 'invalid-json');
    expect(detail).toMatch(/JSON/);
  });

  it.each(['{"__proto__": {"x": 1}}', '{"scenario": {"constructor": {"prototype": {}}}}'])(
    'keep %s away from the prototype',
    async (body) => {
      const { app } = await startServer();
      expect(expectProblem(await postJson(app, '/v1/runs', body), 'invalid-json').detail).toContain('key');
    },
  );

  it('bound depth and size of a body', async () => {
    const { app } = await startServer();
    const deep = `{"scenario": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    expect(expectProblem(await postJson(app, '/v1/runs', deep), 'invalid-json').detail).toContain('deeper');
    const wide = `{"scenario": [${'0,'.repeat(BODY_LIMIT / 2)}0]}`;
    expectProblem(await postJson(app, '/v1/runs', wide), 'body-too-large');
    expectProblem(
      await postYaml(app, '/v1/scenarios/validate', '#'.repeat(BODY_LIMIT + 1)),
      'body-too-large',
    );
  });

  it('answer bytes that are no text', async () => {
    const { app } = await startServer();
    for (const type of ['application/json', 'application/yaml']) {
      const payload = Buffer.from([0x69, 0x64, 0x3a, 0xff, 0xfe, 0x00, 0xc3, 0x28]);
      const headers = { 'content-type': type };
      const answer = await app.inject({ method: 'POST', url: '/v1/scenarios/validate', headers, payload });
      expect(answer.headers['content-type']).toBe('application/problem+json');
      expect([400, 422]).toContain(answer.statusCode);
    }
  });

  it('refuse other media types', async () => {
    const { app } = await startServer();
    for (const type of ['text/plain', 'application/xml', 'multipart/form-data; boundary=x', 'nonsense', '']) {
      const answer = await app.inject({
        method: 'POST',
        url: '/v1/runs',
        headers: { 'content-type': type },
        payload: 'id: a',
      });
      expectProblem(answer, 'unsupported-media-type');
    }
  });

  it('hide what went wrong inside', async () => {
    const { app, store } = await startServer();
    store.runs.list = () => {
      throw new Error('the secret of the disk');
    };
    const answer = await app.inject('/v1/runs');
    expectProblem(answer, 'internal');
    expect(answer.body).not.toContain('secret');
    expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('answer what is no HTTP', async () => {
    const { app } = await startServer();
    await app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = app.server.address() as { port: number };
    const answer = await new Promise<string>((resolve, reject) => {
      let text = '';
      const socket = connect(port, '127.0.0.1', () => socket.write('nonsense\r\n\r\n'));
      socket
        .on('data', (data) => (text += data))
        .on('end', () => resolve(text))
        .on('error', reject);
    });
    expect(answer).toContain('400 Malformed request');
    expect(JSON.parse(answer.split('\r\n\r\n')[1])).toMatchObject({ code: 'invalid-request' });
  });
});

describe('GET /v1/problems', () => {
  it('describes every code that a problem can name', async () => {
    const { app } = await startServer();
    const { problems } = (await app.inject('/v1/problems')).json();
    expect(problems.map(({ code }: { code: string }) => code)).toEqual(ERROR_CODES);
    for (const code of ERROR_CODES) {
      const [status, title, detail] = ERRORS[code];
      expect((await app.inject(`/v1/problems/${code}`)).json()).toEqual({ code, status, title, detail });
    }
    expectProblem(await app.inject('/v1/problems/toString'), 'unknown-problem');
  });
});
