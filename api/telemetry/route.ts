import type { FastifyReply, FastifyRequest } from 'fastify';

/** Pattern of the address that a request matched, as `/v1/runs/:id`; never what a client wrote. */
export function routeOf(request: FastifyRequest): string {
  return (request.is404 ? undefined : request.routeOptions.url) ?? 'unmatched';
}

/** Whether an answer is a stream of events, which lasts as long as its reader likes. */
export function isEventStream(reply: FastifyReply): boolean {
  return String(reply.getHeader('content-type') ?? '').startsWith('text/event-stream');
}
