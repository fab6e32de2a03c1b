import type { DerivedUnion } from '../indicators/accumulators.js';
import { twinCounts } from './child-twins.js';
import { childUnions } from './child-unions.js';
import { eventUnions } from './maternity.js';
import type { Portfolio } from './portfolio.js';

/** All sums that are not booked because they follow from others, in an order in which each follows from those before. */
export function derivedUnions(portfolio: Portfolio): DerivedUnion[] {
  return [...twinCounts(portfolio), ...childUnions(portfolio), ...eventUnions(portfolio)];
}
