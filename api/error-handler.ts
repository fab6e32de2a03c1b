import type { Socket } from 'node:net';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { StoreUnavailable } from '../src/store/unavailable.js';
import { ApiError, ERRORS, type ErrorCode, PROBLEM_TYPE, problemDocument } from './errors.js';

/** Errors of the framework that a client causes, by their codes. */
const FRAMEWORK_ERRORS: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body-too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-media-type',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'invalid-request',
  FST_ERR_BAD_URL: 'invalid-request',
  FST_ERR_NOT_FOUND: 'not-found',
};

/** Seconds after which the disk may be written again. */
const STORE_RETRY_SECONDS = '5';

function asApiError(error: FastifyError | Error): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof StoreUnavailable) {
    return new ApiError(`store-${error.trouble}`, { headers: { 'retry-after': STORE_RETRY_SECONDS } });
  }
  const { code, statusCode } = error as FastifyError;
  const known = FRAMEWORK_ERRORS[code];
  if (known) return new ApiError(known);
  // Any other refusal of the framework's is the client's doing too; its own words may repeat what was sent.
  if (statusCode && statusCode >= 400 && statusCode < 500) {
    return new ApiError('invalid-request');
  }
  return new ApiError('internal');
}

/** Answers with an error as problem+json. */
export function sendError(error: FastifyError | Error, request: FastifyRequest, reply: FastifyReply): void {
  const answer = asApiError(error);
  if (answer.statusCode >= 500 && answer.code === 'internal') request.log.error({ err: error });
  if (answer.extras.headers) reply.headers(answer.extras.headers);
  // The path alone: a query may hold what its sender would not want repeated.
  const document = problemDocument(answer, request.url.split('?', 1)[0]);
  // Serialised here: the route's own serialisers know its good answers only.
  reply
    .code(answer.statusCode)
    .type(PROBLEM_TYPE)
    .serializer((body) => JSON.stringify(body))
    .send(document);
}

/** Answers what Node could not read as HTTP at all. */
export function refuseConnection(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, title] = ERRORS['invalid-request'];
  const body = JSON.stringify(problemDocument(new ApiError('invalid-request'), ''));
  socket.end(
    `HTTP/1.1 ${status} ${title}\r\nContent-Type: ${PROBLEM_TYPE}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
