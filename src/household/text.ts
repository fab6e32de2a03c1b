import type { CaseName, DueContribution, Entitlement, Reason } from '../../engine/household/answer.js';
import { amount } from '../commands/figures.js';
import type { HouseholdAnswer } from './entitlements.js';

const CASE: Readonly<Record<CaseName['kind'], (about: CaseName) => string>> = {
  birth: ({ person, on }) => `Birth of ${on}, mother ${person}`,
  'pregnancy-loss': ({ person, on }) => `Pregnancy loss of ${on}, mother ${person}`,
  adoption: ({ person, on }) => `Adoption of ${on}, mother ${person}`,
  child: ({ person, on }) => `Child ${person} in ${on}`,
};

/** An answer as lines for people: each case with what is paid and why, what is refused and why, and the totals. */
export function answerText(answer: HouseholdAnswer): string {
  const { scenario, at, entitlements, contributions } = answer;
  return [
    `Entitlements of the household in ${at} under ${scenario.title.en} (${scenario.id}), at full take-up`,
    ...byCase(entitlements).flatMap((tiers) => ['', ...caseLines(tiers)]),
    ...(contributions.length === 0
      ? []
      : ['', `Contributions due for ${at}`, ...contributions.map(contributionLine)]),
    '',
    ...totalLines(answer),
    '',
  ].join('\n');
}

/** Entitlements of one case stand side by side. */
function byCase(entitlements: readonly Entitlement[]): Entitlement[][] {
  const cases: Entitlement[][] = [];
  for (const entitlement of entitlements) {
    const last = cases.at(-1);
    if (last?.[0].about === entitlement.about) last.push(entitlement);
    else cases.push([entitlement]);
  }
  return cases;
}

function caseLines(tiers: readonly Entitlement[]): string[] {
  return [CASE[tiers[0].about.kind](tiers[0].about), ...tiers.flatMap(tierLines)];
}

function tierLines(tier: Entitlement): string[] {
  const name = `${tier.title.en} (${tier.tier})`;
  if (!tier.entitled) return [`  no   ${name}: ${refusalOf(tier.reasons)}`];
  const month = tier.about.kind === 'child' ? ' a month' : '';
  const to = tier.recipient === null ? '' : ` to ${tier.recipient}`;
  const { period } = tier;
  const lasting = period ? `, the same from ${period.from} until ${period.until}` : '';
  return [
    `  yes  ${name}: ${amount(tier.amount)} VND${month}${to}${lasting}`,
    `         because ${tier.reasons.map(({ text }) => text).join('; ')}`,
    `         ${tier.computation}`,
    `         paid by ${tier.payer}; ${tier.reference} (${tier.mark})`,
  ];
}

/** What decides: the first condition that fails. */
function refusalOf(reasons: readonly Reason[]): string {
  return reasons.find(({ holds }) => !holds)?.text ?? '';
}

function contributionLine({ member, title, payer, fund, amount: dong }: DueContribution): string {
  return `  ${member}: ${title.en}: ${amount(dong)} VND, paid by ${payer} to ${fund}`;
}

function totalLines({ at, totals }: HouseholdAnswer): string[] {
  return [
    'Totals',
    `  maternity benefits: ${amount(totals.maternity)} VND`,
    `  child benefits in ${at}: ${amount(totals.childMonth)} VND`,
    ...Object.entries(totals.contributions).map(
      ([payer, dong]) => `  contributions for ${at} by ${payer}: ${amount(dong)} VND`,
    ),
  ];
}
