import rateLimit, { normalizeIP } from '@fastify/rate-limit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Access, Unauthenticated } from '../../src/access/access.js';
import { type Principal, type Role, roleAllows } from '../../src/access/roles.js';
import type { App } from '../context.js';
import { ApiError } from '../errors.js';
import type { Metrics } from '../telemetry/metrics.js';
import { routeOf } from '../telemetry/route.js';
import { refuseOtherSites } from './guard.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Least role that may use the route; where none is given, reader for GET and analyst for the rest. */
    readonly role?: Role;
  }
  interface FastifyRequest {
    /** On whose behalf the request is made; set before any handler. */
    principal: Principal;
  }
}

export interface AccessContext {
  readonly access: Access;
  readonly metrics: Metrics;
}

/** Whoever has not said who they are. */
const NOBODY: Principal = {
  id: 'nobody',
  name: 'nobody',
  role: 'reader',
  requestsPerMinute: 0,
  personYearsPerDay: null,
};

/** Credentials that an address may get wrong in a minute; each is written to the audit log, which must not be filled. */
const REFUSALS_PER_MINUTE = 60;
const MINUTE = 60_000;

/** Health is asked by machines that hold no key; the description says nothing about anybody's runs. */
function isPublic(request: FastifyRequest): boolean {
  const { url } = request.routeOptions;
  // Of an address that matched nothing only what was written is known.
  const path = request.is404 ? request.url : url;
  return path === '/healthz' || path === '/readyz' || path === '/docs' || path?.startsWith('/docs/') === true;
}

function isReading({ method }: FastifyRequest): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
}

function roleFor(request: FastifyRequest): Role {
  if (request.is404) return 'reader';
  return request.routeOptions.config.role ?? (isReading(request) ? 'reader' : 'analyst');
}

/** What a request was about: the id of its address, or of what it made. */
function targetOf(request: FastifyRequest, reply: FastifyReply): string | null {
  const { id } = (request.params ?? {}) as { readonly id?: string };
  const made = String(reply.getHeader('location') ?? '');
  return id ?? (made.split('/').at(-1) || null);
}

/**
 * Lets requests in: who it is (401), how often (429), what they may (403), all before the body is read; keeps the audit
 * log. To be called before the routes are added, and after what sets headers on every answer.
 */
export async function addAccess(app: App, { access, metrics }: AccessContext): Promise<void> {
  await app.register(rateLimit, { global: false });
  const addressOf = (request: FastifyRequest) => normalizeIP(request.ip);
  const countRequest = app.createRateLimit({
    timeWindow: MINUTE,
    keyGenerator: (request) => (access.open ? addressOf(request) : request.principal.id),
    max: (request) => access.rateOf(request.principal),
  });
  const countRefusal = app.createRateLimit({
    timeWindow: MINUTE,
    keyGenerator: addressOf,
    max: REFUSALS_PER_MINUTE,
  });

  /** Counts a request; too many in the minute end it. */
  async function limit(count: typeof countRequest, request: FastifyRequest, reply?: FastifyReply) {
    const counted = await count(request);
    if (counted.isAllowed) return;
    const headers = {
      'ratelimit-limit': String(counted.max),
      'ratelimit-remaining': String(counted.remaining),
      'ratelimit-reset': String(counted.ttlInSeconds),
    };
    if (counted.isExceeded) {
      metrics.refused('rate-limited');
      throw new ApiError('rate-limited', {
        headers: { ...headers, 'retry-after': String(counted.ttlInSeconds) },
      });
    }
    reply?.headers(headers);
  }

  async function authenticate(request: FastifyRequest): Promise<Principal> {
    try {
      return await access.authenticate(request.headers);
    } catch (error) {
      if (!(error instanceof Unauthenticated)) throw error;
      await limit(countRefusal, request);
      metrics.refused('unauthenticated');
      const challenge = error.refused ? 'Bearer realm="mtb", error="invalid_token"' : 'Bearer realm="mtb"';
      throw new ApiError('unauthenticated', {
        detail: error.message,
        headers: { 'www-authenticate': challenge },
      });
    }
  }

  app.decorateRequest('principal');
  app.addHook('onRequest', async (request, reply) => {
    request.principal = NOBODY;
    if (isPublic(request)) return;
    if (access.open && !access.settings.allowOpen) refuseOtherSites(request);
    request.principal = await authenticate(request);
    if (access.rateOf(request.principal) > 0) await limit(countRequest, request, reply);
    const needed = roleFor(request);
    if (roleAllows(request.principal.role, needed)) return;
    metrics.refused('forbidden');
    throw new ApiError('forbidden', {
      detail: `This needs the role ${needed}; ${request.principal.name} has the role ${request.principal.role}.`,
    });
  });

  // When the answer is ready, not when it is out: the log holds it even if the client has left meanwhile.
  app.addHook('onSend', async (request, reply) => {
    const { statusCode: status } = reply;
    const refused = status === 401 || status === 403;
    const changing = !isReading(request) && roleFor(request) !== 'reader';
    // What was too much changed nothing, and may come in floods.
    if ((!refused && !changing) || status === 429) return;
    const { principal } = request;
    try {
      access.audit.record({
        principal: principal.name,
        role: principal === NOBODY ? 'none' : principal.role,
        action: `${request.method} ${routeOf(request)}`,
        target: targetOf(request, reply),
        request: request.id,
        status,
      });
    } catch (error) {
      // What was asked has been done; a disk that is full is no reason to tell its sender otherwise.
      metrics.auditFailed();
      request.log.error({ err: error }, 'the audit log could not be written');
    }
  });
}
