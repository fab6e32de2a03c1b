import { z } from 'zod';
import { CATEGORIES } from '../../engine/inputs/variables.js';

/** What a household may hold at most; far above any real one, so that a hostile file costs little. */
export const LIMITS = { persons: 20, events: 20, spells: 60, children: 6 } as const;
/** VND a month; a figure above it is a slip of the pen. */
const MOST_VND = 1_000_000_000;
const MOST_MONTHS = 720;

const id = z.string().describe('the id of a person');
const date = z.string().describe('a date such as 1996-04-12, or a month such as 1996-04');
const month = z.string().describe('a month such as 2026-09');
const flag = z.boolean().describe('true or false');
const money = z.number().min(0).max(MOST_VND).describe('VND a month, without separators');
const days = z.int().min(0).max(366);

const work = z.strictObject({
  from: month,
  until: month
    .optional()
    .describe('first month no longer worked, such as 2026-09; left out, the spell goes on'),
  scheme: z.enum(['compulsory', 'voluntary']),
  wage: money.optional(),
  income: money.optional(),
  own_account: flag.optional(),
});

const person = z.strictObject({
  sex: z.enum(['female', 'male']),
  born: date,
  died: date.optional(),
  lives_here: flag.optional(),
  ethnicity: z.enum(['majority', 'minority', 'very-small-minority']).optional(),
  disability: z.enum(['none', 'severe', 'exceptionally-severe']).optional(),
  hiv: flag.optional(),
  student: flag.optional(),
  partner: id.optional(),
  mother: id.optional(),
  father: id.optional(),
  other_living_children: z.int().min(0).max(20).optional(),
  earlier_months: z
    .strictObject({
      compulsory: z.int().min(0).max(MOST_MONTHS).optional(),
      voluntary: z.int().min(0).max(MOST_MONTHS).optional(),
    })
    .optional(),
  work: z.array(work).max(LIMITS.spells).optional().describe('a list of spells of membership'),
});

const birth = z.strictObject({
  mother: id,
  father: id.optional(),
  on: date,
  children: z.array(id).max(LIMITS.children).optional().describe('a list of ids, one to six'),
  surgery: flag.optional(),
  weeks: z.int().min(20).max(44).optional().describe('completed weeks of the pregnancy, 20 to 44'),
  antenatal_days: days.optional(),
  recuperation_days: days.optional(),
  ordered_rest: flag.optional(),
  leave_from: month.optional(),
});

const pregnancyLoss = z.strictObject({
  mother: id,
  father: id.optional(),
  on: date,
  weeks: z.int().min(1).max(45).describe('completed weeks of the pregnancy, 1 to 45'),
});

const adoption = z.strictObject({ mother: id, father: id.optional(), child: id, on: date });

const event = z
  .strictObject({
    birth: birth.optional(),
    pregnancy_loss: pregnancyLoss.optional(),
    adoption: adoption.optional(),
  })
  .describe('a birth, a pregnancy_loss or an adoption');

/** A household as its author writes it; ids, dates and months are checked after this. */
export const SITUATION_SCHEMA = z.strictObject({
  at: month.optional(),
  place: z.strictObject({
    region: z.enum(CATEGORIES.region),
    area: z.enum(['urban', 'rural']),
    commune: z.enum(['ordinary', 'extremely-difficult']).optional(),
    wage_zone: z.int().min(1).max(4).optional(),
    low_fertility_province: flag.optional(),
  }),
  household: z
    .strictObject({
      poverty: z.enum(['none', 'near-poor', 'poor']).optional(),
      income_per_head: money.optional(),
      quintile: z.int().min(1).max(5).optional(),
    })
    .optional(),
  persons: z.record(z.string(), person).describe('the persons of the household by an id of each'),
  events: z.array(event).max(LIMITS.events).optional().describe('a list of births, losses and adoptions'),
});

export type SituationDraft = z.infer<typeof SITUATION_SCHEMA>;

type Draft<T> = T extends readonly (infer Item)[]
  ? readonly (Draft<Item> | undefined)[]
  : T extends object
    ? { readonly [K in keyof T]?: Draft<T[K]> | undefined }
    : T;

/** What is left of a household after wrong fields were taken out: anything may be missing. */
export type DamagedDraft = Draft<SituationDraft>;
export type PersonDraft = Draft<z.infer<typeof person>>;
export type WorkDraft = Draft<z.infer<typeof work>>;
export type EventDraft = Draft<z.infer<typeof event>>;
