import { type Accumulators, LIFE, lifeCells, TIER_FIGURES } from '../indicators/accumulators.js';
import { countPaidChild } from '../indicators/adequacy.js';
import { type HouseholdBenefits, payHousehold } from '../indicators/distribution-benefits.js';
import { addCount, LIVED, LIVES } from '../indicators/distribution-sums.js';
import { CELLS, MEMBERSHIPS } from '../indicators/groups.js';
import { flush, makeTally, type Tally } from '../indicators/tally.js';
import { FIRST_LAW_YEAR, monthIndex } from '../inputs/time.js';
import type { KernelMemory } from '../kernels/instance.js';
import type { Population } from '../population/columns.js';
import { type ChildCases, gatherChildren, MARK, makeChildCases } from './child-cases.js';
import { type ChildChunk, childChunks, YEAR, YEAR_FIGURES } from './child-kernel.js';
import { addToOverlap, beginOverlap, bookOverlap } from './child-unions.js';
import type { Outcomes } from './outcomes.js';
import { CHUNK, childReach, type Portfolio, parameterRow } from './portfolio.js';
import { bitCount, type RecordInputs } from './records.js';

/** A child in the sense of the Law on Children 102/2016/QH13, Article 1: under 16. */
const CHILD_BELOW_MONTHS = 16 * 12;
const LAW_START = monthIndex(FIRST_LAW_YEAR, 1);
/** Children are gathered up to the 22nd birthday, as far as the scenario language lets a tier go, so that kept cases serve any tier. */
const OLDEST = 22 * 12;
/** A limit of age beyond all ages. */
const NO_AGE = 10_000;

const memberships = new Int32Array(MEMBERSHIPS);

/** The child tiers of a run, ready to be applied to the children of one population. */
export interface ChildTiers {
  readonly portfolio: Portfolio;
  readonly inputs: RecordInputs;
  readonly cases: ChildCases;
  readonly need: Tally;
  readonly outcomes: Outcomes;
  readonly chunks: readonly ChildChunk[];
  readonly years: Int32Array;
  /** Age in months, in January, from which no child is looked at. */
  readonly oldest: number;
  /** What the chunks answered for the case at hand. */
  readonly hits: Int32Array;
  /** Tiers of each scenario: [scenario * chunks + chunk], as bits. */
  readonly scenarioTiers: Int32Array;
  /** Places of the child tiers, by position among them. */
  readonly places: Int32Array;
}

/** Compiles the child tiers and makes room for the cases of at most `capacity` persons. */
export function makeChildTiers(
  memory: KernelMemory,
  capacity: number,
  portfolio: Portfolio,
  inputs: RecordInputs,
  outcomes: Outcomes,
): ChildTiers {
  const tiers = portfolio.childMonths;
  const need = makeTally(memory);
  const cases = makeChildCases(memory, capacity, need);
  const years = new Int32Array(tiers.length * YEAR_FIGURES);
  const { scenarios } = portfolio;
  const { wageZone } = inputs.residence;
  const chunks = childChunks(portfolio, { cases, outcomes, years, wageZone });
  const scenarioTiers = new Int32Array(scenarios.length * chunks.length);
  scenarios.forEach(({ childMonths }, s) => {
    tiers.forEach(({ place }, t) => {
      if (childMonths.includes(place))
        scenarioTiers[s * chunks.length + Math.floor(t / CHUNK)] |= 1 << (t % CHUNK);
    });
  });
  return {
    portfolio,
    inputs,
    cases,
    need,
    outcomes,
    chunks,
    years,
    oldest: Math.max(OLDEST, ...tiers.map(({ tier }) => tier.ageBelow)),
    hits: new Int32Array(chunks.length),
    scenarioTiers,
    places: Int32Array.from(tiers, ({ place }) => place),
  };
}

/** Gathers the children of a block and year, and counts those in need of a child benefit. */
export function gatherChildCases(
  tiers: ChildTiers,
  people: Population,
  sums: Accumulators,
  row: number,
  year: number,
): void {
  const children = gatherChildren(tiers.cases, people, tiers.inputs, monthIndex(year, 1), tiers.oldest);
  addCount(sums.distribution, row, LIVES, LIVED.childrenOfTheYear, children);
  flush(tiers.need, sums.lives, lifeCells(row, LIFE.childMonths));
}

/**
 * Applies the child tiers of every scenario to the children gathered: a tier that several scenarios share once, and
 * months in which nothing changes in one step.
 */
export function payChildMonths(
  tiers: ChildTiers,
  benefits: HouseholdBenefits,
  sums: Accumulators,
  row: number,
  year: number,
): void {
  const january = monthIndex(year, 1);
  fillYear(tiers, january);
  payCases(tiers, childReach(tiers.portfolio, january, tiers.oldest), benefits, sums, row, january);
}

