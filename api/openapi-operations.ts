import { PROBLEM_TYPE } from './errors.js';

/** The parts of an OpenAPI document that are completed here; the rest passes through. */
interface OpenApiResponse {
  readonly description: string;
  readonly content?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, unknown>>;
}

interface OpenApiOperation {
  readonly operationId?: string;
  readonly parameters?: readonly { readonly in: string; readonly name: string }[];
  readonly responses?: Readonly<Record<string, OpenApiResponse>>;
}

type PathItem = Readonly<Record<string, OpenApiOperation>>;

export interface OpenApiDocument {
  readonly components?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly paths?: Readonly<Record<string, PathItem>>;
}

const text = { type: 'string' } as const;

const REQUEST_HEADERS = {
  'Idempotency-Key': 'Any text of the client’s own: the same request with the same key is accepted once',
  'If-Match': 'The ETag of the version that the change was made on',
  'If-None-Match': 'ETags that the client has; 304 if one of them still holds',
  'Last-Event-ID': 'Id of the last event that was seen: the stream goes on behind it',
} as const;
type RequestHeader = keyof typeof REQUEST_HEADERS;

/** Headers beyond the usual that an operation reads. */
export const HEADERS_OF: Readonly<Record<string, readonly RequestHeader[]>> = {
  'post /v1/runs': ['Idempotency-Key'],
  'get /v1/runs/{id}/results': ['If-None-Match'],
  'get /v1/runs/{id}/record': ['If-None-Match'],
  'get /v1/runs/{id}/events': ['Last-Event-ID'],
  'post /v1/comparisons': ['Idempotency-Key'],
  'get /v1/comparisons/{id}/differences': ['If-None-Match'],
  'get /v1/scenarios/{id}': ['If-None-Match'],
  'put /v1/scenarios/{id}': ['If-Match'],
  'delete /v1/scenarios/{id}': ['If-Match'],
};

const PROBLEM_RESPONSE = {
  content: { [PROBLEM_TYPE]: { schema: { $ref: '#/components/schemas/Problem' } } },
};
const retryAfter = { 'Retry-After': { schema: text, description: 'Seconds to wait, where waiting helps' } };

/** Anybody may ask these, with or without a key. */
const PUBLIC = ['/healthz', '/readyz'];

export const SECURITY_SCHEMES = {
  bearer: { type: 'http', scheme: 'bearer', description: 'An API key, or a JWT where one is configured' },
  apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key', description: 'An API key' },
} as const;
/** Any of them; none where the server runs without keys. */
export const SECURITY = [{ bearer: [] }, { apiKey: [] }, {}];

/** A name for an operation that stays the same as long as its address does: `getRunsByIdResults`. */
function operationIdOf(method: string, url: string): string {
  const words = url
    .replace(/^\/v1\//, '')
    .split(/[^A-Za-z0-9{}]+/)
    .filter((word) => word !== '')
    .map((word) => {
      const parameter = /^\{(.+)\}$/.exec(word);
      const name = parameter ? parameter[1] : word;
      return `${parameter ? 'By' : ''}${name[0].toUpperCase()}${name.slice(1)}`;
    });
  return `${method}${words.join('')}`;
}

function completeResponse(status: string, response: OpenApiResponse, tagged: boolean): OpenApiResponse {
  const described = {
    ...response,
    description: response.description === 'Default Response' ? 'Done' : response.description,
  };
  if (status.startsWith('4') || status.startsWith('5')) {
    return { ...described, headers: { ...retryAfter, ...response.headers } };
  }
  const headers = {
    ...(tagged && status.startsWith('2')
      ? { ETag: { schema: text, description: 'Names this version of the answer' } }
      : {}),
    ...(status === '201' || status === '202'
      ? { Location: { schema: text, description: 'Address of what was made' } }
      : {}),
    ...response.headers,
  };
  return Object.keys(headers).length > 0 ? { ...described, headers } : described;
}

function completeOperation(method: string, url: string, operation: OpenApiOperation): OpenApiOperation {
  const names = HEADERS_OF[`${method} ${url}`] ?? [];
  const declared = operation.parameters ?? [];
  const missing = names.filter(
    (name) => !declared.some((one) => one.in === 'header' && one.name.toLowerCase() === name.toLowerCase()),
  );
  const headers = missing.map((name) => ({
    name,
    in: 'header',
    required: false,
    schema: text,
    description: REQUEST_HEADERS[name],
  }));
  const isPublic = PUBLIC.includes(url);
  const tagged = names.includes('If-None-Match') || names.includes('If-Match');
  const responses = {
    ...(names.includes('If-None-Match') ? { 304: { description: 'The client has it already' } } : {}),
    ...(url === '/healthz' ? {} : { 503: { description: 'Not at the moment', ...PROBLEM_RESPONSE } }),
    ...operation.responses,
  };
  return {
    ...operation,
    operationId: operation.operationId ?? operationIdOf(method, url),
    ...(headers.length > 0 || declared.length > 0 ? { parameters: [...declared, ...headers] } : {}),
    ...(isPublic ? { security: [] } : {}),
    responses: Object.fromEntries(
      Object.entries(responses).map(([status, response]) => [
        status,
        completeResponse(status, response, tagged),
      ]),
    ),
  };
}

/** Adds to every operation what the routes' schemas do not say: names, headers, security, answers of any address. */
export function completeOperations<Document extends OpenApiDocument>(document: Document): Document {
  const paths = Object.entries(document.paths ?? {}).map(([url, item]) => [
    url,
    Object.fromEntries(
      Object.entries(item).map(([method, operation]) => [method, completeOperation(method, url, operation)]),
    ),
  ]);
  return { ...document, paths: Object.fromEntries(paths) };
}
