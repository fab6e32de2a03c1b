/** Highest single payment, VND: keeps sums exact, and a payment beyond it is a mistake of the scenario. */
export const MOST_VND_PER_PAYMENT = 1_000_000_000;

/** A scenario asks for something that cannot be paid. Carries a stable code for those who show it to a user. */
class PaymentError extends Error {
  readonly code = 'payment-out-of-range';
  constructor(scenario: string, rule: string, amount: number, kind: string) {
    super(
      `${kind} ${rule} of scenario ${scenario} pays ${amount} dong at once; an amount must be a number up to ${MOST_VND_PER_PAYMENT} dong`,
    );
    this.name = 'PaymentError';
  }
}

/**
 * Whole dong of an amount, half away from zero; below zero nothing is paid. Throws PaymentError, naming the rule, for an
 * amount beyond the highest or that is no number.
 */
export function wholeDong(
  amount: number,
  scenario: string,
  rule: string,
  kind: 'tier' | 'contribution' = 'tier',
): number {
  if (!(amount <= MOST_VND_PER_PAYMENT)) throw new PaymentError(scenario, rule, amount, kind);
  return amount > 0 ? Math.round(amount) : 0;
}
