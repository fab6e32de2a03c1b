import type { z } from 'zod';
import { COVERAGE_PATHS, FERTILITY_VARIANTS, MACRO_PATHS } from '../engine/inputs/projection.js';
import { LIMITS } from './limits.js';
import { DATE, ID, NAME, PART } from './names.js';
import { zod } from './packages.js';

const COUNTRIES = ['viet-nam'] as const;
/** How sure a number or a rule is: law, press or digest, computed from such, or the author's own. */
const MARKS = ['official', 'reported', 'derived', 'assumption'] as const;
/** A child benefit may be paid up to the 22nd birthday, as social assistance to students. */
export const LAST_AGE_MONTHS = 264;

function makeSchemas() {
  const { z } = zod();
  const words = (most: number) => z.string().min(1).max(most);
  const id = z.string().regex(ID).max(60);
  const date = z.string().regex(DATE).describe('a month such as 2026-07, or its first day 2026-07-01');
  const amount = z.number().min(-LIMITS.number).max(LIMITS.number);
  const mark = z.enum(MARKS);
  const reference = words(400).describe('law, number and article, or the source of a figure');
  const formula = z
    .union([z.string().min(1), amount, z.boolean()])
    .describe('a formula: text, a number or true/false');

  const title = z.strictObject({ en: words(120), vi: words(120) });

  const projection = z.strictObject({
    fertility: z.enum(FERTILITY_VARIANTS).optional(),
    coverage: z.enum(COVERAGE_PATHS).optional(),
    macro: z.enum(MACRO_PATHS).optional(),
  });

  const behaviour = z.strictObject({
    joining_elasticity: z
      .number()
      .min(0)
      .max(10)
      .optional()
      .describe('response of voluntary membership to its net gain, 0 for none'),
  });

  const datedValue = z.strictObject({
    from: date,
    until: date.optional().describe('first month in which the value no longer holds'),
    value: amount,
    mark: mark.optional(),
    reference: reference.optional(),
  });

  const uprating = z.strictObject({
    with: z.enum(['prices', 'wages']),
    from: date,
    every: z.int().min(1).max(120).optional().describe('months between two adjustments, 12 if left out'),
    round: z.number().positive().max(LIMITS.number).optional().describe('round to multiples of this'),
    reference: reference.optional(),
  });

  // What a parameter, tier or contribution must have is known only once `extends` has been merged, so each key is optional here.
  const parameter = z.strictObject({
    unit: words(60).optional(),
    meaning: words(400).optional(),
    mark: mark.optional(),
    reference: reference.optional(),
    values: z.array(datedValue).min(1).max(LIMITS.valuesPerParameter).optional(),
    uprating: uprating.nullable().optional(),
  });

  const age = z.strictObject({
    months: z.int().min(0).max(LAST_AGE_MONTHS).optional(),
    years: z
      .int()
      .min(0)
      .max(LAST_AGE_MONTHS / 12)
      .optional(),
  });

  const tier = z.strictObject({
    title: title.optional(),
    branch: z.enum(['maternity', 'child']).optional(),
    kind: z.enum(['contributory', 'non-contributory']).optional(),
    unit: z.enum(['birth', 'pregnancy-loss', 'adoption', 'child-month']).optional(),
    recipient: z.enum(['mother', 'father', 'child']).optional(),
    from: date.optional(),
    until: date.nullable().optional().describe('first month without payment; null for none'),
    born_from: date.nullable().optional().describe('only children born in or after this month; null for all'),
    age: z.strictObject({ from: age, below: age }).optional(),
    eligibility: formula.optional(),
    amount: formula.optional(),
    meets: z
      .strictObject({
        how: z.enum(['stacking', 'exclusive', 'top-up']),
        after: z.array(id).max(64).optional(),
      })
      .optional(),
    replaces: formula
      .optional()
      .describe("months of the recipient's earnings that stop; not for the child-month"),
    take_up: formula.optional(),
    administration: z.number().min(0).max(1).optional(),
    financing: id.optional(),
    reference: reference.optional(),
    mark: mark.optional(),
    before: id.optional().describe('place this tier before that one'),
    remove: z.literal(true).optional().describe('take the inherited tier of this id away'),
  });

  const contribution = z.strictObject({
    title: title.optional(),
    fund: id.optional().describe('fund that receives it, in the words of `financing` of a tier'),
    scheme: z.enum(['compulsory', 'voluntary']).optional().describe('whose months of membership count'),
    payer: id.optional().describe('who pays: employer, member, state-budget'),
    from: date.optional(),
    until: date.nullable().optional().describe('first month without the contribution; null for none'),
    eligibility: formula.optional(),
    amount: formula.optional(),
    reference: reference.optional(),
    mark: mark.optional(),
    counted: z.boolean().optional().describe('false: told to households, not added up in runs'),
    remove: z.literal(true).optional().describe('take the inherited contribution of this id away'),
  });

  const scenario = z.strictObject({
    id,
    title,
    description: z.string().max(4000).optional(),
    country: z.enum(COUNTRIES).optional(),
    extends: id.optional(),
    compose: z
      .array(z.string().regex(PART).max(60))
      .max(LIMITS.parts)
      .optional()
      .describe('law files that this scenario is made of, in their order'),
    projection: projection.optional(),
    behaviour: behaviour.optional(),
    parameters: z.record(z.string().regex(NAME), parameter).optional(),
    definitions: z.record(z.string().regex(NAME), formula).optional(),
    tiers: z.record(z.string().regex(ID).max(60), tier.nullable()).optional(),
    contributions: z.record(z.string().regex(ID).max(60), contribution.nullable()).optional(),
  });
  return { scenario, parameter, tier, contribution, datedValue, uprating, formula };
}

