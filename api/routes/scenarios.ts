import { z } from 'zod';
import {
  type Scenario,
  scenarioJsonSchema,
  shippedInput,
  shippedScenarios,
  validateScenario,
} from '../../src/index.js';
import { nearestShipped } from '../../src/scenario-input.js';
import { requireBody } from '../body.js';
import type { App } from '../context.js';
import { ApiError } from '../errors.js';
import { negotiate } from '../negotiate.js';
import { answers, answersByType } from '../openapi.js';
import { ScenarioListSchema, ScenarioSchema, ValidationSchema } from '../schemas.js';

function summaryOf({ id, title, description, country, projection, ancestors, hash }: Scenario) {
  return { id, title, description, country, projection, ancestors: [...ancestors], hash };
}

function readShipped(id: string): Scenario {
  const input = shippedInput(id);
  if (!input) {
    const nearest = nearestShipped(id);
    throw new ApiError(
      'unknown-scenario',
      nearest ? { detail: `No scenario of this id ships; did you mean "${nearest}"?` } : {},
    );
  }
  const result = validateScenario(input);
  if (!result.ok) throw new Error(`the shipped scenario ${id} is not valid`);
  return result.scenario;
}

/** The scenarios that ship, their language, and the check of a user's own. */
export function scenarioRoutes(app: App): void {
  const tags = ['scenarios'];
  // What ships does not change while the program runs.
  let shipped: ReturnType<typeof summaryOf>[] | undefined;

  app.get('/v1/scenarios', { schema: { tags, response: answers({ 200: ScenarioListSchema }) } }, () => {
    shipped ??= shippedScenarios().map(({ id }) => summaryOf(readShipped(id)));
    return { scenarios: shipped };
  });

  app.get(
    '/v1/scenarios/schema',
    { schema: { tags, response: answers({ 200: z.looseObject({}).describe('JSON Schema 2020-12') }) } },
    async (_request, reply) => reply.type('application/schema+json').send(scenarioJsonSchema()),
  );

  app.get(
    '/v1/scenarios/:id',
    {
      schema: {
        tags,
        description:
          'The resolved scenario as JSON, or the file as it ships with `Accept: application/yaml`.',
        params: z.object({ id: z.string() }),
        response: answersByType({ 'application/json': ScenarioSchema, 'application/yaml': z.string() }),
      },
    },
    async (request, reply) => {
      const scenario = readShipped(request.params.id);
      reply.header('vary', 'accept');
      const type = negotiate(request.headers.accept, ['application/json', 'application/yaml']);
      if (type === 'application/yaml') return reply.type(type).send(shippedInput(scenario.id)?.text);
      return reply.send({ ...summaryOf(scenario), document: scenario.document });
    },
  );

  app.post(
    '/v1/scenarios/validate',
    {
      config: { takes: 'scenario' },
      schema: {
        tags,
        description: 'Checks a scenario without running it; every mistake is answered at once.',
        response: answers({ 200: ValidationSchema }),
      },
    },
    (request) => {
      const { text, format } = requireBody(request.body);
      const result = validateScenario({ text, format });
      if (!result.ok) throw new ApiError('invalid-scenario', { problems: result.problems });
      const { scenario } = result;
      return { valid: true as const, scenario: { ...summaryOf(scenario), document: scenario.document } };
    },
  );
}
