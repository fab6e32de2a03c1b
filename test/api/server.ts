import type { FastifyBaseLogger } from 'fastify';
import { expect, onTestFinished } from 'vitest';
import type { z } from 'zod';
import { buildApp } from '../../api/app.js';
import type { App, Context } from '../../api/context.js';
import { ERRORS, type ErrorCode } from '../../api/errors.js';
import { ProblemSchema } from '../../api/schemas.js';
import { Metrics } from '../../api/telemetry/metrics.js';
import { Access, type AccessSettings } from '../../src/access/access.js';
import { ScenarioLibrary } from '../../src/library/library.js';
import { RunQueue } from '../../src/queue.js';
import { ResultReader } from '../../src/results/reader.js';
import { localRunner } from '../../src/service/local-runner.js';
import { Store } from '../../src/store/store.js';
import { type FakeEngine, fakeEngine, until } from '../src/fake-engine.js';

interface ServerOptions {
  readonly data?: string;
  readonly held?: boolean;
  readonly limit?: number;
  readonly maxPersons?: number | 'whole';
  readonly access?: Partial<AccessSettings>;
  readonly logger?: FastifyBaseLogger;
}

export interface Server extends Context {
  readonly app: App;
  readonly fake: FakeEngine;
  close(): Promise<void>;
}

const OPEN: AccessSettings = {
  tokens: null,
  requestsPerMinute: null,
  personYearsPerDay: 0,
  allowOpen: false,
};
const QUIET = { info: () => {}, warn: () => {}, error: () => {} };

/** The interface over a stand-in of the engine; closed at the end of the test. */
export async function startServer(options: ServerOptions = {}): Promise<Server> {
  const store = Store.open(options.data ?? ':memory:');
  store.recover();
  const fake = fakeEngine({ held: options.held ?? false });
  const lanes = [{ runner: localRunner(fake.engine), most: Number.POSITIVE_INFINITY }];
  const queue = new RunQueue({ store, lanes, limit: options.limit });
  const context: Context = {
    store,
    queue,
    results: new ResultReader({
      folder: store.resultsFolder,
      exportsFolder: store.exportsFolder,
      cacheBytes: 64 * 1024 * 1024,
      exportBytes: 64 * 1024 * 1024,
    }),
    library: new ScenarioLibrary(store.database),
    access: new Access({
      settings: { ...OPEN, ...options.access },
      folder: store.folder,
      database: store.database,
      log: QUIET,
    }),
    metrics: new Metrics({ runs: () => ({}), waiting: () => ({}) }),
    limits: { maxPersons: options.maxPersons ?? 1_000_000 },
  };
  const app = await buildApp({ ...context, logger: options.logger });
  queue.start();
  let closed = false;
  const close = async () => {
    if (closed) return;
    closed = true;
    await queue.close();
    await app.close();
    await context.results.close();
    store.close();
  };
  onTestFinished(close);
  return { ...context, app, fake, close };
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
