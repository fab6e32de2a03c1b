import type { Engine } from '../run.js';
import type { Runner } from './runner.js';
import { simulateJob } from './simulate-job.js';

/** Simulates in this process: for tests, with a stand-in of the engine. */
export function localRunner(engine?: Engine): Runner {
  return {
    run: (job, options) => simulateJob(job, options, { engine }),
    close: async () => {},
  };
}
