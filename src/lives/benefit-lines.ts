import type { BenefitCase } from '../../engine/explain/benefit-cases.js';
import type { LastingReason, TierOutcome } from '../../engine/explain/benefits.js';
import type { Life } from '../../engine/explain/recorder.js';
import { amount } from '../commands/figures.js';

/** A time of a child under one tier, as it is told: a year with a benefit, or months with the same reason for none. */
interface Told {
  readonly from: string;
  to: string;
  readonly text: string;
  /** Equal for months that are told together; null for what is told by itself. */
  readonly likeness: string | null;
}

/**
 * What a scenario did for a person, in lines: each birth, pregnancy loss and adoption with its tiers, then each child tier
 * through the years.
 * Without `beside`, everything; with it, only what differs from what that scenario did.
 */
export function benefitLines(life: Life, scenario: string, beside?: string): string[] {
  const cases = life.years.flatMap(({ benefits }) => benefits);
  const told = (one: BenefitCase) => tiersOf(one, scenario, beside);
  const events = cases
    .filter(({ unit }) => unit !== 'child-month')
    .flatMap((one) => eventLines(one, told(one)));
  const childLines = childTierLines(
    cases
      .filter(({ unit }) => unit === 'child-month')
      .map((one) => ({ year: one.when, tiers: tiersOf(one, scenario) })),
    new Set(cases.flatMap((one) => told(one).map(({ tier }) => tier))),
  );
  return [...events, ...childLines];
}

function tiersOf({ scenarios }: BenefitCase, scenario: string, beside?: string): readonly TierOutcome[] {
  const tiers = scenarios.find(({ scenario: id }) => id === scenario)?.tiers ?? [];
  const others = scenarios.find(({ scenario: id }) => id === beside)?.tiers ?? [];
  const known = new Set(others.map((outcome) => JSON.stringify(outcome)));
  return tiers.filter((outcome) => !known.has(JSON.stringify(outcome)));
}

function eventLines(one: BenefitCase, tiers: readonly TierOutcome[]): string[] {
  if (tiers.length === 0) return [];
  const { when, as } = one;
  return [
    `${eventName(one)}, ${when}${as === 'father' ? ' (what the father draws)' : ''}`,
    ...tiers.map((outcome) => `  ${outcome.tier}: ${eventText(outcome)}`),
  ];
}

/** `birth of f30-1.1, surgical`, `pregnancy loss at 9 weeks`, `adoption of a child 3 months old`. */
export function eventName({ unit, children, circumstances }: BenefitCase): string {
  switch (unit) {
    case 'pregnancy-loss':
      return ['pregnancy loss', ...circumstances].join(' ');
    case 'adoption':
      return ['adoption of a child', ...circumstances].join(' ');
    default:
      return [`birth of ${children.join(' and ')}`, ...circumstances].join(', ');
  }
}

function eventText({ recipient, claimed, eligible, paid, entitled, computedFrom, reasons }: TierOutcome) {
  const from = computedFrom && ` (from ${computedFrom})`;
  if (claimed > 0) return `${amount(paid)} VND to the ${recipient}${from}`;
  const why = reasons.map(({ text }) => text).join('; ');
  return eligible > 0 ? `0 of ${amount(entitled)} VND${from}, ${why}` : `no, ${why}`;
}

function childTierLines(
  years: readonly { readonly year: string; readonly tiers: readonly TierOutcome[] }[],
  shown: ReadonlySet<string>,
): string[] {
  const names = new Set(years.flatMap(({ tiers }) => tiers.map(({ tier }) => tier)));
  return [...names].flatMap((name) => {
    const told: Told[] = [];
    let ofAge = false;
    for (const { year, tiers } of years) {
      const outcome = tiers.find(({ tier }) => tier === name);
      if (!outcome) continue;
      ofAge ||= outcome.eligible > 0 || outcome.reasons.some(({ code }) => code !== 'age');
      tell(told, year, outcome);
    }
    if (!ofAge || !shown.has(name)) return [];
    return [name, ...told.map((one) => `  ${timeText(one)}: ${one.text}`)];
  });
}

function tell(
  told: Told[],
  year: string,
  { eligible, claimed, paid, entitled, computedFrom, reasons }: TierOutcome,
): void {
  const from = computedFrom && ` (from ${computedFrom})`;
  if (eligible > 0) {
    const sum = claimed > 0 ? amount(paid) : `0 of ${amount(entitled)}`;
    const text = `${sum} VND for ${monthCount(claimed > 0 ? claimed : eligible)}${from}`;
    told.push({ from: `${year}-01`, to: `${year}-12`, text, likeness: null });
  }
  for (const reason of reasons) {
    const likeness = `${reason.code} ${reason.tested}`;
    const last = told.at(-1);
    if (last?.likeness === likeness && reason.from.endsWith('-01')) last.to = reason.to;
    else told.push({ from: reason.from, to: reason.to, text: reasonText(reason), likeness });
  }
}

/** Whole years as years, anything else as months. */
function timeText({ from, to }: Told): string {
  const whole = from.endsWith('-01') && to.endsWith('-12');
  const [first, last] = whole ? [from.slice(0, 4), to.slice(0, 4)] : [from, to];
  if (first === last) return first;
  return whole ? `${first}–${last}` : `${first} to ${last}`;
}

function reasonText({ code, text }: LastingReason): string {
  return code === 'does-not-claim' ? text : `no, ${text}`;
}

function monthCount(months: number): string {
  return months === 1 ? '1 month' : `${months} months`;
}
