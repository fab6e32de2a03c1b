import { facetsOf, packRows } from './exports/stored.js';
import { prepareRun, type RunInput, type RunPlan } from './plan.js';
import { type Engine, executeRun, type RunProgress } from './run.js';
import type { RunStore, StoredRun } from './store/store.js';

export interface QueueOptions {
  readonly store: RunStore;
  /** Worker threads of each run. */
  readonly workers?: number | undefined;
  /** Runs that may wait. */
  readonly limit?: number | undefined;
  /** Runs at the same time; each uses all workers. */
  readonly concurrency?: number | undefined;
  readonly engine?: Engine | undefined;
  /** Told of every run that failed, with the cause. */
  readonly onFailure?: ((id: string, error: unknown) => void) | undefined;
}

export const DEFAULT_QUEUE_LIMIT = 32;

/** The queue holds as many waiting runs as it may; try again when one has ended. */
export class QueueFull extends Error {
  override readonly name = 'QueueFull';

  constructor(readonly limit: number) {
    super(`${limit} runs are waiting already`);
  }
}

interface Running {
  readonly controller: AbortController;
  settled: Promise<void>;
  progress: RunProgress;
}

/**
 * Runs what the store holds, oldest first. A run is in the store before it is accepted, so a restart loses nothing:
 * what was running or waiting is run by the next process.
 */
export class RunQueue {
  readonly #options: QueueOptions;
  readonly #store: RunStore;
  readonly #limit: number;
  readonly #running = new Map<string, Running>();
  #closed = false;

  constructor(options: QueueOptions) {
    this.#options = options;
    this.#store = options.store;
    this.#limit = options.limit ?? DEFAULT_QUEUE_LIMIT;
  }

  /** Takes up what an earlier process left, and begins. */
  start(): void {
    this.#store.recover();
    this.#fill();
  }

  get accepting(): boolean {
    return !this.#closed;
  }

  /**
   * Accepts a run; equal inputs are answered with the run that has them, and one that failed or was cancelled is
   * queued again. Throws `QueueFull` when a run would have to wait and may not.
   */
  submit(plan: RunPlan, request: RunInput): StoredRun {
    const known = this.#store.get(plan.id);
    if (known && known.state !== 'failed' && known.state !== 'cancelled') return known;
    if (this.#store.count('queued') >= this.#limit) throw new QueueFull(this.#limit);
    const accepted = this.#store.enqueue(plan, request);
    this.#fill();
    return this.#store.get(accepted.id) ?? accepted;
  }

  /** Stops a waiting or running run. False when it had already ended. */
  cancel(id: string): boolean {
    const cancelled = this.#store.cancel(id);
    if (cancelled) this.#running.get(id)?.controller.abort();
    return cancelled;
  }

  /** How far a running run is. */
  progress(id: string): RunProgress | undefined {
    return this.#running.get(id)?.progress;
  }

  /** Stops what is running and puts it back into the queue of the store. */
  async close(): Promise<void> {
    this.#closed = true;
    const running = [...this.#running];
    for (const [id, { controller }] of running) {
      this.#store.requeue(id);
      controller.abort();
    }
    await Promise.all(running.map(([, { settled }]) => settled));
  }

  #fill(): void {
    if (this.#closed) return;
    const free = (this.#options.concurrency ?? 1) - this.#running.size;
    // A run that was cancelled and posted again waits until its first life has let go of the workers.
    const ready = this.#store.queued().filter((id) => !this.#running.has(id));
    for (const id of ready.slice(0, free)) this.#begin(id);
  }

  #begin(id: string): void {
    this.#store.start(id);
    const running: Running = {
      controller: new AbortController(),
      settled: Promise.resolve(),
      progress: { fraction: 0, personYears: 0 },
    };
    this.#running.set(id, running);
    running.settled = this.#run(id, running).finally(() => {
      this.#running.delete(id);
      this.#fill();
    });
  }

  async #run(id: string, running: Running): Promise<void> {
    const { signal } = running.controller;
    try {
      const prepared = prepareRun(this.#store.request(id));
      if (!prepared.ok) {
        // Only after an update of the program: the text was valid when it was accepted.
        this.#store.fail(id, prepared.problems.map((problem) => problem.message).join('\n'));
        return;
      }
      const { record, rows } = await executeRun(prepared.plan, {
        workers: this.#options.workers,
        engine: this.#options.engine,
        signal,
        onProgress: (progress) => {
          running.progress = progress;
        },
      });
      this.#store.succeed(id, record, { facets: facetsOf(rows), packed: await packRows(rows) });
    } catch (error) {
      // Whoever aborted has already written the new state.
      if (signal.aborted) return;
      this.#store.fail(id, error instanceof Error ? error.message : String(error));
      this.#options.onFailure?.(id, error);
    }
  }
}
