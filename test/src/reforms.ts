import type { ScenarioInput } from '../../src/scenario-input.js';

/** A scenario of one's own in as few lines as the language takes. */
export function reform(id: string, ...lines: readonly string[]): ScenarioInput & { readonly source: string } {
  const text = [`id: ${id}`, `title: { en: "${id}", vi: "${id}" }`, ...lines, ''].join('\n');
  return { text, source: `${id}.yaml` };
}
