import { setTimeout as wait } from 'node:timers/promises';
import { prepareRun } from '../plan.js';
import { formatProblem } from '../problems.js';
import { packResults, writeResultFile } from '../results/files.js';
import { type ExecuteOptions, executeRun } from '../run.js';
import { type StoreTrouble, troubleOf } from '../store/unavailable.js';
import { type FinishedRun, type RunJob, type RunnerOptions, RunOutdated } from './runner.js';

/** Milliseconds between tries to write results that the disk does not take. */
const RETRY_MILLISECONDS = 1_000;

/**
 * Simulates a run and writes its results, in this process. Results that the disk does not take are held until it does.
 *
 * @param by what simulates in the place of the engine, and where lives are kept
 */
export async function simulateJob(
  job: RunJob,
  { signal, onProgress, onTrouble }: RunnerOptions,
  by: Pick<ExecuteOptions, 'engine' | 'lives'> = {},
): Promise<FinishedRun> {
  const prepared = prepareRun(job.request);
  // Only after an update of the program: what was accepted was valid then.
  if (!prepared.ok) throw new Error(prepared.problems.map(formatProblem).join('\n'));
  if (prepared.plan.id !== job.id) throw new RunOutdated('the run has another identity under this release');
  const { record, rows } = await executeRun(prepared.plan, {
    ...by,
    workers: job.workers,
    signal,
    onProgress,
  });
  const { bytes, facets } = packResults(rows, record);
  for (let trouble: StoreTrouble | undefined; ; ) {
    try {
      const { sha256 } = writeResultFile(job.file, bytes);
      if (trouble) onTrouble(undefined);
      return { record, facets, sha256, bytes: bytes.byteLength };
    } catch (error) {
      const found = troubleOf(error);
      if (found === undefined) throw error;
      if (found !== trouble) onTrouble(found);
      trouble = found;
      await wait(RETRY_MILLISECONDS, undefined, { signal });
    }
  }
}
