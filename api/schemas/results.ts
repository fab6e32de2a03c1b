import { z } from 'zod';
import { DIMENSIONS } from '../../src/index.js';
import { FORMAT_NAMES } from '../../src/results/formats.js';

/** Most rows of a page. */
export const MOST_ROWS = 10_000;

const repeatable = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (typeof value === 'string' ? [value] : value))
  .optional();

const wholeNumber = (name: string) =>
  z
    .string()
    .regex(/^\d{1,9}$/, { error: `${name} is a whole number` })
    .transform(Number);

/** Which rows, in which form. */
export const ResultQuerySchema = z.strictObject({
  scenario: repeatable,
  year: repeatable,
  indicator: repeatable,
  branch: repeatable,
  tier: repeatable,
  dimension: repeatable,
  group: repeatable,
  format: z
    .string()
    .optional()
    .meta({ enum: [...FORMAT_NAMES] })
    .describe('Goes before the Accept header'),
  limit: wholeNumber('limit')
    .refine((limit) => limit >= 1 && limit <= MOST_ROWS, {
      error: `limit is a number from 1 to ${MOST_ROWS}`,
    })
    .optional()
    .describe(`Rows of a page, 1 to ${MOST_ROWS}, of JSON and CSV; all rows if left out`),
  offset: wholeNumber('offset').optional().describe('Rows before the page; 0 if left out'),
});
export type ResultQuery = z.infer<typeof ResultQuerySchema>;

/** What a row of results, or of differences, is about. */
export const rowKeys = {
  scenario: z.string(),
  year: z.number(),
  indicator: z.string(),
  branch: z.string(),
  tier: z.string(),
  dimension: z.enum(DIMENSIONS),
  group: z.string(),
};

export const ResultsSchema = z
  .object({
    record: z.looseObject({ id: z.string().describe('SHA-256, hexadecimal') }),
    rows: z.array(
      z.object({
        ...rowKeys,
        value: z.number().nullable(),
        low: z.number().nullable(),
        high: z.number().nullable(),
        unit: z.string(),
      }),
    ),
  })
  .meta({ id: 'Results' });

/** The record of a run, with how to cite it. */
export const RunRecordSchema = z
  .looseObject({
    id: z.string().describe('SHA-256 of the identity'),
    engineVersion: z.string(),
    country: z.looseObject({ id: z.string(), hash: z.string(), attribution: z.string() }),
    scenarios: z.array(z.looseObject({ id: z.string(), hash: z.string() })).describe('The baseline first'),
    seed: z.string(),
    persons: z.union([z.number(), z.literal('whole')]),
    toYear: z.number(),
    alignment: z.boolean(),
    created: z.string(),
    results: z
      .object({ rows: z.number(), csv: z.string(), json: z.string(), arrow: z.string() })
      .describe('SHA-256 of the whole table in three forms'),
    citation: z.string().describe('How the run may be cited'),
  })
  .meta({ id: 'RunRecord' });
