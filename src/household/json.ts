import type { Entitlement, ReadParameter, Reason } from '../../engine/household/answer.js';
import type { HouseholdAnswer } from './entitlements.js';

/** What the JSON of an answer says of a parameter wherever it was read: the key under which `parameters` has it. */
type ParameterKey = string;

/** What is the same of a tier in every case. */
type TierDocument = Pick<Entitlement, 'title' | 'branch' | 'kind' | 'payer' | 'reference' | 'mark'>;

interface EntitlementDocument extends Omit<Entitlement, keyof TierDocument | 'reasons' | 'parameters'> {
  readonly reasons: readonly (Omit<Reason, 'parameters'> & {
    readonly parameters: readonly ParameterKey[];
  })[];
  readonly parameters: readonly ParameterKey[];
}

/** An answer as its JSON has it: each tier and each parameter once, with its source; cases name them. */
export interface AnswerDocument extends Omit<HouseholdAnswer, 'entitlements'> {
  readonly entitlements: readonly EntitlementDocument[];
  /** By id. */
  readonly tiers: Readonly<Record<string, TierDocument>>;
  /** By name and month from which the value holds, as `base_salary@2026-07`. */
  readonly parameters: Readonly<Record<ParameterKey, ReadParameter>>;
}

function keyOf({ name, from }: ReadParameter): ParameterKey {
  return `${name}@${from}`;
}

/** The document of an answer. */
export function answerDocument(answer: HouseholdAnswer): AnswerDocument {
  const parameters: Record<ParameterKey, ReadParameter> = {};
  const keys = (read: readonly ReadParameter[]) =>
    read.map((parameter) => {
      parameters[keyOf(parameter)] = parameter;
      return keyOf(parameter);
    });
  const tiers: Record<string, TierDocument> = {};
  const { entitlements, contributions, totals, ...head } = answer;
  const cases = entitlements.map(({ title, branch, kind, payer, reference, mark, ...one }) => {
    tiers[one.tier] = { title, branch, kind, payer, reference, mark };
    return {
      ...one,
      reasons: one.reasons.map((reason) => ({ ...reason, parameters: keys(reason.parameters) })),
      parameters: keys(one.parameters),
    };
  });
  return { ...head, entitlements: cases, contributions, totals, tiers, parameters };
}

/** A tier's entry among those of the answer. */
interface TierJson {
  readonly of: Entitlement;
  readonly entry: string;
}

/** What a condition has in common from one household to the next. */
interface ConditionJson {
  readonly condition: string;
  readonly before: string;
  readonly parameters: string;
}

// Titles and lists of parameters are the same objects in all answers of a scenario; they hold the JSON around them.
const tierEntries = new WeakMap<object, TierJson>();
const conditions = new WeakMap<object, ConditionJson>();
const lists = new WeakMap<object, ListJson>();
const scenarios = new WeakMap<object, { readonly hash: string; readonly text: string }>();
const dues = new WeakMap<
  object,
  { readonly before: string; readonly middle: string; readonly after: string }
>();

/** A list of parameters: its keys, and each parameter's entry among those of the answer. */
interface ListJson {
  readonly keys: string;
  readonly entries: readonly string[];
}

const PLAIN = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;

/**
 * The JSON of an answer's document, with every character beyond ASCII escaped. It parses to `answerDocument`, in less of
 * the server's time: most of an answer is common to all households, and bytes need no encoding.
 */
export function answerJson(answer: HouseholdAnswer): string {
  const { scenario, at, engineVersion, entitlements, contributions, totals } = answer;
  const read = new Set<Entitlement['parameters']>();
  const tiers = new Set<string>();
  let json = `{"scenario":${scenarioJson(scenario)},"at":"${at}","engineVersion":${quote(engineVersion)},"entitlements":[`;
  for (let i = 0; i < entitlements.length; i++)
    json += (i === 0 ? '' : ',') + entitlementJson(entitlements[i], tiers, read);
  return (
    `${json}],"contributions":[${contributions.map(contributionJson).join(',')}],"totals":${asciiJson(totals)},` +
    `"tiers":{${[...tiers].join(',')}},"parameters":{${parametersJson(read)}}}`
  );
}

