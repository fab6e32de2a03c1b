import {
  type Accumulators,
  add,
  costOffset,
  countOffset,
  LIFE,
  lifeOffset,
  type ScenarioAccumulators,
  TIER,
  unionPlace,
} from '../indicators/accumulators.js';
import { MEMBERSHIPS, membershipsOf, workerOf } from '../indicators/groups.js';
import { FIRST_LAW_YEAR, monthIndex } from '../inputs/time.js';
import { NOBODY, type Population, RANKS, STILL_HERE } from '../population/columns.js';
import { RECORD_LENGTH } from './compile.js';
import { wholeDong } from './payment.js';
import { type Programme, parameterRow, type TierProgramme } from './programme.js';
import { bitCount, fillChild, fillChildMonth, fillChildWindow, present } from './records.js';

const CHILD_BRANCH = 1;
const ALL = 0;
const CONTRIBUTORY = 1;
const NON_CONTRIBUTORY = 2;
/** A child in the sense of the Law on Children 102/2016/QH13, Article 1: under 16. */
export const CHILD_BELOW_MONTHS = 16 * 12;

const ALL_MONTHS = 0xfff;
const LAW_START = monthIndex(FIRST_LAW_YEAR, 1);

const memberships = new Int32Array(MEMBERSHIPS);
const record = new Float64Array(RECORD_LENGTH);

/** Scratch space: months (12 bits) and amounts by tier for the child at hand. */
export interface ChildScratch {
  readonly eligible: Int32Array;
  readonly amounts: Float64Array;
}

export function makeChildScratch(programmes: readonly Programme[]): ChildScratch {
  const tiers = Math.max(0, ...programmes.map(({ scenario }) => scenario.tiers.length));
  return { eligible: new Int32Array(tiers), amounts: new Float64Array(tiers * 12) };
}

/** The child at hand: months of the year in which it lives, and who its parents are. */
interface Child {
  person: number;
  mother: number;
  father: number;
  /** First month of life within the year and the month after the last (0..12). */
  first: number;
  last: number;
  /** Months in which it is in need of a child benefit, bit m = month m. */
  need: number;
  /** Months in which the membership of a parent changes, likewise. */
  membershipChanges: number;
  /** The month in which it turns a year older, likewise. */
  birthday: number;
}

const child: Child = {
  person: 0,
  mother: 0,
  father: 0,
  first: 0,
  last: 0,
  need: 0,
  membershipChanges: 0,
  birthday: 0,
};

/**
 * Applies the child tiers of every scenario to every child of the block for one year, month by month where something
 * can change and in one step where nothing can.
 */
export function payChildMonths(
  people: Population,
  programmes: readonly Programme[],
  wageZone: Uint8Array,
  scratch: ChildScratch,
  sums: Accumulators,
  row: number,
  year: number,
): void {
  const january = monthIndex(year, 1);
  const oldest = Math.max(
    CHILD_BELOW_MONTHS,
    ...programmes.flatMap(({ childMonths }) => childMonths.map(({ tier }) => tier.ageBelow)),
  );
  for (let person = 0; person < people.count; person++) {
    const born = people.birthMonth[person];
    if (january - born >= oldest || people.exitMonth[person] <= january) continue;
    child.person = person;
    child.first = Math.max(0, born - january);
    child.last = Math.min(
      12,
      people.exitMonth[person] === STILL_HERE ? 12 : people.exitMonth[person] - january,
    );
    if (child.first >= child.last) continue;
    child.mother = present(people, people.mother[person]);
    child.father = present(people, people.father[person]);
    const age = people.age[person];
    membershipsOf(people, person, age, workerOf(people, person, child.mother, child.father), memberships);
    const needEnd = Math.min(child.last, born + CHILD_BELOW_MONTHS - january);
    child.need = needEnd > child.first ? (1 << needEnd) - (1 << child.first) : 0;
    if (child.need !== 0)
      add(sums.lives, lifeOffset(row, LIFE.childMonths), memberships, needEnd - child.first);
    child.membershipChanges =
      membershipChanges(people, child.mother) | membershipChanges(people, child.father);
    child.birthday = 1 << (born % 12);
    fillChild(record, people, person, child.mother, child.father, wageZone);
    for (let s = 0; s < programmes.length; s++) {
      if (programmes[s].childMonths.length > 0)
        payScenario(people, programmes[s], scratch, sums.scenarios[s], row, january);
    }
  }
}

function payScenario(
  people: Population,
  programme: Programme,
  scratch: ChildScratch,
  sums: ScenarioAccumulators,
  row: number,
  january: number,
): void {
  const tiers = programme.childMonths;
  let eligibleAny = 0;
  let claimedAny = 0;
  let claimedContributory = 0;
  let claimedOther = 0;
  let eligibleContributory = 0;
  let eligibleOther = 0;
  let paidContributory = 0;
  let paidOther = 0;
  for (let t = 0; t < tiers.length; t++) {
    const programmed = tiers[t];
    const { tier, position } = programmed;
    scratch.eligible[position] = 0;
    const born = people.birthMonth[child.person];
    const from = Math.max(child.first, tier.from - january, born + tier.ageFrom - january);
    const until = Math.min(
      child.last,
      born + tier.ageBelow - january,
      tier.until === null ? 12 : tier.until - january,
    );
    if (from >= until || (tier.bornFrom !== null && born < tier.bornFrom)) continue;
    applyTier(people, programme, programmed, scratch, january, from, until);
    if (outcome.eligible === 0) continue;
    scratch.eligible[position] = outcome.eligible;
    add(
      sums.counts,
      countOffset(sums, row, position, TIER.eligible),
      memberships,
      bitCount(outcome.eligible),
    );
    eligibleAny |= outcome.eligible;
    if (outcome.claimed !== 0) {
      addClaimed(sums, row, position, outcome.claimed, outcome.paid);
    }
    claimedAny |= outcome.claimed;
    if (tier.kind === 'contributory') {
      eligibleContributory |= outcome.eligible;
      claimedContributory |= outcome.claimed;
      paidContributory += outcome.paid;
    } else {
      eligibleOther |= outcome.eligible;
      claimedOther |= outcome.claimed;
      paidOther += outcome.paid;
    }
  }
  if (eligibleAny === 0) return;
  addUnion(programme, sums, row, ALL, eligibleAny, claimedAny, paidContributory + paidOther);
  if (eligibleContributory) {
    addUnion(programme, sums, row, CONTRIBUTORY, eligibleContributory, claimedContributory, paidContributory);
  }
  if (eligibleOther) addUnion(programme, sums, row, NON_CONTRIBUTORY, eligibleOther, claimedOther, paidOther);
}

