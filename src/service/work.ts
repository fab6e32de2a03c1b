import { nationOf } from '../options.js';
import type { RunPlan } from '../plan.js';
import { groupByProjection } from '../run.js';

/** Person-years that a run is expected to simulate, over all passes; births and deaths hardly change the sum. */
export function expectedWork({ options, country, scenarios }: RunPlan): number {
  const persons = options.persons === 'whole' ? nationOf(country) : options.persons;
  const years = options.toYear - country.baseYear + 1;
  const responses = scenarios.slice(1).filter(({ joiningElasticity }) => joiningElasticity > 0).length;
  return persons * years * (groupByProjection(scenarios).length + responses);
}
