import { monthName, monthOf, periodsOf } from '../../scenarios/dated.js';
import type { Scenario } from '../../scenarios/index.js';
import type { Law } from '../../scenarios/merge.js';
import type { DatedValue, ParameterDraft } from '../../scenarios/schema.js';

/** A value as it stands in a scenario, null where there is none. */
export type LawValue =
  | string
  | number
  | boolean
  | null
  | readonly LawValue[]
  | { readonly [key: string]: LawValue };

/** The parts of a scenario in the order in which they are compared. */
export const SECTIONS = [
  'projection',
  'behaviour',
  'parameters',
  'definitions',
  'tiers',
  'contributions',
] as const;
type Section = (typeof SECTIONS)[number];

/** One field of the rules that two scenarios do not agree in. */
export interface Change {
  /** JSON pointer into the resolved scenario; values of parameters are told by their dates. */
  readonly path: string;
  readonly section: Section;
  /** Name of the parameter, definition, tier, contribution or choice. */
  readonly name: string;
  readonly field: string | null;
  /** Whether the whole parameter, definition, tier or contribution is new, gone, or there in both. */
  readonly change: 'added' | 'removed' | 'changed';
  /** Title of the tier or contribution, meaning of the parameter. */
  readonly title: string | null;
  /** Of a parameter's values. */
  readonly unit: string | null;
  /** First month of a dated value, such as `2027-01`. */
  readonly from: string | null;
  /** First month in which it no longer holds, null if it goes on. */
  readonly until: string | null;
  readonly before: LawValue;
  readonly after: LawValue;
}

/**
 * Everything that two scenarios differ in, after `extends` and `compose`: projection, behaviour, parameters by the months in
 * which their values differ, formulas as text, tiers and contributions field by field, the order of tiers. Ids, titles and
 * descriptions of the scenarios themselves are left out.
 */
export function diffScenarios(before: Scenario, after: Scenario): Change[] {
  const [old, young] = [before.document as Law, after.document as Law];
  return [
    ...fields('projection', { ...old.projection }, { ...young.projection }),
    ...fields(
      'behaviour',
      { joining_elasticity: before.joiningElasticity },
      { joining_elasticity: after.joiningElasticity },
    ),
    ...entries(old.parameters, young.parameters).flatMap(parameterChanges),
    ...fields('definitions', old.definitions, young.definitions),
    ...entries(old.tiers, young.tiers).flatMap((entry) => ruleChanges('tiers', entry)),
    ...orderOfTiers(old, young),
    ...entries(old.contributions, young.contributions).flatMap((entry) =>
      ruleChanges('contributions', entry),
    ),
  ];
}

interface Entry<Value> {
  readonly name: string;
  readonly before: Value | undefined;
  readonly after: Value | undefined;
}

/** Entries of both sides by name: those of the first in its order, then what only the second has. */
function entries<Value>(
  before: Readonly<Record<string, Value>>,
  after: Readonly<Record<string, Value>>,
): Entry<Value>[] {
  const names = [
    ...Object.keys(before),
    ...Object.keys(after).filter((name) => !Object.hasOwn(before, name)),
  ];
  const own = (values: Readonly<Record<string, Value>>, name: string) =>
    Object.hasOwn(values, name) ? values[name] : undefined;
  return names.map((name) => ({ name, before: own(before, name), after: own(after, name) }));
}

type Changed = Pick<Change, 'section' | 'name' | 'before' | 'after'> & Partial<Change>;

function changeOf(changed: Changed): Change {
  const { section, name, field = null } = changed;
  return {
    path: [section, name, ...(field === null ? [] : [field])].map((part) => `/${part}`).join(''),
    field,
    change: 'changed',
    title: null,
    unit: null,
    from: null,
    until: null,
    ...changed,
  };
}

function kindOf({ before, after }: Entry<unknown>): Change['change'] {
  if (before === undefined) return 'added';
  return after === undefined ? 'removed' : 'changed';
}

/** Values that stand directly under a name. */
function fields(
  section: Section,
  before: Readonly<Record<string, LawValue | undefined>>,
  after: Readonly<Record<string, LawValue | undefined>>,
): Change[] {
  return entries(before, after)
    .filter((entry) => !isSame(entry.before, entry.after))
    .map((entry) =>
      changeOf({
        section,
        name: entry.name,
        change: kindOf(entry),
        before: entry.before ?? null,
        after: entry.after ?? null,
      }),
    );
}

