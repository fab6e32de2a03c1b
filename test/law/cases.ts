import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
const dong = z.int().positive();

const entitled = z.strictObject({
  tier: id,
  about: z.string().optional(),
  entitled: z.literal(true),
  amount: dong,
});
const notEntitled = z.strictObject({
  tier: id,
  about: z.string().optional(),
  entitled: z.literal(false),
});
/** An amount of 0 says that nothing is due. */
const contribution = z.strictObject({
  contribution: id,
  member: z.string(),
  payer: id,
  amount: z.union([z.literal(0), dong]),
});
const lawCase = z.strictObject({
  name: z.string().min(1),
  article: z.string().min(1),
  at: z.string().regex(MONTH),
  scenario: id.default('current-law'),
  situation: z.strictObject({
    place: z.record(z.string(), z.unknown()).optional(),
    household: z.record(z.string(), z.unknown()).optional(),
    persons: z.record(z.string(), z.record(z.string(), z.unknown())),
    events: z.array(z.record(z.string(), z.unknown())).optional(),
  }),
  expect: z.array(z.union([entitled, notEntitled, contribution])).min(1),
  computed: z.string().min(1),
});
const FILE = z.strictObject({ cases: z.array(lawCase).min(1) });

export type Expectation = z.infer<typeof lawCase>['expect'][number];
export type LawCase = z.infer<typeof lawCase> & { readonly file: string };

/** Where a case says nothing of the place: the rural Red River Delta, an ordinary commune. */
const PLACE = { region: 'red_river_delta', area: 'rural' };

/** Every case beside this file, in the order of the files. Throws with the place of whatever has not the shape of a case. */
export function lawCases(): LawCase[] {
  const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.yaml'));
  return files.sort().flatMap((file) => {
    const text = readFileSync(new URL(file, import.meta.url), 'utf8');
    const read = FILE.safeParse(parse(text));
    if (!read.success) throw new Error(`${file}: ${z.prettifyError(read.error)}`);
    return read.data.cases.map((one) => ({ ...one, file }));
  });
}

/** The household of a case as an author would write it out. */
export function householdOf({ at, situation }: LawCase): unknown {
  return { at, ...situation, place: { ...PLACE, ...situation.place } };
}

/** What an answer must tell for a case to be held against it. */
export interface Told {
  readonly entitlements: readonly {
    readonly about: { readonly person: string };
    readonly tier: string;
    readonly entitled: boolean;
    readonly amount: number;
  }[];
  readonly contributions: readonly {
    readonly contribution: string;
    readonly member: string;
    readonly payer: string;
    readonly amount: number;
  }[];
}

/** The expectation as the answer has it: with the same keys, and what the answer says under them. */
export function foundFor(expected: Expectation, { entitlements, contributions }: Told): unknown {
  if ('contribution' in expected) {
    const { contribution, member, payer } = expected;
    const due = contributions.filter((one) => one.contribution === contribution && one.member === member);
    if (due.length === 0) return { contribution, member, payer, amount: 0 };
    return due.length === 1 ? { contribution, member, payer: due[0].payer, amount: due[0].amount } : due;
  }
  const { tier, about } = expected;
  const found = entitlements.filter(
    (one) => one.tier === tier && (about === undefined || one.about.person === about),
  );
  if (found.length > 1) return `${found.length} answers about ${tier}`;
  const person = about === undefined ? {} : { about };
  // A person whose age is beyond every tier is not told of any.
  const { entitled, amount } = found[0] ?? { entitled: false, amount: 0 };
  return entitled ? { tier, ...person, entitled, amount } : { tier, ...person, entitled };
}
