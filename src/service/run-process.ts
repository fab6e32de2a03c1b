// The process in which runs are simulated, one after the other; it keeps lives for the runs that follow. The server kills
// it to cancel a run; when the server is gone, it ends itself.
import { setPriority } from 'node:os';
import { KeptLives } from '../kept-lives.js';
import type { JobMessage, RunMessage } from './messages.js';
import { type RunJob, type RunnerOptions, RunOutdated } from './runner.js';
import { simulateJob } from './simulate-job.js';

/** Progress is told no more often than this. */
const PROGRESS_MILLISECONDS = 200;

const [niceness, keptPersons] = process.argv.slice(2).map(Number);
const lives = new KeptLives(keptPersons);
// Threads that are started later inherit it: the server answers while every core simulates.
setPriority(niceness);
// Ctrl-C in a terminal reaches every process of the group; the server decides what becomes of the run.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
process.on('disconnect', () => process.exit(0));
// The server may have gone while the program was loading.
if (!process.connected) process.exit(0);
process.on('message', ({ job }: JobMessage) => void simulate(job));

function tell(message: RunMessage): void {
  if (process.connected) process.send!(message);
}

async function simulate(job: RunJob): Promise<void> {
  let told = 0;
  try {
    const options: RunnerOptions = {
      signal: new AbortController().signal,
      onProgress: (progress) => {
        const now = Date.now();
        if (now - told < PROGRESS_MILLISECONDS) return;
        told = now;
        tell({ kind: 'progress', progress });
      },
      onTrouble: (trouble) => tell({ kind: 'trouble', trouble: trouble ?? null }),
    };
    const finished = await simulateJob(job, options, { lives });
    tell({ kind: 'finished', finished, residentBytes: residentBytes() });
  } catch (error) {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    tell({ kind: 'failed', message, outdated: error instanceof RunOutdated, stack: stack ?? null });
  }
}

/** Memory that the process holds beside the lives that it keeps. For their sake its garbage does not count. */
function residentBytes(): number {
  if (lives.bytes > 0) {
    globalThis.gc?.();
    // What the first leaves to be swept in the background is gone when the second begins.
    globalThis.gc?.();
  }
  return process.memoryUsage.rss() - lives.bytes;
}
