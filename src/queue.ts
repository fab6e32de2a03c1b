import { ENGINE_VERSION } from '../engine/version.js';
import type { RunInput, RunPlan } from './plan.js';
import { prepareRun } from './plan.js';
import type { RunProgress } from './run.js';
import { type FinishedRun, type Runner, RunnerDied, RunOutdated } from './service/runner.js';
import { StoreHealth } from './service/store-health.js';
import { type RunEvent, Watchers } from './service/watchers.js';
import { expectedWork } from './service/work.js';
import type { IdempotencyKey } from './store/idempotency.js';
import type { StoredRun } from './store/runs.js';
import type { Store } from './store/store.js';
import { type StoreTrouble, StoreUnavailable } from './store/unavailable.js';

/** Where runs up to some size are simulated, one at a time. */
export interface Lane {
  readonly runner: Runner;
  /** Person-years of the largest run that it takes. */
  readonly most: number;
}

/** Told of what happens to runs, for logs and metrics. */
export interface QueueObserver {
  /** A run succeeded, failed or was cancelled. */
  ended?(run: StoredRun): void;
  /** With the cause, before `ended`. */
  failed?(id: string, error: unknown): void;
  /** A run was interrupted and waits again. */
  interrupted?(id: string, reason: string): void;
  /** The store can, or can no longer, be written. */
  trouble?(trouble: StoreTrouble | undefined): void;
}

export interface QueueOptions {
  readonly store: Store;
  readonly lanes: readonly Lane[];
  /** Worker threads of each run; one for each core if left out. */
  readonly workers?: number | undefined;
  /** Runs that may wait. */
  readonly limit?: number | undefined;
  /** A run that takes longer fails. */
  readonly maxMilliseconds?: number | undefined;
  /** A run whose process died so often fails. */
  readonly maxAttempts?: number | undefined;
  readonly observer?: QueueObserver | undefined;
}

const DEFAULT_QUEUE_LIMIT = 32;
const DEFAULT_RUN_MINUTES = 60;
const DEFAULT_RUN_ATTEMPTS = 5;

/** Who posts a run, and on what terms. */
export interface Submission {
  readonly owner: string;
  readonly idempotency?: IdempotencyKey | undefined;
  /**
   * Called before a run is accepted that will be simulated: what it throws refuses the run, what it gives back is called
   * when the run could not be kept in the end.
   */
  readonly charge?: (() => () => void) | undefined;
}

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
 * Runs what the store holds. A run is in the store before it is accepted, and stays there until its results are, so a
 * restart, a process that dies and a disk that fills up lose nothing. Each lane simulates one run at a time, the one
 * that is due next among those that it takes.
 */
export class RunQueue {
  readonly #options: QueueOptions;
  readonly #store: Store;
  readonly #limit: number;
  readonly #running = new Map<string, Running>();
  /** What each lane simulates. */
  readonly #lanes: { readonly lane: Lane; run: string | undefined }[];
  readonly #watchers: Watchers;
  readonly #closing = new AbortController();
  readonly #health: StoreHealth;

