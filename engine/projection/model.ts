import { type ExpectedPopulation, expectedPopulation } from '../demography/expected.js';
import { type ImmigrationTables, immigrationTables } from '../demography/immigration.js';
import { type SurvivalTable, survivalTable } from '../demography/survival.js';
import type { CountryInputs } from '../inputs/country.js';
import type { ResolvedScenario } from '../inputs/scenario.js';
import { type LabourTables, labourTables } from '../labour/calibration.js';
import { type LumpSumTables, lumpSumTables } from '../labour/contributions.js';
import { type EarningsTables, earningsTables } from '../labour/earnings.js';
import { type IncomeTables, incomeTables } from '../labour/income.js';
import { type Plan, planRun } from '../population/plan.js';
import { type ResidenceTables, residenceTables } from '../population/residence.js';
import { runKey } from '../random/streams.js';

/** What a run computes once and every block reads: plain data, so that it can be sent to worker threads. */
export interface Model {
  readonly country: CountryInputs;
  /** With the contributions that runs add up. */
  readonly scenarios: readonly ResolvedScenario[];
  readonly toYear: number;
  /** Whether births and deaths are aligned to the rates. */
  readonly aligned: boolean;
  readonly plan: Plan;
  readonly runKey: Int32Array;
  readonly expected: ExpectedPopulation;
  readonly survival: SurvivalTable;
  readonly immigration: ImmigrationTables;
  readonly residence: ResidenceTables;
  readonly labour: LabourTables;
  readonly lumpSum: LumpSumTables;
  readonly earnings: EarningsTables;
  readonly income: IncomeTables;
}

/** Solves all tables of a run. Throws RangeError on a population or horizon that the country does not reach. */
export function makeModel(
  country: CountryInputs,
  scenarios: readonly ResolvedScenario[],
  seed: string,
  persons: number | 'whole',
  toYear: number,
  aligned = true,
): Model {
  if (!Number.isInteger(toYear) || toYear < country.baseYear || toYear > country.lastYear) {
    throw new RangeError(
      `last year must be from ${country.baseYear} to ${country.lastYear}, found ${toYear}`,
    );
  }
  const plan = planRun(country, persons);
  const expected = expectedPopulation(country, toYear);
  const labour = labourTables(country, expected, toYear);
  return {
    country,
    scenarios: scenarios.map(counted),
    toYear,
    aligned,
    plan,
    runKey: runKey(seed),
    expected,
    survival: survivalTable(country, expected, toYear),
    immigration: immigrationTables(country, plan, toYear),
    residence: residenceTables(country),
    labour,
    lumpSum: lumpSumTables(country),
    earnings: earningsTables(country, expected, labour),
    income: incomeTables(country, toYear),
  };
}

/** A model of the same lives under other scenarios. */
export function withScenarios(model: Model, scenarios: readonly ResolvedScenario[]): Model {
  return { ...model, scenarios: scenarios.map(counted) };
}

/** A scenario with the contributions that runs add up. */
function counted(scenario: ResolvedScenario): ResolvedScenario {
  return { ...scenario, contributions: scenario.contributions.filter((one) => one.counted) };
}
