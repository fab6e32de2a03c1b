import { z } from 'zod';
import { YAML_TYPES } from './body.js';
import { ComparisonRequestSchema } from './schemas/comparisons.js';
import { HouseholdRequestSchema, RunRequestSchema } from './schemas.js';

const [YAML] = YAML_TYPES;

/** JSON Schema of a body as a client writes it. */
function bodySchema(schema: z.ZodType): object {
  const { $schema: _, ...described } = z.toJSONSchema(schema, { io: 'input' });
  return described;
}

/** Bodies that have a name in the description, and so in the types of a client. */
export const NAMED_BODIES = {
  RunRequest: bodySchema(RunRequestSchema),
  ComparisonRequest: bodySchema(ComparisonRequestSchema),
  HouseholdRequest: bodySchema(HouseholdRequestSchema),
};

const EXAMPLE_SCENARIO = {
  id: 'smaller-benefit',
  title: { en: 'A smaller child benefit', vi: 'Trợ cấp trẻ em thấp hơn' },
  extends: 'multi-tier-child-benefit',
  parameters: {
    child_benefit_basic_level: {
      mark: 'assumption',
      reference: 'chosen here',
      values: [{ from: '2027-01', value: 0.5 }],
    },
  },
};

const EXAMPLE_SCENARIO_FILE = `id: smaller-benefit
title: { en: A smaller child benefit, vi: Trợ cấp trẻ em thấp hơn }
extends: multi-tier-child-benefit
parameters:
  child_benefit_basic_level:
    mark: assumption
    reference: chosen here
    values: [{ from: 2027-01, value: 0.5 }]
`;

const EXAMPLE_HOUSEHOLD = {
  scenario: 'current-law',
  at: '2026-09',
  place: { region: 'south_east', area: 'urban' },
  persons: {
    lan: {
      sex: 'female',
      born: '1996-04-12',
      work: [{ from: '2024-01', scheme: 'compulsory', wage: 9_000_000 }],
    },
    an: { sex: 'female', born: '2026-08-20', mother: 'lan' },
  },
  events: [{ birth: { mother: 'lan', on: '2026-08-20' } }],
};

const EXAMPLE_HOUSEHOLD_FILE = `scenario: current-law
at: 2026-09
place: { region: south_east, area: urban }
persons:
  lan: { sex: female, born: 1996-04-12 }
  an: { sex: female, born: 2026-08-20, mother: lan }
events:
  - birth: { mother: lan, on: 2026-08-20 }
`;

const bareScenario = {
  type: 'object',
  additionalProperties: true,
  description: 'A scenario; its JSON Schema is at /v1/scenarios/schema',
};

const scenarioFile = {
  [YAML]: { schema: { type: 'string', description: 'A scenario file', examples: [EXAMPLE_SCENARIO_FILE] } },
};

/** What the description says of bodies that the routes check by themselves, by the route's `config.takes`. */
export const BODIES = {
  run: {
    content: {
      'application/json': {
        schema: {
          anyOf: [{ $ref: '#/components/schemas/RunRequest' }, bareScenario],
          examples: [{ scenario: 'multi-tier-child-benefit', persons: 20_000, toYear: 2030 }],
        },
      },
      ...scenarioFile,
    },
  },
  scenario: {
    content: {
      'application/json': { schema: { ...bareScenario, examples: [EXAMPLE_SCENARIO] } },
      ...scenarioFile,
    },
  },
  comparison: {
    content: {
      'application/json': {
        schema: {
          allOf: [{ $ref: '#/components/schemas/ComparisonRequest' }],
          examples: [
            {
              baseline: 'current-law',
              reforms: ['multi-tier-child-benefit', 'universal-child-benefit'],
              persons: 20_000,
              toYear: 2030,
            },
          ],
        },
      },
    },
  },
  household: {
    content: {
      'application/json': {
        schema: { allOf: [{ $ref: '#/components/schemas/HouseholdRequest' }], examples: [EXAMPLE_HOUSEHOLD] },
      },
      [YAML]: {
        schema: {
          type: 'string',
          description: 'A household file, with `scenario` if it likes',
          examples: [EXAMPLE_HOUSEHOLD_FILE],
        },
      },
    },
  },
};
