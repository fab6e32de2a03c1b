import { beforeAll, describe, expect, test } from 'vitest';
import { makePopulation, NOBODY, type Population } from '../../../engine/population/columns.js';
import { synthesise } from '../../../engine/population/synthesis.js';
import { type Model, makeModel } from '../../../engine/projection/model.js';
import { vietNam } from '../../support/engine.js';

const JANUARY = (2025 - 1900) * 12;
const ageOf = (people: Population, i: number) =>
  Math.min(100, Math.floor((JANUARY - 1 - people.birthMonth[i]) / 12));

let model: Model;
let blocks: Population[];

beforeAll(() => {
  model = makeModel(vietNam, [], 'synthesis', 60_000, 2025);
  blocks = Array.from({ length: model.plan.blocks }, (_, block) => {
    const people = makePopulation(30_000);
    synthesise(model, block, people);
    return people;
  });
});

function* everyone(): Generator<[Population, number]> {
  for (const people of blocks) for (let i = 0; i < people.count; i++) yield [people, i];
}

function share(
  of: (people: Population, i: number) => boolean,
  among: (people: Population, i: number) => boolean = () => true,
) {
  let part = 0;
  let all = 0;
  for (const [people, i] of everyone()) {
    if (!among(people, i)) continue;
    all++;
    if (of(people, i)) part++;
  }
  return part / all;
}

describe('base population', () => {
  test.each([997, 60_000, 250_000])('a sample of %i is exact by sex and single age', (persons) => {
    const plan = makeModel(vietNam, [], 'any', persons, 2025).plan;
    const total = vietNam.demography.population.reduce((a, b) => a + b, 0);
    vietNam.demography.population.forEach((residents, cell) => {
      expect(Math.abs(plan.cells[cell] - (residents / total) * persons)).toBeLessThan(1);
    });
  });

  test('all blocks together hold each cell just as often as planned', () => {
    const counts = new Int32Array(202);
    for (const [people, i] of everyone()) counts[people.sex[i] * 101 + ageOf(people, i)]++;
    expect(Array.from(counts)).toEqual(Array.from(model.plan.cells));
  });

  test('person keys are all different', () => {
    const keys = new Set<string>();
    for (const [people, i] of everyone()) keys.add(`${people.key0[i]}/${people.key1[i]}`);
    expect(keys.size).toBe(60_000);
  });

  test('a person is the same whatever the sample: key and traits of the first women of 30', () => {
    const small = makePopulation(2000);
    synthesise(makeModel(vietNam, [], 'synthesis', 1500, 2025), 0, small);
    const first = (people: Population) => {
      for (let i = 0; i < people.count; i++) if (people.sex[i] === 1 && ageOf(people, i) === 30) return i;
      throw new Error('no woman of 30');
    };
    const a = first(small);
    const b = first(blocks[0]);
    for (const column of [
      'key0',
      'key1',
      'birthMonth',
      'unionRank',
      'jobRank',
      'claimChild',
      'survivalRank',
    ] as const) {
      expect(small[column][a]).toBe(blocks[0][column][b]);
    }
  });
});

describe('families', () => {
  test('a mother is 14 to 50 years older than her child, a woman, and of the same place and people', () => {
    for (const [people, i] of everyone()) {
      const mother = people.mother[i];
      if (mother === NOBODY) continue;
      const months = people.birthMonth[i] - people.birthMonth[mother];
      expect(months).toBeGreaterThanOrEqual(14 * 12);
      expect(months).toBeLessThan(51 * 12);
      expect(people.sex[mother]).toBe(1);
      expect(people.ethnicity[i]).toBe(people.ethnicity[mother]);
      if (people.household[i] === people.household[mother])
        expect(people.region[i]).toBe(people.region[mother]);
      else expect(ageOf(people, i) >= 18 || people.partner[i] !== NOBODY).toBe(true);
    }
  });

  test('a woman has no two births within nine months', () => {
    for (const people of blocks) {
      const births = new Map<number, number[]>();
      for (let i = 0; i < people.count; i++) {
        const mother = people.mother[i];
        if (mother !== NOBODY) births.set(mother, [...(births.get(mother) ?? []), people.birthMonth[i]]);
      }
      for (const [mother, months] of births) {
        months.sort((a, b) => a - b);
        for (let n = 1; n < months.length; n++) expect(months[n] - months[n - 1]).toBeGreaterThanOrEqual(9);
        expect(people.births[mother]).toBe(months.length);
        expect(people.lastBirthMonth[mother]).toBe(months.at(-1));
      }
    }
  });

  test('partners point at each other and share a household', () => {
    for (const [people, i] of everyone()) {
      const partner = people.partner[i];
      if (partner === NOBODY) continue;
      expect(people.partner[partner]).toBe(i);
      expect(people.sex[partner]).toBe(1 - people.sex[i]);
      expect(people.household[i]).toBe(people.household[partner]);
    }
  });

  test.each([0, 1])(
    'women of area %i in a union by age as the country says (160 women or more: 4 points)',
    (area) => {
      for (const age of [22, 30, 40]) {
        const among = (people: Population, i: number) =>
          people.sex[i] === 1 && people.area[i] === area && ageOf(people, i) === age;
        const found = share((people, i) => people.partner[i] !== NOBODY, among);
        expect(Math.abs(found - vietNam.families.inUnion[area * 101 + age])).toBeLessThan(0.1);
      }
    },
  );

  test('women under 35 who do not live with a partner have the rank of the single of their area', () => {
    // Single daughters live in the area by whose curve they are single; else unions would come all at once or not at all.
    for (const [people, i] of everyone()) {
      const age = ageOf(people, i);
      if (people.sex[i] !== 1 || age < 15 || age > 34 || people.mother[i] === NOBODY) continue;
      if (people.partner[i] !== NOBODY || people.household[i] !== people.household[people.mother[i]])
        continue;
      expect(people.unionRank[i]).toBeGreaterThanOrEqual(
        Math.floor(vietNam.families.inUnion[people.area[i] * 101 + age] * 65_536),
      );
    }
  });

  test('children without father, without mother, without either', () => {
    const child = (people: Population, i: number) => ageOf(people, i) < 18 && people.partner[i] === NOBODY;
    const { motherOnly, fatherOnly, neither } = vietNam.families;
    expect(
      Math.abs(share((p, i) => p.mother[i] !== NOBODY && p.father[i] === NOBODY, child) - motherOnly),
    ).toBeLessThan(0.02);
    expect(
      Math.abs(share((p, i) => p.mother[i] === NOBODY && p.father[i] !== NOBODY, child) - fatherOnly),
    ).toBeLessThan(0.02);
    expect(
      Math.abs(share((p, i) => p.mother[i] === NOBODY && p.father[i] === NOBODY, child) - neither),
    ).toBeLessThan(0.005);
  });
});

describe('residence', () => {
  test('regions and minorities within 1.5 points (whole families share a draw), urban share within a point', () => {
    vietNam.residence.regionShare.forEach((wanted, region) => {
      expect(Math.abs(share((p, i) => p.region[i] === region) - wanted)).toBeLessThan(0.015);
    });
    expect(Math.abs(share((p, i) => p.area[i] === 0) - 0.393)).toBeLessThan(0.01);
    expect(Math.abs(share((p, i) => p.ethnicity[i] === 1) - 0.147)).toBeLessThan(0.015);
  });
});
