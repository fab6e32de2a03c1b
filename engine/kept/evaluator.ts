import { type Accumulators, CARRY_AFTER, carry, makeAccumulators } from '../indicators/accumulators.js';
import { beginYear, makeHouseholdBenefits } from '../indicators/distribution-benefits.js';
import { measureChanges } from '../indicators/distribution-changes.js';
import { makeHouseholds } from '../labour/households.js';
import { makePopulation } from '../population/columns.js';
import type { Model } from '../projection/model.js';
import { CASE_COLUMNS } from '../tiers/child-cases.js';
import { makeChildTiers, payChildMonths } from '../tiers/child-months.js';
import { contributionPlanOf } from '../tiers/contribution-groups.js';
import { makeCollector } from '../tiers/contributions.js';
import { derivedUnions } from '../tiers/derived-unions.js';
import { makeEventCase } from '../tiers/event-cases.js';
import { payEvent } from '../tiers/maternity.js';
import { MEMBER_COLUMNS } from '../tiers/member-cases.js';
import { makeOutcomes } from '../tiers/outcomes.js';
import { portfolioOf } from '../tiers/portfolio.js';
import type { KeptBlock } from './block-keeper.js';
import { EVENT_KINDS, EVENT_SLOTS, HOUSEHOLD_COLUMNS } from './layout.js';
import { PageReader } from './pages.js';

/** Applies the scenarios of a model to blocks that were simulated before. One a thread. */
export interface Evaluator {
  /** Sums of no block. */
  emptySums(): Accumulators;
  /** Adds what the scenarios do in a block to `sums`; what the lives themselves add up to is left out. */
  run(block: KeptBlock, sums: Accumulators): void;
}

/**
 * Makes an evaluator: compiles the scenarios and allocates the buffers, once.
 *
 * @param most cases of one kind, and households, in a year of any of the blocks, at the most
 * @param contributions whether contributions are computed too
 */
export function makeEvaluator(model: Model, most: number, contributions: boolean): Evaluator {
  const { country, scenarios, toYear, income } = model;
  const years = toYear - country.baseYear + 1;
  const portfolio = portfolioOf(scenarios);
  const plan = contributionPlanOf(scenarios);
  const people = makePopulation(most);
  const households = makeHouseholds(people);
  const outcomes = makeOutcomes(portfolio);
  const benefits = makeHouseholdBenefits(people.capacity, scenarios.length);
  const tiers = makeChildTiers(people.memory, people.capacity, portfolio, country, outcomes);
  const unions = derivedUnions(portfolio);
  const collector = makeCollector(plan, country.residence.wageZone, country.labour.voluntaryChosenShare);
  const event = makeEventCase();
  let blocks = 0;
  const householdColumns = HOUSEHOLD_COLUMNS.map((column) => column(people, households));

  const payEvents = (numbers: Uint32Array, sums: Accumulators, y: number) => {
    for (let at = 0; at < numbers.length; ) {
      const kind = EVENT_KINDS[numbers[at++]];
      for (const slot of EVENT_SLOTS) event.record[slot] = numbers[at++];
      for (let fact = 0; fact < event.facts.length; fact++) event.facts[fact] = numbers[at++];
      payEvent(kind, event, portfolio, outcomes, benefits, sums, y);
    }
  };

  return {
    emptySums: () =>
      makeAccumulators(portfolio.tiers.length, scenarios.length, years, plan.programmes.length, unions),
    run(block, sums) {
      const members = new PageReader(block.members);
      const families = new PageReader(block.families);
      for (let y = 0; y < years; y++) {
        const year = country.baseYear + y;
        if (contributions) {
          collector.collect(people, sums.contributions, y, year, (cases) => {
            [cases.count] = members.numbers(1);
            for (const name of MEMBER_COLUMNS) members.into(cases[name], cases.count);
          });
        }
        beginYear(benefits, income.povertyLine.subarray(y * 2, y * 2 + 2));
        const [events, children] = families.numbers(2);
        payEvents(families.numbers(events), sums, y);
        tiers.cases.count = children;
        for (const name of CASE_COLUMNS) families.into(tiers.cases[name], children);
        payChildMonths(tiers, benefits, sums, y, year);
        const [count] = families.numbers(1);
        for (const column of householdColumns) families.into(column, count);
        measureChanges(people, benefits, sums.distribution, y);
      }
      if (++blocks % CARRY_AFTER === 0) carry(sums);
    },
  };
}
