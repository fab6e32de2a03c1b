import { setTimeout as wait } from 'node:timers/promises';
import type { Store } from '../store/store.js';
import { type StoreTrouble, StoreUnavailable } from '../store/unavailable.js';

/** Milliseconds between tries to write to a store in trouble. */
const PROBE_MILLISECONDS = 1_000;

/** Knows whether the store can be written, and finds out when it can again. */
export class StoreHealth {
  readonly #store: Store;
  readonly #closing: AbortSignal;
  readonly #onChange: (trouble: StoreTrouble | undefined) => void;
  #trouble: StoreTrouble | undefined;

  /** @param onChange told when a trouble begins, becomes another one or ends */
  constructor(store: Store, closing: AbortSignal, onChange: (trouble: StoreTrouble | undefined) => void) {
    this.#store = store;
    this.#closing = closing;
    this.#onChange = onChange;
  }

  /** What keeps the store from being written; undefined when it can be. */
  get trouble(): StoreTrouble | undefined {
    return this.#trouble;
  }

  /** Somebody met a trouble: it holds until a probe finds that the store can be written again. */
  enter(trouble: StoreTrouble): void {
    const known = this.#trouble !== undefined;
    this.#set(trouble);
    if (!known) void this.#untilHealthy();
  }

  /** Writes to the store, as often as it takes where the disk is in trouble. Rejects when the signal fires. */
  async keep(signal: AbortSignal, write: () => void): Promise<void> {
    for (;;) {
      signal.throwIfAborted();
      try {
        write();
        return;
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error;
        this.enter(error.trouble);
        await wait(PROBE_MILLISECONDS, undefined, { signal });
      }
    }
  }

  #set(trouble: StoreTrouble | undefined): void {
    if (this.#trouble === trouble) return;
    this.#trouble = trouble;
    this.#onChange(trouble);
  }

  async #untilHealthy(): Promise<void> {
    for (;;) {
      await wait(PROBE_MILLISECONDS, undefined, { ref: false });
      if (this.#closing.aborted) return;
      const trouble = await this.#store.probe();
      if (this.#closing.aborted) return;
      this.#set(trouble);
      if (trouble === undefined) return;
    }
  }
}
