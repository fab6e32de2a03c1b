import { describe, expect, it } from 'vitest';
import { leave as kernelLeave } from '../../../engine/demography/exits.js';
import { fertilityYear } from '../../../engine/demography/fertility.js';
import { selectMothers as kernelMothers, roundingOffsets } from '../../../engine/demography/mothers.js';
import { type Population, RANKS } from '../../../engine/population/columns.js';
import { deliver } from '../../reference/demography/births.js';
import { assessDisability, disabilityLimits } from '../../reference/demography/disability.js';
import { leave, leaveInYearOfBirth } from '../../reference/demography/exits.js';
import { selectMothers } from '../../reference/demography/mothers.js';
import { changeFamilies, makeMarket } from '../../reference/demography/unions.js';
import { copyOf, heldAgainst, kernelModel } from '../../support/kernels.js';

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
