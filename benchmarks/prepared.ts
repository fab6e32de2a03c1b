import { countryPack } from '../countries/index.js';
import type { EngineRequest } from '../engine/run.js';
import { findShipped, readScenario, resolveScenario, type Scenario } from '../scenarios/index.js';

/** Current law and a reform: what benches simulate unless they say otherwise. */
export const LAW_AND_REFORM = ['current-law', 'multi-tier-child-benefit'] as const;
export const TO_YEAR = 2045;

/** A design that differs from the multi-tiered child benefit in the level of its tax-financed tier: the n-th of many. */
export function variant(n: number): string {
  return `id: design-${n}
extends: multi-tier-child-benefit
title: { en: Design ${n}, vi: Phương án ${n} }
description: The multi-tiered child benefit at another level, for benches.
parameters:
  child_benefit_basic_level:
    unit: coefficient
    meaning: level of the tax-financed tier
    mark: assumption
    reference: a bench
    values: [{ from: 2027-01, value: ${(0.5 + n / 100).toFixed(2)} }]
  child_benefit_insured_level:
    unit: coefficient
    meaning: level of the contributory tier
    mark: assumption
    reference: a bench
    values: [{ from: 2027-01, value: ${(0.8 + n / 100).toFixed(2)} }]
`;
}

/** Reads shipped scenarios by id and others from their text. Throws where one does not read. */
export function readAll(texts: readonly string[]): readonly Scenario[] {
  return texts.map((text) => {
    const shipped = text.includes('\n') ? { text, source: 'bench' } : findShipped(text, null);
    const read = shipped && readScenario(shipped.text, { source: shipped.source, find: findShipped });
    if (!read?.ok)
      throw new Error(`a scenario of the bench does not read: ${JSON.stringify(read?.problems ?? text)}`);
    return read.scenario;
  });
}

/** A run of scenarios, resolved, with its country. */
export function prepared(
  texts: readonly string[],
  persons: number | 'whole',
  toYear: number = TO_YEAR,
): EngineRequest {
  const scenarios = readAll(texts);
  const country = countryPack('viet-nam')?.inputs(scenarios[0].projection);
  if (!country) throw new Error('the country pack is missing');
  const { baseYear: firstYear, macro } = country;
  const indices = { firstYear, price: macro.priceIndex, wage: macro.wageIndex };
  const resolved = scenarios.map((scenario) => resolveScenario(scenario, indices));
  return { country, scenarios: resolved, seed: 'bench', persons, toYear };
}
