import type { MonthIndex } from '../inputs/time.js';
import { RANKS } from '../population/columns.js';
import { wholeDong } from '../tiers/payment.js';
import { parameterRow, type TierProgramme } from '../tiers/portfolio.js';
import { type FormulaNames, valueText } from './formula-text.js';
import { monthText } from './months.js';
import { type Reading, trace } from './trace.js';

/** Reasons for which a tier pays nothing. */
export type ReasonCode =
  | 'not-in-force'
  | 'birth-cohort'
  | 'age'
  | 'barred'
  | 'condition'
  | 'nothing-to-add'
  | 'does-not-claim';

interface Reason {
  readonly code: ReasonCode;
  /** What was tested, without the values of the case: equal for the same reason in another month. */
  readonly tested: string;
  /** The reason in words, with values. */
  readonly text: string;
}

/** What a tier does in one month: for a birth, a loss or an adoption that of the event, for a child any month of its life. */
export interface Judgement {
  readonly eligible: boolean;
  readonly claimed: boolean;
  /** Dong to which the person is entitled. */
  readonly amount: number;
  readonly reason: Reason | null;
}

/** A person and month to which a tier is applied; the record is filled for that month. */
export interface MonthCase {
  readonly month: MonthIndex;
  readonly born: MonthIndex;
  readonly record: Float64Array;
  /** Rank of claiming of the branch. */
  readonly claimRank: number;
}

const refused = (code: ReasonCode, tested: string, text = tested): Judgement => ({
  eligible: false,
  claimed: false,
  amount: 0,
  reason: { code, tested, text },
});

/**
 * Applies one tier to one month in the order of the law, and says why nothing is paid where nothing is. `earlier` are
 * the judgements of the same month on the tiers before it, by place. `names` are those of the tier's scenario.
 */
export function judge(
  programme: TierProgramme,
  one: MonthCase,
  names: FormulaNames,
  earlier: ReadonlyMap<number, Judgement>,
  tierIds: readonly string[],
): Judgement {
  const closed = outOfReach(programme, one);
  if (closed) return closed;
  const { tier, parameters, scenario, exclusiveAfter, topUpAfter } = programme;
  const bar = exclusiveAfter.find((place) => earlier.get(place)?.eligible);
  if (bar !== undefined) return refused('barred', `barred by ${tierIds[bar]}`);

  const offset = parameterRow(programme, one.month);
  const reading: Reading = { record: one.record, parameters, offset, names };
  if (programme.eligible(one.record, parameters, offset) === 0) {
    const { condition, text } = trace(tier.eligibility, reading);
    return refused('condition', condition, text);
  }
  const level = wholeDong(programme.amount(one.record, parameters, offset), scenario, tier.id);
  let amount = level;
  for (const place of topUpAfter) {
    const paid = earlier.get(place);
    if (paid?.eligible) amount -= paid.amount;
  }
  if (topUpAfter.length > 0 && amount <= 0) {
    const others = topUpAfter.map((place) => tierIds[place]).join(', ');
    const tested = `nothing to add to ${others}`;
    return refused(
      'nothing-to-add',
      tested,
      `${tested}: ${valueText(level - amount)} of ${valueText(level)} VND`,
    );
  }
  const takeUp = programme.takeUp === null ? 1 : programme.takeUp(one.record, parameters, offset);
  const claimed = one.claimRank < takeUp * RANKS;
  return { eligible: true, claimed, amount, reason: claimed ? null : unclaimed(one.claimRank, takeUp) };
}

function unclaimed(claimRank: number, takeUp: number): Reason {
  const rank = claimRank / RANKS;
  // More digits only where two would hide that the rank lies above.
  const digits = rank.toFixed(2) > takeUp.toFixed(2) ? 2 : 5;
  const text = `does not claim: rank ${rank.toFixed(digits)}, take-up ${takeUp.toFixed(digits)}`;
  return { code: 'does-not-claim', tested: 'take-up', text };
}

/** Answers the refusal of a tier whose ages or dates leave the month out, null where they do not. */
function outOfReach({ tier }: TierProgramme, { month, born }: MonthCase): Judgement | null {
  const age = month - born;
  const bound =
    tier.unit !== 'child-month'
      ? null
      : age < tier.ageFrom
        ? `tier starts at ${tier.ageFrom}`
        : age >= tier.ageBelow
          ? `tier ends at ${tier.ageBelow}`
          : null;
  if (bound) return refused('age', bound, `age ${age} months, ${bound}`);
  if (month < tier.from) return refused('not-in-force', `not yet in force (from ${monthText(tier.from)})`);
  if (tier.until !== null && month >= tier.until)
    return refused('not-in-force', `no longer in force (to ${monthText(tier.until - 1)})`);
  if (tier.bornFrom === null || born >= tier.bornFrom) return null;
  const cohort = `only for births from ${monthText(tier.bornFrom)}`;
  return refused('birth-cohort', cohort, `${cohort}, this one was in ${monthText(born)}`);
}
