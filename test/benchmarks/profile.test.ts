import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { costs } from '../../benchmarks/profile/costs.js';
import { DECISIONS } from '../../benchmarks/profile/decisions.js';
import { bytesTouched, countConcerned } from '../../benchmarks/profile/measure.js';
import { PASSES } from '../../benchmarks/profile/passes.js';
import { Jump, rarerSide } from '../../benchmarks/profile/predictor.js';
import { type ColumnName, columnsOf } from '../../benchmarks/reference/columns.js';
import { LIFE, lifeCells } from '../../engine/indicators/accumulators.js';
import { CELL_START } from '../../engine/indicators/groups.js';
import { makePopulation, STILL_HERE } from '../../engine/population/columns.js';
import { makeSimulator, PROCESSES, type ProcessName } from '../../engine/projection/simulator.js';
import { kernelModel } from '../support/kernels.js';

/** Sources of each kernel below engine/assembly: its own, and those that it shares with others. */
const SOURCES: Readonly<Partial<Record<ProcessName, readonly [own: string[], shared: string[]]>>> = {
  synthesis: [
    ['persons', 'couples', 'children', 'mothers', 'generations', 'residence'].map((f) => `population/${f}`),
    [],
  ],
  deaths: [['demography/exits'], ['demography/filters']],
  unions: [
    ['demography/unions', 'demography/follow', 'demography/market', 'demography/homes'],
    ['demography/filters'],
  ],
  births: [
    ['scores', 'mothers', 'birth-dates', 'births', 'disability'].map((f) => `demography/${f}`),
    ['demography/homes', 'demography/exits'],
  ],
  work: [['labour/work', 'labour/draws', 'labour/contribute'], []],
  incomes: [['households/gather', 'households/incomes'], []],
  contributions: [['tiers/members'], []],
  'child tiers': [['tiers/children'], []],
  distribution: [['households/poverty', 'households/changes'], []],
  counting: [['households/residents'], []],
};

function namedIn(files: readonly string[]): Set<string> {
  const texts = files.map((file) => readFileSync(`engine/assembly/${file}.ts`, 'utf8')).join('\n');
  return new Set([...texts.matchAll(/\bcolumn\.(\w+)/g)].map(([, name]) => name));
}

function inTable(process: ProcessName): Set<ColumnName> {
  return new Set(PASSES[process].flatMap(({ reads, writes }) => [...reads, ...writes]));
}

describe('the columns of the profile', () => {
  const sources = Object.entries(SOURCES) as [ProcessName, readonly [string[], string[]]][];

  it.each(sources)('are those that the kernel names: %s', (process, [own, shared]) => {
    const table = inTable(process);
    const missing = [...namedIn(own)].filter((name) => !table.has(name as ColumnName));
    const foreign = [...table].filter((name) => !namedIn([...own, ...shared]).has(name));
    expect({ missing, foreign }).toEqual({ missing: [], foreign: [] });
  });

  it('are columns of the population', () => {
    const known = new Set(columnsOf(makePopulation(16)).map(([name]) => name));
    for (const process of PROCESSES)
      expect([...inTable(process)].filter((name) => !known.has(name))).toEqual([]);
  });
});

describe('a jump', () => {
  it('is guessed by a counter of two bits', () => {
    const jump = new Jump(1);
    // From "weakly no": no (right), yes (wrong), yes (wrong, at the middle), yes, no (wrong), no (wrong), no.
    for (const yes of [false, true, true, true, false, false, false]) jump.ask(yes);
    // States before each: 1 0 1 2 3 2 1.
    expect(jump.counts).toEqual({ asked: 7, yes: 3, jumps: 7, taken: 3, wrong: 4 });
    expect(rarerSide(jump.counts)).toBe(3);
  });

  it('decides for persons side by side whether any of them is concerned', () => {
    const jump = new Jump(4);
    for (const yes of [0, 0, 0, 0, 0, 1, 1, 0, 1]) jump.ask(yes === 1);
    expect(jump.counts).toMatchObject({ asked: 9, yes: 3, jumps: 2, taken: 1 });
  });
});

describe('the persons whom processes concern', () => {
  const model = kernelModel(16_000, 2027);
  const concerned = countConcerned(model, 1);
  const simulator = makeSimulator(model);
  const sums = simulator.emptySums();
  let exits = 0;
  let households = 0;
  simulator.run(0, sums, {
    onYear(people, year) {
      for (let i = 0; i < people.count; i++) {
        households += Number(people.household[i] === i);
        if (year === 2027) exits += Number(people.exitMonth[i] !== STILL_HERE);
      }
    },
  });
  const persons = (process: ProcessName, group: string) => {
    const pass = PASSES[process].find((one) => one.group === group);
    return (pass && concerned.passes.get(pass)) ?? Number.NaN;
  };

  it('are those whom the run counts', () => {
    let mothers = 0;
    for (let row = 0; row < sums.years; row++) {
      const first = lifeCells(row, LIFE.mothers);
      mothers += sums.lives
        .subarray(first + CELL_START.place, first + CELL_START.status)
        .reduce((sum, cell) => sum + cell, 0);
    }
    expect(concerned.personYears).toBe(sums.personYears);
    expect(persons('births', 'mothersOfTheYear')).toBe(mothers);
    expect(persons('maternity tiers', 'mothersOfTheYear')).toBe(mothers);
    // Newborns who leave in their first year do so in births.
    expect(persons('deaths', 'leavers')).toBeLessThanOrEqual(exits);
    expect(persons('deaths', 'leavers')).toBeGreaterThan(0.95 * exits);
    expect(persons('incomes', 'households')).toBe(households);
    expect(concerned.changed.get('counting')).toBe(0);
    expect(concerned.changed.get('incomes')).toBeLessThanOrEqual(households);
    expect(concerned.paid.maternity).toBeGreaterThan(0.3 * mothers);
    expect(concerned.paid.maternity).toBeLessThan(mothers);
  });

  it('are asked for every decision, and some say yes, some no', () => {
    concerned.jumps.forEach(({ counts }, n) => {
      expect([DECISIONS[n].decision, counts.yes > 0 && counts.yes < counts.asked]).toEqual([
        DECISIONS[n].decision,
        true,
      ]);
    });
  });

  it('touch the bytes of their columns', () => {
    const { columns, scratch } = bytesTouched(makePopulation(16), concerned).get('distribution') ?? {};
    // Income 4 bytes, tenth, poverty and fifth 1 each; 4 + 4 + 1 of scratch: for each household.
    const perPersonYear = households / concerned.personYears;
    expect(columns).toBeCloseTo(7 * perPersonYear, 10);
    expect(scratch).toBeCloseTo(9 * perPersonYear, 10);
  });
});

describe('costs by block', () => {
  it('are what a figure grows by in each process, per person-year', () => {
    const model = kernelModel(32_000, 2026);
    const simulator = makeSimulator(model);
    const personYears = [0, 1].map((block) => {
      const sums = simulator.emptySums();
      simulator.run(block, sums);
      return sums.personYears;
    });
    // A clock that moves on by one whenever it is read.
    let clock = 0;
    let blocks = 0;
    const found = costs(
      model,
      1,
      1,
      () => clock++,
      () => blocks++,
    );
    expect(blocks).toBe(2);
    // Two years; the year before them has a synthesis and a work of its own.
    expect(found.get('deaths')).toEqual([2 / personYears[1]]);
    expect(found.get('work')).toEqual([3 / personYears[1]]);
    expect(found.get('synthesis')).toEqual([1 / personYears[1]]);
  });
});
