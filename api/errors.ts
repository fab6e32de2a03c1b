import type { Problem } from '../src/index.js';

/** Every error that the interface answers with: its status, its title, and one sentence on what to do. */
export const ERRORS = {
  'invalid-request': [
    400,
    'Malformed request',
    'The request is not valid HTTP, or its address is malformed.',
  ],
  'invalid-json': [400, 'Malformed JSON', 'The body is not JSON that can be read.'],
  'empty-body': [400, 'Empty body', 'The request needs a body: a scenario, or a run in JSON.'],
  unauthenticated: [
    401,
    'Unauthenticated',
    'Send an API key or a token: Authorization: Bearer, or X-API-Key.',
  ],
  forbidden: [403, 'Forbidden', 'The role of this key or token does not allow this.'],
  'not-found': [404, 'Not found', 'There is nothing at this address; the interface is described at /docs.'],
  'unknown-run': [404, 'Unknown run', 'There is no run of this id.'],
  'unknown-comparison': [404, 'Unknown comparison', 'There is no comparison of this id.'],
  'unknown-scenario': [
    404,
    'Unknown scenario',
    'There is no scenario of this id, or no such version of it; GET /v1/scenarios lists them.',
  ],
  'unknown-country': [404, 'Unknown country', 'There is no country pack of this id.'],
  'unknown-problem': [
    404,
    'Unknown problem',
    'The interface has no error of this code; GET /v1/problems lists them.',
  ],
  'method-not-allowed': [
    405,
    'Method not allowed',
    'This address does not take the method; see the Allow header.',
  ],
  'not-acceptable': [
    406,
    'Not acceptable',
    'None of the media types that the Accept header names is offered.',
  ],
  'run-not-finished': [
    409,
    'Run not finished',
    'The run has no results yet; ask again after the time in Retry-After.',
  ],
  'run-failed': [409, 'Run failed', 'The run failed and has no results; post it again to try once more.'],
  'run-cancelled': [
    409,
    'Run cancelled',
    'The run was cancelled and has no results; post it again to start it anew.',
  ],
  'run-ended': [409, 'Run ended', 'The run has already ended, so it cannot be cancelled.'],
  'run-active': [
    409,
    'Run active',
    'The run waits or runs; cancel it, or wait for its end, before it is deleted.',
  ],
  'results-damaged': [
    409,
    'Results damaged',
    'The stored results do not have the hash with which they were stored; the run is simulated anew.',
  ],
  'scenario-exists': [
    409,
    'Scenario exists',
    'There is a scenario of this id already; PUT with If-Match changes it.',
  ],
  'scenario-shipped': [
    409,
    'Scenario ships',
    'Scenarios that ship cannot be changed; extend one under an id of your own.',
  ],
  'scenario-in-use': [
    409,
    'Scenario in use',
    'Other scenarios of the library extend it; change or delete those first.',
  ],
  'precondition-failed': [
    412,
    'Precondition failed',
    'It was changed after the version that If-Match names; read it again and send your change on top.',
  ],
  'body-too-large': [413, 'Body too large', 'The body is larger than the interface takes.'],
  'unsupported-media-type': [
    415,
    'Unsupported media type',
    'Send application/json, or a scenario as application/yaml.',
  ],
  'invalid-parameters': [
    422,
    'Invalid parameters',
    'Parameters of the request have mistakes; each is listed in problems.',
  ],
  'invalid-scenario': [422, 'Invalid scenario', 'The scenario has mistakes; each is listed in problems.'],
  'invalid-run': [
    422,
    'Invalid run',
    'The scenarios or the options of the run have mistakes; each is listed in problems.',
  ],
  'invalid-household': [
    422,
    'Invalid household',
    'The household or its scenario has mistakes; each is listed in problems.',
  ],
  'invalid-comparison': [
    422,
    'Invalid comparison',
    'The scenarios or the options of the comparison have mistakes; each is listed in problems.',
  ],
  'idempotency-key-reused': [
    422,
    'Idempotency key reused',
    'This Idempotency-Key came with another request before; use a new one for each request.',
  ],
  'too-many-rows': [
    422,
    'Too many rows',
    'The selection has more rows than the format takes; narrow it with filters.',
  ],
  'precondition-required': [
    428,
    'Precondition required',
    'Send If-Match with the ETag of the version that you changed.',
  ],
  'queue-full': [
    429,
    'Queue full',
    'As many runs wait as may wait; post again after the time in Retry-After.',
  ],
  'too-many-streams': [
    429,
    'Too many streams',
    'As many streams of events are open as may be; ask for the events as JSON, or try again later.',
  ],
  'rate-limited': [
    429,
    'Rate limited',
    'Too many requests with this key; go on after the time in Retry-After.',
  ],
  'quota-exceeded': [
    429,
    'Quota exceeded',
    'The person-years that this key may simulate in a day are used up; go on tomorrow, or ask for a larger quota.',
  ],
  internal: [
    500,
    'Internal error',
    'The server made a mistake; its log holds the details under the request id.',
  ],
  unavailable: [503, 'Unavailable', 'The server is starting or closing.'],
  'store-full': [
    503,
    'Store full',
    'The disk of the store is full, so nothing can be accepted; what was accepted waits, and results can be read.',
  ],
  'store-read-only': [
    503,
    'Store read-only',
    'The store cannot be written, so nothing can be accepted; what was accepted waits, and results can be read.',
  ],
  'store-failing': [
    503,
    'Store failing',
    'The disk of the store reports errors, so nothing can be accepted; what was accepted waits.',
  ],
} as const satisfies Record<string, readonly [status: number, title: string, sentence: string]>;

export type ErrorCode = keyof typeof ERRORS;

export const ERROR_CODES = Object.keys(ERRORS) as ErrorCode[];

export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERRORS, code);
}

export interface ErrorExtras {
  /** Instead of the catalogue's sentence, where more can be said. */
  readonly detail?: string;
  readonly problems?: readonly Problem[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** Ends a request with an error of the catalogue. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly statusCode: number;

  constructor(
    readonly code: ErrorCode,
    readonly extras: ErrorExtras = {},
  ) {
    super(extras.detail ?? ERRORS[code][2]);
    this.statusCode = ERRORS[code][0];
  }
}

export const PROBLEM_TYPE = 'application/problem+json';

/** The body of an error (RFC 9457). */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly code: ErrorCode;
  readonly problems?: readonly Problem[];
}

export function problemDocument(error: ApiError, instance: string): ProblemDocument {
  const [status, title] = ERRORS[error.code];
  return {
    type: `/v1/problems/${error.code}`,
    title,
    status,
    detail: error.message,
    instance,
    code: error.code,
    ...(error.extras.problems ? { problems: error.extras.problems } : {}),
  };
}
