import { type Delivery, deliver } from '../demography/births.js';
import { assessDisability, type DisabilityLimits, disabilityLimits } from '../demography/disability.js';
import { leave, leaveInYearOfBirth, type OnExit } from '../demography/exits.js';
import { type FertilityYear, fertilityYear } from '../demography/fertility.js';
import { immigrate } from '../demography/immigration.js';
import { adoption, pregnancyLoss } from '../demography/maternity-events.js';
import { roundingOffsets, selectMothers } from '../demography/mothers.js';
import { changeFamilies, type MarriageMarket, makeMarket } from '../demography/unions.js';
import { type Accumulators, CARRY_AFTER, carry, makeAccumulators } from '../indicators/accumulators.js';
import { measureDistribution } from '../indicators/distribution.js';
import {
  beginYear,
  type HouseholdBenefits,
  makeHouseholdBenefits,
} from '../indicators/distribution-benefits.js';
import { countBirths, countDeaths, countResidents } from '../indicators/lives.js';
import { monthIndex } from '../inputs/time.js';
import type { BlockKeeper } from '../kept/block-keeper.js';
import { work } from '../labour/careers.js';
import { contribute } from '../labour/contributions.js';
import { type Households, makeHouseholds } from '../labour/households.js';
import { householdIncomes } from '../labour/income.js';
import { recallContributions } from '../labour/past.js';
import { makePopulation, type Population, RANKS } from '../population/columns.js';
import { blockSize } from '../population/plan.js';
import { synthesise } from '../population/synthesis.js';
import { type ChildTiers, gatherChildCases, makeChildTiers, payChildMonths } from '../tiers/child-months.js';
import { contributionPlanOf } from '../tiers/contribution-groups.js';
import { type Collector, type FillMembers, makeCollector } from '../tiers/contributions.js';
import { derivedUnions } from '../tiers/derived-unions.js';
import { type MaternityEvents, payMaternity } from '../tiers/maternity.js';
import { gatherMembers } from '../tiers/member-cases.js';
import { makeOutcomes, type Outcomes } from '../tiers/outcomes.js';
import { type Portfolio, portfolioOf } from '../tiers/portfolio.js';
import type { Model } from './model.js';

/** Room for births and immigrants: yearly births are under 1.5 % of the base population. */
const GROWTH_PER_YEAR = 0.016;
const SPARE_PERSONS = 512;

/** The processes of a block, in their order. */
export const PROCESSES = [
  'synthesis',
  'migration',
  'deaths',
  'unions',
  'births',
  'work',
  'incomes',
  'contributions',
  'maternity tiers',
  'child tiers',
  'distribution',
  'counting',
] as const;
export type ProcessName = (typeof PROCESSES)[number];

/** Someone who looks on: for checks, tests, and measuring. */
export interface Observer {
  /** Called at the end of each simulated year, after all payments. */
  readonly onYear?: (
    people: Population,
    year: number,
    deliveries: readonly Delivery[],
    events: MaternityEvents,
  ) => void;
  /** Called when a process of the block has just ended; the year before the base year has synthesis and work alone. */
  readonly onProcess?: (process: ProcessName, people: Population, year: number) => void;
}

/** The projection of blocks, one after the other, on one set of buffers. One a thread. */
export interface Simulator {
  /** Sums of no block. */
  emptySums(): Accumulators;
  /**
   * Simulates a block from the base year to the last and adds it to `sums`; `keeper` keeps of it what other scenarios may
   * ask.
   */
  run(block: number, sums: Accumulators, observer?: Observer, keeper?: BlockKeeper): void;
  /** Persons of a block at the most, those to come included. */
  readonly capacity: number;
}

/** Makes a simulator: compiles the scenarios and allocates the buffers, once. */
export function makeSimulator(model: Model): Simulator {
  const { country, plan, toYear } = model;
  const years = toYear - country.baseYear + 1;
  let largest = 0;
  for (let block = 0; block < plan.blocks; block++) largest = Math.max(largest, blockSize(plan, block));
  const capacity = Math.ceil(largest * (1 + GROWTH_PER_YEAR * years)) + SPARE_PERSONS;
  const portfolio = portfolioOf(model.scenarios);
  const contributions = contributionPlanOf(model.scenarios);
  const people = makePopulation(capacity);
  const outcomes = makeOutcomes(portfolio);
  const unions = derivedUnions(portfolio);
  const state: State = {
    model,
    portfolio,
    people,
    market: makeMarket(country),
    fertilityYears: Array.from({ length: years }, (_, y) => fertilityYear(country, country.baseYear + y)),
    disability: disabilityLimits(country),
    urbanLimits: country.residence.urbanShare.map((share) => share * RANKS),
    collector: makeCollector(contributions, country.residence.wageZone, country.labour.voluntaryChosenShare),
    outcomes,
    children: makeChildTiers(people.memory, people.capacity, portfolio, country, outcomes),
    benefits: makeHouseholdBenefits(capacity, portfolio.scenarios.length),
    households: makeHouseholds(people),
    blocks: 0,
  };
  return {
    emptySums: () =>
      makeAccumulators(
        portfolio.tiers.length,
        portfolio.scenarios.length,
        years,
        contributions.programmes.length,
        unions,
      ),
    run: (block, sums, observer = {}, keeper) => runBlock(state, block, sums, observer, keeper),
    capacity: people.capacity,
  };
}

