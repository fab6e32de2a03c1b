import type { RunInput } from '../plan.js';
import type { RunProgress, RunRecord } from '../run.js';
import type { StoredFile } from '../store/runs.js';
import type { StoreTrouble } from '../store/unavailable.js';

/** A run to be simulated. */
export interface RunJob {
  readonly id: string;
  readonly request: RunInput;
  /** Where the results are to lie. */
  readonly file: string;
  readonly workers?: number | undefined;
}

/** What a run left: the record to cite, and the file that holds the results. */
export interface FinishedRun extends StoredFile {
  readonly record: RunRecord;
}

export interface RunnerOptions {
  /** Ends the work at once, whatever it is at. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: RunProgress) => void;
  /** The results are there but cannot be kept: told while the runner waits for the disk, undefined when it goes on. */
  readonly onTrouble: (trouble: StoreTrouble | undefined) => void;
}

/** Where runs are simulated. */
export interface Runner {
  /** Rejects with the signal's reason when it fires, with `RunnerDied` when the process that simulated is gone. */
  run(job: RunJob, options: RunnerOptions): Promise<FinishedRun>;
  /** Ends what idles. */
  close(): Promise<void>;
}

/** The process that simulated a run ended before it did: killed from outside, or out of memory. */
export class RunnerDied extends Error {
  override readonly name = 'RunnerDied';
}

/** The inputs of a run have another identity under this release: its results would be another run's. */
export class RunOutdated extends Error {
  override readonly name = 'RunOutdated';
}
