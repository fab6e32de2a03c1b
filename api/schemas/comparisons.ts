import { z } from 'zod';
import { RUN_STATES } from '../../src/store/runs.js';
import { RunRequestSchema } from '../schemas.js';
import { rowKeys } from './results.js';

const { scenario, baseline } = RunRequestSchema.shape;
const MAX_REFORMS = 20;

export const ComparisonRequestSchema = RunRequestSchema.pick({
  persons: true,
  toYear: true,
  seed: true,
  alignment: true,
}).extend({
  baseline: baseline.describe('Without it, the root from which the first reform was extended'),
  reforms: z
    .array(scenario.unwrap(), { error: 'reforms is a list of scenarios' })
    .min(1, { error: 'a comparison takes at least one reform' })
    .max(MAX_REFORMS, { error: `a comparison takes at most ${MAX_REFORMS} reforms` }),
});

const hash = z.string().describe('SHA-256, hexadecimal');
const figure = z.number().nullable();
const pair = z.object({ baseline: figure, reform: figure, difference: figure });
const branch = z.object({
  effective_coverage: pair.describe('Share of those in need'),
  uptake: pair.describe('Share of those eligible'),
  benefit_cost: pair.describe('VND billion, nominal'),
  cost_share_of_gdp: pair.describe('Share of GDP'),
});

const ReformSummarySchema = z
  .object({
    scenario: z.string().describe('A reform, or one with the response of membership: `<id>+response`'),
    years: z.array(
      z.object({
        year: z.number(),
        maternity: branch,
        child: branch,
        both: branch.pick({ benefit_cost: true, cost_share_of_gdp: true }),
        winners: z
          .object({
            winners: figure.describe('Share of all residents'),
            losers: figure.describe('Share of all residents'),
            mean_gain: figure.describe('VND a head a month, nominal'),
            mean_loss: figure.describe('VND a head a month, nominal'),
          })
          .nullable(),
      }),
    ),
  })
  .meta({ id: 'ReformSummary' });

const compared = z.object({ id: z.string(), hash });

export const ComparisonSchema = z
  .object({
    id: z.string().describe('Of the run, too'),
    state: z.enum(RUN_STATES),
    progress: z.number().describe('Share of the work done, 0 to 1'),
    baseline: compared,
    reforms: z.array(compared),
    persons: RunRequestSchema.shape.persons.unwrap(),
    toYear: z.number(),
    seed: z.string(),
    alignment: z.boolean(),
    created: z.string(),
    finished: z.string().nullable(),
    error: z.string().nullable(),
    summary: z.array(ReformSummarySchema).nullable().describe('When the run has succeeded'),
    links: z.object({ self: z.string(), run: z.string(), events: z.string(), differences: z.string() }),
  })
  .meta({ id: 'Comparison' });
export type ComparisonView = z.infer<typeof ComparisonSchema>;

export const DifferencesSchema = z
  .object({
    record: z.looseObject({ id: hash }),
    rows: z.array(
      z.object({
        ...rowKeys,
        baseline: figure,
        reform: figure,
        difference: figure,
        percent: figure,
        gdp_points: figure,
        unit: z.string(),
      }),
    ),
  })
  .meta({ id: 'Differences' });
