import { describe, expect, it } from 'vitest';
import { contribute } from '../../reference/contribute.js';
import { work } from '../../reference/work.js';
import { heldAgainst, kernelModel } from '../../support/kernels.js';

describe('the kernel of work', () => {
  it('gives every person the same year as the plain loop, to the last bit', () => {
    const model = kernelModel(16_000, 2045);
    const { labour, earnings, income, lumpSum } = model;
    const different = heldAgainst(model, 'work', (people, year) => {
      work(people, labour, earnings, income.step, year);
      contribute(people, lumpSum, year);
    });
    expect(different).toEqual([]);
  });
});
