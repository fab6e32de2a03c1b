import { entitlementsOf } from '../../src/index.js';
import { requireBody } from '../body.js';
import type { App } from '../context.js';
import { ApiError } from '../errors.js';
import { readHouseholdRequest } from '../household-request.js';
import { answers } from '../openapi.js';
import { pointIntoBody } from '../run-request.js';
import { HouseholdAnswerSchema } from '../schemas.js';

/** The household calculator. What is asked is answered and forgotten: nothing is stored or logged. */
export function householdRoutes(app: App): void {
  app.post(
    '/v1/households/entitlements',
    {
      config: { takes: 'household' },
      schema: {
        tags: ['households'],
        description:
          'What a household is entitled to under a scenario in a month, with every condition and the law behind it, and the contributions due for its members. Nothing is stored.',
        response: answers({ 200: HouseholdAnswerSchema }),
      },
    },
    (request) => {
      const asked = readHouseholdRequest(requireBody(request.body));
      if (!asked.ok) throw new ApiError('invalid-household', { problems: asked.problems });
      const { household, scenario, problems } = asked;
      const result = entitlementsOf(household, scenario);
      const wrong = result.ok
        ? problems
        : [
            ...problems,
            ...result.problems.map((problem) => pointIntoBody(problem, { scenarios: [scenario] })),
          ];
      if (!result.ok || wrong.length > 0) throw new ApiError('invalid-household', { problems: wrong });
      return result.answer;
    },
  );
}
