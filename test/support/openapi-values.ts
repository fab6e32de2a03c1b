import { type Description, type JsonSchema, resolveReference } from './openapi-schema.js';

/** Draws that are the same for the same seed. */
export interface Draws {
  /** 0 <= x < 1 */
  number(): number;
  /** 0 <= x < limit */
  below(limit: number): number;
  chance(share: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
}

export function drawsFrom(number: () => number): Draws {
  const below = (limit: number) => Math.floor(number() * limit);
  return {
    number,
    below,
    chance: (share) => number() < share,
    pick: (items) => items[below(items.length)],
  };
}

/** Scenarios that any body may name or hold. */
const SCENARIOS: readonly unknown[] = [
  'current-law',
  'multi-tier-child-benefit',
  'under-three-universal',
  { id: 'own', title: { en: 'Own', vi: 'Riêng' }, extends: 'current-law' },
  'id: own-text\ntitle: { en: Own, vi: Riêng }\nextends: current-law\n',
];

/** Sound values by the name of a field or parameter, where the schema alone would hardly give one. */
const BY_NAME: Readonly<Record<string, readonly unknown[]>> = {
  scenario: SCENARIOS,
  baseline: SCENARIOS,
  reform: SCENARIOS,
  persons: [1000, 2000, 3000],
  toYear: [2025, 2026, 2027],
  seed: ['seed', 'hạt giống', ''],
};
const IN_QUERY: Readonly<Record<string, readonly string[]>> = {
  scenario: ['current-law', 'multi-tier-child-benefit'],
  year: ['2025', '2026'],
  indicator: ['population', 'benefit_cost'],
  branch: ['all', 'child'],
  tier: ['all', 'child-tier'],
  dimension: ['total', 'sex'],
  group: ['total', 'female'],
  persons: ['1000', '2000'],
  toYear: ['2025', '2026'],
  limit: ['1', '20', '100'],
  offset: ['0', '3'],
  a: ['current-law'],
  b: ['multi-tier-child-benefit'],
  with: ['multi-tier-child-benefit'],
};

export function validQueryValue(
  name: string,
  schema: JsonSchema,
  description: Description,
  draws: Draws,
): string {
  const known = IN_QUERY[name];
  return known ? draws.pick(known) : String(validValue(schema, description, draws, name));
}

/** A value that a schema allows. */
export function validValue(schema: JsonSchema, description: Description, draws: Draws, name = ''): unknown {
  const go = (inner: JsonSchema, by = name) => validValue(inner, description, draws, by);
  if (BY_NAME[name]) return structuredClone(draws.pick(BY_NAME[name]));
  if (schema.$ref) return go(resolveReference(schema.$ref, description));
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => go(part)));
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return go(draws.pick(choices));
  if (Object.hasOwn(schema, 'const')) return schema.const;
  if (schema.enum) return draws.pick(schema.enum);
  switch ([schema.type].flat()[0]) {
    case 'object':
      return validObject(schema, draws, go);
    case 'array': {
      const length = (schema.minItems ?? 0) + draws.below(3);
      // The items of `reforms` are a reform each.
      return Array.from({ length }, () => go(schema.items ?? {}, name.replace(/s$/, '')));
    }
    case 'string':
      return validText(schema, draws);
    case 'number':
    case 'integer':
      return (schema.minimum ?? 0) + draws.below(10);
    case 'boolean':
      return draws.chance(0.5);
    case 'null':
      return null;
    default:
      return draws.pick(['text', 7, true, null]);
  }
}

function validObject(
  { properties = {}, required = [], additionalProperties }: JsonSchema,
  draws: Draws,
  go: (inner: JsonSchema, name: string) => unknown,
): object {
  const entries = Object.entries(properties)
    .filter(([key]) => required.includes(key) || draws.chance(0.4))
    .map(([key, schema]) => [key, go(schema, key)]);
  if (typeof additionalProperties === 'object' && draws.chance(0.7)) {
    entries.push([draws.pick(['lan', 'minh', 'an']), go(additionalProperties, '')]);
  }
  return Object.fromEntries(entries);
}

