import { fertilityYear } from '../../engine/demography/fertility.js';
import { roundingOffsets } from '../../engine/demography/mothers.js';
import { makeAccumulators } from '../../engine/indicators/accumulators.js';
import { beginYear, makeHouseholdBenefits } from '../../engine/indicators/distribution-benefits.js';
import type { Households } from '../../engine/labour/households.js';
import { type Population, RANKS } from '../../engine/population/columns.js';
import type { Model } from '../../engine/projection/model.js';
import type { ProcessName } from '../../engine/projection/simulator.js';
import { contributionPlanOf } from '../../engine/tiers/contribution-groups.js';
import type { MaternityEvents } from '../../engine/tiers/maternity.js';
import { makeOutcomes } from '../../engine/tiers/outcomes.js';
import { portfolioOf } from '../../engine/tiers/portfolio.js';
import { measureChanges } from '../../test/reference/changes.js';
import { payChildMonths } from '../../test/reference/child-months.js';
import { contribute } from '../../test/reference/contribute.js';
import { makeCollector } from '../../test/reference/contributions.js';
import { deliver } from '../../test/reference/demography/births.js';
import { assessDisability, disabilityLimits } from '../../test/reference/demography/disability.js';
import { leave, leaveInYearOfBirth } from '../../test/reference/demography/exits.js';
import { selectMothers } from '../../test/reference/demography/mothers.js';
import { changeFamilies, makeMarket } from '../../test/reference/demography/unions.js';
import { measureIncomes } from '../../test/reference/distribution.js';
import { measureEarnings } from '../../test/reference/earnings.js';
import { householdIncomes, plainHouseholds } from '../../test/reference/incomes.js';
import { payMaternity } from '../../test/reference/maternity.js';
import { countResidents } from '../../test/reference/residents.js';
import { work } from '../../test/reference/work.js';

/** Changes persons as a process of the year does; they stand as they did before it. */
type ChangingLoop = (people: Population, year: number, block: number) => void;
/** Pays or counts as a process does, once the year has ended. */
type CountingLoop = (people: Population, year: number, events: MaternityEvents) => void;

export interface PlainLoops {
  readonly changing: ReadonlyMap<ProcessName, ChangingLoop>;
  /** In the order of the year: what is paid is asked for by those who come later. */
  readonly counting: ReadonlyMap<ProcessName, CountingLoop>;
}

/**
 * The plain loops to which the tests hold the kernels, by the process of the yearly cycle whose work they do; migration
 * has none, since no kernel does it.
 *
 * @param capacity persons of a block at the most
 */
export function plainLoops(model: Model, capacity: number): PlainLoops {
  const households = plainHouseholds(capacity);
  return {
    changing: new Map([...demography(model, capacity), ...livelihoods(model, households)]),
    counting: counting(model, capacity, households),
  };
}

function demography(
  { country, survival, residence, runKey, aligned }: Model,
  capacity: number,
): ReadonlyMap<ProcessName, ChangingLoop> {
  const regions = country.residence.regions.length;
  const urban = country.residence.urbanShare.map((share) => share * RANKS);
  const market = makeMarket(country, capacity);
  const limits = disabilityLimits(country);
  const nobody = () => {};
  const fertility = new Map<number, ReturnType<typeof fertilityYear>>();
  const fertilityOf = (year: number) => {
    const known = fertility.get(year) ?? fertilityYear(country, year);
    fertility.set(year, known);
    return known;
  };
  return new Map<ProcessName, ChangingLoop>([
    [
      'deaths',
      (people, year) => {
        const y = year - country.baseYear;
        leave(people, survival, urban.subarray(y * regions, (y + 1) * regions), year, nobody);
      },
    ],
    ['unions', (people, year) => changeFamilies(country, people, market, year)],
    [
      'births',
      (people, year, block) => {
        const rates = fertilityOf(year);
        const offsets = roundingOffsets(runKey, year, block);
        const { expectants } = selectMothers(people, rates, year, offsets, aligned);
        for (const one of expectants) {
          const { child, children } = deliver(people, rates, survival, residence, year, one);
          for (let twin = 0; twin < children; twin++)
            leaveInYearOfBirth(people, survival, year, child + twin, nobody);
        }
        assessDisability(people, limits);
      },
    ],
  ]);
}

function livelihoods(
  { labour, earnings, income, lumpSum }: Model,
  households: Households,
): ReadonlyMap<ProcessName, ChangingLoop> {
  return new Map<ProcessName, ChangingLoop>([
    [
      'work',
      (people, year) => {
        work(people, labour, earnings, income.step, year);
        contribute(people, lumpSum, year);
      },
    ],
    ['incomes', (people, year) => householdIncomes(people, income, households, year)],
  ]);
}

function counting(
  model: Model,
  capacity: number,
  households: Households,
): ReadonlyMap<ProcessName, CountingLoop> {
  const { country, scenarios, income, labour } = model;
  const portfolio = portfolioOf(scenarios);
  const plan = contributionPlanOf(scenarios);
  const collector = makeCollector(plan, country.residence.wageZone, country.labour.voluntaryChosenShare);
  const outcomes = makeOutcomes(portfolio);
  const benefits = makeHouseholdBenefits(capacity, scenarios.length);
  const years = model.toYear - country.baseYear + 1;
  const sums = makeAccumulators(portfolio.tiers.length, scenarios.length, years, plan.programmes.length);
  const row = (year: number) => year - country.baseYear;
  return new Map<ProcessName, CountingLoop>([
    ['contributions', (people, year) => collector.collect(people, sums.contributions, row(year), year)],
    [
      'maternity tiers',
      (people, year, events) => {
        const y = row(year);
        beginYear(benefits, income.povertyLine.subarray(y * 2, y * 2 + 2));
        payMaternity(people, events, portfolio, country, outcomes, benefits, sums, y, year);
      },
    ],
    [
      'child tiers',
      (people, year) => payChildMonths(people, portfolio, country, outcomes, benefits, sums, row(year), year),
    ],
    [
      'distribution',
      (people, year) => {
        measureIncomes(people, households, benefits.line, sums.distribution, row(year));
        measureChanges(people, households, benefits, sums.distribution, row(year));
      },
    ],
    [
      'counting',
      (people, year) => {
        countResidents(people, labour, sums, row(year), year);
        measureEarnings(people, sums.distribution, row(year));
      },
    ],
  ]);
}
