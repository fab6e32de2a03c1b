/** Highest single payment, VND: keeps sums exact, and a payment beyond it is a mistake of the scenario. */
const MOST_VND_PER_PAYMENT = 1_000_000_000;

/** A scenario asks for something that cannot be paid. Carries a stable code for those who show it to a user. */
class PaymentError extends Error {
  readonly code = 'payment-out-of-range';
  constructor(scenario: string, tier: string, amount: number) {
    super(
      `tier ${tier} of scenario ${scenario} pays ${amount} dong at once; an amount must be a number up to ${MOST_VND_PER_PAYMENT} dong`,
    );
    this.name = 'PaymentError';
  }
}

/** Whole dong of an amount, half away from zero; below zero nothing is paid. */
export function wholeDong(amount: number, scenario: string, tier: string): number {
  if (!(amount <= MOST_VND_PER_PAYMENT)) throw new PaymentError(scenario, tier, amount);
  return amount > 0 ? Math.round(amount) : 0;
}
