import { describe, expect, test } from 'vitest';
import { fertilityYear } from '../../../engine/demography/fertility.js';
import { roundingOffsets, selectMothers } from '../../../engine/demography/mothers.js';
import { makePopulation, type Population } from '../../../engine/population/columns.js';
import { addPerson } from '../../../engine/population/persons.js';
import { runKey } from '../../../engine/random/streams.js';
import { vietNam } from '../../support/engine.js';

const YEAR = 2025;
const JANUARY = (YEAR - 1900) * 12;
const fertility = fertilityYear(vietNam, YEAR);

/** `women` childless women, evenly spread over ages 15 to 49 and months of birth. */
function makeWomen(women: number): Population {
  const people = makePopulation(women);
  for (let i = 0; i < women; i++) addPerson(people, i, 77, 1, JANUARY - 15 * 12 - 1 - (i % (35 * 12)));
  return people;
}

const MIDDLE = { deliveries: 0.5, twins: 0.5, losses: 0.5 };

function select(people: Population, aligned = true) {
  return selectMothers(people, fertility, YEAR, MIDDLE, aligned);
}

describe('mothers of a year', () => {
  const people = makeWomen(42_000);
  const { expectants: chosen, losing, adopting } = select(people);
  const ageAt = (mother: number, month: number) => Math.floor((month - people.birthMonth[mother]) / 12);

  test('births by completed age meet the ASFR over the months lived at that age, to one delivery and its twins', () => {
    const lived = new Float64Array(60);
    const births = new Float64Array(60);
    for (let i = 0; i < people.count; i++)
      for (let month = 0; month < 12; month++) lived[ageAt(i, JANUARY + month)] += 1 / 12;
    for (const { mother, month, children } of chosen) births[ageAt(mother, month)] += children;
    for (let age = 16; age < 50; age++) {
      const wanted =
        lived[age] * vietNam.demography.asfr[(YEAR - vietNam.demography.firstFertilityYear) * 35 + age - 15];
      expect(Math.abs(births[age] - wanted), `age ${age}`).toBeLessThan(2.5 + 0.01 * wanted);
    }
  });

  test('nobody is chosen twice, months lie in the year, twins are 1.2 % to one pair', () => {
    expect(new Set(chosen.map(({ mother }) => mother)).size).toBe(chosen.length);
    for (const { month } of chosen) {
      expect(month).toBeGreaterThanOrEqual(JANUARY);
      expect(month).toBeLessThan(JANUARY + 12);
    }
    const twins = chosen.filter(({ children }) => children === 2).length;
    expect(Math.abs(twins - 0.012 * chosen.length)).toBeLessThanOrEqual(1);
  });

  test('losses are 15 for each hundred deliveries, of other women, at the ages of mothers', () => {
    const mothers = new Set(chosen.map(({ mother }) => mother));
    expect(losing.some((woman) => mothers.has(woman))).toBe(false);
    expect(new Set(losing).size).toBe(losing.length);
    expect(Math.abs(losing.length - 0.15 * chosen.length)).toBeLessThan(1);
    const mean = (women: readonly number[]) =>
      women.reduce((sum, woman) => sum + ageAt(woman, JANUARY), 0) / women.length;
    expect(Math.abs(mean(losing) - mean([...mothers]))).toBeLessThan(0.5);
  });

  test('only women with a partner adopt, as often as the chance says, within four deviations', () => {
    expect(adopting).toEqual([]);
    const couples = makeWomen(42_000);
    couples.partner.fill(0);
    const often = { ...fertility, adoptionChance: 0.01 };
    const found = selectMothers(couples, often, YEAR, MIDDLE, true).adopting;
    // Ages 25 to 49 of 15 to 49: 25 in 35.
    const wanted = (0.01 * 42_000 * 25) / 35;
    expect(Math.abs(found.length - wanted)).toBeLessThan(4 * Math.sqrt(wanted));
    for (const woman of found) expect(ageAt(woman, JANUARY - 1)).toBeGreaterThanOrEqual(25);
  });

  test('months of mothers are even over the year: each a twelfth, within four deviations', () => {
    const months = new Array<number>(12).fill(0);
    for (const { month } of chosen) months[month - JANUARY]++;
    const wanted = chosen.length / 12;
    for (const count of months) expect(Math.abs(count - wanted)).toBeLessThan(4 * Math.sqrt(wanted));
  });

  test('the interval since the last birth is at least nine months', () => {
    const mothers = makeWomen(8_400);
    for (let i = 0; i < mothers.count; i++) {
      mothers.births[i] = 1;
      mothers.lastBirthMonth[i] = JANUARY - 1 - (i % 8);
    }
    const second = select(mothers).expectants;
    expect(second.length).toBeGreaterThan(100);
    for (const { mother, month } of second)
      expect(month - mothers.lastBirthMonth[mother]).toBeGreaterThanOrEqual(9);
  });

  test('offsets of all blocks round a small expectation to its sum', () => {
    const key = runKey('offsets');
    const offsets = Array.from({ length: 61 }, (_, block) => roundingOffsets(key, YEAR, block));
    for (const which of ['deliveries', 'twins', 'losses'] as const) {
      const deliveries = offsets.filter((offset) => Math.floor(offset[which] + 0.3) === 1).length;
      expect(Math.abs(deliveries - 0.3 * 61)).toBeLessThan(2);
    }
  });

  test('without alignment a mother is one whose own draw says so: risks twice as high give about twice the births', () => {
    const doubled = { ...fertility, risk: fertility.risk.map((risk) => 2 * risk) };
    const few = makeWomen(42_000);
    const count = (rates: typeof fertility) =>
      selectMothers(few, rates, YEAR, MIDDLE, false).expectants.length;
    expect(count(doubled) / count(fertility)).toBeGreaterThan(1.8);
    expect(count(doubled) / count(fertility)).toBeLessThan(2.2);
  });
});