  constructor(options: QueueOptions) {
    this.#options = options;
    this.#store = options.store;
    this.#limit = options.limit ?? DEFAULT_QUEUE_LIMIT;
    this.#lanes = options.lanes.map((lane) => ({ lane, run: undefined }));
    this.#watchers = new Watchers(options.store.runs);
    this.#health = new StoreHealth(options.store, this.#closing.signal, (trouble) => {
      options.observer?.trouble?.(trouble);
      if (!trouble) this.#fill();
    });
  }

  /** Takes up what an earlier process left, and begins. */
  start(): void {
    this.#fill();
  }

  get accepting(): boolean {
    return !this.#closing.signal.aborted && this.trouble === undefined;
  }

  /** What keeps the store from being written; undefined when it can be. */
  get trouble(): StoreTrouble | undefined {
    return this.#health.trouble;
  }

  /** How many follow runs. */
  get watchers(): number {
    return this.#watchers.size;
  }

  /**
   * Accepts a run; equal inputs are answered with the run that has them, and one that failed or was cancelled is
   * queued again. Throws `QueueFull` when a run would have to wait and may not, `StoreUnavailable` when it could not be
   * kept.
   */
  submit(plan: RunPlan, request: RunInput, submission: Submission = { owner: 'local' }): StoredRun {
    const { owner, idempotency } = submission;
    const { runs } = this.#store;
    const known = runs.get(plan.id);
    if (known && known.state !== 'failed' && known.state !== 'cancelled') {
      if (idempotency) runs.keys.keep(idempotency, plan.id);
      return known;
    }
    if (this.trouble) throw new StoreUnavailable(this.trouble, undefined);
    if (runs.count('queued') >= this.#limit) throw new QueueFull(this.#limit);
    const refund = submission.charge?.();
    try {
      runs.enqueue(plan, request, { owner, size: expectedWork(plan), idempotency });
    } catch (error) {
      refund?.();
      if (error instanceof StoreUnavailable) this.#health.enter(error.trouble);
      throw error;
    }
    this.#watchers.changed(plan.id);
    this.#fill();
    return runs.get(plan.id)!;
  }

  /** Stops a waiting or running run. False when it had already ended. */
  cancel(id: string): boolean {
    const cancelled = this.#store.runs.cancel(id);
    if (cancelled) {
      this.#running.get(id)?.controller.abort(new DOMException('cancelled', 'AbortError'));
      this.#ended(id);
    }
    return cancelled;
  }

  /** Simulates a run anew whose results are lost. False when it is no longer one that succeeded. */
  repeat(id: string, reason: string): boolean {
    const repeated = this.#store.runs.repeat(id, reason);
    if (repeated) {
      this.#options.observer?.interrupted?.(id, reason);
      this.#watchers.changed(id);
      this.#fill();
    }
    return repeated;
  }

  /** How far a running run is. */
  progress(id: string): RunProgress | undefined {
    return this.#running.get(id)?.progress;
  }

  /**
   * Follows a run: tells at once what happened after the event `after`, then what happens. Gives a function that ends it.
   */
  watch(id: string, after: string | undefined, listener: (event: RunEvent) => void): () => void {
    return this.#watchers.watch(id, after, permille(this.progress(id)), listener);
  }

  /** Stops what is running and puts it back into the queue of the store. */
  async close(): Promise<void> {
    this.#closing.abort(new DOMException('the server is closing', 'AbortError'));
    const running = [...this.#running];
    for (const [id, { controller }] of running) {
      this.#leave(id);
      controller.abort(this.#closing.signal.reason);
      this.#watchers.changed(id);
    }
    await Promise.all(running.map(([, { settled }]) => settled));
    await Promise.all(this.#lanes.map(({ lane }) => lane.runner.close()));
  }

  #leave(id: string): void {
    try {
      this.#store.runs.requeue(id, 'the server was stopped', true);
    } catch (error) {
      // What is found running at the next start waits again too.
      if (!(error instanceof StoreUnavailable)) throw error;
    }
  }

  #fill(): void {
    if (!this.accepting) return;
    for (const place of this.#lanes) {
      if (place.run !== undefined) continue;
      // A run that was cancelled and posted again waits until its first life has let go of the workers.
      const next = this.#store.runs
        .queued()
        .find(({ id, size }) => size <= place.lane.most && !this.#running.has(id));
      if (!next) continue;
      if (!this.#begin(next.id, place.lane.runner)) return;
      place.run = next.id;
    }
  }

  /** False when the store does not take that it was begun. */
  #begin(id: string, runner: Runner): boolean {
    try {
      this.#store.runs.start(id);
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      this.#health.enter(error.trouble);
      return false;
    }
    const running: Running = {
      controller: new AbortController(),
      settled: Promise.resolve(),
      progress: { fraction: 0, personYears: 0 },
    };
    this.#running.set(id, running);
    this.#watchers.changed(id);
    running.settled = this.#run(id, running, runner).finally(() => {
      this.#running.delete(id);
      for (const place of this.#lanes) if (place.run === id) place.run = undefined;
      this.#fill();
    });
    return true;
  }

  async #run(id: string, running: Running, runner: Runner): Promise<void> {
    const { controller } = running;
    const { signal } = controller;
    const { runs } = this.#store;
    const limit = this.#options.maxMilliseconds ?? DEFAULT_RUN_MINUTES * 60_000;
    const tooLong = new Error(`the run took longer than ${limit / 60_000} minutes, the limit of this server`);
    const timer = setTimeout(() => controller.abort(tooLong), limit);
    try {
      const finished = await runner.run(
        { id, request: runs.request(id), file: this.#store.resultFile(id), workers: this.#options.workers },
        {
          signal,
          onProgress: (progress) => {
            running.progress = progress;
            this.#watchers.progressed(id, permille(progress));
          },
          onTrouble: (trouble) => trouble && this.#health.enter(trouble),
        },
      );
      clearTimeout(timer);
      await this.#health.keep(signal, () => this.#succeed(id, finished));
    } catch (error) {
      // Whoever cancelled or closed has already written the new state.
      if (signal.aborted && signal.reason !== tooLong) return;
      await this.#health
        .keep(this.#closing.signal, () => this.#end(id, signal.aborted ? tooLong : error))
        .catch(
          // Closing: what is found running at the next start waits again.
          () => undefined,
        );
    } finally {
      clearTimeout(timer);
      this.#watchers.changed(id);
    }
  }

  #succeed(id: string, { record, ...file }: FinishedRun): void {
    if (this.#store.runs.succeed(id, record, file)) this.#ended(id);
  }

  #ended(id: string): void {
    this.#watchers.changed(id);
    this.#options.observer?.ended?.(this.#store.runs.get(id)!);
  }

  /** Ends a run that did not come to its end: it fails, or waits again where that was not its own doing. */
  #end(id: string, error: unknown): void {
    const { runs } = this.#store;
    const reason = error instanceof Error ? error.message : String(error);
    const most = this.#options.maxAttempts ?? DEFAULT_RUN_ATTEMPTS;
    if (error instanceof RunnerDied && runs.attempts(id) < most) {
      runs.requeue(id, reason, false);
      this.#options.observer?.interrupted?.(id, reason);
    } else if (error instanceof RunOutdated) {
      this.#replace(id);
    } else {
      runs.fail(id, error instanceof RunnerDied ? `${reason}, ${most} times in a row` : reason);
      this.#options.observer?.failed?.(id, error);
      this.#ended(id);
    }
  }

  /** A run that was accepted by an earlier release and never simulated: its inputs are another run under this one. */
  #replace(id: string): void {
    const { runs } = this.#store;
    const request = runs.request(id);
    const prepared = prepareRun(request);
    if (!prepared.ok) throw new Error('a request that could be prepared can no longer be');
    const { plan } = prepared;
    const owner = runs.get(id)?.owner ?? 'local';
    if (!runs.get(plan.id)) runs.enqueue(plan, request, { owner, size: expectedWork(plan) });
    runs.fail(id, `the model became ${ENGINE_VERSION} before it was simulated; it goes on as run ${plan.id}`);
    this.#ended(id);
  }
}

function permille(progress: RunProgress | undefined): number {
  return Math.floor(1000 * (progress?.fraction ?? 0));
}
