import { z } from 'zod';
import { SITUATION_SCHEMA } from '../src/household/schema.js';
import { DEFAULT_OPTIONS } from '../src/index.js';
import { MIN_PERSONS } from '../src/options.js';
import { RUN_STATES } from '../src/store/runs.js';
import { ERROR_CODES } from './errors.js';

/** The shapes of the interface. OpenAPI is made from them, and requests are checked by them. */
const hash = z.string().describe('SHA-256, hexadecimal');
const text = z.object({ en: z.string(), vi: z.string() });
const personsOrWhole = z.union([z.number(), z.literal('whole')], {
  error: 'persons is a whole number, or "whole"',
});

export const ProblemSchema = z
  .object({
    type: z.string().describe('Address of the description of the error'),
    title: z.string(),
    status: z.number(),
    detail: z.string(),
    instance: z.string(),
    code: z.enum(ERROR_CODES).describe('Stable; meant for programs'),
    problems: z
      .array(
        z.object({
          code: z.string(),
          message: z.string(),
          pointer: z.string().describe('JSON pointer (RFC 6901) into the body'),
          source: z.string().nullable(),
          line: z.number().nullable(),
          column: z.number().nullable(),
          found: z.string().nullable(),
          expected: z.string().nullable(),
          nearest: z.string().nullable(),
        }),
      )
      .optional(),
  })
  .meta({ id: 'Problem' });

const scenarioReference = z.union([z.string().min(1), z.record(z.string(), z.unknown())], {
  error: 'a scenario is the id of a stored one, its text (YAML or JSON), or an object',
});

/** A household with the scenario under which it is judged. */
export const HouseholdRequestSchema = SITUATION_SCHEMA.extend({
  scenario: scenarioReference.optional().describe('"current-law" if left out'),
});

const MAX_REFORMS = 20;

export const RunRequestSchema = z.strictObject({
  scenario: scenarioReference.optional().describe('Compared with its baseline'),
  baseline: scenarioReference
    .optional()
    .describe('Without it, the root from which the first scenario was extended'),
  reforms: z
    .array(scenarioReference, { error: 'reforms is a list of scenarios' })
    .max(MAX_REFORMS, { error: `a run takes at most ${MAX_REFORMS} reforms` })
    .optional(),
  persons: personsOrWhole
    .optional()
    .describe(`Simulated persons, from ${MIN_PERSONS}, or "whole"; ${DEFAULT_OPTIONS.persons} if left out`),
  toYear: z
    .number({ error: 'toYear is a year' })
    .optional()
    .describe(`${DEFAULT_OPTIONS.toYear} if left out`),
  seed: z
    .string({ error: 'seed is a text' })
    .optional()
    .describe(`Any text; "${DEFAULT_OPTIONS.seed}" if left out`),
  alignment: z
    .boolean({ error: 'alignment is true or false' })
    .optional()
    .describe(`Whether births and deaths are aligned to the rates; ${DEFAULT_OPTIONS.alignment} if left out`),
});
export type RunRequest = z.infer<typeof RunRequestSchema>;

const wholeNumber = (name: string) =>
  z
    .string()
    .regex(/^\d{1,9}$/, { error: `${name} is a whole number` })
    .transform(Number);

/** Options of a run whose body is a bare scenario. */
export const RunQuerySchema = z.strictObject({
  persons: z
    .string()
    .regex(/^(\d{1,9}|whole)$/, { error: 'persons is a whole number, or "whole"' })
    .transform((value) => (value === 'whole' ? value : Number(value)))
    .optional(),
  toYear: wholeNumber('toYear').optional(),
  seed: z.string().optional(),
  alignment: z
    .enum(['true', 'false'], { error: 'alignment is true or false' })
    .transform((value) => value === 'true')
    .optional(),
});
export type RunQuery = z.infer<typeof RunQuerySchema>;

export const PageQuerySchema = z.strictObject({
  limit: wholeNumber('limit')
    .refine((limit) => limit >= 1 && limit <= 100, { error: 'limit is a number from 1 to 100' })
    .default(20),
  offset: wholeNumber('offset').default(0),
  state: z.enum(RUN_STATES, { error: `state is one of ${RUN_STATES.join(', ')}` }).optional(),
});

export const RunParametersSchema = z.object({ id: z.string() });

