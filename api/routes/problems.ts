import { z } from 'zod';
import type { App } from '../context.js';
import { ApiError, ERROR_CODES, ERRORS, type ErrorCode, isErrorCode } from '../errors.js';
import { answers } from '../openapi.js';
import { ErrorDescriptionSchema } from '../schemas.js';

function describe(code: ErrorCode) {
  const [status, title, detail] = ERRORS[code];
  return { code, status, title, detail };
}

/** The catalogue of errors: what the `type` of a problem points to. */
export function problemRoutes(app: App): void {
  const tags = ['service'];
  app.get(
    '/v1/problems',
    { schema: { tags, response: answers({ 200: z.object({ problems: z.array(ErrorDescriptionSchema) }) }) } },
    () => ({ problems: ERROR_CODES.map(describe) }),
  );

  app.get(
    '/v1/problems/:code',
    {
      schema: {
        tags,
        params: z.object({ code: z.string() }),
        response: answers({ 200: ErrorDescriptionSchema }),
      },
    },
    (request) => {
      const { code } = request.params;
      if (!isErrorCode(code)) throw new ApiError('unknown-problem');
      return describe(code);
    },
  );
}
