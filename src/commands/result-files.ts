import { accessSync, constants, createWriteStream, existsSync, statSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { csvChunks } from '../exports/csv.js';
import { jsonChunks } from '../exports/json.js';
import { makeFolder } from '../folder.js';
import type { RunOutcome } from '../run.js';

export const FORMATS = ['csv', 'json'] as const;
export type Format = (typeof FORMATS)[number];

/** The text of a result file in pieces. */
export function resultChunks({ record, rows }: RunOutcome, format: Format): AsyncGenerator<string> {
  return format === 'csv' ? csvChunks(rows) : jsonChunks(record, rows);
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

/**
 * Writes `results.csv`, `results.json` and, last, `run.json` into a folder. Each file appears whole or not at all: it
 * is written under another name first. Gives the paths back.
 */
export async function writeResultFiles(
  folder: string,
  outcome: RunOutcome,
  formats: readonly Format[],
  signal: AbortSignal,
): Promise<string[]> {
  makeFolder(folder);
  const record = `${JSON.stringify(outcome.record, null, 2)}\n`;
  const names = [...formats.map((format) => `results.${format}`), 'run.json'];
  const unfinished = names.map((name) => join(folder, `.${name}.${process.pid}.part`));
  try {
    for (const [position, format] of formats.entries()) {
      const target = createWriteStream(unfinished[position]);
      await pipeline(Readable.from(resultChunks(outcome, format)), target, { signal });
    }
    await writeFile(unfinished.at(-1)!, record, { signal });
    const paths = names.map((name) => join(folder, name));
    for (const [position, path] of paths.entries()) await rename(unfinished[position], path);
    return paths;
  } finally {
    await Promise.all(unfinished.map((path) => rm(path, { force: true })));
  }
}
