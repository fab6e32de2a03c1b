import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { JobMessage, RunMessage } from './messages.js';
import {
  type FinishedRun,
  type RunJob,
  type Runner,
  RunnerDied,
  type RunnerOptions,
  RunOutdated,
} from './runner.js';

/** A process that holds more memory after a run, beside kept lives, is replaced: that of a large run is not kept for the small ones after it. */
const RESIDENT_LIMIT = 400 * 1024 * 1024;

/**
 * Simulates in a child process, one run at a time, with a lower priority than the server. Killing the process is how a
 * run is cancelled: it frees the cores at once, and nothing that a run does can take the server down. The process keeps
 * the lives of its last runs, so that another design on the same lives is answered without simulating them again.
 *
 * @param niceness 0 (as the server) to 19 (only what nobody else wants)
 * @param keptPersons persons whose lives the process keeps at the most, 0 for none
 */
export class ProcessRunner implements Runner {
  readonly #niceness: number;
  readonly #keptPersons: number;
  #idle: ChildProcess | undefined;
  #closed = false;
  readonly #children = new Set<ChildProcess>();

  constructor(niceness: number, keptPersons: number) {
    this.#niceness = niceness;
    this.#keptPersons = keptPersons;
    // Started before it is needed, so that a small run does not wait for a program to load.
    this.#idle = this.#start();
  }

  async run(job: RunJob, options: RunnerOptions): Promise<FinishedRun> {
    options.signal.throwIfAborted();
    const child = this.#idle ?? this.#start();
    this.#idle = undefined;
    let usable = false;
    try {
      const { finished, residentBytes } = await converse(child, job, options);
      usable = residentBytes < RESIDENT_LIMIT;
      return finished;
    } finally {
      this.#release(child, usable);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    const gone = [...this.#children].map((child) => once(child, 'exit'));
    for (const child of this.#children) child.kill('SIGKILL');
    await Promise.all(gone);
  }

  #start(): ChildProcess {
    const fromSource = import.meta.url.endsWith('.ts');
    const child = fork(
      fileURLToPath(new URL(fromSource ? './run-process.ts' : './run-process.js', import.meta.url)),
      [String(this.#niceness), String(this.#keptPersons)],
      // Its standard output would end in the server's, which carries one line. With one arena, glibc gives what threads
      // used back to the system, so that the process need not be replaced for it.
      {
        execArgv: ['--expose-gc', ...(fromSource ? ['--import', 'tsx'] : [])],
        stdio: ['ignore', 2, 2, 'ipc'],
        env: { ...process.env, MALLOC_ARENA_MAX: '1' },
      },
    );
    this.#children.add(child);
    child.once('exit', () => {
      this.#children.delete(child);
      if (this.#idle === child) this.#idle = undefined;
    });
    // Without a listener, a message to a process that is gone would end the server.
    child.on('error', () => {});
    return child;
  }

  #release(child: ChildProcess, usable: boolean): void {
    if (this.#closed) return;
    if (usable && child.connected) {
      this.#idle = child;
      return;
    }
    child.kill('SIGKILL');
    this.#idle = this.#start();
  }
}

type Finished = Extract<RunMessage, { kind: 'finished' }>;

/** Gives a process a run and listens until it has ended. */
async function converse(
  child: ChildProcess,
  job: RunJob,
  { signal, onProgress, onTrouble }: RunnerOptions,
): Promise<Finished> {
  const stop = () => child.kill('SIGKILL');
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await new Promise<Finished>((resolve, reject) => {
      child.on('message', (message: RunMessage) => {
        if (message.kind === 'progress') onProgress(message.progress);
        else if (message.kind === 'trouble') onTrouble(message.trouble ?? undefined);
        else if (message.kind === 'finished') resolve(message);
        else reject(errorOf(message));
      });
      child.once('exit', (code, killed) => {
        const how = killed === null ? `exit status ${code}` : killed;
        reject(signal.aborted ? signal.reason : new RunnerDied(`the process of the run ended (${how})`));
      });
      child.send({ job } satisfies JobMessage, (error) => {
        if (error) reject(new RunnerDied(`the process of the run could not be reached: ${error.message}`));
      });
    });
  } finally {
    signal.removeEventListener('abort', stop);
    child.removeAllListeners('message');
  }
}

function errorOf({ message, outdated, stack }: Extract<RunMessage, { kind: 'failed' }>): Error {
  const error = outdated ? new RunOutdated(message) : new Error(message);
  if (stack !== null) error.stack = stack;
  return error;
}
