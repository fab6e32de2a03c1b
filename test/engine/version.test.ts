import { expect, it } from 'vitest';
import { ENGINE_VERSION } from '../../engine/version.js';
import { executeRun, prepareRun, shippedInput } from '../../src/index.js';

/** SHA-256 of the results of one small run under each version of the model. */
const RESULTS: Readonly<Record<string, string>> = {
  '0.2.0': '326131373bb7d8e0aad30f1118da5dedc2dce6fdc191cbd80cd1bec22cbd2bc3',
};

// Not a test of what is right: it holds a release to its word that stored results are kept unless the version changed.
it('has a version of its own for every change of results', async () => {
  const scenarios = [shippedInput('multi-tier-child-benefit')!];
  const prepared = prepareRun({ scenarios, persons: 2000, toYear: 2030 });
  if (!prepared.ok) throw new Error('the shipped scenario is not valid');
  const { record } = await executeRun(prepared.plan, { workers: 0 });
  expect(record.results.csv).toBe(RESULTS[ENGINE_VERSION]);
});
