import type { AccessContext } from '../access/plugin.js';
import type { App } from '../context.js';
import { answers } from '../openapi.js';
import { AuditListSchema, AuditQuerySchema } from '../schemas/access.js';

/** The audit log, for administrators. */
export function auditRoutes(app: App, { access }: Pick<AccessContext, 'access'>): void {
  app.get(
    '/v1/audit',
    {
      config: { role: 'administrator' },
      schema: {
        tags: ['service'],
        description:
          'Every request that changed something or was meant to, and every refusal, from the newest, a page at a time.',
        querystring: AuditQuerySchema,
        response: answers({ 200: AuditListSchema }),
      },
    },
    (request) => {
      const { limit, offset, ...filter } = request.query;
      const { entries, total } = access.audit.list(filter, { limit, offset });
      const page = (from: number) => {
        const query = new URLSearchParams({ limit: String(limit), offset: String(from) });
        for (const [name, value] of Object.entries(filter)) if (value !== undefined) query.set(name, value);
        return `/v1/audit?${query}`;
      };
      return {
        entries: [...entries],
        total,
        limit,
        offset,
        links: {
          next: offset + limit < total ? page(offset + limit) : null,
          previous: offset > 0 ? page(Math.max(0, offset - limit)) : null,
        },
      };
    },
  );
}
