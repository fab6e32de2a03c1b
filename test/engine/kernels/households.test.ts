import fc from 'fast-check';
import seedrandom from 'seedrandom';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Accumulators, LIFE, lifeCells } from '../../../engine/indicators/accumulators.js';
import { measureDistribution } from '../../../engine/indicators/distribution.js';
import {
  beginYear,
  makeHouseholdBenefits,
  payHousehold,
} from '../../../engine/indicators/distribution-benefits.js';
import {
  CHANGED,
  carryDong,
  countAt,
  countsOffset,
  EARNED,
  incomesOffset,
  LIVED,
  LIVES,
  makeDistributionSums,
  scenarioSlot,
} from '../../../engine/indicators/distribution-sums.js';
import { CELLS } from '../../../engine/indicators/groups.js';
import { makeHouseholds } from '../../../engine/labour/households.js';
import { makePopulation } from '../../../engine/population/columns.js';
import { makeSimulator } from '../../../engine/projection/simulator.js';
import { measureChanges } from '../../reference/changes.js';
import { measureIncomes } from '../../reference/distribution.js';
import { measureEarnings } from '../../reference/earnings.js';
import { householdIncomes, plainHouseholds } from '../../reference/incomes.js';
import { countResidents } from '../../reference/residents.js';
import { copyOf, differences, kernelModel } from '../../support/kernels.js';

const TO_YEAR = 2045;

describe('the kernels of households and of counting, from 2025 to 2045', () => {
  const model = kernelModel(16_000, TO_YEAR);
  const { baseYear } = model.country;
  const simulator = makeSimulator(model);
  const sums = simulator.emptySums();
  const expected = simulator.emptySums();
  const different: string[] = [];

  beforeAll(() => {
    const { income, labour } = model;
    const before = makePopulation(32_000);
    const plain = plainHouseholds(32_000);
    simulator.run(0, sums, {
      onProcess: (ended, people, year) => {
        if (year < baseYear) return;
        const row = year - baseYear;
        if (ended === 'work') copyOf(people, before);
        if (ended === 'incomes') {
          householdIncomes(before, income, plain, year);
          different.push(...differences(before, people).map((difference) => `${year}: ${difference}`));
          const { count, references, members, standing, area } = makeHouseholds(people);
          expect(count).toBe(plain.count);
          expect(references.subarray(0, count)).toEqual(plain.references.subarray(0, count));
          expect(members.subarray(0, people.count)).toEqual(plain.members.subarray(0, people.count));
          expect(standing.subarray(0, people.count)).toEqual(plain.standing.subarray(0, people.count));
          expect(area.subarray(0, people.count)).toEqual(plain.area.subarray(0, people.count));
        }
        if (ended !== 'counting') return;
        const line = income.povertyLine.subarray(row * 2, row * 2 + 2);
        measureIncomes(people, plain, line, expected.distribution, row);
        measureEarnings(people, expected.distribution, row);
        expected.personYears += countResidents(people, labour, expected, row, year);
      },
    });
    carryDong(sums.distribution);
    carryDong(expected.distribution);
  });

  const rows = Array.from({ length: TO_YEAR - baseYear + 1 }, (_, row) => row);
  const sumsOf = ({ lives, distribution }: Accumulators, row: number) => ({
    lives: [LIFE.population, LIFE.insured, LIFE.workingAgeForce].map((figure) =>
      lives.slice(lifeCells(row, figure), lifeCells(row, figure) + CELLS),
    ),
    counts: distribution.counts
      .slice(
        countsOffset(distribution, row, LIVES),
        countsOffset(distribution, row, LIVES) + LIVED.ordinaryLabourers + 1,
      )
      // Counted by the child tiers.
      .filter((_, figure) => figure !== LIVED.childrenOfTheYear),
    dong: distribution.dong.slice(
      row * distribution.slots * 10,
      row * distribution.slots * 10 + 2 * (EARNED.ordinaryLabourers + 1),
    ),
    incomes: distribution.incomes.slice(
      incomesOffset(distribution, row, LIVES),
      incomesOffset(distribution, row, LIVES + 1),
    ),
  });

  it('give every household the same members and income as the plain loops, to the last bit', () => {
    expect(different).toEqual([]);
  });

  it('count the same residents, earnings and incomes', () => {
    expect(sums.personYears).toBe(expected.personYears);
    for (const row of rows) expect(sumsOf(sums, row)).toEqual(sumsOf(expected, row));
    // The sums are there at all.
    expect(sums.personYears).toBeGreaterThan(16_000 * rows.length);
    expect(sumsOf(expected, 0).counts.every((count) => count > 0)).toBe(true);
    expect(sumsOf(expected, 0).dong[0]).toBeGreaterThan(0);
  });
});

