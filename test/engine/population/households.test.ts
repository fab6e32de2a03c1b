import { beforeAll, describe, expect, test } from 'vitest';
import type { Delivery } from '../../../engine/demography/births.js';
import { monthIndex } from '../../../engine/inputs/time.js';
import { makePopulation, NOBODY, type Population, STILL_HERE } from '../../../engine/population/columns.js';
import { synthesise } from '../../../engine/population/synthesis.js';
import { makeModel } from '../../../engine/projection/model.js';
import { makeSimulator } from '../../../engine/projection/simulator.js';
import { vietNam } from '../../support/engine.js';

const AGES = 101;
const LAST_YEAR = 2035;
const model = makeModel(vietNam, [], 'households', 20_000, LAST_YEAR);

/** Rules that were broken, by their words, with how often. */
const broken = new Map<string, number>();
let households = 0;
let deliveries = 0;

function check(rule: string, holds: boolean): void {
  if (!holds) broken.set(rule, (broken.get(rule) ?? 0) + 1);
}

/**
 * What holds of households at the end of a year: every resident belongs to exactly one, which is named by the position of
 * its reference person, and that person belongs to the same one. A reference person who has died or emigrated still names
 * the household of those who stayed behind.
 */
function checkHouseholds(people: Population): void {
  const members = new Map<number, number>();
  let residents = 0;
  for (let i = 0; i < people.count; i++) {
    if (people.exitMonth[i] !== STILL_HERE) continue;
    residents++;
    const home = people.household[i];
    check('the reference person is a person of the block', home >= 0 && home < people.count);
    check('the reference person belongs to the household', people.household[home] === home);
    members.set(home, (members.get(home) ?? 0) + 1);
    const partner = people.partner[i];
    if (partner === NOBODY) continue;
    check('partners share a household', people.household[partner] === home);
    check('partners live in the same place', people.areaRank[partner] === people.areaRank[i]);
  }
  for (const [home, size] of members) {
    households++;
    check('a household of one is its own reference person', size > 1 || people.household[home] === home);
  }
  check('sizes add up to the residents', [...members.values()].reduce((a, b) => a + b, 0) === residents);
}

interface Frozen {
  readonly exit: number;
  readonly births: number;
  readonly compulsory: number;
}

/** What must not change once somebody has left; `left` remembers by position. */
function checkTheLeft(
  people: Population,
  year: number,
  left: Map<number, Frozen>,
  now: readonly Delivery[],
): void {
  for (let i = 0; i < people.count; i++) {
    if (people.exitMonth[i] === STILL_HERE) continue;
    check('nobody has a partner after the exit', people.partner[i] === NOBODY);
    const before = left.get(i);
    if (before === undefined) {
      check('an exit falls in the year', Math.floor((people.exitMonth[i] - monthIndex(year, 1)) / 12) === 0);
      left.set(i, {
        exit: people.exitMonth[i],
        births: people.births[i],
        compulsory: people.compulsoryMonths[i],
      });
      continue;
    }
    check('an exit is final', people.exitMonth[i] === before.exit);
    check('nobody gives birth after the exit', people.births[i] === before.births);
    check('nobody pays contributions after the exit', people.compulsoryMonths[i] === before.compulsory);
  }
  for (const { mother, month } of now)
    check('a mother is there at the birth', people.exitMonth[mother] >= month);
}

beforeAll(() => {
  const simulator = makeSimulator(model);
  const sums = simulator.emptySums();
  for (let block = 0; block < model.plan.blocks; block++) {
    const left = new Map<number, Frozen>();
    simulator.run(block, sums, {
      onYear: (people, year, born) => {
        deliveries += born.length;
        checkHouseholds(people);
        checkTheLeft(people, year, left, born);
        if (year === LAST_YEAR) checkBirths(people);
      },
    });
  }
});

/** Births of every mother in order, those of the base population included. */
function checkBirths(people: Population): void {
  const births = new Map<number, number[]>();
  for (let i = 0; i < people.count; i++) {
    const mother = people.mother[i];
    if (mother === NOBODY) continue;
    check(
      'no child is born before its mother is 12',
      people.birthMonth[i] - people.birthMonth[mother] >= 144,
    );
    check('a mother has births', people.births[mother] > 0);
    births.set(mother, [...(births.get(mother) ?? []), people.birthMonth[i]]);
  }
  for (const months of births.values()) {
    months.sort((a, b) => a - b);
    const gaps = months.slice(1).map((month, k) => month - months[k]);
    check(
      'births are twins or nine months apart',
      gaps.every((gap) => gap === 0 || gap >= 9),
    );
    check(
      'no more than two at once',
      gaps.every((gap, k) => gap > 0 || gaps[k + 1] !== 0),
    );
  }
}

describe('households, unions and births of every year', () => {
  test('keep the rules', () => {
    expect(Object.fromEntries(broken)).toEqual({});
    expect(households).toBeGreaterThan(50_000);
    expect(deliveries).toBeGreaterThan(2_000);
  });
});

describe('weights', () => {
  test.each([1_000, 33_333, 250_000])(
    '%i persons stand for the nation, by sex and age within one of them',
    (persons) => {
      const { plan } = makeModel(vietNam, [], 'weights', persons, 2025);
      const { population } = vietNam.demography;
      const nation = population.reduce((a, b) => a + b, 0);
      expect(plan.weight * plan.persons).toBeCloseTo(nation, 3);
      population.forEach((residents, cell) => {
        expect(Math.abs(plan.cells[cell] * plan.weight - residents)).toBeLessThan(plan.weight);
      });
    },
  );

  test('the whole nation has weight 1 and every cell its residents, rounded', () => {
    const { plan } = makeModel(vietNam, [], 'weights', 'whole', 2025);
    expect(plan.weight).toBe(1);
    vietNam.demography.population.forEach((residents, cell) => {
      expect(Math.abs(plan.cells[cell] - residents)).toBeLessThan(1.01);
    });
  });
});

describe('base population', () => {
  test('exit ranks of a cell are evenly spread: every tenth of the ranks holds a tenth of the persons, within two', () => {
    const ranks = new Map<number, number[]>();
    for (let block = 0; block < model.plan.blocks; block++) {
      const people = makePopulation(30_000);
      synthesise(model, block, people);
      for (let i = 0; i < people.count; i++) {
        const age = Math.min(100, Math.floor((monthIndex(2025, 1) - 1 - people.birthMonth[i]) / 12));
        const cell = people.sex[i] * AGES + age;
        ranks.set(cell, [...(ranks.get(cell) ?? []), people.survivalRank[i] / 2 ** 32]);
      }
    }
    for (const cell of [5, 30, 70, AGES + 5, AGES + 30, AGES + 70]) {
      const tenths = new Array<number>(10).fill(0);
      for (const rank of ranks.get(cell) ?? []) tenths[Math.floor(rank * 10)]++;
      for (const count of tenths) expect(Math.abs(count - model.plan.cells[cell] / 10)).toBeLessThan(2.01);
    }
  });
});