interface State {
  readonly model: Model;
  readonly portfolio: Portfolio;
  readonly people: Population;
  readonly market: MarriageMarket;
  readonly fertilityYears: readonly FertilityYear[];
  readonly disability: DisabilityLimits;
  readonly urbanLimits: Float64Array;
  readonly collector: Collector;
  readonly outcomes: Outcomes;
  readonly children: ChildTiers;
  /** Blocks simulated so far. */
  blocks: number;
  readonly benefits: HouseholdBenefits;
  readonly households: Households;
}

function runBlock(
  state: State,
  block: number,
  sums: Accumulators,
  observer: Observer,
  keeper: BlockKeeper | undefined,
): void {
  const { model, people } = state;
  const { country, labour, lumpSum, earnings, income } = model;
  synthesise(model, block, people);
  observer.onProcess?.('synthesis', people, country.baseYear - 1);
  ageOnFirstJuly(people, country.baseYear - 1);
  work(people, labour, earnings, income.step, country.baseYear - 1);
  recallContributions(people, labour, lumpSum, country.labour.pastCoverage, country.baseYear - 1);
  observer.onProcess?.('work', people, country.baseYear - 1);
  for (let year = country.baseYear; year <= model.toYear; year++) {
    const events = runYear(state, block, sums, year, observer, keeper);
    observer.onYear?.(people, year, events.deliveries, events);
  }
  if (++state.blocks % CARRY_AFTER === 0) carry(sums);
}

/** The order of events in a year. */
function runYear(
  state: State,
  block: number,
  sums: Accumulators,
  year: number,
  observer: Observer,
  keeper: BlockKeeper | undefined,
): MaternityEvents {
  const { model, people, portfolio, outcomes, benefits } = state;
  const { country, plan, survival, residence, labour, lumpSum, earnings, income, runKey } = model;
  const y = year - country.baseYear;
  const regions = country.residence.regions.length;
  const died: OnExit = (person) => countDeaths(people, person, sums, y);

  immigrate(people, model.immigration, survival, residence, runKey, plan, block, year);
  observer.onProcess?.('migration', people, year);
  leave(people, survival, state.urbanLimits.subarray(y * regions, (y + 1) * regions), year, died);
  observer.onProcess?.('deaths', people, year);
  changeFamilies(country, people, state.market, year);
  observer.onProcess?.('unions', people, year);
  const fertility = state.fertilityYears[y];
  const { expectants, losing, adopting } = selectMothers(
    people,
    fertility,
    year,
    roundingOffsets(runKey, year, block),
    model.aligned,
  );
  const firstBorn = people.count;
  const deliveries = deliver(people, fertility, survival, residence, year, expectants);
  leaveInYearOfBirth(people, survival, year, firstBorn, died);
  assessDisability(people, state.disability);
  observer.onProcess?.('births', people, year);
  work(people, labour, earnings, income.step, year);
  contribute(people, lumpSum, year);
  observer.onProcess?.('work', people, year);
  householdIncomes(people, income, state.households, year);
  observer.onProcess?.('incomes', people, year);
  keeper?.beginYear();
  state.collector.collect(people, sums.contributions, y, year, keeper && keepMembers(people, keeper));
  observer.onProcess?.('contributions', people, year);
  beginYear(benefits, income.povertyLine.subarray(y * 2, y * 2 + 2));
  const events = {
    deliveries,
    losses: losing.map((mother) => pregnancyLoss(people, mother, year, country.maternity)),
    adoptions: adopting.map((mother) => adoption(people, mother, year)),
  };
  payMaternity(people, events, portfolio, country, outcomes, benefits, sums, y, year, keeper?.event);
  observer.onProcess?.('maternity tiers', people, year);
  gatherChildCases(state.children, people, sums, y, year);
  keeper?.children(state.children.cases);
  keeper?.endYear(people, state.households);
  payChildMonths(state.children, benefits, sums, y, year);
  observer.onProcess?.('child tiers', people, year);
  measureDistribution(people, state.households, benefits, sums.distribution, y);
  observer.onProcess?.('distribution', people, year);
  countBirths(people, deliveries, sums, y);
  sums.personYears += countResidents(people, labour, sums, y, year);
  observer.onProcess?.('counting', people, year);
  return events;
}

/** Gathers members as usual, and keeps them. */
function keepMembers(people: Population, keeper: BlockKeeper): FillMembers {
  return (cases, scheme, january) => {
    gatherMembers(cases, people, scheme, january);
    keeper.members(cases);
  };
}

/** Ages for the year before the projection, in which only the history of work is filled. */
function ageOnFirstJuly(people: Population, year: number): void {
  const june = monthIndex(year, 6);
  for (let i = 0; i < people.count; i++)
    people.age[i] = Math.min(100, Math.max(0, Math.floor((june - people.birthMonth[i]) / 12)));
}
