import type { MonthIndex } from '../inputs/time.js';
import { wholeDong } from '../tiers/payment.js';
import { parameterRow, type TierProgramme } from '../tiers/portfolio.js';

/** Reasons for which a tier gives nothing, in the order in which the law is asked. */
export type Refusal = 'age' | 'not-in-force' | 'birth-cohort' | 'barred' | 'condition' | 'nothing-to-add';

/** In `amounts`: the tier gives nothing. */
export const NOT_ENTITLED = -1;

/**
 * Decides one tier for one case, as the projection does at full take-up: writes the dong to `amounts` (by place, those of
 * earlier tiers already there) or NOT_ENTITLED, and answers why it is refused. `born`: month of birth of the child.
 * Throws PaymentError for an amount beyond the highest.
 */
export function decide(
  programme: TierProgramme,
  record: Float64Array,
  month: MonthIndex,
  born: MonthIndex,
  amounts: Float64Array,
): Refusal | null {
  const { tier, place, parameters, exclusiveAfter, topUpAfter } = programme;
  amounts[place] = NOT_ENTITLED;
  if (tier.unit === 'child-month') {
    const age = month - born;
    if (age < tier.ageFrom || age >= tier.ageBelow) return 'age';
  }
  if (month < tier.from || (tier.until !== null && month >= tier.until)) return 'not-in-force';
  if (tier.bornFrom !== null && born < tier.bornFrom) return 'birth-cohort';
  for (const earlier of exclusiveAfter) if (amounts[earlier] !== NOT_ENTITLED) return 'barred';
  const row = parameterRow(programme, month);
  if (programme.eligible(record, parameters, row) === 0) return 'condition';
  let amount = wholeDong(programme.amount(record, parameters, row), programme.scenario, tier.id);
  for (const earlier of topUpAfter) if (amounts[earlier] !== NOT_ENTITLED) amount -= amounts[earlier];
  if (topUpAfter.length > 0 && amount <= 0) return 'nothing-to-add';
  amounts[place] = amount;
  return null;
}
