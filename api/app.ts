import { randomUUID } from 'node:crypto';
import helmet from '@fastify/helmet';
import Fastify, { type FastifyBaseLogger } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { addBodyParsers } from './body.js';
import type { App, Context } from './context.js';
import { refuseConnection, sendError } from './error-handler.js';
import { ApiError } from './errors.js';
import { collectMethods } from './method-not-allowed.js';
import { addOpenApi } from './openapi.js';
import { countryRoutes } from './routes/countries.js';
import { healthRoutes } from './routes/health.js';
import { householdRoutes } from './routes/households.js';
import { problemRoutes } from './routes/problems.js';
import { resultRoutes } from './routes/results.js';
import { runRoutes } from './routes/runs.js';
import { scenarioRoutes } from './routes/scenarios.js';
import { zodValidator } from './validation.js';

export interface AppOptions extends Context {
  /** Without one nothing is logged. */
  readonly logger?: FastifyBaseLogger | undefined;
}

export const BODY_LIMIT = 1024 * 1024;
/** A client that has not sent its whole request by then is cut off. */
const REQUEST_TIMEOUT = 60_000;

/** Builds the HTTP interface around a store and its queue; both stay the caller's to start and close. */
export async function buildApp({ logger, ...context }: AppOptions): Promise<App> {
  const app: App = Fastify({
    ...(logger ? { loggerInstance: logger } : {}),
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_TIMEOUT,
    genReqId: () => randomUUID(),
    frameworkErrors: (error, request, reply) => sendError(error, request, reply),
    clientErrorHandler: refuseConnection,
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
  await addOpenApi(app);

  const refuseOtherMethods = collectMethods(app);
  healthRoutes(app, context);
  problemRoutes(app);
  countryRoutes(app);
  scenarioRoutes(app);
  householdRoutes(app);
  runRoutes(app, context);
  resultRoutes(app, context);
  refuseOtherMethods();
  await app.ready();
  return app;
}