function addUnion(
  programme: Programme,
  sums: ScenarioAccumulators,
  row: number,
  kind: number,
  eligible: number,
  claimed: number,
  paid: number,
): void {
  const place = unionPlace(programme.scenario.tiers.length, CHILD_BRANCH, kind);
  add(sums.counts, countOffset(sums, row, place, TIER.eligible), memberships, bitCount(eligible));
  if (claimed !== 0) addClaimed(sums, row, place, claimed, paid);
}

function addClaimed(
  sums: ScenarioAccumulators,
  row: number,
  place: number,
  claimed: number,
  paid: number,
): void {
  add(sums.counts, countOffset(sums, row, place, TIER.beneficiaries), memberships, bitCount(claimed));
  const covered = claimed & child.need;
  if (covered !== 0)
    add(sums.counts, countOffset(sums, row, place, TIER.covered), memberships, bitCount(covered));
  add(sums.low, costOffset(sums, row, place), memberships, paid);
}

/** What `applyTier` found: months eligible and claimed (bit m = month m) and dong paid. */
const outcome = { eligible: 0, claimed: 0, paid: 0 };

/** Applies one tier to the child in months `from` to `until - 1`: once for each stretch in which nothing changes. */
function applyTier(
  people: Population,
  programme: Programme,
  programmed: TierProgramme,
  scratch: ChildScratch,
  january: number,
  from: number,
  until: number,
): void {
  const { exclusiveAfter, readsMembership, readsAgeInYears, readsEveryMonth } = programmed;
  outcome.eligible = 0;
  outcome.claimed = 0;
  outcome.paid = 0;
  let barred = 0;
  for (let i = 0; i < exclusiveAfter.length; i++) barred |= scratch.eligible[exclusiveAfter[i]];
  let changes = programmed.parameterChanges[(january - LAW_START) / 12];
  if (readsMembership) changes |= child.membershipChanges;
  if (readsAgeInYears) changes |= child.birthday;
  if (readsEveryMonth) changes = ALL_MONTHS;
  let start = from;
  while (start < until) {
    let end = start + 1;
    while (end < until && ((changes >>> end) & 1) === 0) end++;
    const open = ((1 << end) - (1 << start)) & ~barred;
    if (open !== 0) {
      if (readsMembership || readsAgeInYears || readsEveryMonth) {
        fillChildMonth(record, people, child.person, child.mother, child.father, january, start);
        if (readsEveryMonth) fillChildWindow(record, people, child.mother, child.father, start);
      }
      applyStretch(
        people,
        programme,
        programmed,
        scratch,
        parameterRow(programme, january + start),
        open,
        start,
      );
    }
    start = end;
  }
}

/** Applies one tier to the months `open` of the stretch that begins in `start`. */
function applyStretch(
  people: Population,
  programme: Programme,
  programmed: TierProgramme,
  scratch: ChildScratch,
  offset: number,
  open: number,
  start: number,
): void {
  const { tier, position, topUpAfter } = programmed;
  const { parameters, scenario } = programme;
  if (programmed.eligible(record, parameters, offset) === 0) return;
  let amount = wholeDong(programmed.amount(record, parameters, offset), scenario.id, tier.id);
  for (let i = 0; i < topUpAfter.length; i++) {
    if ((scratch.eligible[topUpAfter[i]] >>> start) & 1)
      amount -= scratch.amounts[topUpAfter[i] * 12 + start];
  }
  if (topUpAfter.length > 0 && amount <= 0) return;
  outcome.eligible |= open;
  if (programmed.toppedUp) {
    for (let month = 0; month < 12; month++) {
      if ((open >>> month) & 1) scratch.amounts[position * 12 + month] = amount;
    }
  }
  const limit = programmed.takeUp === null ? RANKS : programmed.takeUp(record, parameters, offset) * RANKS;
  if (people.claimChild[child.person] >= limit) return;
  outcome.claimed |= open;
  outcome.paid += amount * bitCount(open);
}

/** Months (bit m = month m) in which a parent's membership differs from the month before. */
function membershipChanges(people: Population, parent: number): number {
  if (parent === NOBODY) return 0;
  const compulsory = people.compulsoryMonths[parent];
  const voluntary = people.voluntaryMonths[parent];
  // Bit k tells whether month 11 - k differs from the month before it.
  let changed = ((compulsory ^ (compulsory >>> 1)) | (voluntary ^ (voluntary >>> 1))) & ALL_MONTHS;
  let months = 0;
  while (changed !== 0) {
    const bit = 31 - Math.clz32(changed);
    months |= 1 << (11 - bit);
    changed ^= 1 << bit;
  }
  return months;
}
