import { answerJson } from '../../src/household/json.js';
import { entitlementsOf } from '../../src/index.js';
import { requireBody } from '../body.js';
import type { App, Context } from '../context.js';
import { ApiError } from '../errors.js';
import { readHouseholdRequest } from '../household-request.js';
import { answersByType } from '../openapi.js';
import { pointIntoBody } from '../run-request.js';
import { HouseholdAnswerSchema } from '../schemas.js';

const JSON_TYPE = 'application/json';

/** The household calculator. What is asked is answered and forgotten: nothing is stored or logged. */
export function householdRoutes(app: App, { library }: Context): void {
  app.post(
    '/v1/households/entitlements',
    {
      config: { takes: 'household', role: 'reader' },
      schema: {
        tags: ['households'],
        description:
          'What a household is entitled to under a scenario in a month, with every condition and the law behind it, and the contributions due for its members. Nothing is stored.',
        response: answersByType({ [JSON_TYPE]: HouseholdAnswerSchema }),
      },
    },
    (request, reply) => {
      const asked = readHouseholdRequest(requireBody(request.body), library);
      if (!asked.ok) throw new ApiError('invalid-household', { problems: asked.problems });
      const { household, scenario, available, problems } = asked;
      const result = entitlementsOf(household, scenario, { available });
      const wrong = result.ok
        ? problems
        : [
            ...problems,
            ...result.problems.map((problem) => pointIntoBody(problem, { scenarios: [scenario] })),
          ];
      if (!result.ok || wrong.length > 0) throw new ApiError('invalid-household', { problems: wrong });
      // Bytes: a text would be encoded once more on its way, at the cost of half the answer.
      return reply.type(`${JSON_TYPE}; charset=utf-8`).send(Buffer.from(answerJson(result.answer), 'latin1'));
    },
  );
}
