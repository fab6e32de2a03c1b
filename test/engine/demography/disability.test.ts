import { describe, expect, test } from 'vitest';
import { assessDisability, disabilityLimits } from '../../../engine/demography/disability.js';
import { DISABILITY, makePopulation } from '../../../engine/population/columns.js';
import { addPerson } from '../../../engine/population/persons.js';
import { vietNam } from '../../support/engine.js';

describe('disability', () => {
  const demography = {
    ...vietNam.demography,
    // 10 % to 49, 50 % from 50 on; a fifth of it severe, a tenth exceptionally severe.
    disability: Float64Array.from({ length: 101 }, (_, age) => (age < 50 ? 0.1 : 0.5)),
    severeShare: 0.2,
    exceptionallySevereShare: 0.1,
  };
  const limits = disabilityLimits({ ...vietNam, demography });

  function degree(age: number, rank: number): number {
    const people = makePopulation(1);
    addPerson(people, 1, 2, 0, 1500);
    people.age[0] = age;
    people.disabilityRank[0] = rank * 65_536;
    assessDisability(people, limits);
    return people.disability[0];
  }

  test.each([
    // At 20: under 0.01 exceptionally severe, under 0.03 severe, under 0.1 mild.
    [20, 0.009, DISABILITY.exceptionallySevere],
    [20, 0.011, DISABILITY.severe],
    [20, 0.029, DISABILITY.severe],
    [20, 0.031, DISABILITY.mild],
    [20, 0.099, DISABILITY.mild],
    [20, 0.101, DISABILITY.none],
    // At 60: under 0.05, 0.15, 0.5.
    [60, 0.049, DISABILITY.exceptionallySevere],
    [60, 0.149, DISABILITY.severe],
    [60, 0.499, DISABILITY.mild],
    [60, 0.501, DISABILITY.none],
  ])('at %i with rank %f is of degree %i', (age, rank, wanted) => {
    expect(degree(age, rank)).toBe(wanted);
  });
});
