/**
 * The public library: read scenarios, simulate them, export the result table.
 *
 * @example
 * import { executeRun, formatProblem, prepareRun, shippedInput } from 'mtb';
 *
 * const prepared = prepareRun({ scenarios: [shippedInput('multi-tier-child-benefit')!], persons: 20_000, toYear: 2030 });
 * if (!prepared.ok) throw new Error(prepared.problems.map(formatProblem).join('\n'));
 * const { rows } = await executeRun(prepared.plan);
 * const coverage = rows.filter((row) => row.indicator === 'effective_coverage' && row.dimension === 'total');
 */
export { type CountryPack, countryPack, type Provenance } from '../countries/index.js';
export type {
  CaseName,
  DueContribution,
  Entitlement,
  HouseholdEntitlements,
  ReadParameter,
  Reason,
  Totals,
} from '../engine/household/answer.js';
export { DIMENSIONS, type Dimension, RESULT_COLUMNS, type ResultRow } from '../engine/results.js';
export {
  type Problem,
  type ReadResult,
  type Scenario,
  scenarioJsonSchema,
  shippedScenarios,
} from '../scenarios/index.js';
export { csvChunks } from './exports/csv.js';
export { jsonChunks } from './exports/json.js';
export {
  type EntitlementsOptions,
  type EntitlementsResult,
  entitlementsOf,
  type HouseholdAnswer,
} from './household/entitlements.js';
export type { HouseholdInput } from './household/read.js';
export type { RunIdentity } from './identity.js';
export { DEFAULT_OPTIONS, type RunOptions } from './options.js';
export {
  type PrepareResult,
  prepareRun,
  type ReadInputOptions,
  type RunInput,
  type RunPlan,
  validateScenario,
} from './plan.js';
export { formatProblem } from './problems.js';
export {
  type Engine,
  type ExecuteOptions,
  executeRun,
  type RunOutcome,
  type RunProgress,
  type RunRecord,
} from './run.js';
export { type ScenarioInput, shippedInput } from './scenario-input.js';
export { VERSION } from './version.js';
