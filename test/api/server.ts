import { expect, onTestFinished } from 'vitest';
import type { z } from 'zod';
import { buildApp } from '../../api/app.js';
import type { App } from '../../api/context.js';
import { ERRORS, type ErrorCode } from '../../api/errors.js';
import { ProblemSchema } from '../../api/schemas.js';
import { RunQueue } from '../../src/queue.js';
import { RunStore } from '../../src/store/store.js';
import { type FakeEngine, fakeEngine, until } from '../src/fake-engine.js';

interface ServerOptions {
  readonly data?: string;
  readonly held?: boolean;
  readonly limit?: number;
  readonly maxPersons?: number | 'whole';
}

export interface Server {
  readonly app: App;
  readonly fake: FakeEngine;
  readonly store: RunStore;
  readonly queue: RunQueue;
  close(): Promise<void>;
}

/** The interface over a stand-in of the engine; closed at the end of the test. */
export async function startServer(options: ServerOptions = {}): Promise<Server> {
  const store = RunStore.open(options.data ?? ':memory:');
  const fake = fakeEngine({ held: options.held ?? false });
  const queue = new RunQueue({ store, engine: fake.engine, limit: options.limit });
  const app = await buildApp({ store, queue, maxPersons: options.maxPersons ?? 1_000_000 });
  queue.start();
  let closed = false;
  const close = async () => {
    if (closed) return;
    closed = true;
    await queue.close();
    await app.close();
    store.close();
  };
  onTestFinished(close);
  return { app, fake, store, queue, close };
}

type Answer = Awaited<ReturnType<App['inject']>>;

export function postJson(app: App, url: string, body: unknown): Promise<Answer> {
  const payload = typeof body === 'string' ? body : JSON.stringify(body);
  return app.inject({ method: 'POST', url, headers: { 'content-type': 'application/json' }, payload });
}

export function postYaml(app: App, url: string, payload: string): Promise<Answer> {
  return app.inject({ method: 'POST', url, headers: { 'content-type': 'application/yaml' }, payload });
}

/** Posts a small run and waits for its results; gives its address. */
export async function finishedRun(app: App, body: object = {}): Promise<string> {
  const request = { scenario: 'multi-tier-child-benefit', persons: 1000, toYear: 2026, ...body };
  const { headers, statusCode } = await postJson(app, '/v1/runs', request);
  expect([200, 202]).toContain(statusCode);
  const address = String(headers.location);
  await until(async () => (await app.inject(address)).json().state === 'succeeded');
  return address;
}

/** Checks that an answer is a problem of this code in the form of RFC 9457, and gives its problems. */
export function expectProblem(answer: Answer, code: ErrorCode): z.infer<typeof ProblemSchema> {
  const [status, title] = ERRORS[code];
  expect(answer.headers['content-type']).toBe('application/problem+json');
  const body = ProblemSchema.parse(answer.json());
  expect(body).toMatchObject({ code, status, title, type: `/v1/problems/${code}` });
  expect(answer.statusCode).toBe(status);
  expect(body.detail.length).toBeGreaterThan(10);
  return body;
}
