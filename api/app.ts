import helmet from '@fastify/helmet';
import Fastify, { type FastifyBaseLogger } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { addAccess } from './access/plugin.js';
import { addTimeLimit } from './access/time-limit.js';
import { addBodyParsers } from './body.js';
import type { App, Context } from './context.js';
import { refuseConnection, sendError } from './error-handler.js';
import { ApiError } from './errors.js';
import { collectMethods } from './method-not-allowed.js';
import { addOpenApi } from './openapi.js';
import { auditRoutes } from './routes/audit.js';
import { comparisonRoutes } from './routes/comparisons.js';
import { countryRoutes } from './routes/countries.js';
import { eventRoutes } from './routes/events.js';
import { healthRoutes } from './routes/health.js';
import { householdRoutes } from './routes/households.js';
import { metricsRoutes } from './routes/metrics.js';
import { problemRoutes } from './routes/problems.js';
import { resultRoutes } from './routes/results.js';
import { runRoutes } from './routes/runs.js';
import { scenarioRoutes } from './routes/scenarios.js';
import { RequestLog } from './telemetry/logging.js';
import { addTelemetry } from './telemetry/plugin.js';
import { requestIdOf } from './telemetry/request-id.js';
import { zodValidator } from './validation.js';

export interface AppOptions extends Context {
  /** Without one nothing is logged. */
  readonly logger?: FastifyBaseLogger | undefined;
  /** Proxies that may say for whom they ask, as Fastify's option of this name. */
  readonly trustProxy?: boolean | number | string[] | undefined;
}

export const BODY_LIMIT = 1024 * 1024;
/** A client that has not sent its whole request by then is cut off. */
const REQUEST_TIMEOUT = 60_000;

/** Builds the HTTP interface around a store and its queue; whatever the context holds stays the caller's to start and close. */
export async function buildApp({ logger, trustProxy, ...context }: AppOptions): Promise<App> {
  const app: App = Fastify({
    ...(logger ? { loggerInstance: logger } : {}),
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_TIMEOUT,
    genReqId: requestIdOf,
    logController: new RequestLog(),
    // So many proxies, counted from this machine on.
    trustProxy: typeof trustProxy === 'number' ? (_address, hop) => hop < trustProxy : (trustProxy ?? false),
    frameworkErrors: (error, request, reply) => sendError(error, request, reply),
    clientErrorHandler: refuseConnection,
    // Node's own refusal has no body.
    http: { requireHostHeader: false },
    forceCloseConnections: true,
    return503OnClosing: false,
  }).withTypeProvider<ZodTypeProvider>();

  app.setValidatorCompiler(zodValidator);
  // The handlers' types already follow the schemas; checking every answer again would cost and could only fail.
  app.setSerializerCompiler(() => (answer) => JSON.stringify(answer));
  app.setErrorHandler(sendError);
  app.setNotFoundHandler((request, reply) => sendError(new ApiError('not-found'), request, reply));
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    if (request.headers.host === undefined && request.raw.httpVersion === '1.1') {
      throw new ApiError('invalid-request', {
        detail: 'A request of HTTP/1.1 has a Host header (RFC 9112).',
      });
    }
  });
  addBodyParsers(app);

  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    // Whether the site is reached by TLS is for the proxy in front of it to say.
    strictTransportSecurity: false,
  });
  addTimeLimit(app);
  addTelemetry(app, context);
  await addAccess(app, context);
  await addOpenApi(app);

  const refuseOtherMethods = collectMethods(app);
  healthRoutes(app, context);
  problemRoutes(app);
  countryRoutes(app);
  scenarioRoutes(app, context);
  householdRoutes(app, context);
  runRoutes(app, context);
  eventRoutes(app, context);
  resultRoutes(app, context);
  comparisonRoutes(app, context);
  auditRoutes(app, context);
  metricsRoutes(app, context);
  refuseOtherMethods();
  await app.ready();
  return app;
}
