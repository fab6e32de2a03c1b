import { beforeAll, describe, expect, test } from 'vitest';
import { monthIndex } from '../../../engine/inputs/time.js';
import { NOBODY, type Population, STILL_HERE } from '../../../engine/population/columns.js';
import { makeModel } from '../../../engine/projection/model.js';
import { makeSimulator } from '../../../engine/projection/simulator.js';
import { vietNam } from '../../support/engine.js';

/** Rules that hold for every life in every year, checked while the simulation runs. */
const broken: string[] = [];
let personYears = 0;

function check(rule: string, holds: boolean): void {
  if (!holds) broken.push(rule);
}

/** A minor without a partner shares a household with a parent who is there, if there is one. */
function isCaredFor(people: Population, i: number): boolean {
  if (people.age[i] >= 18 || people.partner[i] !== NOBODY) return true;
  const parents = [people.mother[i], people.father[i]].filter(
    (parent) => parent !== NOBODY && people.exitMonth[parent] === STILL_HERE,
  );
  return parents.length === 0 || parents.some((parent) => people.household[parent] === people.household[i]);
}

function checkPerson(people: Population, i: number, year: number): void {
  const mother = people.mother[i];
  if (mother !== NOBODY) {
    check('a mother is at least 12 years older', people.birthMonth[i] - people.birthMonth[mother] >= 144);
    check('a mother is a woman', people.sex[mother] === 1);
  }
  const partner = people.partner[i];
  if (partner !== NOBODY) {
    check('partners point at each other', people.partner[partner] === i);
    check(
      'nobody lives with someone gone',
      people.exitMonth[i] === STILL_HERE && people.exitMonth[partner] === STILL_HERE,
    );
  }
  check('a month counts in one scheme only', (people.compulsoryMonths[i] & people.voluntaryMonths[i]) === 0);
  check('nobody is born after the year', people.birthMonth[i] < monthIndex(year + 1, 1));
  check('nobody leaves before birth', people.exitMonth[i] >= people.birthMonth[i]);
  if (people.exitMonth[i] === STILL_HERE) {
    const home = people.household[i];
    check('a household has a reference person', people.household[home] === home);
    check('a minor lives with a parent who is there', isCaredFor(people, i));
    const years = Math.floor((monthIndex(year, 6) - people.birthMonth[i]) / 12);
    check('age is that of 1 July', people.age[i] === Math.max(0, Math.min(100, years)));
    check(
      'children do not work',
      people.age[i] >= 15 || (people.earnings[i] === 0 && people.insurance[i] === 0),
    );
    check(
      'compulsory members are formal employees or, from 2025, own-account',
      people.insurance[i] !== 1 || people.activity[i] === 4 || people.activity[i] === 6,
    );
  }
}

beforeAll(() => {
  const model = makeModel(vietNam, [], 'lives', 20_000, 2040);
  const simulator = makeSimulator(model);
  const sums = simulator.emptySums();
  for (let block = 0; block < model.plan.blocks; block++) {
    const left = new Map<number, number>();
    const births = new Map<number, number[]>();
    simulator.run(block, sums, {
      onYear: (people, year, deliveries) => {
        for (let i = 0; i < people.count; i++) {
          checkPerson(people, i, year);
          personYears++;
          const before = left.get(i);
          if (before !== undefined) check('death ends everything', people.exitMonth[i] === before);
          else if (people.exitMonth[i] !== STILL_HERE) left.set(i, people.exitMonth[i]);
        }
        for (const { mother, month, child, children } of deliveries) {
          check('who has left gives no birth', people.exitMonth[mother] >= month);
          check('twins stand side by side', children === 1 || people.mother[child + 1] === mother);
          const earlier = births.get(mother) ?? [];
          check(
            'nine months between births',
            earlier.every((other) => Math.abs(month - other) >= 9),
          );
          births.set(mother, [...earlier, month]);
        }
      },
    });
  }
});

describe('every life in every year', () => {
  test('keeps the rules', () => {
    expect([...new Set(broken)]).toEqual([]);
    expect(personYears).toBeGreaterThan(300_000);
  });
});
