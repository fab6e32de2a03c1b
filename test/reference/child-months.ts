import { type Accumulators, LIFE, lifeCells } from '../../engine/indicators/accumulators.js';
import { type HouseholdBenefits, payHousehold } from '../../engine/indicators/distribution-benefits.js';
import { addCount, LIVED, LIVES } from '../../engine/indicators/distribution-sums.js';
import { cellsOf, MEMBERSHIPS, workerOf } from '../../engine/indicators/groups.js';
import { cellOf, flush, makeTally } from '../../engine/indicators/tally.js';
import { FIRST_LAW_YEAR, monthIndex } from '../../engine/inputs/time.js';
import { NOBODY, type Population, RANKS, STILL_HERE } from '../../engine/population/columns.js';
import { addOutcome, addUnions, type Outcomes } from '../../engine/tiers/outcomes.js';
import { wholeDong } from '../../engine/tiers/payment.js';
import {
  CHUNK,
  childReach,
  type Portfolio,
  parameterRow,
  type TierProgramme,
} from '../../engine/tiers/portfolio.js';
import {
  bitCount,
  fillChild,
  fillChildMonth,
  fillChildWindow,
  present,
  type RecordInputs,
} from '../../engine/tiers/records.js';
import { RECORD_LENGTH } from '../../engine/tiers/slots.js';
import { countPaidChild } from './adequacy.js';

const CHILD_BRANCH = 1;
/** A child in the sense of the Law on Children 102/2016/QH13, Article 1: under 16. */
const CHILD_BELOW_MONTHS = 16 * 12;
const ALL_MONTHS = 0xfff;
const LAW_START = monthIndex(FIRST_LAW_YEAR, 1);

const AGES = 101;
const UNKNOWN = -1;

const memberships = new Int32Array(MEMBERSHIPS);
const inNeed = makeTally();
const record = new Float64Array(RECORD_LENGTH);

/** The child at hand: months of the year in which it lives, and who its parents are. */
interface Child {
  person: number;
  mother: number;
  father: number;
  /** The parent whose work and insurance stand for the child's in the result groups. */
  worker: number;
  born: number;
  /** First month of life within the year and the month after the last (0..12). */
  first: number;
  last: number;
  /** Months in which the membership of a parent changes, bit m = month m; UNKNOWN until a tier asks. */
  membershipChanges: number;
  /** Month for which the record was filled last. */
  filledMonth: number;
  /** The month in which it turns a year older, likewise. */
  birthday: number;
}

const child: Child = {
  person: 0,
  mother: 0,
  father: 0,
  worker: 0,
  born: 0,
  first: 0,
  last: 0,
  membershipChanges: 0,
  filledMonth: 0,
  birthday: 0,
};

/**
 * Applies the child tiers of every scenario to every child of the block for one year: a tier that several scenarios share
 * once, and months in which nothing changes in one step.
 */
export function payChildMonths(
  people: Population,
  portfolio: Portfolio,
  inputs: RecordInputs,
  outcomes: Outcomes,
  benefits: HouseholdBenefits,
  sums: Accumulators,
  row: number,
  year: number,
): void {
  const children = payChildren(people, portfolio, inputs, outcomes, benefits, sums, row, year);
  addCount(sums.distribution, row, LIVES, LIVED.childrenOfTheYear, children);
  flush(inNeed, sums.lives, lifeCells(row, LIFE.childMonths));
}

/** The loop of `payChildMonths`. Answers how many lived under 16. */
function payChildren(
  people: Population,
  portfolio: Portfolio,
  inputs: RecordInputs,
  outcomes: Outcomes,
  benefits: HouseholdBenefits,
  sums: Accumulators,
  row: number,
  year: number,
): number {
  let children = 0;
  const january = monthIndex(year, 1);
  const tiers = portfolio.childMonths;
  const oldest = Math.max(CHILD_BELOW_MONTHS, ...tiers.map(({ tier }) => tier.ageBelow));
  const reach = childReach(portfolio, january, oldest);
  for (let person = 0; person < people.count; person++) {
    const born = people.birthMonth[person];
    const exit = people.exitMonth[person];
    if (january - born >= oldest || exit <= january) continue;
    const first = Math.max(0, born - january);
    const last = exit === STILL_HERE ? 12 : Math.min(12, exit - january);
    if (first >= last) continue;
    child.person = person;
    child.born = born;
    child.first = first;
    child.last = last;
    child.mother = present(people, person, people.mother[person]);
    child.father = present(people, person, people.father[person]);
    child.worker = workerOf(people, person, child.mother, child.father);
    const needEnd = Math.min(last, born + CHILD_BELOW_MONTHS - january);
    let need = 0;
    if (needEnd > first) {
      need = (1 << needEnd) - (1 << first);
      children++;
      inNeed.joint[cellOf(people, person, child.worker)] += needEnd - first;
      inNeed.ages[people.sex[person] * AGES + people.age[person]] += needEnd - first;
    }
    fillChild(record, people, child.person, child.mother, child.father, inputs);
    if (payChild(people, tiers, reach, outcomes, sums, row, january, need))
      addScenarios(people, portfolio, outcomes, benefits, sums, row, year, need);
  }
  return children;
}

