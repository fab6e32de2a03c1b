import { existsSync, type FSWatcher, watch } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { CommandError, EXIT } from './exit.js';

/** A save may be several events in a row: it is told when so many milliseconds have passed since the last one. */
const QUIET_MILLISECONDS = 60;

/** Files that changed together. */
export interface Change {
  /** As they were named. */
  readonly files: readonly string[];
  /** Of the first event, by `performance.now()`. */
  readonly at: number;
}

/**
 * Tells when files are saved, also by editors that put a new file in the place of the old one: what is watched is the
 * folders.
 */
export class FileChanges {
  /** Names of the files that are followed by their absolute paths. */
  #names: ReadonlyMap<string, string> = new Map();
  readonly #folders = new Map<string, FSWatcher>();
  #changed = new Set<string>();
  #at = 0;
  #timer: NodeJS.Timeout | undefined;
  /** Whether a change may be told. */
  #settled = false;
  #failure: Error | undefined;
  /** Whoever waits for a change looks again. */
  #look = () => {};

  /**
   * Follows these files from now on, and no others. A file need not be there; a folder that is not there is passed over.
   *
   * @throws CommandError when the system watches no more folders
   */
  follow(names: Iterable<string>): void {
    this.#names = new Map([...names].map((name) => [resolve(name), name]));
    const folders = new Set([...this.#names.keys()].map((path) => dirname(path)).filter(existsSync));
    for (const [folder, watcher] of this.#folders) {
      if (folders.has(folder)) continue;
      watcher.close();
      this.#folders.delete(folder);
    }
    for (const folder of folders) {
      if (!this.#folders.has(folder)) this.#folders.set(folder, this.#watch(folder));
    }
  }

  /** The files that are followed and there, as they were named. */
  get followed(): string[] {
    return [...this.#names.values()].filter((name) => existsSync(name));
  }

  /** The next change, at once where there has been one since the last. Rejects with the signal's reason when it fires. */
  next(signal: AbortSignal): Promise<Change> {
    return new Promise((resolve, reject) => {
      const look = () => {
        if (signal.aborted) reject(signal.reason);
        else if (this.#failure) reject(this.#failure);
        else if (!this.#settled) return;
        else {
          resolve({ files: [...this.#changed], at: this.#at });
          this.#changed = new Set();
          this.#settled = false;
        }
        signal.removeEventListener('abort', look);
        this.#look = () => {};
      };
      signal.addEventListener('abort', look);
      this.#look = look;
      look();
    });
  }

  close(): void {
    clearTimeout(this.#timer);
    for (const watcher of this.#folders.values()) watcher.close();
    this.#folders.clear();
  }

  #watch(folder: string): FSWatcher {
    const failed = (error: unknown) => {
      const cause = error instanceof Error ? error.message : String(error);
      return new CommandError(`error: ${folder} cannot be watched: ${cause}`, EXIT.failed);
    };
    try {
      const watcher = watch(folder, (_, file) => {
        const name = file === null ? folder : this.#names.get(resolve(folder, file));
        if (name !== undefined) this.#note(name);
      });
      return watcher.on('error', (error) => {
        this.#failure = failed(error);
        this.#look();
      });
    } catch (error) {
      throw failed(error);
    }
  }

  #note(name: string): void {
    if (this.#changed.size === 0) this.#at = performance.now();
    this.#changed.add(name);
    this.#settled = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#settled = true;
      this.#look();
    }, QUIET_MILLISECONDS);
  }
}
