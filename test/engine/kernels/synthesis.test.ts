import { describe, expect, it } from 'vitest';
import { recallContributions } from '../../../engine/labour/past.js';
import { makePopulation } from '../../../engine/population/columns.js';
import { synthesise } from '../../../engine/population/synthesis.js';
import { makeSimulator } from '../../../engine/projection/simulator.js';
import { recallContributions as recallPlainly } from '../../reference/past.js';
import { synthesise as synthesisePlainly } from '../../reference/synthesis.js';
import { copyOf, differences, kernelModel } from '../../support/kernels.js';

describe('the kernel of synthesis', () => {
  // Blocks of a run of four and one that is a block by itself, one after the other in the same memory.
  it.each([
    ['aligned', 65_000, true],
    ['free', 65_000, false],
    ['small', 900, true],
  ])('brings the same persons as the plain loops, to the last bit: %s', (_, persons, aligned) => {
    const model = kernelModel(persons, 2030, aligned);
    const people = makePopulation(20_000);
    const plain = makePopulation(20_000);
    for (let block = 0; block < model.plan.blocks; block++) {
      synthesise(model, block, people);
      synthesisePlainly(model, block, plain);
      expect(differences(people, plain)).toEqual([]);
    }
  });

  it('refuses a block that does not fit', () => {
    const model = kernelModel(900, 2030);
    expect(() => synthesise(model, 0, makePopulation(800))).toThrow('block of 800 persons is full');
    const people = makePopulation(900);
    synthesise(model, 0, people);
    expect(people.count).toBe(900);
  });
});

describe('the kernel of recall', () => {
  it('recalls the same months as the plain loop', () => {
    const model = kernelModel(16_000, 2030);
    const { labour, lumpSum, country } = model;
    const opening = country.baseYear - 1;
    const simulator = makeSimulator(model);
    const found: string[] = [];
    let recalled = 0;
    simulator.run(0, simulator.emptySums(), {
      onProcess: (process, people, year) => {
        if (process !== 'work' || year !== opening) return;
        const plain = copyOf(people);
        for (const column of [plain.compulsoryTotal, plain.voluntaryTotal, plain.lumpSumOpen]) column.fill(0);
        recallPlainly(plain, labour, lumpSum, country.labour.pastCoverage, opening);
        recalled = plain.compulsoryTotal.reduce((sum, months) => sum + months, 0);
        found.push(...differences(plain, people));
        recallContributions(people, labour, lumpSum, country.labour.pastCoverage, opening);
        found.push(...differences(plain, people));
      },
    });
    expect(found).toEqual([]);
    expect(recalled).toBeGreaterThan(100_000);
  });
});
