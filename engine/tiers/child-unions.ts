import {
  type Accumulators,
  addCase,
  type DerivedUnion,
  UNION,
  unionPlace,
} from '../indicators/accumulators.js';
import type { Outcomes } from './outcomes.js';
import type { Portfolio } from './portfolio.js';
import { bitCount } from './records.js';

const CHILD_BRANCH = 1;

/**
 * The unions of child tiers as sums of their tiers: as long as no two of them cover the same month of a child, the union
 * is their sum, so that only overlaps need be booked (`bookOverlap`).
 */
export function childUnions({ tiers, scenarios, covers, contributory }: Portfolio): DerivedUnion[] {
  return scenarios.flatMap(({ childMonths }, scenario) =>
    ([UNION.contributory, UNION.nonContributory] as const).map((union) => ({
      place: unionPlace(tiers.length, scenario, CHILD_BRANCH, union),
      tiers: Array.from(childMonths)
        .filter((place) => (contributory[place] === 1) === (union === UNION.contributory))
        .map((place) => ({ place, counts: covers[place] === 1, dong: true })),
    })),
  );
}

/** What the covering tiers of one kind do for the case at hand. */
interface Cover {
  eligible: number;
  claimed: number;
  /** Months by which the tiers together exceed the union. */
  moreEligible: number;
  moreClaimed: number;
  moreOutOfNeed: number;
}

const covers: readonly [Cover, Cover] = [emptyCover(), emptyCover()];

function emptyCover(): Cover {
  return { eligible: 0, claimed: 0, moreEligible: 0, moreClaimed: 0, moreOutOfNeed: 0 };
}

/** Begins a case in which covering tiers of a scenario overlap. */
export function beginOverlap(): void {
  for (const cover of covers) Object.assign(cover, NOTHING);
}
const NOTHING = emptyCover();

/** Adds a tier of the scenario to the case. */
export function addToOverlap(portfolio: Portfolio, outcomes: Outcomes, place: number, need: number): void {
  if (portfolio.covers[place] === 0) return;
  const cover = covers[portfolio.contributory[place] === 1 ? 0 : 1];
  const eligible = outcomes.eligible[place];
  const claimed = outcomes.claimed[place];
  cover.eligible |= eligible;
  cover.claimed |= claimed;
  cover.moreEligible += bitCount(eligible);
  cover.moreClaimed += bitCount(claimed);
  cover.moreOutOfNeed += bitCount(claimed & ~need);
}

/** Books the months that the tiers added cover more than once: what the unions are less than the sums of their tiers. */
export function bookOverlap(
  sums: Accumulators,
  row: number,
  tiers: number,
  scenario: number,
  memberships: Int32Array,
  need: number,
): void {
  const first = unionPlace(tiers, scenario, CHILD_BRANCH, 0);
  const [own, other] = covers;
  for (const [cover, union] of [
    [own, UNION.contributory],
    [other, UNION.nonContributory],
  ] as const) {
    addCase(
      sums,
      row,
      first + union,
      memberships,
      bitCount(cover.eligible) - cover.moreEligible,
      bitCount(cover.claimed) - cover.moreClaimed,
      bitCount(cover.claimed & ~need) - cover.moreOutOfNeed,
      0,
    );
  }
  const eligible = own.eligible & other.eligible;
  if (eligible === 0) return;
  const claimed = own.claimed & other.claimed;
  const place = first + UNION.both;
  addCase(sums, row, place, memberships, bitCount(eligible), bitCount(claimed), bitCount(claimed & ~need), 0);
}
