import { describe, expect, it } from 'vitest';
import { deliver as kernelDeliver } from '../../../engine/demography/births.js';
import { leave as kernelLeave } from '../../../engine/demography/exits.js';
import { fertilityYear } from '../../../engine/demography/fertility.js';
import { selectMothers as kernelMothers, roundingOffsets } from '../../../engine/demography/mothers.js';
import { cohortRow } from '../../../engine/demography/survival.js';
import {
  changeFamilies as kernelFamilies,
  makeMarket as kernelMarket,
} from '../../../engine/demography/unions.js';
import { monthIndex } from '../../../engine/inputs/time.js';
import {
  makePopulation,
  NOBODY,
  type Population,
  RANKS,
  STILL_HERE,
} from '../../../engine/population/columns.js';
import { addPerson } from '../../../engine/population/persons.js';
import type { Model } from '../../../engine/projection/model.js';
import { threefry } from '../../../engine/random/threefry.js';
import { deliver } from '../../reference/demography/births.js';
import { assessDisability, disabilityLimits } from '../../reference/demography/disability.js';
import { leave, leaveInYearOfBirth } from '../../reference/demography/exits.js';
import { selectMothers } from '../../reference/demography/mothers.js';
import { changeFamilies, makeMarket } from '../../reference/demography/unions.js';
import { copyOf, differences, heldAgainst, kernelModel } from '../../support/kernels.js';

const PERSONS = 16_000;

describe.each([true, false])('the kernels of demography, births and deaths aligned: %s', (aligned) => {
  const model = kernelModel(PERSONS, 2045, aligned);
  const { country, survival, residence, runKey } = model;

  it('let the same persons leave, and age and live where they do', () => {
    const regions = country.residence.regions.length;
    const limits = country.residence.urbanShare.map((share) => share * RANKS);
    let copy: Population | undefined;
    const different = heldAgainst(model, 'deaths', (people, year) => {
      const y = year - country.baseYear;
      const urban = limits.subarray(y * regions, (y + 1) * regions);
      const told: number[] = [];
      const expected: number[] = [];
      copy = copyOf(people, copy);
      kernelLeave(copy, survival, urban, year, (person) => told.push(person));
      leave(people, survival, urban, year, (person) => expected.push(person));
      expect(expected.length).toBeGreaterThan(0);
      expect(told).toEqual(expected);
    });
    expect(different).toEqual([]);
  });

  it('form and end the same unions and households', () => {
    let market: ReturnType<typeof makeMarket> | undefined;
    const different = heldAgainst(model, 'unions', (people, year) => {
      market ??= makeMarket(country, people.capacity);
      changeFamilies(country, people, market, year);
    });
    expect(different).toEqual([]);
  });

  it('choose the same mothers, who bear the same children in the same order', () => {
    const limits = disabilityLimits(country);
    const different = heldAgainst(model, 'births', (people, year) => {
      const fertility = fertilityYear(country, year);
      const offsets = roundingOffsets(runKey, year, 0);
      const expecting = selectMothers(people, fertility, year, offsets, aligned);
      expect(kernelMothers(people, fertility, year, offsets, aligned)).toEqual(expecting);
      const deliveries = expecting.expectants.map((one) =>
        deliver(people, fertility, survival, residence, year, one),
      );
      for (const { child, children } of deliveries)
        for (let twin = 0; twin < children; twin++)
          leaveInYearOfBirth(people, survival, year, child + twin, () => {});
      assessDisability(people, limits);
    });
    expect(different).toEqual([]);
  });
});

/**
 * A block in which nothing stands in the order that simulated ones have: sexes, ages, couples, parents and households
 * mixed at random, some persons gone, a few beyond the last one.
 */
function makeMixed(model: Model, persons: number): Population {
  const { country, survival } = model;
  const people = makePopulation(persons + 5);
  const word = new Int32Array(2);
  const january = monthIndex(country.baseYear, 1);
  for (let i = 0; i < persons + 5; i++) {
    threefry(i, 4711, 0, 0, word);
    const draw = (values: number, shift: number) => ((word[0] >>> shift) & 0xff) % values;
    const age = draw(90, 0);
    addPerson(people, word[0], word[1], draw(2, 8), january - 1 - 12 * age - draw(12, 9));
    people.age[i] = age;
    people.cohort[i] = cohortRow(survival, people.sex[i], country.baseYear - 1 - age);
    // Those beyond the last person would leave if anybody asked.
    people.survivalRank[i] = i < persons ? word[1] : 0xffffffff;
    if (i < persons && draw(10, 12) === 0) people.exitMonth[i] = january - 30;
    people.region[i] = draw(6, 16);
    people.area[i] = draw(2, 20);
    people.areaRank[i] = word[0] >>> 3;
    people.births[i] = draw(3, 21) === 0 ? 1 : 0;
    people.mother[i] = draw(2, 22) === 0 ? NOBODY : (word[1] >>> 8) % persons;
    people.father[i] = draw(3, 22) === 0 ? NOBODY : (word[1] >>> 4) % persons;
    if (draw(3, 23) === 0) people.household[i] = (word[1] >>> 6) % persons;
  }
  people.count = persons;
  const singles = (sex: number) =>
    Array.from({ length: persons }, (_, i) => i).filter(
      (i) => people.sex[i] === sex && people.age[i] >= 18 && people.exitMonth[i] === STILL_HERE,
    );
  const husbands = singles(0);
  singles(1).forEach((wife, n) => {
    const husband = husbands[(n * 7) % husbands.length];
    if (n % 2 === 0 || people.partner[husband] !== NOBODY) return;
    people.partner[wife] = husband;
    people.partner[husband] = wife;
    if (n % 3 === 0) people.divorceMonth[wife] = january + (n % 24);
  });
  return people;
}

