import type { InjectOptions } from 'fastify';
import seedrandom from 'seedrandom';
import { ATTACKS, type Draft, MISTAKES } from './openapi-changes.js';
import { type Description, type Parameter, type Route, routesOf } from './openapi-schema.js';
import { type Draws, drawsFrom, validQueryValue, validValue } from './openapi-values.js';

const KINDS = ['valid', 'nearly valid', 'hostile'] as const;
export type Kind = (typeof KINDS)[number];

export interface GeneratedRequest {
  readonly kind: Kind;
  readonly route: Route;
  /** What was changed, for messages. */
  readonly change: string;
  readonly send: InjectOptions & { readonly url: string; readonly headers: Record<string, string> };
}

/** Requests made from an OpenAPI document: the same document, known values and seed give the same requests. */
export class RequestGenerator {
  readonly #description: Description;
  readonly #routes: readonly Route[];
  readonly #draws: Draws;
  /** Values for the parameters of paths, by the segment before them. */
  readonly #known = new Map([['countries', ['viet-nam']]]);

  constructor(description: Description, seed: string) {
    this.#description = description;
    this.#routes = routesOf(description);
    this.#draws = drawsFrom(seedrandom(seed));
  }

  /** Takes note of what exists from a good answer: ids of things, and lists of things with ids. */
  learn(url: string, answer: unknown): void {
    const segment = /^\/v1\/([a-z]+)/.exec(url)?.[1];
    if (!segment || typeof answer !== 'object' || answer === null) return;
    const { id, code, [segment]: list } = answer as Record<string, unknown>;
    const things = Array.isArray(list) ? list : [{ id, code }];
    const known = this.#known.get(segment) ?? [];
    for (const thing of things) {
      const name = thing?.id ?? thing?.code;
      if (typeof name === 'string' && !known.includes(name)) known.push(name);
    }
    this.#known.set(segment, known.slice(-50));
  }

  next(kind: Kind = this.#draws.pick(KINDS)): GeneratedRequest {
    const draws = this.#draws;
    let route = draws.pick(this.#routes);
    // What is deleted at once leaves nothing to ask for.
    while (route.method === 'DELETE' && draws.chance(0.6)) route = draws.pick(this.#routes);
    const draft = this.#valid(route);
    let change = 'nothing';
    if (kind !== 'valid') {
      const changes = kind === 'hostile' ? ATTACKS : MISTAKES;
      change = draws.pick(Object.keys(changes));
      changes[change](draft, draws);
    }
    return { kind, route, change, send: written(draft) };
  }

  #valid({ method, url, operation }: Route): Draft {
    const draws = this.#draws;
    const parameters = operation.parameters ?? [];
    const wanted = (one: Parameter) => one.required || draws.chance(0.3);
    const path = url.replace(/([^/]+)\/\{(\w+)\}/g, (_match, segment: string, name: string) => {
      const known = this.#known.get(segment) ?? this.#known.get(url.split('/')[2]) ?? [];
      const value = known.length > 0 && draws.chance(0.9) ? draws.pick(known) : name;
      return `${segment}/${encodeURIComponent(value)}`;
    });
    const query = parameters
      .filter((one) => one.in === 'query' && wanted(one))
      .map(({ name, schema }): [string, string] => [
        name,
        encodeURIComponent(validQueryValue(name, schema, this.#description, draws)),
      ]);
    const headers = Object.fromEntries(
      parameters
        .filter((one) => one.in === 'header' && wanted(one))
        .map(({ name }) => [name.toLowerCase(), draws.pick(['"1"', '1', 'key-1', 'key-2'])]),
    );
    const offered = Object.values(operation.responses).flatMap(({ content = {} }) => Object.keys(content));
    if (offered.length > 0 && draws.chance(0.5)) headers.accept = draws.pick([...offered, '*/*']);
    const draft: Draft = { method, path, query, headers, body: undefined, payload: undefined };
    const content = Object.entries(operation.requestBody?.content ?? {});
    if (content.length > 0) {
      const [type, { schema = {}, example }] = draws.pick(content);
      headers['content-type'] = type;
      const value =
        example !== undefined && draws.chance(0.5)
          ? structuredClone(example)
          : validValue(schema, this.#description, draws);
      if (type.includes('json')) draft.body = renamed(value, draws);
      else draft.payload = String(value);
    }
    return draft;
  }
}

/** A scenario of the same id could be created once only. */
function renamed(value: unknown, draws: Draws): unknown {
  if (typeof value !== 'object' || value === null || !('id' in value) || typeof value.id !== 'string')
    return value;
  return { ...value, id: `${value.id}-${draws.below(30)}` };
}

function written({ method, path, query, headers, body, payload }: Draft): GeneratedRequest['send'] {
  const search = query.map(([name, value]) => `${name}=${value}`).join('&');
  const text = payload ?? (body === undefined ? undefined : JSON.stringify(body));
  return {
    method: method as 'GET',
    url: search ? `${path}?${search}` : path,
    headers,
    ...(text === undefined ? {} : { payload: text }),
  };
}
