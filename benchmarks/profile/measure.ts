import {
  type Accumulators,
  BRANCHES,
  TIER,
  TIER_FIGURES,
  UNION,
  unionPlace,
  withUnions,
} from '../../engine/indicators/accumulators.js';
import { CELL_START, CELLS } from '../../engine/indicators/groups.js';
import { monthIndex } from '../../engine/inputs/time.js';
import type { Population } from '../../engine/population/columns.js';
import type { Model } from '../../engine/projection/model.js';
import { makeSimulator, PROCESSES, type ProcessName } from '../../engine/projection/simulator.js';
import { portfolioOf } from '../../engine/tiers/portfolio.js';
import { type ColumnName, columnsOf } from '../reference/columns.js';
import { DECISIONS } from './decisions.js';
import { PASSES, type Pass } from './passes.js';
import { Jump } from './predictor.js';
import { type Before, columnsBefore, GROUPS, type Group, type Look } from './shares.js';

/** What processes do to the persons of some blocks. */
export interface Concerned {
  readonly personYears: number;
  /** Persons of each pass, in the order of PASSES. */
  readonly passes: ReadonlyMap<Pass, number>;
  /** Persons of whom a process changes any column. */
  readonly changed: ReadonlyMap<ProcessName, number>;
  /** Mothers and children (twelve child-months each) with a benefit of the last scenario. */
  readonly paid: Readonly<Record<(typeof BRANCHES)[number], number>>;
  /** In the order of DECISIONS. */
  readonly jumps: readonly Jump[];
}

/**
 * Counts over the first blocks of a run whom each process concerns.
 *
 * Throws where a process changes a column that PASSES does not say it writes.
 */
export function countConcerned(model: Model, blocks: number): Concerned {
  const simulator = makeSimulator(model);
  const sums = simulator.emptySums();
  const passes = new Map<Pass, number>();
  const changed = new Map<ProcessName, number>();
  const jumps = DECISIONS.map(({ lanes }) => new Jump(lanes));
  for (let block = 0; block < blocks; block++) {
    let before: Before | undefined;
    simulator.run(block, sums, {
      onProcess(process, people, year) {
        const look: Look = {
          people,
          before: process === 'synthesis' || !before ? { ...columnsBefore(people), persons: 0 } : before,
          january: monthIndex(year, 1),
        };
        // The year before the projection fills the history of work: it is no year of the cycle.
        if (process === 'synthesis' || year >= model.country.baseYear) {
          for (const pass of PASSES[process]) add(passes, pass, persons(look, pass.group));
          if (process !== 'synthesis') add(changed, process, personsChanged(look, process));
          DECISIONS.forEach((decision, n) => {
            if (decision.process === process) follow(jumps[n], look, decision.asked, decision.yes);
          });
        }
        before = columnsBefore(people);
      },
    });
  }
  return { personYears: sums.personYears, passes, changed, paid: paidOf(model, sums), jumps };
}

function add<Key>(counts: Map<Key, number>, key: Key, more: number): void {
  counts.set(key, (counts.get(key) ?? 0) + more);
}

function persons(look: Look, group: Group): number {
  const isOne = GROUPS[group];
  let found = 0;
  for (let i = 0; i < look.people.count; i++) found += Number(isOne(look, i));
  return found;
}

function follow(jump: Jump, look: Look, asked: Group, yes: Group): void {
  for (let i = 0; i < look.people.count; i++) if (GROUPS[asked](look, i)) jump.ask(GROUPS[yes](look, i));
}

/** Persons with a change in any column, newcomers among them. */
function personsChanged({ people, before }: Look, process: ProcessName): number {
  const written = new Set<ColumnName>(PASSES[process].flatMap(({ writes }) => writes));
  const changed = new Uint8Array(people.count);
  changed.fill(1, before.persons);
  for (const [name, column] of columnsOf(people)) {
    let any = false;
    for (let i = 0; i < before.persons; i++) {
      if (column[i] === before[name][i]) continue;
      any = true;
      changed[i] = 1;
    }
    if (any && !written.has(name))
      throw new Error(`${process} changes ${name}: add it to benchmarks/profile/passes.ts`);
  }
  return changed.reduce((sum, one) => sum + one, 0);
}

function paidOf(model: Model, sums: Accumulators): Concerned['paid'] {
  const { tiers, scenarios } = portfolioOf(model.scenarios);
  const { places, years } = sums;
  const { tiers: figures } = withUnions(sums);
  const beneficiaries = (branch: number, union: number) => {
    const place = unionPlace(tiers.length, scenarios.length - 1, branch, union);
    let sum = 0;
    for (let year = 0; year < years; year++)
      for (let cell = CELL_START.place; cell < CELL_START.status; cell++)
        sum += figures[((year * places + place) * CELLS + cell) * TIER_FIGURES + TIER.beneficiaries];
    return sum;
  };
  const either = (branch: (typeof BRANCHES)[number]) => {
    const place = BRANCHES.indexOf(branch);
    return (
      beneficiaries(place, UNION.contributory) +
      beneficiaries(place, UNION.nonContributory) -
      beneficiaries(place, UNION.both)
    );
  };
  return { maternity: either('maternity'), child: either('child') / 12 };
}

/** Bytes of columns and of scratch arrays touched a person-year by each process. */
export function bytesTouched(
  people: Population,
  { passes, personYears }: Concerned,
): ReadonlyMap<ProcessName, { readonly columns: number; readonly scratch: number }> {
  const width = (name: ColumnName) => people[name].BYTES_PER_ELEMENT;
  const sum = (names: readonly ColumnName[]) => names.reduce((bytes, name) => bytes + width(name), 0);
  return new Map(
    PROCESSES.map((process) => {
      let columns = 0;
      let scratch = 0;
      for (const pass of PASSES[process]) {
        const share = (passes.get(pass) ?? 0) / personYears;
        columns += share * (sum(pass.reads) + sum(pass.writes));
        scratch += share * pass.scratch;
      }
      return [process, { columns, scratch }] as const;
    }),
  );
}
