import { leave } from '../../engine/demography/exits.js';
import { fertilityYear } from '../../engine/demography/fertility.js';
import { roundingOffsets, selectMothers } from '../../engine/demography/mothers.js';
import {
  type Accumulators,
  BILLION,
  LIFE,
  lifeCells,
  makeAccumulators,
  TIER,
  TIER_FIGURES,
  UNION,
  unionPlace,
  withUnions,
} from '../../engine/indicators/accumulators.js';
import { contributionOffset } from '../../engine/indicators/contribution-sums.js';
import { beginYear, makeHouseholdBenefits } from '../../engine/indicators/distribution-benefits.js';
import { CHANGED, countAt, LIVED, LIVES, scenarioSlot } from '../../engine/indicators/distribution-sums.js';
import { CELLS } from '../../engine/indicators/groups.js';
import { countDeaths, countResidents } from '../../engine/indicators/lives.js';
import { work } from '../../engine/labour/careers.js';
import { contribute } from '../../engine/labour/contributions.js';
import { makeHouseholds } from '../../engine/labour/households.js';
import { householdIncomes } from '../../engine/labour/income.js';
import { makePopulation, type Population } from '../../engine/population/columns.js';
import { PROCESS } from '../../engine/random/streams.js';
import { threefry } from '../../engine/random/threefry.js';
import { gatherChildCases, makeChildTiers, payChildMonths } from '../../engine/tiers/child-months.js';
import { contributionPlanOf } from '../../engine/tiers/contribution-groups.js';
import { makeCollector } from '../../engine/tiers/contributions.js';
import { derivedUnions } from '../../engine/tiers/derived-unions.js';
import { makeOutcomes } from '../../engine/tiers/outcomes.js';
import { portfolioOf } from '../../engine/tiers/portfolio.js';
import type { Block } from './block.js';
import type { ColumnName } from './columns.js';
import { type Kernel, weighted } from './measure.js';
import { lineOf, urbanLimitOf } from './tables.js';

/** Columns that each process of the labour market changes. */
const WORK_COLUMNS: readonly ColumnName[] = [
  'participationRank',
  'jobRank',
  'voluntaryRank',
  'statusRank',
  'earningsRank',
  'householdRank',
  'compulsoryMonths',
  'voluntaryMonths',
  'activity',
  'insurance',
  'earnings',
  'declaredWage',
  'declaredWageBefore',
  'compulsoryTotal',
  'voluntaryTotal',
  'lumpSumOpen',
  'lumpSumMonth',
];
const EXIT_COLUMNS: readonly ColumnName[] = [
  'exitMonth',
  'died',
  'age',
  'area',
  'partner',
  'endedUnions',
  'household',
  'livingChildren',
];
const INCOME_COLUMNS: readonly ColumnName[] = ['incomePerHead', 'quintile', 'decile', 'poverty'];

/** Calls of the engine's own functions on a population that holds the block's columns. */
export function engineKernels(block: Block): readonly Kernel[] {
  const people = makePopulation(block.capacity);
  for (const [name, column] of block.columns) people[name].set(column);
  people.count = block.count;
  return [
    draws(block, people),
    deaths(block, people),
    births(block, people),
    labour(block, people),
    incomes(block, people),
    contributions(block, people),
    childTier(block, people),
    counting(block, people),
  ];
}

/** Restores some columns, and totals them. */
function changing({ columns, count }: Block, people: Population, names: readonly ColumnName[]) {
  const changed = columns.filter(([name]) => names.includes(name));
  return {
    restore: () => {
      for (const [name, column] of changed) people[name].set(column);
    },
    totals: () => Object.fromEntries(names.map((name) => [name, weighted(people[name], count)])),
  };
}

/** Sums of one year for the block's law. */
function emptySums({ law }: Block): Accumulators {
  return makeAccumulators(law.tiers.length, 1, 1, law.contributions.length);
}

function lifeTotal(sums: Accumulators, figure: number): number {
  return weighted(sums.lives, CELLS, lifeCells(0, figure));
}

function draws({ endedYear, count }: Block, { key0, key1 }: Population): Kernel {
  const word = new Int32Array(2);
  let first = 0;
  let second = 0;
  return {
    name: 'draws',
    restore() {
      first = 0;
      second = 0;
    },
    run() {
      let sum0 = 0;
      let sum1 = 0;
      for (let i = 0; i < count; i++) {
        threefry(key0[i], key1[i], endedYear + 1, PROCESS.labour, word);
        sum0 = (sum0 + word[0]) | 0;
        sum1 = (sum1 + word[1]) | 0;
      }
      first = sum0 >>> 0;
      second = sum1 >>> 0;
    },
    totals: () => ({ first, second }),
  };
}

function deaths(block: Block, people: Population): Kernel {
  const { model, endedYear } = block;
  const year = endedYear + 1;
  const urbanLimit = urbanLimitOf(block, year);
  const sums = emptySums(block);
  const columns = changing(block, people, EXIT_COLUMNS);
  const onExit = (person: number) => countDeaths(people, person, sums, 0);
  return {
    name: 'deaths',
    restore() {
      columns.restore();
      sums.lives.fill(0);
    },
    run: () => leave(people, model.survival, urbanLimit, year, onExit),
    totals: () => ({ ...columns.totals(), deaths: lifeTotal(sums, LIFE.deaths) }),
  };
}

