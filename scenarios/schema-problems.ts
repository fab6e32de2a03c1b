import type { z } from 'zod';
import { LIMITS } from './limits.js';
import { nearestName } from './nearest.js';
import { pointerOf } from './pointer.js';
import { type Complain, quote } from './report.js';
import { type Draft, keysAt, scenarioSchema, schemaAt } from './schema.js';
import { kindOf, wordIssue } from './schema-wording.js';

type Issue = z.core.$ZodIssue;

const COUNTS = {
  tiers: LIMITS.tiers,
  contributions: LIMITS.contributions,
  parameters: LIMITS.parameters,
  definitions: LIMITS.definitions,
} as const;

/** What a text is held against. */
export interface Language<Document> {
  readonly schema: z.ZodType<Document>;
  /** What the text is to be, in a sentence. */
  readonly wanted: string;
  /** Most entries of top-level parts. */
  readonly most: Readonly<Record<string, number>>;
  /** How much of the document falls with a wrong value, in levels of its path by the top-level part; 1 if not named. */
  readonly reach: ReadonlyMap<string, number>;
}

/** A field of a parameter, tier or contribution, an entry, or a top-level key falls. */
const SCENARIO: Omit<Language<Draft>, 'schema'> = {
  wanted: 'A scenario is a set of keys such as `id:` and `title:`.',
  most: COUNTS,
  reach: new Map([
    ['parameters', 3],
    ['tiers', 3],
    ['contributions', 3],
    ['definitions', 2],
  ]),
};

/** Checks the plain values of a scenario file; see `checkAgainst`. */
export function checkShape(
  value: unknown,
  complain: Complain,
): { draft: Partial<Draft>; damaged: Set<string> } | null {
  return checkAgainst({ ...SCENARIO, schema: scenarioSchema() }, value, complain);
}

/**
 * Checks the plain values of one file. Answers what is left after every wrong field has been taken out, so that the
 * rest can still be checked, and the pointers of what was taken out (or misspelt), so that nothing else complains of
 * their absence. Null when nothing is left.
 */
export function checkAgainst<Document>(
  { schema, wanted, most, reach }: Language<Document>,
  value: unknown,
  complain: Complain,
): { draft: Partial<Document>; damaged: Set<string> } | null {
  const damaged = new Set<string>();
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    complain('wrong-type', '', wanted, {
      found: kindOf(value),
      expected: 'keys and values',
    });
    return null;
  }
  for (const [key, limit] of Object.entries(most)) {
    const part: unknown = Reflect.get(value, key);
    const count = typeof part === 'object' && part !== null ? Object.keys(part).length : 0;
    if (count > limit) {
      complain('too-many', `/${key}`, `There are ${count} ${key}; at most ${limit} are allowed.`, {
        key: true,
        found: String(count),
        expected: `at most ${limit}`,
      });
      Reflect.deleteProperty(value, key);
      damaged.add(`/${key}`);
    }
  }
  const result = schema.safeParse(value);
  if (result.success) return { draft: result.data, damaged };
  const issues = result.error.issues;
  for (const issue of issues)
    if (issue.code === 'unrecognized_keys') unknownKeys(issue, schema, complain, damaged);
  for (const issue of issues)
    if (issue.code !== 'unrecognized_keys') explain(issue, schema, value, complain, damaged);
  for (const issue of issues) takeOut(value, issue, reach, damaged);
  return { draft: value as Partial<Document>, damaged };
}

/** Keys that a misspelt one was meant to be are not missed a second time. */
function unknownKeys(
  issue: Extract<Issue, { code: 'unrecognized_keys' }>,
  schema: z.ZodType,
  complain: Complain,
  damaged: Set<string>,
): void {
  const valid = keysAt(issue.path, schema);
  for (const name of issue.keys) {
    const nearest = nearestName(name, valid);
    if (nearest) damaged.add(pointerOf([...issue.path, nearest]));
    const hint = nearest ? `did you mean \`${nearest}\`?` : 'remove it.';
    complain(
      'unknown-key',
      pointerOf([...issue.path, name]),
      `There is no key \`${quote(name)}\` here; ${hint}`,
      {
        key: true,
        found: name,
        expected: valid.join(', '),
        nearest,
      },
    );
  }
}

function explain(
  issue: Issue,
  schema: z.ZodType,
  value: unknown,
  complain: Complain,
  damaged: Set<string>,
): void {
  const pointer = pointerOf(issue.path);
  const found = at(value, issue.path);
  const description = (schemaAt(issue.path, schema) as { description?: string } | undefined)?.description;
  if (found === undefined && issue.code !== 'invalid_key') {
    if (damaged.has(pointer)) return;
    const message = `The key \`${String(issue.path.at(-1))}\` is missing; add it.`;
    complain('missing-key', pointer, message, { expected: description ?? 'a value' });
    return;
  }
  const { code, message, ...details } = wordIssue(issue, found, description);
  complain(code, pointer, message, details);
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  let here = value;
  for (const part of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, part)) return undefined;
    here = Reflect.get(here, part);
  }
  return here;
}

function takeOut(value: object, issue: Issue, reach: Language<unknown>['reach'], damaged: Set<string>): void {
  if (issue.code === 'unrecognized_keys') {
    const holder = at(value, issue.path);
    if (typeof holder === 'object' && holder !== null)
      for (const key of issue.keys) Reflect.deleteProperty(holder, key);
    return;
  }
  const path = issue.path.slice(0, reach.get(String(issue.path[0])) ?? 1);
  const holder = at(value, path.slice(0, -1));
  const last = path.at(-1);
  if (typeof holder === 'object' && holder !== null && last !== undefined)
    Reflect.deleteProperty(holder, last);
  damaged.add(pointerOf(path));
}
