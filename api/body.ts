import type { FastifyInstance } from 'fastify';
import { ApiError } from './errors.js';

/** A body as it came: a scenario's mistakes are shown by line and column, so the text is kept beside the value. */
export type RequestBody =
  | { readonly format: 'yaml'; readonly text: string }
  | { readonly format: 'json'; readonly text: string; readonly value: unknown };

const JSON_TYPE = 'application/json';
export const YAML_TYPES = ['application/yaml', 'application/x-yaml', 'text/yaml', 'text/x-yaml'];

/** Far deeper than any scenario; serialising a value that is nested without bound would exhaust the stack. */
const MAX_DEPTH = 64;

function isDeeperThan(limit: number, value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limit) return true;
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
  }
  return false;
}

/** Says why a text is refused: JSON's own message names the place. */
function mistakeOf(text: string): string {
  try {
    JSON.parse(text);
  } catch (error) {
    return `The body is not JSON: ${(error as Error).message}.`;
  }
  return 'The body has a key that no scenario may have: "__proto__", or a "constructor" with a "prototype".';
}

/** Reads bodies as JSON or YAML and nothing else. Keys that could reach an object's prototype are refused. */
export function addBodyParsers(app: FastifyInstance): void {
  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  // Node would refuse a body with a strange expectation by itself, without a problem; it may as well be met.
  app.server.on('checkExpectation', (request, response) => app.server.emit('request', request, response));
  app.addContentTypeParser(JSON_TYPE, { parseAs: 'string' }, (request, text, done) => {
    if (text.length === 0) {
      done(null, undefined);
      return;
    }
    parseJson(request, text as string, (error, value) => {
      if (error) done(new ApiError('invalid-json', { detail: mistakeOf(text as string) }));
      else if (isDeeperThan(MAX_DEPTH, value)) {
        done(new ApiError('invalid-json', { detail: `The body is nested deeper than ${MAX_DEPTH} levels.` }));
      } else done(null, { format: 'json', text, value });
    });
  });
  app.addContentTypeParser(YAML_TYPES, { parseAs: 'string' }, (_request, text, done) => {
    done(null, text.length === 0 ? undefined : { format: 'yaml', text });
  });
}

/** The body of a request that needs one. */
export function requireBody(body: unknown): RequestBody {
  if (body === undefined || body === null) throw new ApiError('empty-body');
  return body as RequestBody;
}
