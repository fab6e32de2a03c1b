import type { FastifySchemaCompiler } from 'fastify';
import { z } from 'zod';
import type { Problem } from '../src/index.js';
import { nearestName, problemOf } from '../src/problems.js';
import { ApiError } from './errors.js';

/** JSON pointer (RFC 6901) of a path of keys. */
function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** Mistakes that zod found, as problems; `known` are the keys that the object takes. */
export function problemsOfIssues(issues: readonly z.core.$ZodIssue[], known: readonly string[]): Problem[] {
  return issues.flatMap((issue): Problem[] => {
    if (issue.code !== 'unrecognized_keys') {
      const { message, path } = issue;
      const expected = expectedBy(issue);
      return [problemOf({ code: 'invalid-value', message, pointer: pointerOf(path), expected })];
    }
    return issue.keys.map((key) => {
      const name = key.slice(0, 100);
      const nearest = nearestName(key, known);
      return problemOf({
        code: 'unknown-key',
        message: `"${name}" is not known here${nearest ? `; did you mean "${nearest}"?` : '.'}`,
        pointer: pointerOf([...issue.path, name]),
        found: name,
        expected: known.join(', ') || 'nothing',
        nearest,
      });
    });
  });
}

/** What would have been right, where zod knows it. */
function expectedBy(issue: z.core.$ZodIssue): string | null {
  if (issue.code === 'invalid_type') return issue.expected;
  return issue.code === 'invalid_value' ? issue.values.join(', ') : null;
}

/** Checks the path and the query of a request by the zod schemas of its route. */
export const zodValidator: FastifySchemaCompiler<z.ZodType> = ({ schema }) => {
  const known = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
  return (data: unknown) => {
    const result = schema.safeParse(data);
    if (result.success) return { value: result.data };
    return {
      error: new ApiError('invalid-parameters', { problems: problemsOfIssues(result.error.issues, known) }),
    };
  };
};
