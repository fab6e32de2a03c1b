import type { Situation } from '../../engine/inputs/situation.js';
import type { MonthIndex } from '../../engine/inputs/time.js';
import type { Problem } from '../../scenarios/index.js';
import { Report } from '../../scenarios/report.js';
import { checkAgainst, type Language } from '../../scenarios/schema-problems.js';
import { readSource, type SourceFile, type TextKind } from '../../scenarios/source.js';
import { type DamagedDraft, LIMITS, SITUATION_SCHEMA, type SituationDraft } from './schema.js';
import { type Residence, readSituation } from './situation.js';

/** The text of a household. */
export interface HouseholdText {
  readonly text: string;
  /** Without it, a `source` that ends in `.json` is JSON and everything else YAML. */
  readonly format?: 'yaml' | 'json' | undefined;
  /** Name of the file, shown in problems. */
  readonly source?: string | undefined;
}

/** A household as it is given: the text of a file, or a value out of JSON or of a text that knows the places of its fields. */
export type HouseholdInput =
  | HouseholdText
  | { readonly value: unknown; readonly file?: SourceFile | undefined };

export type ParsedHousehold =
  | { readonly ok: true; readonly value: unknown; readonly file: SourceFile }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export type ReadHousehold =
  | { readonly ok: true; readonly situation: Situation }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Every field falls by itself, so that the rest of the household is still checked. */
const DEPTH = 5;
const HOUSEHOLD: Language<SituationDraft> = {
  schema: SITUATION_SCHEMA,
  wanted: 'A household is a set of keys such as `place:` and `persons:`.',
  most: { persons: LIMITS.persons, events: LIMITS.events },
  reach: new Map(Object.keys(SITUATION_SCHEMA.shape).map((key) => [key, DEPTH])),
};
const HOUSEHOLD_TEXT: TextKind = { what: 'household', start: '`at:`, `place:` and `persons:`' };
const NOTHING_DAMAGED: ReadonlySet<string> = new Set();

/**
 * Reads a household and answers every mistake at once; never throws, whatever was given. `at` is a month that is asked
 * about instead of the household's own.
 */
export function readHousehold(
  input: HouseholdInput,
  at: MonthIndex | null,
  residence: Residence,
): ReadHousehold {
  if (!('value' in input)) {
    const parsed = parseHousehold(input);
    return parsed.ok ? readHousehold(parsed, at, residence) : parsed;
  }
  const { value, file } = input;
  return readValue(value, file ? [file] : [], at, residence);
}

/** Reads a text into plain values; its own mistakes only. */
export function parseHousehold(input: HouseholdText): ParsedHousehold {
  const source = input.source ?? null;
  const format = input.format ?? (source?.endsWith('.json') ? 'json' : 'yaml');
  const file = readSource(input.text, source, format, HOUSEHOLD_TEXT);
  if (file.mistakes.length === 0 && file.value !== undefined) return { ok: true, value: file.value, file };
  const report = new Report();
  for (const { code, message, pointer, place, found } of file.mistakes)
    report.add({ code, message, pointer, source, ...place, found, expected: null, nearest: null });
  return { ok: false, problems: report.list() };
}

function readValue(
  value: unknown,
  files: readonly SourceFile[],
  at: MonthIndex | null,
  residence: Residence,
): ReadHousehold {
  const report = new Report();
  const complain = report.about(files);
  const shaped = shape(value, complain);
  if (shaped) {
    const { draft, damaged, ids } = shaped;
    const situation = readSituation(draft, ids, at, residence, damaged, complain);
    if (report.empty) return { ok: true, situation };
  }
  return { ok: false, problems: report.list() };
}

/** What can be read of a value, the fields that cannot, and the ids of its persons. */
function shape(value: unknown, complain: ReturnType<Report['about']>) {
  const sound = SITUATION_SCHEMA.safeParse(value);
  const ids = idsOf(value);
  if (sound.success && ids.length <= LIMITS.persons) {
    const draft: DamagedDraft = sound.data;
    return { draft, damaged: NOTHING_DAMAGED, ids };
  }
  // Wrong fields are taken out of a copy: the value is its owner's.
  const checked = checkAgainst(HOUSEHOLD, structuredClone(value), complain);
  return checked && { draft: checked.draft as DamagedDraft, damaged: checked.damaged, ids };
}

function idsOf(value: unknown): string[] {
  const persons: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'persons') : null;
  return typeof persons === 'object' && persons !== null ? Object.keys(persons) : [];
}
