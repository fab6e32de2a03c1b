import { describe, expect, test } from 'vitest';
import { monthIndex } from '../../../engine/inputs/time.js';
import { makeHouseholds } from '../../../engine/labour/households.js';
import { householdIncomes, type IncomeTables, incomeTables } from '../../../engine/labour/income.js';
import { makePopulation, type Population } from '../../../engine/population/columns.js';
import { addPerson } from '../../../engine/population/persons.js';
import { vietNam } from '../../support/engine.js';

const YEAR = 2025;
const tables = incomeTables(vietNam, 2045);

/** Normal distribution function by Simpson's rule from -8. */
function normalBelow(z: number): number {
  const steps = 400;
  const width = (z + 8) / steps;
  let sum = 0;
  for (let i = 0; i <= steps; i++) {
    const factor = i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2;
    sum += factor * Math.exp(-((-8 + i * width) ** 2) / 2);
  }
  return (sum * width) / 3 / Math.sqrt(2 * Math.PI);
}

describe('tenths', () => {
  test.each([2025, 2045])(
    'of %i are cut where the mixture of incomes reaches 10, 20, ... 90 per cent',
    (year) => {
      const { residence, income, macro } = vietNam;
      const row = year - 2025;
      for (let cut = 1; cut < 10; cut++) {
        const log = Math.log(tables.cuts[row * 9 + cut - 1]);
        let below = 0;
        for (let place = 0; place < 12; place++) {
          const region = place >> 1;
          const urban = residence.urbanShare[row * 6 + region];
          const weight = residence.regionShare[region] * (place % 2 === 0 ? urban : 1 - urban);
          const minority = residence.minorityShare[place];
          const kinh =
            (income.meanPerHead[place] * macro.incomeIndex[row]) /
            (1 - minority + minority * income.minorityRatio);
          const sigma = income.sigma[region];
          const share = (mean: number) => normalBelow((log - Math.log(mean)) / sigma + sigma / 2);
          below += weight * ((1 - minority) * share(kinh) + minority * share(kinh * income.minorityRatio));
        }
        expect(below).toBeCloseTo(cut / 10, 5);
      }
    },
  );

  test('fifths lie near those of the published fit', () => {
    // 2.40, 3.59, 5.08 and 7.60 m in 2024; a year of income growth (8.9 %) later.
    [2.4, 3.59, 5.08, 7.6].forEach((cut, i) => {
      expect(Math.abs(tables.cuts[2 * i + 1] / (cut * 1.0887e6) - 1)).toBeLessThan(0.06);
    });
  });
});

interface Home {
  readonly children: number;
  readonly adults: number;
  readonly region: number;
}

/** Households with ranks spread over the whole range; nobody is of working age, so that only the own rank counts. */
function populate(homes: readonly Home[]): Population {
  const people = makePopulation(4096);
  homes.forEach(({ children, adults, region }, n) => {
    const reference = people.count;
    for (let i = 0; i < adults + children; i++) {
      const age = i < adults ? 70 : 3 + i;
      const person = addPerson(people, people.count, 0, 0, monthIndex(YEAR - age, 6));
      people.household[person] = reference;
      people.age[person] = age;
      people.region[person] = region;
      people.area[person] = 1;
    }
    people.householdRank[reference] = (n * 40_503 + 977) % 65_536;
    people.deprivationRank[reference] = (n * 7_919) % 65_536;
  });
  return people;
}

const HOMES: readonly Home[] = Array.from({ length: 600 }, (_, n) => ({
  children: [0, 0, 1, 2, 2, 3, 5][n % 7],
  adults: 1 + (n % 4),
  region: n % 5,
}));

function logIncomes(people: Population, homes: readonly Home[], shown: IncomeTables): number[] {
  householdIncomes(people, shown, makeHouseholds(people), YEAR);
  const logs: number[] = [];
  let reference = 0;
  for (const { adults, children, region } of homes) {
    logs.push(Math.log(people.incomePerHead[reference]) - shown.logMean[region * 4 + 2]);
    reference += adults + children;
  }
  return logs;
}

describe('children and income', () => {
  const effect = 0.25;
  const people = populate(HOMES);
  const without = logIncomes(people, HOMES, { ...tables, childEffect: 0 });
  const withChildren = logIncomes(people, HOMES, { ...tables, childEffect: effect });
  /** Mean over the persons of a region. */
  const mean = (region: number, value: (home: Home, n: number) => number) => {
    let all = 0;
    let persons = 0;
    HOMES.forEach((home, n) => {
      if (home.region !== region) return;
      all += (home.adults + home.children) * value(home, n);
      persons += home.adults + home.children;
    });
    return all / persons;
  };

  test.each([0, 1, 2, 3, 4])('region %i: a child lowers income, the mean over persons stays', (region) => {
    const centre = mean(region, ({ children }) => children);
    const variance = mean(region, ({ children }) => (children - centre) ** 2);
    const sigma = tables.sigma[region];
    const narrowing = Math.sqrt(sigma ** 2 / (sigma ** 2 + effect ** 2 * variance));
    const shift = (_: Home, n: number) => withChildren[n] / narrowing - without[n];
    expect(Math.abs(mean(region, shift))).toBeLessThan(1e-5);
    HOMES.forEach((home, n) => {
      if (home.region === region) expect(shift(home, n)).toBeCloseTo(effect * (centre - home.children), 4);
    });
    expect(narrowing).toBeLessThan(0.97);
  });

  test('where all households have as many children, nothing changes', () => {
    const alike = HOMES.map((home) => ({ ...home, children: 2 }));
    const others = populate(alike);
    const before = logIncomes(others, alike, { ...tables, childEffect: 0 });
    const after = logIncomes(others, alike, { ...tables, childEffect: effect });
    for (const [n, log] of after.entries()) expect(log).toBeCloseTo(before[n], 6);
  });

  test('an empty population', () => {
    const people = makePopulation(8);
    expect(() => householdIncomes(people, tables, makeHouseholds(people), YEAR)).not.toThrow();
  });
});

describe('status of a household', () => {
  const people = populate(HOMES);
  const references: number[] = [];
  for (let next = 0; references.length < HOMES.length; ) {
    references.push(next);
    const { adults, children } = HOMES[references.length - 1];
    next += adults + children;
  }

  test.each([2026, 2027])('poor and near-poor by the line of %i, tenths and fifths by its cuts', (year) => {
    householdIncomes(people, tables, makeHouseholds(people), year);
    const row = year - 2025;
    const cuts = tables.cuts.subarray(row * 9, row * 9 + 9);
    const line = year === 2026 ? 1_500_000 : 2_200_000;
    let [poor, near, neither] = [0, 0, 0];
    references.forEach((reference, n) => {
      const income = people.incomePerHead[reference];
      expect(people.decile[reference]).toBe(cuts.filter((cut) => cut <= income).length);
      expect(people.quintile[reference]).toBe(people.decile[reference] >> 1);
      const deprived =
        people.deprivationRank[reference] / 65_536 < vietNam.income.deprivedShare[HOMES[n].region];
      expect(people.poverty[reference]).toBe(income > line ? 0 : deprived ? 2 : 1);
      if (people.poverty[reference] === 2) poor++;
      else if (people.poverty[reference] === 1) near++;
      else neither++;
    });
    expect(Math.min(poor, near, neither)).toBeGreaterThan(5);
  });
});
