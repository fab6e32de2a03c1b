import { valueText } from '../explain/formula-text.js';
import { monthText } from '../explain/months.js';
import type { SituationPerson } from '../inputs/situation.js';
import { NO_PERSON } from '../inputs/situation.js';
import type { MonthIndex } from '../inputs/time.js';
import type { CaseName, Entitlement, Reason } from './answer.js';
import { plainNumber } from './computation.js';
import { NOT_ENTITLED, type Refusal } from './decide.js';
import type { Rules, TierRules } from './rules.js';
import type { Values } from './tell.js';

/** A case to be told: its record is filled for the month. */
export interface Case {
  readonly about: CaseName;
  readonly month: MonthIndex;
  /** Month of birth of the child; of a pregnancy loss, its month. */
  readonly born: MonthIndex;
  /** Positions of those who may draw a benefit, or NO_PERSON. */
  readonly mother: number;
  readonly father: number;
  readonly child: number;
}

const NOTHING_READ: Reason['parameters'] = [];

/** Tells one tier of a case that has been decided: `amounts` by place, and why it was refused. */
export function tellTier(
  rules: Rules,
  tier: TierRules,
  one: Case,
  values: Values,
  amounts: Float64Array,
  refusal: Refusal | null,
  persons: readonly SituationPerson[],
): Entitlement {
  const { programme, citation } = tier;
  const { id, title, branch, kind, recipient, financing } = programme.tier;
  const entitled = refusal === null;
  const amount = entitled ? amounts[programme.place] : 0;
  const drawer = one[recipient];
  return {
    about: one.about,
    tier: id,
    title,
    branch,
    kind,
    entitled,
    recipient: entitled && drawer !== NO_PERSON ? persons[drawer].id : null,
    amount,
    period: null,
    payer: financing,
    reference: citation.reference,
    mark: citation.mark,
    reasons: reasonsOf(rules, tier, one, values, amounts, refusal),
    computation: entitled ? computation(rules, tier, values, amounts) : '',
    parameters: entitled ? rules.readIn(tier.amountReads, one.month) : NOTHING_READ,
  };
}

/** The conditions as they were found. Where dates or ages leave the case out, nothing else is asked. */
function reasonsOf(
  rules: Rules,
  tier: TierRules,
  one: Case,
  values: Values,
  amounts: Float64Array,
  refusal: Refusal | null,
): Reason[] {
  const bound =
    refusal === null || refusal === 'condition' ? null : boundary(rules, tier, one, amounts, refusal);
  if (bound && refusal !== 'barred' && refusal !== 'nothing-to-add') return [bound];
  const failed: Reason[] = bound ? [bound] : [];
  const held: Reason[] = [];
  for (const { condition, tell, reads } of tier.conditions) {
    const { holds, text } = tell(values);
    (holds ? held : failed).push({ condition, holds, text, parameters: rules.readIn(reads, one.month) });
  }
  for (const reason of held) failed.push(reason);
  return failed;
}

/** The reason of a refusal that no formula gives. */
function boundary(
  rules: Rules,
  { programme }: TierRules,
  { month, born }: Case,
  amounts: Float64Array,
  refusal: Exclude<Refusal, 'condition'>,
): Reason {
  const { tier, exclusiveAfter, topUpAfter } = programme;
  const idOf = (place: number) => rules.tiers[place].programme.tier.id;
  switch (refusal) {
    case 'age': {
      const [condition, bound] =
        month - born < tier.ageFrom
          ? [`age of at least ${tier.ageFrom} months`, `the tier starts at ${tier.ageFrom}`]
          : [`age below ${tier.ageBelow} months`, `the tier ends at ${tier.ageBelow}`];
      return refused(condition, `age ${month - born} months, ${bound}`);
    }
    case 'not-in-force':
      return month < tier.from
        ? refused(`in force from ${monthText(tier.from)}`, `not yet in force in ${monthText(month)}`)
        : refused(
            `in force before ${monthText(tier.until ?? month)}`,
            `no longer in force in ${monthText(month)}`,
          );
    case 'birth-cohort':
      return refused(`born from ${monthText(tier.bornFrom ?? born)}`, `born in ${monthText(born)}`);
    case 'barred': {
      const bar = exclusiveAfter.find((place) => amounts[place] !== NOT_ENTITLED) ?? programme.place;
      return refused(`not entitled to ${idOf(bar)}`, `barred by ${idOf(bar)}`);
    }
    case 'nothing-to-add': {
      const paid = topUpAfter.filter((place) => amounts[place] !== NOT_ENTITLED);
      const sum = paid.reduce((total, place) => total + amounts[place], 0);
      const others = paid.map(idOf).join(', ');
      return refused(`more than ${others}`, `nothing to add to ${others}: ${valueText(sum)} VND`);
    }
  }
}

function refused(condition: string, text: string): Reason {
  return { condition, holds: false, text, parameters: NOTHING_READ };
}

/** `formula = values = dong`, with what earlier tiers pay taken off a top-up. */
function computation(rules: Rules, tier: TierRules, values: Values, amounts: Float64Array): string {
  const { programme } = tier;
  const amount = amounts[programme.place];
  const paid = programme.topUpAfter.filter((place) => amounts[place] !== NOT_ENTITLED);
  const written = tier.computation(values);
  if (paid.length === 0) {
    const result = plainNumber(amount);
    return written === result || written.endsWith(` = ${result}`) ? written : `${written} = ${result}`;
  }
  const less = paid.map((place) => ` - ${amounts[place]} (${rules.tiers[place].programme.tier.id})`).join('');
  const level = paid.reduce((sum, place) => sum + amounts[place], amount);
  return `${written} = ${level}; ${level}${less} = ${amount}`;
}