describe('the kernels, given persons in no order,', () => {
  const model = kernelModel(1000, 2030);
  const { survival } = model;
  const families = { ...model.country.families, remarriage: Float64Array.of(0.9, 0.9) };
  const country = { ...model.country, families };
  const PERSONS = 5003;

  it('let the same persons leave in the same order, and none beyond the last', () => {
    const people = makeMixed(model, PERSONS);
    const copy = copyOf(people);
    const urban = Float64Array.of(0, 65_536, 20_000, 40_000.5, 65_535.5, 1);
    const told: number[] = [];
    const expected: number[] = [];
    kernelLeave(people, survival, urban, 2027, (person) => told.push(person));
    leave(copy, survival, urban, 2027, (person) => expected.push(person));
    expect(expected.length).toBeGreaterThan(100);
    expect(told).toEqual(expected);
    expect(differences(copy, people)).toEqual([]);
  });

  it('change the same families', () => {
    const people = makeMixed(model, PERSONS);
    const copy = copyOf(people);
    const before = people.partner.slice();
    kernelFamilies(country, people, kernelMarket(country), country.baseYear);
    changeFamilies(country, copy, makeMarket(country, copy.capacity), country.baseYear);
    expect(people.partner.filter((partner, i) => partner !== before[i]).length).toBeGreaterThan(100);
    expect(differences(copy, people)).toEqual([]);
  });

  it('refuse a birth for which the block has no room', () => {
    const people = makePopulation(16);
    for (let i = 0; i < 16; i++) addPerson(people, i, 1, 1, monthIndex(2000, 1));
    const fertility = fertilityYear(country, country.baseYear);
    const expectants = [{ mother: 3, month: monthIndex(country.baseYear, 4), children: 1 }];
    expect(() =>
      kernelDeliver(people, fertility, survival, model.residence, country.baseYear, expectants),
    ).toThrow('full');
    expect(people.births[3]).toBe(0);
  });

  it('refuse more regions than they can tell apart', () => {
    const people = makePopulation(1);
    expect(() => kernelLeave(people, survival, new Float64Array(17), 2027, () => {})).toThrow(RangeError);
  });
});

describe('the selection of mothers by hand-made women', () => {
  const YEAR = 2025;
  const model = kernelModel(1000, YEAR);
  const fertility = fertilityYear(model.country, YEAR);
  const offsets = { deliveries: 0.2, twins: 0.5, losses: 0.8 };

  /** Women of 20 to 49 of whom so many share each key, so that their scores are equal; every other one is a mother. */
  function makeWomen(women: number, alike: number): Population {
    const people = makePopulation(women);
    for (let i = 0; i < women; i++) {
      const months = 20 * 12 + 1 + ((Math.floor(i / alike) * 37) % (30 * 12));
      addPerson(people, Math.floor(i / alike), 5, 1, monthIndex(YEAR, 1) - months);
      if (Math.floor(i / alike) % 2 === 0) continue;
      people.births[i] = 1 + (i % 6);
      people.lastBirthMonth[i] = monthIndex(YEAR, 1) - 24 - (i % 50);
    }
    return people;
  }

  it.each([
    [1, true],
    [3, true],
    [3, false],
    [40, true],
  ])('is that of the reference where %i women draw the same, aligned: %s', (alike, aligned) => {
    const people = makeWomen(30_000, alike);
    const expected = selectMothers(people, fertility, YEAR, offsets, aligned);
    expect(expected.expectants.length).toBeGreaterThan(100);
    expect(kernelMothers(people, fertility, YEAR, offsets, aligned)).toEqual(expected);
  });

  it('finds nobody where there is nobody', () => {
    const none = { expectants: [], losing: [], adopting: [] };
    expect(kernelMothers(makePopulation(10), fertility, YEAR, offsets, true)).toEqual(none);
  });
});
