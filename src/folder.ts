import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Makes a folder and those above it where they are missing. Throws the system's error where that cannot be. Step by
 * step, because Node's own recursive call never returns on file systems that deny a new folder with "no such file".
 */
export function makeFolder(folder: string): void {
  const path = resolve(folder);
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}

/**
 * Whether files could be written into a folder that may not exist yet: better known before an hour of simulation than
 * after it. Nothing is made.
 */
export function isWritable(folder: string): boolean {
  let existing = resolve(folder);
  while (!existsSync(existing)) existing = dirname(existing);
  try {
    accessSync(existing, constants.W_OK);
    return statSync(existing).isDirectory();
  } catch {
    return false;
  }
}
