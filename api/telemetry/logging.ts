import { type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import pino, { type DestinationStream, type Logger } from 'pino';
import { routeOf } from './route.js';

/** Of an error what tells where the program went wrong; its other fields may hold what a client sent. */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, stack, cause } = error;
  const code = 'code' in error ? { code: error.code } : {};
  return { name, message, ...code, stack, ...(cause instanceof Error ? { cause: cause.message } : {}) };
}

/** The service's log: one JSON object a line. Nothing of a request is written but its id, method, pattern and answer. */
export function serviceLog(level: string, destination: DestinationStream): Logger {
  const secrets = ['authorization', 'cookie', '["x-api-key"]'];
  const within = (path: string) =>
    secrets.map((key) => (key.startsWith('[') ? `${path}${key}` : `${path}.${key}`));
  return pino(
    {
      level,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: {
        err: describeError,
        req: (request: FastifyRequest) => ({
          id: request.id,
          method: request.method,
          route: routeOf(request),
        }),
        res: (reply: FastifyReply) => ({ status: reply.statusCode }),
      },
      // Nothing logs headers; should anything ever, these stay out.
      redact: [...within('headers'), ...within('*.headers')],
    },
    destination,
  );
}

/** Writes the one line of a request that has ended. */
export function logRequest(request: FastifyRequest, status: number, milliseconds: number): void {
  const fields = {
    method: request.method,
    route: routeOf(request),
    status,
    milliseconds: Math.round(milliseconds * 10) / 10,
    principal: request.principal?.name,
  };
  if (status >= 500) request.log.error(fields, 'request');
  else request.log.info(fields, 'request');
}

/** Keeps Fastify from writing lines of its own for a request, some of them with its raw address. */
export class RequestLog extends LogController {
  constructor() {
    super({ requestIdLogLabel: 'request' });
  }

  override incomingRequest(): void {}

  override routeNotFound(): void {}

  override requestCompleted(): void {}
}
