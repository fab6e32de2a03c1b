import { Worker } from 'node:worker_threads';
import type { BlockTask, Job, TaskReport, ThreadMessage } from './task.js';

/**
 * Threads that simulate blocks. They load the simulator as soon as they are made, while the caller still reads its
 * files and solves its tables, and keep their compiled code from one job to the next. Who makes them stops them.
 */
export class Threads {
  private readonly workers: readonly Worker[];
  /** Why the threads are of no more use. */
  private failure: Error | undefined;
  private fail: (error: Error) => void = () => undefined;

  /** @param count threads, 1 or more */
  constructor(count: number) {
    this.workers = Array.from({ length: count }, () => this.start(simulatingThread()));
  }

  private start(worker: Worker): Worker {
    const failed = (error: Error) => {
      this.failure ??= error;
      this.fail(this.failure);
    };
    worker.on('error', failed);
    worker.on('exit', (code) => failed(new Error(`a simulating thread has ended (exit code ${code})`)));
    return worker;
  }

  /**
   * Does the tasks of a job, one job at a time; `take` gets each task with what its thread has summed up so far.
   * Rejects with the error of the first task that fails, and when the threads are stopped.
   */
  run(
    job: Job,
    tasks: readonly BlockTask[],
    take: (task: BlockTask, report: TaskReport) => void,
  ): Promise<void> {
    return new Promise((resolve, reject) => {
      this.fail = reject;
      if (this.failure) reject(this.failure);
      let next = 0;
      let open = tasks.length;
      const hand = (worker: Worker) => {
        if (next === tasks.length) return;
        const task = tasks[next++];
        worker.once('message', (report: TaskReport) => {
          try {
            take(task, report);
          } catch (error) {
            reject(error);
            return;
          }
          if (--open === 0) resolve();
          else hand(worker);
        });
        send(worker, { task });
      };
      for (const worker of this.workers.slice(0, tasks.length)) {
        send(worker, { job });
        hand(worker);
      }
    });
  }

  /** Ends the threads, whatever they are at. */
  async stop(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.terminate()));
  }
}

function simulatingThread(): Worker {
  if (!import.meta.url.endsWith('.ts')) return new Worker(new URL('./entry.js', import.meta.url));
  // From sources (development, tests) the worker is TypeScript too and needs the loader that the main thread has.
  return new Worker(new URL('./entry-from-source.cjs', import.meta.url), { execArgv: ['--import', 'tsx'] });
}

function send(worker: Worker, message: ThreadMessage): void {
  worker.postMessage(message);
}
