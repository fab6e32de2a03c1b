import { z } from 'zod';
import type { App } from '../context.js';
import { answersByType } from '../openapi.js';
import type { Metrics } from '../telemetry/metrics.js';

/** Figures of the service for Prometheus, for administrators. */
export function metricsRoutes(app: App, { metrics }: { readonly metrics: Metrics }): void {
  app.get(
    '/metrics',
    {
      config: { role: 'administrator' },
      schema: {
        tags: ['service'],
        description:
          'Requests, runs, queue, caches and the process itself, in the text format of Prometheus.',
        response: answersByType({ 'text/plain': z.string() }),
      },
    },
    async (_request, reply) => {
      const text = await metrics.text();
      return reply.type(metrics.contentType).send(Buffer.from(text));
    },
  );
}
