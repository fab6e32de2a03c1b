import { readdirSync, rmSync, statSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../folder.js';
import { sweepParts } from './files.js';

/** A file that is open for reading; whoever gets it closes it. */
export interface ExportedFile {
  readonly handle: FileHandle;
  readonly bytes: number;
}

/** A folder of files that can be made again at any time: bounded in bytes, the least recently used go first. */
export class ExportCache {
  readonly #folder: string;
  readonly #limit: number;
  /** Bytes by name, the least recently used first. */
  readonly #files = new Map<string, number>();
  readonly #making = new Map<string, Promise<void>>();
  #bytes = 0;

  /** Opens the folder (made if there is none) with what an earlier process left in it, half-written files excepted. */
  constructor(folder: string, limit: number) {
    this.#folder = folder;
    this.#limit = limit;
    makeFolder(folder);
    sweepParts(folder);
    const found = readdirSync(folder).map((name) => ({ name, ...statSync(join(folder, name)) }));
    found.sort((a, b) => a.mtimeMs - b.mtimeMs);
    for (const { name, size } of found) this.#keep(name, size);
  }

  /** Bytes of all files. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Opens a file, which is made first where it is not there. Made once, however many ask at the same time. */
  async open(name: string, make: (path: string) => Promise<number>): Promise<ExportedFile> {
    const path = join(this.#folder, name);
    // The folder may be emptied by others, and a file may be evicted before it is opened.
    for (let tries = 0; tries < 3; tries++) {
      const there = await openIfThere(path);
      if (there) {
        this.#keep(name, there.bytes);
        return there;
      }
      await this.#make(name, () => make(path));
    }
    throw new Error(`the export ${name} vanished while it was opened`);
  }

  #make(name: string, make: () => Promise<number>): Promise<void> {
    const running = this.#making.get(name);
    if (running) return running;
    const made = make()
      .then((bytes) => this.#keep(name, bytes))
      .finally(() => this.#making.delete(name));
    this.#making.set(name, made);
    return made;
  }

  /** Notes a file as used just now, and removes others until all fit; the newest stays even if it alone is too large. */
  #keep(name: string, bytes: number): void {
    this.#forget(name);
    this.#files.set(name, bytes);
    this.#bytes += bytes;
    for (const other of this.#files.keys()) {
      if (this.#bytes <= this.#limit || other === name) break;
      // A file that is being read stays readable until it is closed.
      rmSync(join(this.#folder, other), { recursive: true, force: true });
      this.#forget(other);
    }
  }

  #forget(name: string): void {
    this.#bytes -= this.#files.get(name) ?? 0;
    this.#files.delete(name);
  }
}

async function openIfThere(path: string): Promise<ExportedFile | undefined> {
  try {
    const handle = await open(path, 'r');
    return { handle, bytes: (await handle.stat()).size };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