function validText({ pattern, minLength = 0 }: JsonSchema, draws: Draws): string {
  // The patterns of the interface are numbers, months and dates, and names.
  const tries = ['', '1', '20', '2026', '2026-09', '2026-09-20', 'a', 'own-name', 'own_name', 'whole', '"1"'];
  const fitting = tries.filter(
    (one) => one.length >= minLength && (!pattern || new RegExp(pattern, 'u').test(one)),
  );
  return fitting.length > 0 ? draws.pick(fitting) : 'x'.repeat(minLength);
}

/** Texts that have broken programs before. */
export const HOSTILE_TEXTS: readonly string[] = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '../../../../etc/passwd',
  '..\\..\\windows\\win.ini',
  '%2e%2e%2f%2e%2e%2fetc%2fpasswd',
  "' OR 1=1 --",
  "'; DROP TABLE runs; --",
  '<script>alert(1)</script>',
  '#{7*7}',
  '{{7*7}}',
  '$(reboot)',
  '\ud800',
  '\u202etxt',
  '\ufeff',
  'ﷺ'.repeat(500),
  'a'.repeat(5_000),
  `${'a'.repeat(3_000)}!`,
  `${'('.repeat(2_000)}`,
  `${'0.'.repeat(2_000)}`,
  `${' '.repeat(5_000)}x`,
  `${'-'.repeat(3_000)}1`,
  `${'a,'.repeat(3_000)}`,
  `${'"'.repeat(3_000)}`,
  'W/"'.repeat(1_000),
  '1e999',
  '-1',
  '9007199254740993',
  '9'.repeat(400),
  'NaN',
  'Infinity',
  '0x10',
  'null',
  'undefined',
  'true',
];

export const HOSTILE_VALUES: readonly unknown[] = [
  ...HOSTILE_TEXTS,
  null,
  true,
  false,
  0,
  -1,
  -0.5,
  1e308,
  -1e308,
  5e-324,
  2 ** 53,
  2 ** 31,
  999_999_999,
  [],
  {},
  [[]],
  [null],
  { __proto__: null },
  Array.from({ length: 1_000 }, (_, position) => position),
  Object.fromEntries(Array.from({ length: 1_000 }, (_, position) => [`key${position}`, position])),
];

type Place = { readonly holder: Record<string, unknown> | unknown[]; readonly key: string };

function placesOf(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...placesOf(holder[key])]);
}

const OTHER_TYPES: readonly unknown[] = ['text', 7, -7, 1.5, true, null, [], {}, ['text'], { key: 1 }];

/** A copy of a body with one thing changed: another type, left out, added, out of range, too long, doubled. */
export function mutated(
  body: unknown,
  draws: Draws,
  replacements: readonly unknown[] = OTHER_TYPES,
): unknown {
  const copy = { body: structuredClone(body) };
  const { holder, key } = draws.pick(placesOf(copy));
  const slots = holder as Record<string, unknown>;
  const value = slots[key];
  const change = draws.below(8);
  if (change === 0 && !Array.isArray(holder)) delete slots[key];
  else if (change === 1 && typeof value === 'object' && value !== null) {
    (value as Record<string, unknown>)[draws.pick(['extra', 'persons', 'scenari', 'id'])] =
      draws.pick(replacements);
  } else if (change === 2 && typeof value === 'number')
    slots[key] = draws.pick([-value, value * 1e6, value + 0.5]);
  else if (change === 3 && typeof value === 'string') {
    slots[key] = draws.pick([
      `${value}x`,
      value.slice(1),
      value.toUpperCase(),
      value.repeat(200),
      ` ${value}`,
    ]);
  } else if (change === 4) slots[key] = [value, value];
  else slots[key] = structuredClone(draws.pick(replacements));
  return copy.body;
}