export const RunSchema = z
  .object({
    id: z.string(),
    state: z.enum(RUN_STATES),
    progress: z.number().describe('Share of the work done, 0 to 1'),
    waitingBefore: z.number().nullable().describe('Runs that are before this one in the queue'),
    scenarios: z.array(z.object({ id: z.string(), hash })).describe('The baseline first'),
    persons: personsOrWhole,
    toYear: z.number(),
    seed: z.string(),
    alignment: z.boolean().describe('Whether births and deaths are aligned to the rates'),
    engineVersion: z.string(),
    country: z.object({ id: z.string(), hash }),
    owner: z.string().nullable().describe('Who posted it first'),
    expectedPersonYears: z.number().describe('Work of the run; small runs do not wait behind large ones'),
    created: z.string(),
    started: z.string().nullable(),
    finished: z.string().nullable(),
    error: z.string().nullable(),
    record: z
      .looseObject({ id: hash, created: z.string(), seconds: z.number() })
      .nullable()
      .describe(
        'The citable record of a run that succeeded, with the hashes of all its inputs and of its results',
      ),
    values: z
      .record(z.string(), z.array(z.string()))
      .nullable()
      .describe('Values that occur in each column by which results can be filtered'),
    links: z.object({ self: z.string(), results: z.string(), events: z.string() }),
  })
  .meta({ id: 'Run' });
export type RunView = z.infer<typeof RunSchema>;

export const RunListSchema = z
  .object({
    runs: z.array(RunSchema),
    total: z.number(),
    limit: z.number(),
    offset: z.number(),
    links: z.object({ next: z.string().nullable(), previous: z.string().nullable() }),
  })
  .meta({ id: 'RunList' });

const readParameters = z.array(z.string()).readonly();
const readParameter = z.object({
  name: z.string(),
  value: z.number(),
  unit: z.string(),
  from: z.string().describe('Month from which the value holds'),
  mark: z.string(),
  reference: z.string(),
});

export const HouseholdAnswerSchema = z
  .object({
    scenario: z.object({ id: z.string(), title: text, hash }),
    at: z.string().describe('The month asked about'),
    engineVersion: z.string(),
    entitlements: z
      .array(
        z.object({
          about: z.object({
            kind: z.enum(['birth', 'pregnancy-loss', 'adoption', 'child']),
            person: z.string().describe('Id of the mother, or of the child'),
            on: z.string().describe('Date of the event, or the month asked about'),
          }),
          tier: z.string().describe('Key of `tiers`'),
          entitled: z.boolean(),
          recipient: z.string().nullable().describe('Id of the person who draws it'),
          amount: z.number().describe('Whole dong, of the case or of the month'),
          period: z
            .object({ from: z.string(), until: z.string() })
            .nullable()
            .describe(
              'Of a child: months with the same amount, `until` exclusive, at most 24 to either side',
            ),
          reasons: z
            .array(
              z.object({
                condition: z.string(),
                holds: z.boolean(),
                text: z.string().describe('The condition with the values that decided it'),
                parameters: readParameters.describe('Keys of `parameters` that the condition read'),
              }),
            )
            .readonly()
            .describe('Conditions in the order of the law, those that refuse the tier first'),
          computation: z.string().describe('The formula of the amount, then the same with values'),
          parameters: readParameters.describe('Keys of `parameters` that the amount read'),
        }),
      )
      .readonly(),
    contributions: z
      .array(
        z.object({
          contribution: z.string(),
          title: text,
          member: z.string(),
          payer: z.string(),
          fund: z.string(),
          amount: z.number().describe('Whole dong of the month asked about'),
          reference: z.string(),
        }),
      )
      .readonly(),
    totals: z.object({
      maternity: z.number(),
      childMonth: z.number(),
      contributions: z.record(z.string(), z.number()).describe('Dong by who pays'),
    }),
    tiers: z
      .record(
        z.string(),
        z.object({
          title: text,
          branch: z.enum(['maternity', 'child']),
          kind: z.enum(['contributory', 'non-contributory']),
          payer: z.string(),
          reference: z.string(),
          mark: z.string(),
        }),
      )
      .describe('Every tier of the answer, by id'),
    parameters: z
      .record(z.string(), readParameter)
      .describe('Every parameter that was read, by name and month from which its value holds'),
  })
  .meta({ id: 'HouseholdAnswer' });

export const CountrySchema = z
  .object({
    id: z.string(),
    name: text,
    attribution: z.string(),
    hash,
    baseYear: z.number(),
    lastYear: z.number(),
    population: z.number().describe('Residents at the start of the base year'),
    provenance: z.array(
      z.object({
        figure: z.string(),
        meaning: z.string(),
        unit: z.string(),
        mark: z.enum(['official', 'reported', 'derived', 'assumption']),
        source: z.string(),
        year: z.string(),
      }),
    ),
  })
  .meta({ id: 'Country' });

export const HealthSchema = z.object({ status: z.string(), version: z.string() });

export const ErrorDescriptionSchema = z.object({
  code: z.string(),
  status: z.number(),
  title: z.string(),
  detail: z.string(),
});