/** A scenario's own part, the same object in all of its answers or made anew for one. */
function scenarioJson(scenario: HouseholdAnswer['scenario']): string {
  let json = scenarios.get(scenario.title);
  if (json?.hash !== scenario.hash) {
    json = { hash: scenario.hash, text: asciiJson(scenario) };
    scenarios.set(scenario.title, json);
  }
  return json.text;
}

function contributionJson({
  contribution,
  title,
  member,
  payer,
  fund,
  amount,
  reference,
}: HouseholdAnswer['contributions'][number]): string {
  let known = dues.get(title);
  if (known === undefined) {
    known = {
      before: `${asciiJson({ contribution, title }).slice(0, -1)},"member":`,
      middle: `,${asciiJson({ payer, fund }).slice(1, -1)},"amount":`,
      after: `,${asciiJson({ reference }).slice(1)}`,
    };
    dues.set(title, known);
  }
  return `${known.before}${quote(member)}${known.middle}${amount}${known.after}`;
}

function parametersJson(read: ReadonlySet<Entitlement['parameters']>): string {
  const entries = new Set<string>();
  for (const list of read) for (const entry of listJson(list).entries) entries.add(entry);
  return [...entries].join(',');
}

function entitlementJson(one: Entitlement, tiers: Set<string>, read: Set<Entitlement['parameters']>): string {
  const { about, tier, period, reasons, recipient, parameters } = one;
  tiers.add(tierEntry(one));
  let json =
    `{"about":{"kind":"${about.kind}","person":${quote(about.person)},"on":"${about.on}"},"tier":"${tier}",` +
    `"entitled":${one.entitled},"recipient":${recipient === null ? null : quote(recipient)},"amount":${one.amount},` +
    `"period":${period === null ? null : `{"from":"${period.from}","until":"${period.until}"}`},"reasons":[`;
  for (let i = 0; i < reasons.length; i++) json += (i === 0 ? '' : ',') + reasonJson(reasons[i], read);
  read.add(parameters);
  return `${json}],"computation":${quote(one.computation)},"parameters":${listJson(parameters).keys}}`;
}

function tierEntry(one: Entitlement): string {
  const known = tierEntries.get(one.title);
  if (known && isOfOneTier(known.of, one)) return known.entry;
  const { tier, title, branch, kind, payer, reference, mark } = one;
  const entry = `"${tier}":${asciiJson({ title, branch, kind, payer, reference, mark })}`;
  tierEntries.set(one.title, { of: one, entry });
  return entry;
}

function isOfOneTier(a: Entitlement, b: Entitlement): boolean {
  return (
    a.tier === b.tier &&
    a.branch === b.branch &&
    a.kind === b.kind &&
    a.payer === b.payer &&
    a.reference === b.reference &&
    a.mark === b.mark
  );
}

function reasonJson(
  { condition, holds, text, parameters }: Reason,
  read: Set<Entitlement['parameters']>,
): string {
  read.add(parameters);
  let known = conditions.get(parameters);
  if (known?.condition !== condition) {
    known = {
      condition,
      before: `{"condition":${quote(condition)},"holds":`,
      parameters: `,"parameters":${listJson(parameters).keys}}`,
    };
    conditions.set(parameters, known);
  }
  return `${known.before}${holds},"text":${quote(text)}${known.parameters}`;
}

function listJson(parameters: Entitlement['parameters']): ListJson {
  let json = lists.get(parameters);
  if (json === undefined) {
    json = {
      keys: asciiJson(parameters.map(keyOf)),
      entries: parameters.map((parameter) => `${quote(keyOf(parameter))}:${asciiJson(parameter)}`),
    };
    lists.set(parameters, json);
  }
  return json;
}

function quote(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : asciiJson(text);
}

function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
