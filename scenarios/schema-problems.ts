import type { z } from 'zod';
import { LIMITS } from './limits.js';
import { nearestName } from './nearest.js';
import { pointerOf } from './pointer.js';
import { type Complain, quote } from './report.js';
import { type Draft, keysAt, SCENARIO_SCHEMA, schemaAt } from './schema.js';
import { kindOf, wordIssue } from './schema-wording.js';

type Issue = z.core.$ZodIssue;

const COUNTS = {
  tiers: LIMITS.tiers,
  parameters: LIMITS.parameters,
  definitions: LIMITS.definitions,
} as const;

/**
 * Checks the plain values of one file. Answers what is left after every wrong field has been taken out, so that the
 * rest can still be checked, and the pointers of what was taken out (or misspelt), so that nothing else complains of
 * their absence. Null when nothing is left.
 */
export function checkShape(
  value: unknown,
  complain: Complain,
): { draft: Partial<Draft>; damaged: Set<string> } | null {
  const damaged = new Set<string>();
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    complain('wrong-type', '', 'A scenario is a set of keys such as `id:` and `title:`.', {
      found: kindOf(value),
      expected: 'keys and values',
    });
    return null;
  }
  for (const [key, most] of Object.entries(COUNTS)) {
    const part: unknown = Reflect.get(value, key);
    const count = typeof part === 'object' && part !== null ? Object.keys(part).length : 0;
    if (count > most) {
      complain('too-many', `/${key}`, `There are ${count} ${key}; at most ${most} are allowed.`, {
        key: true,
        found: String(count),
        expected: `at most ${most}`,
      });
      Reflect.deleteProperty(value, key);
      damaged.add(`/${key}`);
    }
  }
  const result = SCENARIO_SCHEMA.safeParse(value);
  if (result.success) return { draft: result.data, damaged };
  const issues = result.error.issues;
  for (const issue of issues) if (issue.code === 'unrecognized_keys') unknownKeys(issue, complain, damaged);
  for (const issue of issues)
    if (issue.code !== 'unrecognized_keys') explain(issue, value, complain, damaged);
  for (const issue of issues) takeOut(value, issue, damaged);
  return { draft: value, damaged };
}

/** Keys that a misspelt one was meant to be are not missed a second time. */
function unknownKeys(
  issue: Extract<Issue, { code: 'unrecognized_keys' }>,
  complain: Complain,
  damaged: Set<string>,
): void {
  const valid = keysAt(issue.path);
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

function explain(issue: Issue, value: unknown, complain: Complain, damaged: Set<string>): void {
  const pointer = pointerOf(issue.path);
  const found = at(value, issue.path);
  const description = (schemaAt(issue.path) as { description?: string } | undefined)?.description;
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

/** How much of the document falls with a wrong value: a field of a parameter or tier, an entry, or a top-level key. */
const REACH = new Map([
  ['parameters', 3],
  ['tiers', 3],
  ['definitions', 2],
]);

function takeOut(value: object, issue: Issue, damaged: Set<string>): void {
  if (issue.code === 'unrecognized_keys') {
    const holder = at(value, issue.path);
    if (typeof holder === 'object' && holder !== null)
      for (const key of issue.keys) Reflect.deleteProperty(holder, key);
    return;
  }
  const path = issue.path.slice(0, REACH.get(String(issue.path[0])) ?? 1);
  const holder = at(value, path.slice(0, -1));
  const last = path.at(-1);
  if (typeof holder === 'object' && holder !== null && last !== undefined)
    Reflect.deleteProperty(holder, last);
  damaged.add(pointerOf(path));
}
