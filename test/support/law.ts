import type { ResolvedScenario } from '../../engine/inputs/scenario.js';
import { findShipped, readScenario, resolveScenario } from '../../scenarios/index.js';

const FLAT = { firstYear: 2025, price: Float64Array.of(1), wage: Float64Array.of(1) };

/**
 * A text as a scenario, at constant prices and wages, with the contributions that runs count. Throws with the problems of
 * a text that is not sound.
 */
export function resolvedText(text: string): ResolvedScenario {
  const result = readScenario(text, { source: 'test.yaml', find: (id) => findShipped(id, null) });
  if (!result.ok) throw new Error(JSON.stringify(result.problems, null, 2));
  const law = resolveScenario(result.scenario, FLAT);
  return { ...law, contributions: law.contributions.filter(({ counted }) => counted) };
}

/** A scenario that ships, likewise. */
export function shippedLaw(id: string): ResolvedScenario {
  const shipped = findShipped(id, null);
  if (!shipped) throw new Error(`there is no scenario ${id}`);
  return resolvedText(shipped.text);
}
