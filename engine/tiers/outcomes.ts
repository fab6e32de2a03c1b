import { type Accumulators, addCase, UNION, unionPlace } from '../indicators/accumulators.js';
import type { Portfolio } from './portfolio.js';
import { bitCount } from './records.js';

/**
 * What the tiers of the portfolio do for the case at hand (a child's year, a delivery). Months are bits; a delivery has
 * one "month", bit 0.
 */
export interface Outcomes {
  /** By place: for which months eligible, and which of them claimed. */
  readonly eligible: Int32Array;
  readonly claimed: Int32Array;
  /** By place: dong paid. */
  readonly paid: Float64Array;
  /** By place and month: amount of a month, for tiers that are topped up. */
  readonly amounts: Float64Array;
  /** By place: dong of earnings that stop while it is paid, at most what is paid. Of events alone. */
  readonly lost: Float64Array;
}

export function makeOutcomes(portfolio: Portfolio): Outcomes {
  const places = portfolio.tiers.length;
  return {
    eligible: new Int32Array(places),
    claimed: new Int32Array(places),
    paid: new Float64Array(places),
    amounts: new Float64Array(places * 12),
    lost: new Float64Array(places),
  };
}

/** Adds an outcome to the sums of a place. `need` has the months in which the case is in need of the branch's benefits. */
export function addOutcome(
  sums: Accumulators,
  row: number,
  place: number,
  memberships: Int32Array,
  eligible: number,
  claimed: number,
  paid: number,
  need: number,
): void {
  addCase(
    sums,
    row,
    place,
    memberships,
    bitCount(eligible),
    bitCount(claimed),
    bitCount(claimed & ~need),
    paid,
  );
}

/**
 * Adds, for one scenario, what its contributory tiers do together, the others, and both at once: a month that two tiers
 * cover counts once. What is paid to a father, or for a pregnancy loss or an adoption, adds to cost, not to the persons
 * covered. Answers the dong paid in all.
 */
export function addUnions(
  sums: Accumulators,
  row: number,
  portfolio: Portfolio,
  scenario: number,
  branch: number,
  places: Int32Array,
  outcomes: Outcomes,
  memberships: Int32Array,
  need: number,
): number {
  let eligible = 0;
  let claimed = 0;
  let paid = 0;
  let otherEligible = 0;
  let otherClaimed = 0;
  let otherPaid = 0;
  for (let i = 0; i < places.length; i++) {
    const place = places[i];
    if (outcomes.eligible[place] === 0) continue;
    const own = portfolio.covers[place] === 1 ? ALL : 0;
    if (portfolio.contributory[place] === 1) {
      eligible |= outcomes.eligible[place] & own;
      claimed |= outcomes.claimed[place] & own;
      paid += outcomes.paid[place];
    } else {
      otherEligible |= outcomes.eligible[place] & own;
      otherClaimed |= outcomes.claimed[place] & own;
      otherPaid += outcomes.paid[place];
    }
  }
  const first = unionPlace(portfolio.tiers.length, scenario, branch, 0);
  if (eligible !== 0 || paid > 0) {
    addOutcome(sums, row, first + UNION.contributory, memberships, eligible, claimed, paid, need);
  }
  if (otherEligible !== 0 || otherPaid > 0) {
    addOutcome(
      sums,
      row,
      first + UNION.nonContributory,
      memberships,
      otherEligible,
      otherClaimed,
      otherPaid,
      need,
    );
  }
  if ((eligible & otherEligible) !== 0) {
    const both = claimed & otherClaimed;
    addOutcome(sums, row, first + UNION.both, memberships, eligible & otherEligible, both, 0, need);
  }
  return paid + otherPaid;
}

const ALL = -1;
