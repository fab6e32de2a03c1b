import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import { VERSION } from '../src/index.js';
import type { App } from './context.js';
import { PROBLEM_TYPE } from './errors.js';
import { BODIES, NAMED_BODIES } from './openapi-bodies.js';
import {
  completeOperations,
  type OpenApiDocument,
  SECURITY,
  SECURITY_SCHEMES,
} from './openapi-operations.js';
import { ProblemSchema } from './schemas.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Bodies are checked by the route itself; this is what the description says of them. */
    readonly takes?: keyof typeof BODIES;
  }
}

/** Good answers by status, for a route's `schema.response`; every route may also answer with a problem. */
export function answers<Answers extends Record<number, z.ZodType>>(good: Answers) {
  return {
    ...good,
    '4xx': {
      description: 'A problem (RFC 9457)',
      content: { [PROBLEM_TYPE]: { schema: ProblemSchema } },
    },
  };
}

/** Likewise for an address that offers several media types. */
export function answersByType(types: Readonly<Record<string, z.ZodType>>): Readonly<Record<string, unknown>> {
  const content = Object.fromEntries(Object.entries(types).map(([type, schema]) => [type, { schema }]));
  return answers({ 200: { description: 'Default Response', content } as never });
}

/** The page of the interface loads its own scripts and styles, and nothing from elsewhere. */
const DOCS_POLICY =
  "default-src 'self'; base-uri 'self'; frame-ancestors 'none'; img-src 'self' data:; object-src 'none'; " +
  "script-src 'self'; style-src 'self' 'unsafe-inline'";

/** OpenAPI 3.1 of every route that is registered later: the page at /docs, the document at /docs/json. */
export async function addOpenApi(app: App): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Multi-tiered child and maternity benefits of Viet Nam',
        description:
          'Post a scenario, follow its run, read the result table. Errors are RFC 9457 problems with a stable code.',
        version: VERSION,
      },
      tags: [
        { name: 'runs', description: 'Simulations and their results' },
        { name: 'comparisons', description: 'Reforms beside a baseline, on the same lives' },
        { name: 'scenarios', description: 'Rules as data' },
        { name: 'households', description: 'What one household is entitled to, and why' },
        { name: 'countries', description: 'The figures behind the simulation' },
        { name: 'service', description: 'Health of the server, catalogue of its errors' },
      ],
    },
    transform: (document) => {
      const { schema, url } = jsonSchemaTransform(document);
      const takes = document.route.config?.takes;
      return { schema: takes && schema ? { ...schema, body: BODIES[takes] } : schema, url };
    },
    transformObject: (document) => {
      const described = jsonSchemaTransformObject(document) as OpenApiDocument;
      // Named schemas are answers only; the variants for input that come with them are never referred to.
      const schemas = Object.entries(described.components?.schemas ?? {});
      const answered = Object.fromEntries(schemas.filter(([name]) => !name.endsWith('Input')));
      return completeOperations({
        ...described,
        components: {
          ...described.components,
          schemas: { ...answered, ...NAMED_BODIES },
          securitySchemes: SECURITY_SCHEMES,
        },
        security: SECURITY,
      });
    },
  });
  await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: DOCS_POLICY });
}
