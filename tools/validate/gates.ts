import { parse } from 'yaml';
import { z } from 'zod';

const sentence = z.string().trim().min(1);
/** How far a figure may be from its target: in its unit, as a share of the target, or anywhere within bounds. */
const tolerance = z.union([
  z.strictObject({ absolute: z.number().positive() }),
  z.strictObject({ relative: z.number().positive() }),
  z.strictObject({ range: z.tuple([z.number(), z.number()]).refine(([low, high]) => low < high) }),
]);

const gate = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
    what: sentence,
    year: z.number().int().min(2025).max(2050),
    target: z.union([z.number(), z.literal('rates'), z.literal('inputs'), z.null()]),
    tolerance: tolerance.optional(),
    unit: sentence,
    source: sentence,
    mark: z.enum(['official', 'reported', 'derived', 'assumption']),
    group: sentence,
    // Null takes back what a default says.
    not_tuned_on: sentence.nullish(),
    calibrated: z.literal(true).nullish(),
    rows: z.array(sentence),
  })
  .refine((one) => !one.not_tuned_on !== !one.calibrated, {
    error: 'a gate is either calibrated or says why it is not tuned on',
  })
  .refine((one) => (one.target === null) === (one.tolerance === undefined), {
    error: 'a gate with a target has a tolerance, one without has none',
  });

const file = z.strictObject({
  defaults: z.record(z.string(), z.unknown()),
  gates: z.array(gate).min(1),
  rows: z.record(z.string(), sentence),
  out_of_domain: z.array(z.strictObject({ row: sentence, reason: sentence })),
});

/** One figure the model is held against. */
export type Gate = z.infer<typeof gate>;

/** The whole of gates.yaml. */
export interface GateFile {
  readonly gates: readonly Gate[];
  /** Every sourced figure of the country by id, with what it is. */
  readonly rows: Readonly<Record<string, string>>;
  readonly outOfDomain: readonly { readonly row: string; readonly reason: string }[];
}

/** Reads and checks gates.yaml. Throws with the path of what is wrong. */
export function readGates(text: string): GateFile {
  // The file is the project's own: its many references to the defaults are no attack.
  const { gates, rows, out_of_domain } = file.parse(parse(text, { merge: true, maxAliasCount: -1 }));
  return { gates, rows, outOfDomain: out_of_domain };
}

const explanations = z.array(z.strictObject({ gates: z.array(sentence).min(1), reason: sentence }));

/** Reads explanations.yaml: why gates fail, by id of the gate. Throws when a gate is explained twice. */
export function readExplanations(text: string): ReadonlyMap<string, string> {
  const reasons = new Map<string, string>();
  for (const { gates, reason } of explanations.parse(parse(text))) {
    for (const id of gates) {
      if (reasons.has(id)) throw new Error(`gate ${id} is explained twice`);
      reasons.set(id, reason);
    }
  }
  return reasons;
}
