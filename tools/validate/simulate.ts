import { countryPack } from '../../countries/index.js';
import { resultRows } from '../../engine/indicators/rows.js';
import { DEFAULT_PROJECTION } from '../../engine/inputs/projection.js';
import { type Model, makeModel } from '../../engine/projection/model.js';
import { makeSimulator } from '../../engine/projection/simulator.js';
import type { ResultRow } from '../../engine/results.js';
import { findShipped, readScenario, resolveScenario, type Scenario } from '../../scenarios/index.js';
import type { Measures } from './judge.js';
import { benefitFigures, EXTRA_MONTH_SCENARIOS, measureSecondChildren } from './measure-benefits.js';
import { measureCareers } from './measure-careers.js';
import { type DemographyTally, measureDemography } from './measure-demography.js';
import { measureDisability } from './measure-disability.js';
import { measureFamilies, measureFertilityGroups, measureMarriages } from './measure-families.js';
import { measureHouseholds } from './measure-households.js';
import { type IncomeTally, measureIncome } from './measure-income.js';
import { measureIntervals } from './measure-intervals.js';
import { type InsuredTally, measureLabour } from './measure-labour.js';
import { measureResidence } from './measure-residence.js';
import type { Measurer } from './measurer.js';

const LAST_YEAR = 2045;

/** One simulation, looked at by every measurer. */
export interface Validation {
  readonly model: Model;
  readonly measures: Measures;
  readonly rows: readonly ResultRow[];
  readonly demography: DemographyTally;
  readonly insured: InsuredTally;
  readonly income: IncomeTally;
}

/** Simulates current law on a sample to 2045, block after block, and measures all gates in one pass. */
export function simulate(persons: number, seed: string): Validation {
  const country = countryPack('viet-nam')?.inputs(DEFAULT_PROJECTION);
  if (!country) throw new Error('the country pack of Viet Nam is missing');
  const indices = {
    firstYear: country.baseYear,
    price: country.macro.priceIndex,
    wage: country.macro.wageIndex,
  };
  const scenarios = lawAndVariants().map((scenario) => resolveScenario(scenario, indices));
  const model = makeModel(country, scenarios, seed, persons, LAST_YEAR);
  const simulator = makeSimulator(model);
  const sums = simulator.emptySums();

  const demography = measureDemography(model);
  const labour = measureLabour(model);
  const income = measureIncome(model);
  const measurers: Measurer[] = [
    demography,
    labour,
    income,
    ...[
      measureResidence,
      measureHouseholds,
      measureFamilies,
      measureMarriages,
      measureFertilityGroups,
      measureIntervals,
      measureDisability,
      measureCareers,
      measureSecondChildren,
    ].map((make) => make(model)),
  ];
  for (let block = 0; block < model.plan.blocks; block++) {
    simulator.run(block, sums, {
      onYear: (people, year, deliveries) => {
        for (const measurer of measurers) measurer.look({ people, year, deliveries });
      },
    });
  }

  const figures = new Map<string, number>();
  const targets = new Map<string, number>();
  for (const measurer of measurers) measurer.report(figures, targets);
  const rows = resultRows(model, sums);
  benefitFigures(rows, figures);
  return {
    model,
    measures: { figures, targets },
    rows,
    demography: demography.tally,
    insured: labour.tally,
    income: income.tally,
  };
}

function lawAndVariants(): Scenario[] {
  const law = findShipped('current-law', null);
  if (!law) throw new Error('the scenario current-law is missing');
  return [law.text, ...EXTRA_MONTH_SCENARIOS].map((text) => {
    const read = readScenario(text, { find: (id) => findShipped(id, null) });
    if (!read.ok) throw new Error(JSON.stringify(read.problems, null, 1));
    return read.scenario;
  });
}
