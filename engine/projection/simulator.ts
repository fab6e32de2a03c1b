import {
  type Delivery,
  deliver,
  type FertilityScratch,
  type FertilityYear,
  fertilityYear,
  makeFertilityScratch,
  roundingOffsets,
  selectMothers,
} from '../demography/births.js';
import { leave, leaveInYearOfBirth, type OnExit } from '../demography/exits.js';
import { immigrate } from '../demography/immigration.js';
import { formUnions, type MarriageMarket, makeMarket } from '../demography/unions.js';
import { type Accumulators, carry, makeAccumulators, tierCounts } from '../indicators/accumulators.js';
import { countBirths, countDeaths, countResidents } from '../indicators/lives.js';
import { work } from '../labour/careers.js';
import { householdIncomes } from '../labour/income.js';
import { makePopulation, type Population, RANKS } from '../population/columns.js';
import { blockSize } from '../population/plan.js';
import { synthesise } from '../population/synthesis.js';
import { type ChildScratch, makeChildScratch, payChildMonths } from '../tiers/child-months.js';
import { type DeliveryScratch, makeDeliveryScratch, payDeliveries } from '../tiers/deliveries.js';
import { type Programme, programmeOf } from '../tiers/programme.js';
import type { Model } from './model.js';

/** Room for births and immigrants: yearly births are under 1.5 % of the base population. */
const GROWTH_PER_YEAR = 0.016;
const SPARE_PERSONS = 512;

/** Called at the end of each simulated year, after all payments; for checks and tests. */
export type YearHook = (people: Population, year: number, deliveries: readonly Delivery[]) => void;

/** The projection of blocks, one after the other, on one set of buffers. One a thread. */
export interface Simulator {
  /** Sums of no block. */
  emptySums(): Accumulators;
  /** Simulates a block from the base year to the last and adds it to `sums`. */
  run(block: number, sums: Accumulators, onYear?: YearHook): void;
}

/** Makes a simulator: compiles the scenarios and allocates the buffers, once. */
export function makeSimulator(model: Model): Simulator {
  const { country, plan, toYear } = model;
  const years = toYear - country.baseYear + 1;
  let largest = 0;
  for (let block = 0; block < plan.blocks; block++) largest = Math.max(largest, blockSize(plan, block));
  const capacity = Math.ceil(largest * (1 + GROWTH_PER_YEAR * years)) + SPARE_PERSONS;
  const programmes = model.scenarios.map(programmeOf);
  const state: State = {
    model,
    programmes,
    people: makePopulation(capacity),
    market: makeMarket(country, capacity),
    fertility: makeFertilityScratch(capacity),
    fertilityYears: Array.from({ length: years }, (_, y) => fertilityYear(country, country.baseYear + y)),
    urbanLimits: country.residence.urbanShare.map((share) => share * RANKS),
    children: makeChildScratch(programmes),
    deliveries: makeDeliveryScratch(programmes),
  };
  return {
    emptySums: () => makeAccumulators(tierCounts(programmes), years),
    run: (block, sums, onYear) => runBlock(state, block, sums, onYear),
  };
}

interface State {
  readonly model: Model;
  readonly programmes: readonly Programme[];
  readonly people: Population;
  readonly market: MarriageMarket;
  readonly fertility: FertilityScratch;
  readonly fertilityYears: readonly FertilityYear[];
  readonly urbanLimits: Float64Array;
  readonly children: ChildScratch;
  readonly deliveries: DeliveryScratch;
}

function runBlock(state: State, block: number, sums: Accumulators, onYear: YearHook | undefined): void {
  const { model, people } = state;
  const { country, labour, earnings, income } = model;
  synthesise(model, block, people);
  ageOnFirstJuly(people, country.baseYear - 1);
  work(people, labour, earnings, income.renewal, country.baseYear - 1);
  for (let year = country.baseYear; year <= model.toYear; year++) {
    const deliveries = runYear(state, block, sums, year);
    onYear?.(people, year, deliveries);
  }
  carry(sums);
}

/** The order of events in a year. */
function runYear(state: State, block: number, sums: Accumulators, year: number): Delivery[] {
  const { model, people, programmes } = state;
  const { country, plan, survival, residence, labour, earnings, income, runKey } = model;
  const y = year - country.baseYear;
  const regions = country.residence.regions.length;
  const died: OnExit = (person) => countDeaths(people, person, sums, y);

  immigrate(people, model.immigration, survival, residence, runKey, plan, block, year);
  leave(people, survival, state.urbanLimits.subarray(y * regions, (y + 1) * regions), year, died);
  formUnions(country, people, state.market, year);
  const fertility = state.fertilityYears[y];
  const mothers = selectMothers(
    people,
    fertility,
    state.fertility,
    year,
    roundingOffsets(runKey, year, block),
  );
  const deliveries = mothers.map((mother) => deliver(people, fertility, survival, residence, year, mother));
  for (const { child, children } of deliveries) {
    for (let twin = 0; twin < children; twin++)
      leaveInYearOfBirth(people, survival, year, child + twin, died);
  }
  work(people, labour, earnings, income.renewal, year);
  householdIncomes(people, income, year);
  payDeliveries(people, deliveries, programmes, country.residence.wageZone, state.deliveries, sums, y, year);
  payChildMonths(people, programmes, country.residence.wageZone, state.children, sums, y, year);
  countBirths(people, deliveries, sums, y);
  sums.personYears += countResidents(people, labour, sums, y, year);
  return deliveries;
}

/** Ages for the year before the projection, in which only the history of work is filled. */
function ageOnFirstJuly(people: Population, year: number): void {
  const july = (year - 1900) * 12 + 6;
  for (let i = 0; i < people.count; i++)
    people.age[i] = Math.min(100, Math.max(0, Math.floor((july - people.birthMonth[i]) / 12)));
}
