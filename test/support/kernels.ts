import { countryPack } from '../../countries/index.js';
import { makePopulation, type Population } from '../../engine/population/columns.js';
import { type Model, makeModel } from '../../engine/projection/model.js';
import { makeSimulator, PROCESSES, type ProcessName } from '../../engine/projection/simulator.js';
import { findShipped, readScenario, resolveScenario } from '../../scenarios/index.js';

/** Names of the columns of a population. */
function columnsOf(people: Population): (keyof Population)[] {
  return (Object.keys(people) as (keyof Population)[]).filter((name) => ArrayBuffer.isView(people[name]));
}

/** A copy of all persons. */
export function copyOf(people: Population, into = makePopulation(people.capacity)): Population {
  into.count = people.count;
  for (const name of columnsOf(people)) {
    const from = people[name] as Int32Array;
    (into[name] as Int32Array).set(from.subarray(0, people.count));
  }
  return into;
}

/** Columns in which two populations differ, with the first person who does; empty where they are equal. */
export function differences(one: Population, other: Population): string[] {
  if (one.count !== other.count) return [`count: ${one.count} and ${other.count}`];
  return columnsOf(one).flatMap((name) => {
    const [a, b] = [one[name] as Int32Array, other[name] as Int32Array];
    for (let i = 0; i < one.count; i++)
      if (a[i] !== b[i]) return [`${name} of person ${i}: ${a[i]} and ${b[i]}`];
    return [];
  });
}

/** A model of current law and a reform. */
export function kernelModel(persons: number, toYear: number, aligned = true): Model {
  const scenarios = ['current-law', 'multi-tier-child-benefit'].map((id) => {
    const text = findShipped(id, null);
    const read = text && readScenario(text.text, { source: text.source, find: findShipped });
    if (!read?.ok) throw new Error(`scenario ${id} does not read`);
    return read.scenario;
  });
  const country = countryPack('viet-nam')?.inputs(scenarios[0].projection);
  if (!country) throw new Error('the country pack is missing');
  const { baseYear: firstYear, macro } = country;
  const indices = { firstYear, price: macro.priceIndex, wage: macro.wageIndex };
  const resolved = scenarios.map((scenario) => resolveScenario(scenario, indices));
  return makeModel(country, resolved, 'kernels', persons, toYear, aligned);
}

/**
 * Simulates a block and holds a process of every year against its reference, which is given a copy of the persons as
 * they were before the process. Answers all differences.
 */
export function heldAgainst(
  model: Model,
  process: ProcessName,
  reference: (people: Population, year: number) => void,
): string[] {
  const before = PROCESSES[PROCESSES.indexOf(process) - 1];
  const simulator = makeSimulator(model);
  const found: string[] = [];
  let copy: Population | undefined;
  simulator.run(0, simulator.emptySums(), {
    onProcess: (ended, people, year) => {
      if (ended === before) copy = copyOf(people, copy);
      if (ended !== process || copy === undefined || year < model.country.baseYear) return;
      reference(copy, year);
      found.push(...differences(copy, people).map((difference) => `${year}: ${difference}`));
    },
  });
  return found;
}
