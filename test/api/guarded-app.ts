import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import helmet from '@fastify/helmet';
import Fastify, { type FastifyBaseLogger } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import Database from 'libsql';
import { onTestFinished } from 'vitest';
import { addAccess } from '../../api/access/plugin.js';
import { addBodyParsers } from '../../api/body.js';
import type { App } from '../../api/context.js';
import { sendError } from '../../api/error-handler.js';
import { ApiError } from '../../api/errors.js';
import { collectMethods } from '../../api/method-not-allowed.js';
import { auditRoutes } from '../../api/routes/audit.js';
import { metricsRoutes } from '../../api/routes/metrics.js';
import { RequestLog, serviceLog } from '../../api/telemetry/logging.js';
import { Metrics } from '../../api/telemetry/metrics.js';
import { addTelemetry } from '../../api/telemetry/plugin.js';
import { requestIdOf } from '../../api/telemetry/request-id.js';
import type { Tracing } from '../../api/telemetry/tracing.js';
import { zodValidator } from '../../api/validation.js';
import { Access, type AccessSettings } from '../../src/access/access.js';
import { type ApiKey, changeKeys, newKey } from '../../src/access/keys.js';
import type { Role } from '../../src/access/roles.js';
import { migrate } from '../../src/store/migrations.js';
import { fakeLog } from '../src/fake-log.js';

const NO_LIMITS: AccessSettings = {
  tokens: null,
  requestsPerMinute: null,
  personYearsPerDay: 0,
  allowOpen: false,
};

interface GuardedOptions extends Partial<AccessSettings> {
  /** A key for each of these roles, under the role's name. */
  readonly keys?: readonly Role[];
  readonly keyFields?: Partial<ApiKey>;
  readonly tracing?: Tracing;
  readonly trustProxy?: boolean;
  /** Adds more before the routes. */
  readonly prepare?: (app: App) => void;
}

/** An access to a store in memory. */
export function accessTo(folder: string, settings: Partial<AccessSettings> = {}) {
  const database = new Database(':memory:');
  migrate(database);
  const access = new Access({ settings: { ...NO_LIMITS, ...settings }, folder, database, log: fakeLog() });
  return { access, database };
}

/** A small interface behind access and telemetry, with stand-ins of the routes; closed at the end of the test. */
export async function guardedApp(options: GuardedOptions = {}) {
  const { keys = [], keyFields, tracing, trustProxy = false, prepare, ...settings } = options;
  const folder = mkdtempSync(join(tmpdir(), 'mtb-guarded-'));
  const made = keys.map((role) => newKey({ ...NO_KEY_LIMITS, name: `the ${role}`, role, ...keyFields }));
  if (made.length > 0) changeKeys(folder, () => made.map(({ kept }) => kept));
  const { access, database } = accessTo(folder, settings);
  const metrics = new Metrics({
    runs: () => ({ queued: 3, succeeded: 4 }),
    waiting: () => ({ quick: 1, long: 2 }),
  });
  const lines: string[] = [];
  const log: FastifyBaseLogger = serviceLog('info', { write: (line) => void lines.push(line) });
  const app: App = Fastify({
    loggerInstance: log,
    logController: new RequestLog(),
    genReqId: requestIdOf,
    trustProxy,
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(zodValidator);
  app.setSerializerCompiler(() => (answer) => JSON.stringify(answer));
  app.setErrorHandler(sendError);
  app.setNotFoundHandler((request, reply) => sendError(new ApiError('not-found'), request, reply));
  addBodyParsers(app);
  await app.register(helmet);
  addTelemetry(app, { metrics, tracing });
  await addAccess(app, { access, metrics });
  prepare?.(app);
  const refuseOtherMethods = collectMethods(app);
  app.get('/healthz', () => 'ok');
  app.get('/docs/json', () => '{}');
  app.get('/v1/runs/:id', (request) => ({ principal: request.principal.name }));
  app.post('/v1/runs', (_request, reply) => reply.code(202).header('location', '/v1/runs/abc').send({}));
  app.delete('/v1/runs/:id', { config: { role: 'administrator' } }, (_request, reply) =>
    reply.code(204).send(),
  );
  app.post('/v1/households/entitlements', { config: { role: 'reader' } }, ({ body }) => {
    if (!body) throw new Error('the program went wrong');
    throw new ApiError('invalid-household');
  });
  auditRoutes(app, { access });
  metricsRoutes(app, { metrics });
  refuseOtherMethods();
  await app.ready();
  onTestFinished(async () => {
    await app.close();
    database.close();
    rmSync(folder, { recursive: true });
  });
  const keyOf = (role: Role) => made[keys.indexOf(role)].key;
  /** Sends a request, with the key of a role or with none. */
  const send = (method: Method, url: string, role?: Role, headers: Record<string, string> = {}) =>
    app.inject({
      method,
      url,
      headers: { ...(role ? { authorization: `Bearer ${keyOf(role)}` } : {}), ...headers },
    });
  return { app, access, database, metrics, folder, lines, keyOf, send };
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE' | 'HEAD' | 'OPTIONS';
const NO_KEY_LIMITS = { expires: null, requestsPerMinute: null, personYearsPerDay: null };
