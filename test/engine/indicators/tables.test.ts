import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  add,
  addCase,
  carry,
  LIFE,
  lifeCells,
  makeAccumulators,
  TIER,
} from '../../../engine/indicators/accumulators.js';
import { cellsOf, groupNames, MEMBERSHIPS } from '../../../engine/indicators/groups.js';
import { billionsOf, countOf, lifeOffset, tabulate } from '../../../engine/indicators/tables.js';
import { ACTIVITIES, INSURANCES } from '../../../engine/population/activity.js';
import { makePopulation } from '../../../engine/population/columns.js';

const REGIONS = ['a', 'b', 'c', 'd', 'e', 'f'];
const below = (limit: number) => fc.integer({ min: 0, max: limit - 1 });
const person = fc.record({
  sex: below(2),
  age: below(101),
  region: below(6),
  area: below(2),
  ethnicity: below(2),
  quintile: below(5),
  activity: below(ACTIVITIES.length),
  insurance: below(INSURANCES.length),
  dong: fc.integer({ min: 0, max: 1_000_000_000 }),
});

describe('tables by group', () => {
  test('each group holds the persons who have its name, whatever cells they were counted in', () => {
    fc.assert(
      fc.property(fc.array(person, { minLength: 1, maxLength: 30 }), (persons) => {
        const people = makePopulation(persons.length);
        const sums = makeAccumulators(1, 0, 1);
        const memberships = new Int32Array(MEMBERSHIPS);
        persons.forEach((one, i) => {
          people.sex[i] = one.sex;
          people.region[i] = one.region;
          people.area[i] = one.area;
          people.ethnicity[i] = one.ethnicity;
          people.household[i] = i;
          people.quintile[i] = one.quintile;
          people.activity[i] = one.activity;
          people.insurance[i] = one.insurance;
          cellsOf(people, i, one.age, i, memberships);
          add(sums.lives, lifeCells(0, LIFE.insured), memberships, 1);
          addCase(sums, 0, 0, memberships, 12, 7, 0, one.dong);
        });
        carry(sums);
        const tables = tabulate(sums);
        groupNames(REGIONS).forEach(({ dimension, group }, place) => {
          const members = persons.filter((one) => nameIn(dimension, one) === group);
          const dong = members.reduce((sum, one) => sum + one.dong, 0);
          expect(tables.lives[lifeOffset(0, LIFE.insured) + place]).toBe(members.length);
          expect(countOf(tables, 0, 0, place, TIER.eligible)).toBe(12 * members.length);
          expect(countOf(tables, 0, 0, place, TIER.beneficiaries)).toBe(7 * members.length);
          expect(Math.round(billionsOf(tables, 0, 0, place) * 1e9)).toBe(dong);
        });
      }),
      { numRuns: 40 },
    );
  });
});

function nameIn(dimension: string, one: Record<string, number>): string {
  switch (dimension) {
    case 'total':
      return 'total';
    case 'sex':
      return ['male', 'female'][one.sex];
    case 'area':
      return ['urban', 'rural'][one.area];
    case 'ethnicity':
      return ['majority', 'minority'][one.ethnicity];
    case 'region':
      return REGIONS[one.region];
    case 'quintile':
      return String(one.quintile + 1);
    case 'activity':
      return ACTIVITIES[one.activity];
    case 'insurance':
      return INSURANCES[one.insurance];
    default:
      return String(one.age);
  }
}