type Schemas = ReturnType<typeof makeSchemas>;
let schemas: Schemas | undefined;

/** What a scenario file may hold. Made when the first document is checked. */
export function scenarioSchema(): Schemas['scenario'] {
  schemas ??= makeSchemas();
  return schemas.scenario;
}

/** One file as its author wrote it, valid by itself. */
export type Draft = z.infer<Schemas['scenario']>;
export type ParameterDraft = z.infer<Schemas['parameter']>;
export type TierDraft = z.infer<Schemas['tier']>;
export type ContributionDraft = z.infer<Schemas['contribution']>;
export type DatedValue = z.infer<Schemas['datedValue']>;
export type Uprating = z.infer<Schemas['uprating']>;
export type Formula = z.infer<Schemas['formula']>;

/** Keys without which a merged parameter, tier or contribution says nothing. `age` is asked of child-month tiers besides. */
export const NEEDED = {
  parameter: ['unit', 'meaning', 'mark', 'reference', 'values'],
  tier: [
    'title',
    'branch',
    'kind',
    'unit',
    'from',
    'eligibility',
    'amount',
    'take_up',
    'financing',
    'mark',
    'reference',
  ],
  contribution: ['title', 'fund', 'scheme', 'payer', 'from', 'amount', 'mark', 'reference'],
} as const;

/** JSON Schema (2020-12) of a scenario file, made from the zod schema. */
export function scenarioJsonSchema(): Record<string, unknown> {
  const { $schema, ...rest } = zod().z.toJSONSchema(scenarioSchema()) as Record<string, unknown>;
  return { $schema, title: 'Scenario of multi-tiered child and maternity benefits', ...rest };
}

/** The part of a schema that describes the value at a path, undefined where the language has none. */
export function schemaAt(path: readonly PropertyKey[], root: z.core.$ZodType): z.core.$ZodType | undefined {
  const { z } = zod();
  let schema = root;
  for (const part of path) {
    schema = unwrapped(schema);
    let next: z.core.$ZodType | undefined;
    if (schema instanceof z.ZodObject) {
      next = Object.hasOwn(schema.shape, part) ? schema.shape[String(part)] : undefined;
    } else if (schema instanceof z.ZodRecord) next = schema.valueType;
    else if (schema instanceof z.ZodArray) next = schema.element;
    if (!next) return undefined;
    schema = next;
  }
  return unwrapped(schema);
}

/** The keys that an object at a path may have; none where it is no object with keys of its own. */
export function keysAt(path: readonly PropertyKey[], root: z.core.$ZodType): string[] {
  const schema = schemaAt(path, root);
  return schema instanceof zod().z.ZodObject ? Object.keys(schema.shape) : [];
}

function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  const { z } = zod();
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return unwrapped(schema.unwrap());
  return schema;
}
