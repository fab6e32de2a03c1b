import type { ResolvedScenario } from '../engine/inputs/scenario.js';
import { compile } from './compile.js';
import { tabulate } from './dated.js';
import type { Law } from './merge.js';
import type { Complain } from './report.js';
import type { Scenario, UpratingIndices } from './types.js';

/**
 * Tabulates parameters by month and turns formulas into expressions. A scenario that was read always resolves; throws
 * for a document that `readScenario` did not make.
 */
export function resolveScenario(scenario: Scenario, indices: UpratingIndices): ResolvedScenario {
  const sound: Complain = (code, pointer, message) => {
    throw new Error(
      `scenario ${scenario.id} was not read before it was resolved: ${code} at ${pointer}: ${message}`,
    );
  };
  const { parameters, definitions, tiers, contributions } = compile(
    scenario.document as Law,
    new Set(),
    sound,
  );
  return {
    id: scenario.id,
    title: scenario.title,
    hash: scenario.hash,
    parameters: parameters.map(({ name, unit, periods, uprating }) => ({
      name,
      unit,
      values: tabulate(periods, uprating, indices),
    })),
    definitions,
    tiers,
    contributions,
  };
}
