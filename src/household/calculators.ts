import { countryPack } from '../../countries/index.js';
import { HouseholdCalculator } from '../../engine/household/calculator.js';
import type { ProjectionChoices } from '../../engine/inputs/projection.js';
import { citationsOf, type Problem, resolveScenario, type Scenario } from '../../scenarios/index.js';
import { type ReadInputOptions, validateScenario } from '../plan.js';
import { problemOf } from '../problems.js';
import type { ScenarioInput } from '../scenario-input.js';
import type { Residence } from './situation.js';

/** A scenario compiled for households. */
export interface CompiledScenario {
  readonly scenario: Pick<Scenario, 'id' | 'title' | 'hash'>;
  readonly residence: Residence;
  readonly calculator: HouseholdCalculator;
}

export type CompileResult =
  | { readonly ok: true; readonly compiled: CompiledScenario }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Texts that are kept compiled in each format, the least recently used one leaving first. */
const KEPT = 16;
/** By the whole text and what it extends: a string keeps its hash, so a shipped scenario is found without reading it. */
const kept = { yaml: new Map<string, CompiledScenario>(), json: new Map<string, CompiledScenario>() };

/**
 * Compiles a scenario for households, once for each text. What a text extends on the user's own machine may change while
 * the program runs, so with `files` nothing is kept.
 */
export function compiledScenario(input: ScenarioInput, options: ReadInputOptions = {}): CompileResult {
  if (options.files) return compile(input, options);
  const { text, format, source } = input;
  const cache = kept[format ?? (source?.endsWith('.json') ? 'json' : 'yaml')];
  const key = options.available ? text + JSON.stringify(options.available) : text;
  const known = cache.get(key);
  if (known) {
    cache.delete(key);
    cache.set(key, known);
    return { ok: true, compiled: known };
  }
  const result = compile(input, options);
  if (result.ok) {
    cache.set(key, result.compiled);
    const [oldest] = cache.keys();
    if (cache.size > KEPT && oldest !== undefined) cache.delete(oldest);
  }
  return result;
}

function compile(input: ScenarioInput, options: ReadInputOptions): CompileResult {
  const read = validateScenario(input, options);
  if (!read.ok) return read;
  const { scenario } = read;
  const country = countryOf(scenario);
  if (!country) {
    const message = `There is no country pack "${scenario.country}".`;
    const problem = problemOf({
      code: 'unknown-country',
      message,
      pointer: '/country',
      found: scenario.country,
    });
    return { ok: false, problems: [problem] };
  }
  const resolved = resolveScenario(scenario, country.indices);
  const { id, title, hash } = scenario;
  return {
    ok: true,
    compiled: {
      scenario: { id, title, hash },
      residence: country.residence,
      calculator: new HouseholdCalculator(resolved, citationsOf(scenario)),
    },
  };
}

interface Country {
  readonly residence: Residence;
  readonly indices: Parameters<typeof resolveScenario>[1];
}

/** Prices, wages and wage zones of a country by its id and the projection choices: few, and dear to compute. */
const countries = new Map<string, Country>();

function countryOf({ country: id, projection }: Scenario): Country | undefined {
  const { fertility, coverage, macro }: ProjectionChoices = projection;
  const key = [id, fertility, coverage, macro].join(' ');
  let country = countries.get(key);
  if (!country) {
    const inputs = countryPack(id)?.inputs(projection);
    if (!inputs) return undefined;
    const { baseYear: firstYear, residence } = inputs;
    const { priceIndex: price, wageIndex: wage } = inputs.macro;
    country = { residence, indices: { firstYear, price, wage } };
    countries.set(key, country);
  }
  return country;
}
