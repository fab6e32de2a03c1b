import { describe, expect, it } from 'vitest';
import { expectProblem, startServer } from './server.js';

describe('health', () => {
  it('says that the process lives and takes runs', async () => {
    const { app } = await startServer();
    expect((await app.inject('/healthz')).json()).toMatchObject({ status: 'ok' });
    expect((await app.inject('/readyz')).json()).toMatchObject({ status: 'ready' });
  });

  it('is not ready while it closes', async () => {
    const { app, queue } = await startServer();
    await queue.close();
    expectProblem(await app.inject('/readyz'), 'unavailable');
    expect((await app.inject('/healthz')).statusCode).toBe(200);
  });
});

describe('the description', () => {
  it('is OpenAPI 3.1 and says how a run is posted', async () => {
    const { app } = await startServer();
    const document = (await app.inject('/docs/json')).json();
    expect(document.openapi).toBe('3.1.0');
    const post = document.paths['/v1/runs'].post;
    expect(Object.keys(post.requestBody.content)).toEqual(['application/json', 'application/yaml']);
    expect(Object.keys(post.responses)).toEqual(['200', '202', '503', '4XX']);
  });

  it('refers to nothing that it does not hold', async () => {
    const { app } = await startServer();
    const document = (await app.inject('/docs/json')).json();
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)];
    expect(references.length).toBeGreaterThan(5);
    for (const [, name] of references) expect(Object.keys(document.components.schemas)).toContain(name);
  });

  it('is a page whose policy lets its own scripts run, and nothing else', async () => {
    const { app } = await startServer();
    const page = await app.inject('/docs/');
    expect(page.statusCode).toBe(200);
    expect(page.headers['content-security-policy']).toContain("script-src 'self'");
    expect(page.body).not.toMatch(/<script>/);
    const answer = await app.inject('/healthz');
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
  });
});
