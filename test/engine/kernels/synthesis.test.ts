import seedrandom from 'seedrandom';
import { describe, expect, it } from 'vitest';
import { recallContributions } from '../../../engine/labour/past.js';
import { makePopulation, RANKS } from '../../../engine/population/columns.js';
import { synthesise } from '../../../engine/population/synthesis.js';
import { makeSimulator } from '../../../engine/projection/simulator.js';
import { recallContributions as recallPlainly } from '../../reference/past.js';
import { synthesise as synthesisePlainly } from '../../reference/synthesis.js';
import { copyOf, differences, kernelModel } from '../../support/kernels.js';

describe('the kernel of synthesis', () => {
  // Blocks of a run one after the other in the same memory, and runs of one block.
  it.each([
    ['aligned', 65_000, true],
    ['free', 65_000, false],
    ['one block', 24_000, true],
    ['small', 900, true],
    ['hardly anybody', 40, false],
  ])('brings the same persons as the plain loops, to the last bit: %s', (_, persons, aligned) => {
    const model = kernelModel(persons, 2030, aligned);
    const people = makePopulation(25_000);
    const plain = makePopulation(25_000);
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

  it('does so for people of all kinds and in any order', () => {
    const { labour, lumpSum, country } = kernelModel(1000, 2030);
    const { regions } = country.residence;
    const people = makePopulation(3001);
    people.count = 3001;
    const random = seedrandom('recall');
    const draw = (below: number) => Math.floor(random() * below);
    for (let i = 0; i < people.count; i++) {
      people.key0[i] = random.int32();
      people.key1[i] = random.int32();
      people.age[i] = draw(101);
      people.sex[i] = draw(2);
      people.region[i] = draw(regions.length);
      people.area[i] = draw(2);
      people.education[i] = draw(4);
      people.insurance[i] = draw(3);
      people.participationRank[i] = draw(RANKS);
      people.jobRank[i] = draw(RANKS);
      people.voluntaryRank[i] = draw(RANKS);
      // Stays for whom nothing is recalled.
      people.compulsoryTotal[i] = 7;
    }
    const plain = copyOf(people);
    recallContributions(people, labour, lumpSum, country.labour.pastCoverage, country.baseYear - 1);
    recallPlainly(plain, labour, lumpSum, country.labour.pastCoverage, country.baseYear - 1);
    expect(differences(plain, people)).toEqual([]);
    expect(people.voluntaryTotal.some((months) => months > 24)).toBe(true);
  });
});
