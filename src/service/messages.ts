import type { RunProgress } from '../run.js';
import type { StoreTrouble } from '../store/unavailable.js';
import type { FinishedRun, RunJob } from './runner.js';

/** What the server tells a process that simulates. */
export interface JobMessage {
  readonly job: RunJob;
}

/** What the process tells the server. */
export type RunMessage =
  | { readonly kind: 'progress'; readonly progress: RunProgress }
  | { readonly kind: 'trouble'; readonly trouble: StoreTrouble | null }
  | {
      readonly kind: 'finished';
      readonly finished: FinishedRun;
      /** Memory that the process holds beside the lives that it keeps. */
      readonly residentBytes: number;
    }
  | {
      readonly kind: 'failed';
      readonly message: string;
      readonly outdated: boolean;
      readonly stack: string | null;
    };
