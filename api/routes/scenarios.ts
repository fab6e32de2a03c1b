import { z } from 'zod';
import { scenarioJsonSchema, validateScenario } from '../../src/index.js';
import { diffScenarios } from '../../src/library/diff.js';
import { diffCsv, diffText } from '../../src/library/diff-text.js';
import { NamedScenarios } from '../../src/library/named-scenarios.js';
import { availableTo } from '../../src/library/references.js';
import { requireBody } from '../body.js';
import type { App, Context } from '../context.js';
import { isFresh } from '../entity-tags.js';
import { negotiate } from '../negotiate.js';
import { answers, answersByType } from '../openapi.js';
import { versionTag } from '../preconditions.js';
import {
  invalidScenario,
  pageLinks,
  requireScenario,
  resolvedView,
  ScenarioList,
  scenarioView,
  soundScenario,
  unknownScenario,
} from '../scenario-view.js';
import {
  DiffParametersSchema,
  DiffQuerySchema,
  ScenarioDiffSchema,
  ScenarioListQuerySchema,
  ScenarioListSchema,
  ScenarioParametersSchema,
  ScenarioQuerySchema,
  ScenarioSchema,
  ValidationSchema,
  VersionListQuerySchema,
  VersionListSchema,
} from '../schemas/library.js';
import { libraryRoutes } from './library.js';

const JSON_TYPE = 'application/json';
const YAML_TYPE = 'application/yaml';

/** Scenarios that ship and those of the library: read, compare, check, change. */
export function scenarioRoutes(app: App, { library }: Pick<Context, 'library'>): void {
  const tags = ['scenarios'];
  const named = new NamedScenarios(library);
  const list = new ScenarioList(named, library);

  app.get(
    '/v1/scenarios',
    {
      config: { role: 'reader' },
      schema: {
        tags,
        description:
          'The scenarios that ship, the baseline first, then those of the library by id. `hash` of the latter is that ' +
          'of the day when they were stored.',
        querystring: ScenarioListQuerySchema,
        response: answers({ 200: ScenarioListSchema }),
      },
    },
    async (request) => {
      const { limit, offset } = request.query;
      const { scenarios, total } = await list.page(request.query);
      const links = pageLinks('/v1/scenarios', request.query, { limit, offset, total });
      return { scenarios, total, limit, offset, links };
    },
  );

  app.get(
    '/v1/scenarios/schema',
    {
      config: { role: 'reader' },
      schema: {
        tags,
        response: answersByType({
          'application/schema+json': z.looseObject({}).describe('JSON Schema 2020-12'),
        }),
      },
    },
    async (_request, reply) => reply.type('application/schema+json').send(scenarioJsonSchema()),
  );

  app.get(
    '/v1/scenarios/:id',
    {
      config: { role: 'reader' },
      schema: {
        tags,
        description:
          'The resolved scenario as JSON, or with `Accept: application/yaml` the text as it was stored or ships (a ' +
          'text that was sent as JSON is JSON, which YAML readers take).',
        params: ScenarioParametersSchema,
        querystring: ScenarioQuerySchema,
        response: answersByType({ [JSON_TYPE]: ScenarioSchema, [YAML_TYPE]: z.string() }),
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const found = requireScenario(named, library, id, request.query.version);
      const { input, stored } = found;
      const type = negotiate(request.headers.accept, [JSON_TYPE, YAML_TYPE]);
      const hash = type === JSON_TYPE ? soundScenario(found).hash : undefined;
      const tag = stored ? versionTag(stored.version, hash) : undefined;
      reply.headers({ vary: 'accept', ...(tag ? { etag: tag } : {}) });
      if (tag && isFresh(request.headers['if-none-match'], [tag])) return reply.code(304).send();
      if (type === YAML_TYPE) return reply.type(type).send(input.text);
      return reply.send(scenarioView(soundScenario(found), stored));
    },
  );

  app.get(
    '/v1/scenarios/:id/versions',
    {
      config: { role: 'reader' },
      schema: {
        tags,
        description:
          'All versions of a scenario of the library from the newest, also of one that was deleted. What ships has none.',
        params: ScenarioParametersSchema,
        querystring: VersionListQuerySchema,
        response: answers({ 200: VersionListSchema }),
      },
    },
    (request) => {
      const { id } = request.params;
      const { limit, offset } = request.query;
      const history = library.history(id);
      const ships = history.length === 0 && named.get(id)?.stored === null;
      if (history.length === 0 && !ships) throw unknownScenario(library, id);
      const versions = history.slice(offset, offset + limit).map(({ version, summary, hash, ...rest }) => {
        const { author, created, current } = rest;
        return { version, title: summary.title, hash, author, created, current };
      });
      const total = history.length;
      const links = pageLinks(`/v1/scenarios/${id}/versions`, {}, { limit, offset, total });
      const origin = ships ? ('shipped' as const) : ('library' as const);
      return { id, origin, versions, total, limit, offset, links };
    },
  );

  app.get(
    '/v1/scenarios/:id/diff/:other',
    {
      config: { role: 'reader' },
      schema: {
        tags,
        description:
          'What the rules of two scenarios, or of two versions of one, differ in after `extends` was resolved: ' +
          'parameters by the months in which their values differ, formulas, tiers, contributions, projection, behaviour.',
        params: DiffParametersSchema,
        querystring: DiffQuerySchema,
        response: answersByType({
          [JSON_TYPE]: ScenarioDiffSchema,
          'text/plain': z.string(),
          'text/csv': z.string(),
        }),
      },
    },
    async (request, reply) => {
      const { id, other } = request.params;
      const { version, otherVersion } = request.query;
      const sides = [
        requireScenario(named, library, id, version),
        requireScenario(named, library, other, otherVersion),
      ].map((found) => ({ scenario: soundScenario(found), version: found.stored?.version ?? null }));
      const [before, after] = sides.map(({ scenario, version }) => ({
        id: scenario.id,
        version,
        title: scenario.title,
        hash: scenario.hash,
      }));
      const changes = diffScenarios(sides[0].scenario, sides[1].scenario);
      reply.header('vary', 'accept');
      const type = negotiate(request.headers.accept, [JSON_TYPE, 'text/plain', 'text/csv']);
      if (type === 'text/csv')
        return reply.type(`${type}; charset=utf-8; header=present`).send(diffCsv(changes));
      if (type === 'text/plain') {
        return reply.type(`${type}; charset=utf-8`).send(diffText(before, after, changes));
      }
      return reply.send({ before, after, changes });
    },
  );

  app.post(
    '/v1/scenarios/validate',
    {
      config: { takes: 'scenario', role: 'reader' },
      schema: {
        tags,
        description: 'Checks a scenario without running or storing it; every mistake is answered at once.',
        response: answers({ 200: ValidationSchema }),
      },
    },
    (request) => {
      const { text, format } = requireBody(request.body);
      const input = { text, format };
      const known = library.ids();
      const result = validateScenario(input, { available: availableTo([input], library), known });
      if (!result.ok) throw invalidScenario(result.problems);
      const { scenario } = result;
      return { valid: true as const, scenario: { ...resolvedView(scenario), document: scenario.document } };
    },
  );

  libraryRoutes(app, library);
}
