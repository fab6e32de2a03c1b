import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type Database from 'libsql';
import { makeFolder } from '../folder.js';
import { resultFileOf } from '../results/files.js';
import { openDatabase } from './database.js';
import { moveOldResults } from './old-results.js';
import { RunStore } from './runs.js';
import { type StoreTrouble, troubleOf } from './unavailable.js';

/** Bytes that a probe of the disk writes: about what the results of a small run take. */
const PROBE_BYTES = 256 * 1024;

/** Everything that the service keeps: a folder with a database and the files of results. */
export class Store {
  readonly runs: RunStore;

  private constructor(
    readonly folder: string,
    readonly database: Database.Database,
    private readonly closeDatabase: () => void,
  ) {
    this.runs = new RunStore(database);
  }

  /** Opens the store of a folder (made if there is none); `:memory:` keeps everything in a temporary folder. */
  static open(location: string): Store {
    const { database, folder, close } = openDatabase(location);
    const store = new Store(folder, database, close);
    try {
      makeFolder(store.resultsFolder);
      moveOldResults(database, (id) => store.resultFile(id));
    } catch (error) {
      close();
      throw error;
    }
    return store;
  }

  get resultsFolder(): string {
    return join(this.folder, 'results');
  }

  /** Files made for downloads; may be deleted at any time. */
  get exportsFolder(): string {
    return join(this.folder, 'exports');
  }

  /** Where the results of a run lie, or will lie. */
  resultFile(run: string): string {
    return resultFileOf(this.resultsFolder, run);
  }

  /**
   * Puts in order what an earlier process left: runs that were interrupted wait again, half-written files and files
   * that belong to no run are removed, runs whose file is gone or has the wrong size wait again.
   */
  recover(): { readonly interrupted: readonly string[]; readonly damaged: readonly string[] } {
    const interrupted = this.runs.inState('running');
    for (const id of interrupted) this.runs.requeue(id, 'the server stopped while it was running', true);
    const known = new Set(this.runs.files().map(({ id }) => this.resultFile(id)));
    for (const name of readdirSync(this.resultsFolder)) {
      const path = join(this.resultsFolder, name);
      if (!known.has(path)) rmSync(path, { recursive: true, force: true });
    }
    const damaged: string[] = [];
    for (const { id, bytes } of this.runs.files()) {
      const path = this.resultFile(id);
      if (existsSync(path) && statSync(path).size === bytes) continue;
      this.runs.repeat(id, 'its results were missing when the server started');
      damaged.push(id);
    }
    return { interrupted, damaged };
  }

  /** Removes a run that has ended, with its results. False when it waits or runs. */
  async remove(run: string): Promise<boolean> {
    if (!this.runs.remove(run)) return false;
    await rm(this.resultFile(run), { force: true });
    return true;
  }

  /** What keeps the store from being written at the moment; undefined when it can be. */
  async probe(): Promise<StoreTrouble | undefined> {
    const path = join(this.resultsFolder, `.probe.${process.pid}.part`);
    try {
      const file = await open(path, 'w');
      try {
        await file.write(Buffer.alloc(PROBE_BYTES));
        await file.sync();
      } finally {
        await file.close();
      }
      const writeRow = this.database.transaction(() => {
        this.database.exec("INSERT INTO usage VALUES ('', '', 0); DELETE FROM usage WHERE principal = ''");
      });
      writeRow.immediate();
      return undefined;
    } catch (error) {
      return troubleOf(error) ?? 'failing';
    } finally {
      await rm(path, { force: true }).catch(() => undefined);
    }
  }

  close(): void {
    this.closeDatabase();
  }
}
