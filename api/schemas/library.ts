import { z } from 'zod';
import { SECTIONS } from '../../src/library/diff.js';

const hash = z.string().describe('SHA-256 of the resolved scenario, hexadecimal');
const text = z.object({ en: z.string(), vi: z.string() });

const wholeNumber = (name: string) =>
  z
    .string()
    .regex(/^\d{1,9}$/, { error: `${name} is a whole number` })
    .transform(Number);
const version = (name: string) =>
  wholeNumber(name).refine((number) => number >= 1, { error: `${name} is a number from 1` });

const resolved = {
  id: z.string(),
  title: text,
  description: z.string(),
  country: z.string(),
  projection: z.object({ fertility: z.string(), coverage: z.string(), macro: z.string() }),
  ancestors: z.array(z.string()).describe('What it extends, nearest first'),
  hash,
};
const document = z.unknown().describe('The rules after `extends` was resolved');

const ORIGINS = ['shipped', 'library'] as const;
export type Origin = (typeof ORIGINS)[number];

const stored = {
  origin: z.enum(ORIGINS),
  version: z.number().nullable().describe('Of a scenario of the library; those that ship have none'),
  author: z.string().nullable().describe('Who stored this version'),
  created: z.string().nullable().describe('When this version was stored'),
};

const paging = {
  total: z.number(),
  limit: z.number(),
  offset: z.number(),
  links: z.object({ next: z.string().nullable(), previous: z.string().nullable() }),
};

const MOST_LISTED = 100;
const page = {
  limit: wholeNumber('limit')
    .refine((limit) => limit >= 1 && limit <= MOST_LISTED, {
      error: `limit is a number from 1 to ${MOST_LISTED}`,
    })
    .default(MOST_LISTED),
  offset: wholeNumber('offset').default(0),
};

export const ScenarioListQuerySchema = z.strictObject({
  ...page,
  origin: z
    .enum([...ORIGINS, 'all'], { error: `origin is one of ${[...ORIGINS, 'all'].join(', ')}` })
    .default('all'),
  search: z.string().min(1).max(100).optional().describe('Looked for in ids and titles, whatever the case'),
});

export const ScenarioParametersSchema = z.object({ id: z.string() });
export const ScenarioQuerySchema = z.strictObject({ version: version('version').optional() });
export const VersionListQuerySchema = z.strictObject(page);
export const DiffParametersSchema = z.object({ id: z.string(), other: z.string() });
export const DiffQuerySchema = z.strictObject({
  version: version('version').optional().describe('Of the first scenario; the one in force if left out'),
  otherVersion: version('otherVersion').optional().describe('Likewise of the second'),
});

const ScenarioSummarySchema = z.object({ ...resolved, ...stored }).meta({ id: 'ScenarioSummary' });
export type ScenarioSummaryView = z.infer<typeof ScenarioSummarySchema>;

export const ScenarioListSchema = z
  .object({ scenarios: z.array(ScenarioSummarySchema), ...paging })
  .meta({ id: 'ScenarioList' });

export const ScenarioSchema = z.object({ ...resolved, ...stored, document }).meta({ id: 'Scenario' });

export const ValidationSchema = z
  .object({
    valid: z.literal(true),
    scenario: z.object({ ...resolved, document }).meta({ id: 'ResolvedScenario' }),
  })
  .meta({ id: 'Validation' });

export const VersionListSchema = z
  .object({
    id: z.string(),
    origin: z.enum(ORIGINS),
    versions: z
      .array(
        z.object({
          version: z.number(),
          title: text,
          hash: hash.describe('When the version was stored; what it extends may have changed since'),
          author: z.string(),
          created: z.string(),
          current: z.boolean().describe('Whether it is in force; none is where the scenario was deleted'),
        }),
      )
      .describe('From the newest'),
    ...paging,
  })
  .meta({ id: 'ScenarioVersions' });

const side = z.object({ id: z.string(), version: z.number().nullable(), title: text, hash });

export const ScenarioDiffSchema = z
  .object({
    before: side,
    after: side,
    changes: z.array(
      z.object({
        path: z.string().describe('JSON pointer into the resolved scenario'),
        section: z.enum(SECTIONS),
        name: z.string().describe('Parameter, definition, tier, contribution or choice'),
        field: z.string().nullable(),
        change: z
          .enum(['added', 'removed', 'changed'])
          .describe('What became of the whole that `name` names'),
        title: z.string().nullable().describe('Title of the tier or contribution, meaning of the parameter'),
        unit: z.string().nullable(),
        from: z.string().nullable().describe('First month of a dated value'),
        until: z.string().nullable().describe('First month in which it no longer holds, null if it goes on'),
        before: z.unknown().describe('Null where there was none'),
        after: z.unknown().describe('Null where there is none'),
      }),
    ),
  })
  .meta({ id: 'ScenarioDiff' });
