import type { RunState, RunStore } from '../store/runs.js';

/** What somebody who follows a run is told. */
export interface RunEvent {
  /** `3` for the third change of the run's state, `3-250` for 25 % done in that state: where to go on from. */
  readonly id: string;
  readonly event: 'state' | 'progress';
  readonly state: RunState;
  /** Share of the work done, 0 to 1. */
  readonly progress: number;
  readonly at: string;
  readonly detail: string | null;
}

type Listener = (event: RunEvent) => void;

interface Watcher {
  /** Last change of state and, under it, the last thousandth of progress that were told. */
  sequence: number;
  permille: number;
  readonly listener: Listener;
}

const PLACE = /^(\d{1,9})(?:-(\d{1,4}))?$/;

/** Tells those who follow runs what became of them. Changes of state are read from the store, so none is ever missed. */
export class Watchers {
  readonly #runs: RunStore;
  readonly #byRun = new Map<string, Set<Watcher>>();

  constructor(runs: RunStore) {
    this.#runs = runs;
  }

  /** How many follow a run, for tests of leaks. */
  get size(): number {
    let size = 0;
    for (const watchers of this.#byRun.values()) size += watchers.size;
    return size;
  }

  /**
   * Tells at once what happened after a place (from the start, where it is none), then what happens. Gives a function
   * that ends it.
   *
   * @param permille progress of the run at this moment, in thousandths
   */
  watch(run: string, after: string | undefined, permille: number, listener: Listener): () => void {
    const place = PLACE.exec(after ?? '');
    const watcher: Watcher = {
      sequence: Number(place?.[1] ?? 0),
      permille: Number(place?.[2] ?? 0),
      listener,
    };
    const watchers = this.#byRun.get(run) ?? new Set();
    this.#byRun.set(run, watchers.add(watcher));
    this.#tellStates(run, watcher);
    if (permille > 0) this.#tellProgress(watcher, permille);
    return () => {
      watchers.delete(watcher);
      if (watchers.size === 0 && this.#byRun.get(run) === watchers) this.#byRun.delete(run);
    };
  }

  /** The state of a run changed. */
  changed(run: string): void {
    for (const watcher of this.#byRun.get(run) ?? []) this.#tellStates(run, watcher);
  }

  /** A run got on. */
  progressed(run: string, permille: number): void {
    for (const watcher of this.#byRun.get(run) ?? []) this.#tellProgress(watcher, permille);
  }

  #tellStates(run: string, watcher: Watcher): void {
    for (const { sequence, at, state, detail } of this.#runs.events.after(run, watcher.sequence)) {
      watcher.sequence = sequence;
      watcher.permille = 0;
      const progress = state === 'succeeded' ? 1 : 0;
      watcher.listener({ id: String(sequence), event: 'state', state, progress, at, detail });
    }
  }

  #tellProgress(watcher: Watcher, permille: number): void {
    if (permille <= watcher.permille) return;
    watcher.permille = permille;
    watcher.listener({
      id: `${watcher.sequence}-${permille}`,
      event: 'progress',
      state: 'running',
      progress: permille / 1000,
      at: new Date().toISOString(),
      detail: null,
    });
  }
}
