import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { QuotaExceeded } from '../src/access/access.js';
import { prepareRun, type RunInput } from '../src/index.js';
import { QueueFull } from '../src/queue.js';
import { expectedWork } from '../src/service/work.js';
import type { IdempotencyKey } from '../src/store/idempotency.js';
import type { StoredRun } from '../src/store/runs.js';
import type { RequestBody } from './body.js';
import type { Context } from './context.js';
import { ApiError, type ErrorCode } from './errors.js';
import { pointIntoBody, tooManyPersons } from './run-request.js';

/** Seconds after which a client should look again. */
export const RETRY_SECONDS = '2';

export interface AcceptedRun {
  readonly run: StoredRun;
  /** 200 when its results are there, 202 while they are not. */
  readonly status: 200 | 202;
}

/**
 * Accepts what was asked for, or finds the run that has the same inputs. Ends the request with `code` when the
 * inputs have mistakes, and with the catalogue's errors when the run is too large, the queue full, the quota used up, the
 * store in trouble, or the Idempotency-Key known from another request.
 */
export function acceptRun(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  input: RunInput,
  code: Extract<ErrorCode, 'invalid-run' | 'invalid-comparison'>,
): AcceptedRun {
  const { queue, store, limits, access } = context;
  const { principal } = request;
  const idempotency = idempotencyOf(request);
  const before = idempotency && store.runs.keys.find(idempotency);
  const run = before && store.runs.get(before.run);
  if (before && run) {
    if (before.fingerprint !== idempotency.fingerprint) throw new ApiError('idempotency-key-reused');
    reply.header('idempotency-replayed', 'true');
    return answered(reply, run);
  }
  const prepared = prepareRun(input, { known: context.library.ids() });
  if (!prepared.ok) {
    throw new ApiError(code, { problems: prepared.problems.map((problem) => pointIntoBody(problem, input)) });
  }
  const { plan } = prepared;
  const tooMany = tooManyPersons(plan.options.persons, limits.maxPersons);
  if (tooMany.length > 0) throw new ApiError(code, { problems: tooMany });
  try {
    const run = queue.submit(plan, input, {
      owner: principal.name,
      idempotency,
      charge: () => access.charge(principal, expectedWork(plan)),
    });
    return answered(reply, run);
  } catch (error) {
    if (error instanceof QueueFull) {
      throw new ApiError('queue-full', { headers: { 'retry-after': RETRY_SECONDS } });
    }
    if (error instanceof QuotaExceeded) {
      throw new ApiError('quota-exceeded', {
        detail: error.message,
        headers: { 'retry-after': String(error.retrySeconds) },
      });
    }
    throw error;
  }
}

function answered(reply: FastifyReply, run: StoredRun): AcceptedRun {
  reply.header('location', `/v1/runs/${run.id}`);
  return { run, status: run.state === 'succeeded' ? 200 : 202 };
}

const KEY = /^[\x21-\x7e]{1,255}$/;

/** The key of a request that is harmless to send again; anything but 1 to 255 visible characters is a mistake. */
function idempotencyOf(request: FastifyRequest): IdempotencyKey | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || !KEY.test(key)) {
    throw new ApiError('invalid-request', {
      detail: 'Idempotency-Key is a text of 1 to 255 visible ASCII characters.',
    });
  }
  const body = request.body as RequestBody;
  const sent = JSON.stringify([request.method, request.url, body.format, body.text]);
  return {
    principal: request.principal.id,
    key,
    fingerprint: createHash('sha256').update(sent).digest('hex'),
  };
}
