import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Problem, validateScenario } from '../../src/index.js';
import {
  LibraryRefusal,
  type NewVersion,
  type Refusal,
  type ScenarioLibrary,
} from '../../src/library/library.js';
import { availableTo } from '../../src/library/references.js';
import { problemOf } from '../../src/problems.js';
import { requireBody } from '../body.js';
import type { App } from '../context.js';
import { ApiError, type ErrorCode } from '../errors.js';
import { answers } from '../openapi.js';
import { requireMatch, versionTag } from '../preconditions.js';
import { invalidScenario, scenarioView, unknownScenario } from '../scenario-view.js';
import { ScenarioParametersSchema, ScenarioSchema } from '../schemas/library.js';

/** Addresses below /v1/scenarios that are no scenarios. */
const RESERVED = ['schema', 'validate'];

const CODES: Readonly<Record<Exclude<Refusal, 'unknown'>, ErrorCode>> = {
  shipped: 'scenario-shipped',
  exists: 'scenario-exists',
  changed: 'precondition-failed',
  'in-use': 'scenario-in-use',
};

/** The body as a version to be stored; every mistake ends the request, `expectedId` being the id of the address. */
function readVersion(request: FastifyRequest, library: ScenarioLibrary, expectedId?: string): NewVersion {
  const { text, format } = requireBody(request.body);
  const input = { text, format };
  const result = validateScenario(input, {
    available: availableTo([input], library),
    known: library.ids(),
  });
  if (!result.ok) throw invalidScenario(result.problems);
  const { scenario } = result;
  const problem = wrongId(scenario.id, expectedId);
  if (problem) throw invalidScenario([problem]);
  return { scenario, text, format, author: request.principal.name };
}

function wrongId(id: string, expected: string | undefined): Problem | undefined {
  if (RESERVED.includes(id)) {
    const message = `\`${id}\` is an address of the interface; choose another id.`;
    return problemOf({ code: 'reserved-id', message, pointer: '/id', found: id });
  }
  if (expected === undefined || id === expected) return undefined;
  const message = 'The id of the text must be that of the address.';
  return problemOf({ code: 'wrong-id', message, pointer: '/id', found: id, expected });
}

/** Changes the library; what it refuses ends the request with an error of the catalogue. */
function changing<Result>(library: ScenarioLibrary, id: string, change: () => Result): Result {
  try {
    return change();
  } catch (error) {
    if (!(error instanceof LibraryRefusal)) throw error;
    if (error.reason === 'unknown') throw unknownScenario(library, id);
    const problems = error.dependants.map((dependant) =>
      problemOf({
        code: 'extended-by',
        message: `\`${dependant}\` extends it.`,
        pointer: '',
        found: dependant,
      }),
    );
    throw new ApiError(CODES[error.reason], {
      detail: error.message,
      ...(problems.length > 0 ? { problems } : {}),
    });
  }
}

/** The version in force, if the request may change it: it must say which version it was made on. */
function requireCurrent(request: FastifyRequest, library: ScenarioLibrary, id: string): number {
  const current = changing(library, id, () => library.currentVersion(id));
  requireMatch(request.headers['if-match'], current);
  return current;
}

/** Scenarios of one's own under their names: store, change, delete. */
export function libraryRoutes(app: App, library: ScenarioLibrary): void {
  const tags = ['scenarios'];

  app.post(
    '/v1/scenarios',
    {
      config: { takes: 'scenario', role: 'analyst' },
      schema: {
        tags,
        description:
          'Stores a sound scenario under its own id, from where runs, comparisons and `extends` take it.',
        response: answers({ 201: ScenarioSchema }),
      },
    },
    async (request, reply) => {
      const entry = readVersion(request, library);
      const stored = changing(library, entry.scenario.id, () => library.create(entry));
      reply.headers({ location: `/v1/scenarios/${stored.id}`, etag: versionTag(stored.version) });
      return reply.code(201).send(scenarioView(entry.scenario, stored));
    },
  );

  app.put(
    '/v1/scenarios/:id',
    {
      config: { takes: 'scenario', role: 'analyst' },
      schema: {
        tags,
        description:
          'Puts a new version in force. If-Match must name the version on which the change was made, so that nobody ' +
          'overwrites what another has stored in the meantime. Accepted runs keep the version that they were posted with.',
        params: ScenarioParametersSchema,
        response: answers({ 200: ScenarioSchema }),
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const current = requireCurrent(request, library, id);
      const entry = readVersion(request, library, id);
      const stored = changing(library, id, () => library.update(entry, current));
      reply.header('etag', versionTag(stored.version));
      return reply.send(scenarioView(entry.scenario, stored));
    },
  );

  app.delete(
    '/v1/scenarios/:id',
    {
      config: { role: 'analyst' },
      schema: {
        tags,
        description:
          'Takes a scenario out of use; its versions stay readable by their numbers. Refused while others extend it.',
        params: ScenarioParametersSchema,
        response: answers({ 204: z.null().describe('Deleted') }),
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const current = requireCurrent(request, library, id);
      changing(library, id, () => library.remove(id, current));
      return reply.code(204).send(null);
    },
  );
}