function births({ model, endedYear, block }: Block, people: Population): Kernel {
  const year = endedYear + 1;
  const fertility = fertilityYear(model.country, year);
  const offsets = roundingOffsets(model.runKey, year, block);
  const select = () => selectMothers(people, fertility, year, offsets, true);
  let found = select();
  return {
    name: 'births',
    restore: () => {},
    run() {
      found = select();
    },
    totals: () => ({
      mothers: weighted(found.expectants.map(({ mother }) => mother)),
      months: weighted(found.expectants.map(({ month }) => month)),
      children: weighted(found.expectants.map(({ children }) => children)),
      losing: weighted(found.losing),
      adopting: weighted(found.adopting),
    }),
  };
}

function labour(block: Block, people: Population): Kernel {
  const { labour, earnings, income, lumpSum } = block.model;
  const year = block.endedYear + 1;
  return {
    name: 'work',
    ...changing(block, people, WORK_COLUMNS),
    run() {
      work(people, labour, earnings, income.step, year);
      contribute(people, lumpSum, year);
    },
  };
}

function incomes(block: Block, people: Population): Kernel {
  const { income } = block.model;
  const households = makeHouseholds(people);
  const year = block.endedYear + 1;
  return {
    name: 'incomes',
    ...changing(block, people, INCOME_COLUMNS),
    run: () => householdIncomes(people, income, households, year),
  };
}

function contributions(block: Block, people: Population): Kernel {
  const { model, law, endedYear } = block;
  const plan = contributionPlanOf(model.scenarios);
  const { residence, labour } = model.country;
  const collector = makeCollector(plan, residence.wageZone, labour.voluntaryChosenShare);
  const sums = emptySums(block).contributions;
  const place = (payer: string) =>
    plan.programmes.findIndex(({ contribution }) => contribution.payer === payer);
  const cells = contributionOffset(sums, 0, 1);
  const total = (values: Float64Array, payer: string) =>
    weighted(values, cells, contributionOffset(sums, 0, place(payer)));
  if (law.contributions.filter(({ counted }) => counted).length !== 2)
    throw new Error('the reference programs know two counted contributions of compulsory members');
  return {
    name: 'contributions',
    restore() {
      sums.dong.fill(0);
      sums.persons.fill(0);
    },
    run: () => collector.collect(people, sums, 0, endedYear),
    totals: () => ({
      employersDong: total(sums.dong, 'employer'),
      employees: total(sums.persons, 'employer'),
      ownersDong: total(sums.dong, 'member'),
      owners: total(sums.persons, 'member'),
    }),
  };
}

function childTier(block: Block, people: Population): Kernel {
  const { model, endedYear, capacity, count } = block;
  const portfolio = portfolioOf(model.scenarios);
  const outcomes = makeOutcomes(portfolio);
  const benefits = makeHouseholdBenefits(capacity, 1);
  const sums = makeAccumulators(portfolio.tiers.length, 1, 1, 0, derivedUnions(portfolio));
  const tiers = makeChildTiers(people.memory, capacity, portfolio, model.country, outcomes);
  const line = lineOf(block, endedYear);
  const slot = scenarioSlot(0);
  const place = (tier: number) => {
    const { tiers: figures, billions } = withUnions(sums);
    billions.forEach((whole, cell) => {
      figures[cell * TIER_FIGURES + TIER.dong] += whole * BILLION;
    });
    return weighted(figures, CELLS * TIER_FIGURES, tier * CELLS * TIER_FIGURES);
  };
  return {
    name: 'child tier',
    restore() {
      sums.tiers.fill(0);
      sums.lives.fill(0);
      sums.distribution.counts.fill(0);
      beginYear(benefits, line);
    },
    run() {
      gatherChildCases(tiers, people, sums, 0, endedYear);
      payChildMonths(tiers, benefits, sums, 0, endedYear);
    },
    totals: () => ({
      tier: place(0),
      union: place(unionPlace(1, 0, 1, UNION.nonContributory)),
      childMonths: lifeTotal(sums, LIFE.childMonths),
      children: countAt(sums.distribution, 0, LIVES, LIVED.childrenOfTheYear),
      needyReached: countAt(sums.distribution, 0, slot, CHANGED.needyReached),
      othersReached: countAt(sums.distribution, 0, slot, CHANGED.othersReached),
      atFloor: countAt(sums.distribution, 0, slot, CHANGED.childrenAtFloor),
      households: benefits.count,
      householdDong: weighted(
        Float64Array.from(
          { length: count },
          (_, i) => benefits.rows[i] && benefits.dong[benefits.rows[i] - 1],
        ),
      ),
    }),
  };
}

function counting(block: Block, people: Population): Kernel {
  const { model, endedYear } = block;
  const sums = emptySums(block);
  let counted = 0;
  return {
    name: 'counting',
    restore: () => {
      sums.lives.fill(0);
    },
    run() {
      counted = countResidents(people, model.labour, sums, 0, endedYear);
    },
    totals: () => ({
      counted,
      population: lifeTotal(sums, LIFE.population),
      insured: lifeTotal(sums, LIFE.insured),
      workingAgeForce: lifeTotal(sums, LIFE.workingAgeForce),
    }),
  };
}
