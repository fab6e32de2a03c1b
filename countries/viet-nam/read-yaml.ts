import type { z } from 'zod';
import { yaml } from './packages.js';
import { PackFileError } from './read-table.js';

/**
 * Reads a YAML file and checks it against a schema.
 * Throws PackFileError: with the line of a mistake of syntax, or with the path of the first wrong or unknown key.
 */
export function readYaml<T>(file: string, content: string, schema: z.ZodType<T>): T {
  const { parse, YAMLParseError } = yaml();
  let document: unknown;
  try {
    document = parse(content);
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    throw new PackFileError(file, error.linePos?.[0].line, undefined, error.message.split('\n')[0]);
  }
  const result = schema.safeParse(document);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const keys = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0]] : issue.path;
  throw new PackFileError(file, undefined, keys.map(String).join('.'), issue.message);
}
