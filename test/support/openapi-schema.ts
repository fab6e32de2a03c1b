/** What the tests read of JSON Schema 2020-12: the words that the interface's description uses, and no others. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly propertyNames?: JsonSchema;
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
}

const KNOWN_WORDS = new Set(
  (
    '$ref type enum const anyOf oneOf allOf properties required additionalProperties propertyNames items minItems ' +
    'maxItems minLength maxLength pattern minimum maximum exclusiveMinimum exclusiveMaximum ' +
    'description title examples example default format id readOnly deprecated'
  ).split(' '),
);

interface MediaType {
  readonly schema?: JsonSchema;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: JsonSchema;
  readonly example?: unknown;
}

export interface Operation {
  readonly operationId: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, MediaType>> };
  readonly responses: Readonly<
    Record<string, { readonly description: string; readonly content?: Readonly<Record<string, MediaType>> }>
  >;
  readonly security?: readonly object[];
}

export interface Description {
  readonly openapi: string;
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>;
    readonly securitySchemes: Readonly<Record<string, object>>;
  };
  readonly security: readonly object[];
}

export interface Route {
  /** In capitals. */
  readonly method: string;
  /** With its parameters in braces. */
  readonly url: string;
  readonly operation: Operation;
}

export function routesOf({ paths }: Description): Route[] {
  return Object.entries(paths).flatMap(([url, item]) =>
    Object.entries(item).map(([method, operation]) => ({ method: method.toUpperCase(), url, operation })),
  );
}

/** The schema behind a reference. Throws where there is none. */
export function resolveReference(reference: string, { components }: Description): JsonSchema {
  const name = /^#\/components\/schemas\/([\w.-]+)$/.exec(reference)?.[1];
  const schema = name === undefined ? undefined : components.schemas[name];
  if (!schema) throw new Error(`nothing is at ${reference}`);
  return schema;
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function isOfType(value: unknown, type: string): boolean {
  return type === 'integer' ? Number.isInteger(value) : typeOf(value) === type;
}

/** Every way in which a value goes against a schema, with its place. Throws at a word that it does not understand. */
export function mistakesOf(value: unknown, schema: JsonSchema, description: Description, at = ''): string[] {
  const unknown = Object.keys(schema).find((word) => !KNOWN_WORDS.has(word) && !word.startsWith('x-'));
  if (unknown) throw new Error(`the check of schemas does not know "${unknown}"`);
  const mistakes: string[] = [];
  const say = (text: string) => mistakes.push(`${at || '/'}: ${text}`);
  const go = (inner: unknown, by: JsonSchema, place = at) => mistakesOf(inner, by, description, place);

  if (schema.$ref) mistakes.push(...go(value, resolveReference(schema.$ref, description)));
  for (const part of schema.allOf ?? []) mistakes.push(...go(value, part));
  if (schema.anyOf && !schema.anyOf.some((one) => go(value, one).length === 0)) {
    say(`fits none of anyOf: ${schema.anyOf.flatMap((one) => go(value, one)).join('; ')}`);
  }
  if (schema.oneOf && schema.oneOf.filter((one) => go(value, one).length === 0).length !== 1) {
    say('does not fit one of oneOf');
  }
  if (schema.enum && !schema.enum.includes(value)) say(`${JSON.stringify(value)} is not in the enum`);
  if (Object.hasOwn(schema, 'const') && schema.const !== value) say(`is not ${JSON.stringify(schema.const)}`);
  const types = schema.type === undefined ? [] : [schema.type].flat();
  if (types.length > 0 && !types.some((type) => isOfType(value, type))) {
    say(`is ${typeOf(value)}, not ${types.join(' or ')}`);
    return mistakes;
  }
  if (typeof value === 'string') {
    if (value.length < (schema.minLength ?? 0)) say('is too short');
    if (value.length > (schema.maxLength ?? Number.POSITIVE_INFINITY)) say('is too long');
    if (schema.pattern && !new RegExp(schema.pattern, 'u').test(value))
      say(`does not match ${schema.pattern}`);
  }
  if (typeof value === 'number') {
    const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
    if (minimum !== undefined && value < minimum) say(`is below ${minimum}`);
    if (maximum !== undefined && value > maximum) say(`is above ${maximum}`);
    if (exclusiveMinimum !== undefined && value <= exclusiveMinimum) say(`is not above ${exclusiveMinimum}`);
    if (exclusiveMaximum !== undefined && value >= exclusiveMaximum) say(`is not below ${exclusiveMaximum}`);
  }
  if (Array.isArray(value)) {
    if (value.length < (schema.minItems ?? 0)) say('has too few items');
    if (value.length > (schema.maxItems ?? Number.POSITIVE_INFINITY)) say('has too many items');
    if (schema.items) {
      for (const [position, item] of value.entries())
        mistakes.push(...go(item, schema.items, `${at}/${position}`));
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const key of schema.required ?? []) if (!Object.hasOwn(value, key)) say(`lacks ${key}`);
    for (const [key, item] of Object.entries(value)) {
      const by = schema.properties?.[key] ?? schema.additionalProperties;
      if (by === false) say(`has ${key}, which is not allowed`);
      else if (typeof by === 'object') mistakes.push(...go(item, by, `${at}/${key}`));
      if (schema.propertyNames) mistakes.push(...go(key, schema.propertyNames, `${at}/${key} (name)`));
    }
  }
  return mistakes;
}