/** Adds what the tiers of each scenario do together for the child at hand. */
function addScenarios(
  people: Population,
  portfolio: Portfolio,
  outcomes: Outcomes,
  benefits: HouseholdBenefits,
  sums: Accumulators,
  row: number,
  year: number,
  need: number,
): void {
  const { person } = child;
  for (let s = 0; s < portfolio.scenarios.length; s++) {
    const places = portfolio.scenarios[s].childMonths;
    const paid = addUnions(sums, row, portfolio, s, CHILD_BRANCH, places, outcomes, memberships, need);
    if (paid === 0) continue;
    payHousehold(benefits, s, people.household[person], paid);
    countPaidChild(people, person, need, paid, benefits.line, sums.distribution, row, s, year);
  }
}

/** Whether tier t can reach the child by its dates and age. */
function reaches(reach: Int32Array, tiers: number, january: number, t: number): boolean {
  const chunks = Math.ceil(tiers / CHUNK);
  const place = (january - child.born + 11) * chunks;
  return ((reach[place + Math.floor(t / CHUNK)] >>> (t % CHUNK)) & 1) === 1;
}

/** Applies the open child tiers to the child at hand. Answers whether it is eligible for any. */
function payChild(
  people: Population,
  tiers: readonly TierProgramme[],
  reach: Int32Array,
  outcomes: Outcomes,
  sums: Accumulators,
  row: number,
  january: number,
  need: number,
): boolean {
  child.membershipChanges = UNKNOWN;
  child.filledMonth = UNKNOWN;
  child.birthday = 1 << (child.born % 12);
  const { eligible, claimed, paid } = outcomes;
  let any = false;
  for (let t = 0; t < tiers.length; t++) {
    const programme = tiers[t];
    const { place } = programme;
    eligible[place] = 0;
    if (!reaches(reach, tiers.length, january, t)) continue;
    const { tier } = programme;
    const age = january - child.born;
    const from = Math.max(child.first, tier.from - january, tier.ageFrom - age);
    let until = Math.min(child.last, tier.ageBelow - age);
    if (tier.until !== null) until = Math.min(until, tier.until - january);
    if (from >= until) continue;
    claimed[place] = 0;
    paid[place] = 0;
    applyTier(people, programme, outcomes, january, from, until);
    if (eligible[place] === 0) continue;
    if (!any) cellsOf(people, child.person, people.age[child.person], child.worker, memberships);
    any = true;
    addOutcome(sums, row, place, memberships, eligible[place], claimed[place], paid[place], need);
  }
  return any;
}

/** Applies one tier to the child in months `from` to `until - 1`: once for each stretch in which nothing changes. */
function applyTier(
  people: Population,
  programme: TierProgramme,
  outcomes: Outcomes,
  january: number,
  from: number,
  until: number,
): void {
  const { exclusiveAfter, readsMembership, ageLimit, readsEveryMonth } = programme;
  const lawYear = (january - LAW_START) / 12;
  // A birthday matters where it may take the child over the limit of age.
  const readsAgeInYears =
    programme.readsAgeInYears ||
    (ageLimit !== null && Math.floor((january + 11 - child.born) / 12) >= ageLimit.least[lawYear]);
  let barred = 0;
  for (let i = 0; i < exclusiveAfter.length; i++) barred |= outcomes.eligible[exclusiveAfter[i]];
  let changes = programme.parameterChanges[lawYear];
  if (readsMembership) {
    if (child.membershipChanges === UNKNOWN) {
      child.membershipChanges =
        membershipChanges(people, child.mother) | membershipChanges(people, child.father);
    }
    changes |= child.membershipChanges;
  }
  if (readsAgeInYears) changes |= child.birthday;
  if (readsEveryMonth) changes = ALL_MONTHS;
  let start = from;
  while (start < until) {
    let end = start + 1;
    while (end < until && ((changes >>> end) & 1) === 0) end++;
    const open = ((1 << end) - (1 << start)) & ~barred;
    if (open !== 0) {
      if (readsMembership || readsAgeInYears || readsEveryMonth || ageLimit !== null) {
        if (child.filledMonth !== start) {
          fillChildMonth(record, people, child.person, child.mother, child.father, january, start);
          child.filledMonth = start;
        }
        if (readsEveryMonth) fillChildWindow(record, people, child.mother, child.father, start);
      }
      applyStretch(people, programme, outcomes, parameterRow(programme, january + start), open, start);
    }
    start = end;
  }
}

/** Applies one tier to the months `open` of the stretch that begins in `start`. */
function applyStretch(
  people: Population,
  programme: TierProgramme,
  outcomes: Outcomes,
  offset: number,
  open: number,
  start: number,
): void {
  const { tier, place, topUpAfter, parameters } = programme;
  if (programme.eligible(record, parameters, offset) === 0) return;
  let amount = wholeDong(programme.amount(record, parameters, offset), programme.scenario, tier.id);
  for (let i = 0; i < topUpAfter.length; i++) {
    const earlier = topUpAfter[i];
    if ((outcomes.eligible[earlier] >>> start) & 1) amount -= outcomes.amounts[earlier * 12 + start];
  }
  if (topUpAfter.length > 0 && amount <= 0) return;
  outcomes.eligible[place] |= open;
  for (let month = start; open >>> month !== 0; month++) outcomes.amounts[place * 12 + month] = amount;
  const limit = programme.takeUp === null ? RANKS : programme.takeUp(record, parameters, offset) * RANKS;
  if (people.claimChild[child.person] >= limit) return;
  outcomes.claimed[place] |= open;
  outcomes.paid[place] += amount * bitCount(open);
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