/** What the year changes for each tier. */
function fillYear({ portfolio, years }: ChildTiers, january: number): void {
  portfolio.childMonths.forEach((programme, t) => {
    const { tier, ageLimit, parameterChanges } = programme;
    const lawYear = (january - LAW_START) / 12;
    const at = t * YEAR_FIGURES;
    years[at + YEAR.from] = Math.min(12, Math.max(0, tier.from - january));
    years[at + YEAR.until] = tier.until === null ? 12 : Math.min(12, Math.max(0, tier.until - january));
    years[at + YEAR.changes] = parameterChanges[lawYear];
    years[at + YEAR.row] = parameterRow(programme, january);
    years[at + YEAR.step] = programme.parameterCount;
    years[at + YEAR.youngest] = tier.ageFrom;
    years[at + YEAR.oldest] = tier.ageBelow;
    years[at + YEAR.leastLimit] =
      ageLimit === null ? NO_AGE : Math.ceil(Math.min(NO_AGE, ageLimit.least[lawYear]));
  });
}

/** Applies the tiers to all cases: one function in one go, several of them case by case. */
function payCases(
  tiers: ChildTiers,
  reach: Int32Array,
  benefits: HouseholdBenefits,
  sums: Accumulators,
  row: number,
  january: number,
): void {
  const { cases, chunks, hits } = tiers;
  const { count } = cases;
  const first = row * sums.places * CELLS * TIER_FIGURES;
  const settle = (i: number) => settleScenarios(tiers, i, benefits, sums, row, january);
  if (chunks.length === 1) {
    const [{ apply, data }] = chunks;
    apply(data, 0, count, january, reach, sums.tiers, first, hits, settle);
    return;
  }
  for (let i = 0; i < count; i++) {
    let any = 0;
    for (const { apply, data } of chunks)
      any |= apply(data, i, i + 1, january, reach, sums.tiers, first, hits, null);
    if (any !== 0) settle(i);
  }
}

/** Adds what the tiers of each scenario do together for the case at hand. */
function settleScenarios(
  tiers: ChildTiers,
  i: number,
  benefits: HouseholdBenefits,
  sums: Accumulators,
  row: number,
  january: number,
): void {
  const { cases, hits, scenarioTiers, places, outcomes, portfolio } = tiers;
  const { eligible, paid } = outcomes;
  const { covers } = portfolio;
  const chunks = hits.length;
  const household = cases.caseHousehold[i];
  const marks = cases.caseMarks[i];
  const young = january + 11 - cases.caseBorn[i] < CHILD_BELOW_MONTHS;
  const inDecember = young ? (marks >>> MARK.resident[0]) & 1 : 0;
  const area = (marks >>> MARK.rural[0]) & 1;
  const need = bitCount(needOf(cases, i, january));
  for (let s = 0; s < portfolio.scenarios.length; s++) {
    let sum = 0;
    let any = 0;
    let twice = 0;
    for (let k = 0; k < chunks; k++) {
      for (let hit = hits[k] & scenarioTiers[s * chunks + k]; hit !== 0; hit &= hit - 1) {
        const place = places[k * CHUNK + 31 - Math.clz32(hit & -hit)];
        sum += paid[place];
        const own = covers[place] === 1 ? eligible[place] : 0;
        twice |= any & own;
        any |= own;
      }
    }
    if (twice !== 0) bookTwice(tiers, i, s, sums, row, january);
    if (sum === 0) continue;
    payHousehold(benefits, s, household, sum);
    countPaidChild(inDecember, marks & 3, area, need, sum, benefits.line, sums.distribution, row, s);
  }
}

/** Books what a scenario's tiers cover twice for the case at hand. */
function bookTwice(
  tiers: ChildTiers,
  i: number,
  s: number,
  sums: Accumulators,
  row: number,
  january: number,
): void {
  const { cases, hits, scenarioTiers, places, outcomes, portfolio } = tiers;
  const need = needOf(cases, i, january);
  beginOverlap();
  for (let k = 0; k < hits.length; k++) {
    for (let hit = hits[k] & scenarioTiers[s * hits.length + k]; hit !== 0; hit &= hit - 1)
      addToOverlap(portfolio, outcomes, places[k * CHUNK + 31 - Math.clz32(hit & -hit)], need);
  }
  memberships[0] = cases.casePlace[i];
  memberships[1] = cases.caseStatus[i];
  memberships[2] = cases.caseAge[i];
  bookOverlap(sums, row, portfolio.tiers.length, s, memberships, need);
}

/** Months (bits) that the case lived under 16. */
function needOf({ caseBorn, caseLife }: ChildCases, i: number, january: number): number {
  const first = caseLife[i] & 15;
  const end = Math.min(caseLife[i] >>> 4, caseBorn[i] + CHILD_BELOW_MONTHS - january);
  return end > first ? (1 << end) - (1 << first) : 0;
}