/** A tier or a contribution field by field. */
function ruleChanges(
  section: 'tiers' | 'contributions',
  entry: Entry<{ readonly title?: { readonly en: string } | undefined }>,
): Change[] {
  const { name, before, after } = entry;
  const title = (after ?? before)?.title?.en ?? null;
  const change = kindOf(entry);
  return fields(
    section,
    (before ?? {}) as Readonly<Record<string, LawValue>>,
    (after ?? {}) as Readonly<Record<string, LawValue>>,
  ).map((field) =>
    changeOf({
      ...field,
      section,
      name,
      field: field.name,
      path: `/${section}/${name}/${field.name}`,
      change,
      title,
    }),
  );
}

function parameterChanges(entry: Entry<ParameterDraft>): Change[] {
  const { name, before, after } = entry;
  const told = (after ?? before)!;
  const change = kindOf(entry);
  const common = { section: 'parameters', name, change, title: told.meaning ?? null } as const;
  const dated = DATED_FIELDS.flatMap(({ field, read }) =>
    datedChanges(steps(before, read), steps(after, read)).map((step) =>
      changeOf({ ...common, field, unit: field === 'value' ? (told.unit ?? null) : null, ...step }),
    ),
  );
  const plain = (['unit', 'meaning', 'uprating'] as const).flatMap((field) => {
    const [old, young] = [before?.[field] ?? null, after?.[field] ?? null] as LawValue[];
    // A new or lost parameter is told by its values; its unit and meaning stand beside them.
    if (isSame(old, young) || (change !== 'changed' && field !== 'uprating')) return [];
    return [changeOf({ ...common, field, before: old, after: young })];
  });
  return [...dated, ...plain];
}

/** What a dated value says; mark and reference are those of its parameter unless it has its own. */
const DATED_FIELDS = [
  { field: 'value', read: ({ value }: DatedValue) => value },
  {
    field: 'mark',
    read: ({ mark }: DatedValue, parameter: ParameterDraft) => mark ?? parameter.mark ?? null,
  },
  {
    field: 'reference',
    read: ({ reference }: DatedValue, parameter: ParameterDraft) => reference ?? parameter.reference ?? null,
  },
] as const;

interface Step {
  readonly from: number;
  /** Null: it goes on. */
  readonly until: number | null;
  readonly value: LawValue;
}

function steps(
  parameter: ParameterDraft | undefined,
  read: (value: DatedValue, parameter: ParameterDraft) => LawValue,
): Step[] {
  const values = parameter?.values ?? [];
  // A scenario that was read has no dates to complain of.
  return periodsOf(values, '', () => {}).map(({ from, until }, i) => ({
    from,
    until,
    value: read(values[i], parameter!),
  }));
}

/** Stretches of months in which two courses of a figure differ, neighbours with the same values made one. */
function datedChanges(before: readonly Step[], after: readonly Step[]) {
  const cuts = [
    ...new Set([...before, ...after].flatMap(({ from, until }) => (until === null ? [from] : [from, until]))),
  ];
  cuts.sort((a, b) => a - b);
  const found: { from: string; until: string | null; before: LawValue; after: LawValue }[] = [];
  for (const [i, month] of cuts.entries()) {
    const [old, young] = [before, after].map((course) => valueIn(course, month));
    if (isSame(old, young)) continue;
    const until = cuts[i + 1] === undefined ? null : monthName(cuts[i + 1]);
    const last = found.at(-1);
    if (last && last.until === monthName(month) && isSame(last.before, old) && isSame(last.after, young)) {
      last.until = until;
    } else {
      found.push({ from: monthName(month), until, before: old, after: young });
    }
  }
  return found;
}

function valueIn(course: readonly Step[], month: number): LawValue {
  const step = course.find(({ from, until }) => from <= month && (until === null || month < until));
  return step?.value ?? null;
}

/** The order of tiers is law: told by the tiers between the first and the last that changed their places. */
function orderOfTiers(before: Law, after: Law): Change[] {
  const old = Object.keys(before.tiers).filter((id) => Object.hasOwn(after.tiers, id));
  const young = Object.keys(after.tiers).filter((id) => Object.hasOwn(before.tiers, id));
  const first = old.findIndex((id, i) => id !== young[i]);
  if (first === -1) return [];
  const last = old.findLastIndex((id, i) => id !== young[i]);
  const [was, is] = [old, young].map((order) => order.slice(first, last + 1));
  return [changeOf({ section: 'tiers', name: 'order', path: '/tiers', before: was, after: is })];
}

/** Months are compared as months: `2027-01-01` is `2027-01`. */
function isSame(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other);
}

const DATE = /^20\d\d-\d\d-01$/;

function canonical(value: unknown): string {
  return JSON.stringify(value ?? null, (_, part: unknown) => {
    if (typeof part === 'string' && DATE.test(part)) return monthName(monthOf(part));
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
