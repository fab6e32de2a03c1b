import { countryPack } from '../../countries/index.js';
import type { ResolvedScenario } from '../../engine/inputs/scenario.js';
import { type Model, makeModel } from '../../engine/projection/model.js';
import { makeSimulator } from '../../engine/projection/simulator.js';
import { findShipped, readScenario, resolveScenario } from '../../scenarios/index.js';
import { type Columns, columnsOf } from './columns.js';

/** The year that has ended: its incomes are known, its contributions and benefits are counted. */
const ENDED_YEAR = 2029;
const PERSONS = 1_000_000;
/** A block in which some woman adopts in the year that begins, so that nothing of what is compared is empty. */
const BLOCK = 26;
const SCENARIO = 'universal-child-benefit';
const TIER = 'universal-child-benefit';

/** One block of the bench's run at the turn of a year, and what the run's processes read. */
export interface Block {
  readonly model: Model;
  /** Law with one child tier and the contributions of compulsory members, nothing else. */
  readonly law: ResolvedScenario;
  readonly block: number;
  readonly endedYear: number;
  /** Persons, those who have left included. */
  readonly count: number;
  readonly capacity: number;
  /** The persons as they stand on 31 December of the ended year. */
  readonly columns: Columns;
}

/** Simulates a block of about 16,000 persons to the end of 2029 and takes a copy of its columns. */
export function simulateBlock(): Block {
  const text = findShipped(SCENARIO, null);
  const read = text && readScenario(text.text, { source: text.source, find: findShipped });
  if (!read?.ok) throw new Error(`scenario ${SCENARIO} does not read`);
  const country = countryPack('viet-nam')?.inputs(read.scenario.projection);
  if (!country) throw new Error('the country pack is missing');
  const whole = resolveScenario(read.scenario, {
    firstYear: country.baseYear,
    price: country.macro.priceIndex,
    wage: country.macro.wageIndex,
  });
  const law = {
    ...whole,
    tiers: whole.tiers.filter(({ id }) => id === TIER),
    contributions: whole.contributions.filter(({ scheme }) => scheme === 'compulsory'),
  };
  const model = makeModel(country, [law], 'bench', PERSONS, ENDED_YEAR + 1);
  const simulator = makeSimulator(model);
  let block: Block | undefined;
  simulator.run(BLOCK, simulator.emptySums(), {
    onYear(people, year) {
      if (year !== ENDED_YEAR) return;
      const { count, capacity } = people;
      const columns = columnsOf(people).map(([name, column]) => [name, column.slice(0, count)] as const);
      block = { model, law, block: BLOCK, endedYear: year, count, capacity, columns };
    },
  });
  if (!block) throw new Error(`the block was not simulated to ${ENDED_YEAR}`);
  return block;
}