describe('the kernel of what benefits change', () => {
  it('counts the same as the plain loop, whatever three scenarios pay', () => {
    const scenarios = 3;
    const model = kernelModel(16_000, TO_YEAR);
    const { baseYear } = model.country;
    const simulator = makeSimulator(model);
    const years = TO_YEAR - baseYear + 1;
    const sums = makeDistributionSums(scenarios, years);
    const expected = makeDistributionSums(scenarios, years);
    const benefits = makeHouseholdBenefits(32_000, scenarios);
    const random = seedrandom('changes');
    simulator.run(0, simulator.emptySums(), {
      onProcess: (ended, people, year) => {
        if (ended !== 'counting') return;
        const row = year - baseYear;
        const households = makeHouseholds(people);
        // In some years more are paid than the kernel is given at a time.
        const share = row % 5 === 4 ? 1 : 0.2;
        beginYear(benefits, model.income.povertyLine.subarray(row * 2, row * 2 + 2));
        for (let person = 0; person < people.count; person++) {
          if (random() >= share) continue;
          const dong = Math.floor(10 ** (8 * random()));
          const first = Math.floor(scenarios * random());
          for (let scenario = first; scenario < scenarios; scenario++)
            payHousehold(
              benefits,
              scenario,
              people.household[person],
              scenario === first ? dong : Math.floor(dong * 0.9),
            );
        }
        measureDistribution(people, households, benefits, sums, row);
        measureIncomes(people, households, benefits.line, expected, row);
        measureChanges(people, households, benefits, expected, row);
      },
    });
    expect(sums.counts).toEqual(expected.counts);
    expect(sums.incomes).toEqual(expected.incomes);
    const changed = Object.values(CHANGED)
      .filter((figure) => figure <= CHANGED.gaining || figure >= CHANGED.winners)
      .map((figure) => countAt(expected, 0, scenarioSlot(1), figure));
    expect(changed.every((count) => count !== 0)).toBe(true);
  });
});

describe('the exponential function of the kernels', () => {
  const { memory } = makePopulation(16);
  const numbers = memory.allocate(Float64Array, 2);
  const check = (x: number, y: number) => {
    numbers.set([x, y]);
    memory.kernels.households.exps(numbers.byteOffset, 2);
    expect([...numbers]).toEqual([Math.exp(x), Math.exp(y)]);
  };

  it('is that of Math, to the last bit', () => {
    fc.assert(fc.property(fc.double(), fc.double(), check), { numRuns: 5_000 });
    const income = fc.double({ min: 1, max: 40, noNaN: true });
    fc.assert(fc.property(income, income, check), { numRuns: 50_000 });
  });

  it.each([
    0,
    -0,
    1,
    1.03,
    1.04,
    1.0397207708399179,
    709,
    709.5,
    709.79,
    -745.2,
    Infinity,
    -Infinity,
    Number.NaN,
  ])('at the bounds of its paths: %d', (x) => {
    check(x, 15);
    check(15, x);
    check(x, x);
  });

  it('of an odd number of numbers', () => {
    numbers.set([2, 3]);
    memory.kernels.households.exps(numbers.byteOffset, 1);
    expect(numbers[0]).toBe(Math.exp(2));
  });
});
