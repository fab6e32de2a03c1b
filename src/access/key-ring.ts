import { statSync } from 'node:fs';
import { type ApiKey, findKey, keyFileOf, readKeys } from './keys.js';

/** Milliseconds between two looks at the file. */
const LOOK_EVERY = 1000;

/** Told what an administrator should know. */
export interface AccessLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** The keys of a data folder, read again within a second of a change of their file. */
export class KeyRing {
  readonly #folder: string;
  readonly #log: AccessLog;
  #keys: ReadonlyMap<string, ApiKey> = new Map();
  #seen: string | undefined;
  #lookAfter = 0;
  #guarded = false;

  /** @throws Error when there is a file of keys that cannot be read: nobody may get in by breaking it. */
  constructor(folder: string, log: AccessLog) {
    this.#folder = folder;
    this.#log = log;
    const state = this.#fileState();
    this.#take(readKeys(folder), state);
  }

  /**
   * Whether there is, or has been since the start, a file of keys. An empty one guards too: taking the last key from its
   * holder must not open the service to everybody.
   */
  get guarded(): boolean {
    this.#look();
    return this.#guarded;
  }

  find(presented: string): ApiKey | undefined {
    this.#look();
    return findKey(this.#keys, presented);
  }

  #take(keys: readonly ApiKey[], state: string | undefined): void {
    this.#keys = new Map(keys.map((key) => [key.id, key]));
    this.#seen = state;
    this.#guarded ||= state !== undefined;
  }

  /** Changes whenever the file does; undefined where there is none. */
  #fileState(): string | undefined {
    const found = statSync(keyFileOf(this.#folder), { throwIfNoEntry: false });
    return found && `${found.ino} ${found.mtimeMs} ${found.size}`;
  }

  #look(): void {
    const now = performance.now();
    if (now < this.#lookAfter) return;
    this.#lookAfter = now + LOOK_EVERY;
    try {
      const state = this.#fileState();
      if (state === this.#seen) return;
      // Before it is read: a broken file is told of once, not every second.
      this.#seen = state;
      this.#take(readKeys(this.#folder), state);
      this.#log.info({ keys: this.#keys.size }, 'keys read again');
    } catch (error) {
      this.#log.error({ err: error }, 'the changed file of keys cannot be read; the keys from before hold');
    }
  }
}
