import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readdirSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { ResultRow } from '../../engine/results.js';
import { encodeArrow } from '../tables/arrow.js';
import { tableOf } from '../tables/result-table.js';
import type { Table } from '../tables/table.js';
import { type ArrowHead, arrowMetadata } from './metadata.js';
import { type Facets, facetsOf } from './selection.js';

/** What a file must be when it is read back. */
export interface FileSeal {
  /** SHA-256, hexadecimal. */
  readonly sha256: string;
  readonly bytes: number;
}

/** A result table in the forms in which it is worked on and kept. */
export interface PackedResults {
  readonly table: Table;
  /** The Arrow IPC file that is kept, and given out unchanged as the whole table in Arrow. */
  readonly bytes: Uint8Array;
  readonly facets: Facets;
}

/**
 * Packs the rows of a run for keeping. Equal rows and heads give equal bytes.
 *
 * @param head the record of the run, whose identity is written into the file
 */
export function packResults(rows: Iterable<ResultRow> | Table, head?: ArrowHead): PackedResults {
  const table = 'columns' in rows ? rows : tableOf(rows);
  const bytes = encodeArrow(table, arrowMetadata(head));
  return { table, bytes, facets: facetsOf(table) };
}

/** Where the result table of a run is kept. */
export function resultFileOf(folder: string, runId: string): string {
  return join(folder, `${runId}.arrow`);
}

/** Where a file is while it is being written. */
export function partOf(path: string): string {
  return join(dirname(path), `.${basename(path)}.${process.pid}.part`);
}

/**
 * Writes a file so that after any interruption, a loss of power included, there is either the whole file under its
 * name or what was there before. Errors of the disk come out as they are; nothing is left of a failed file.
 */
export function writeResultFile(path: string, bytes: Uint8Array): FileSeal {
  const part = partOf(path);
  try {
    const file = openSync(part, 'w');
    try {
      for (let written = 0; written < bytes.byteLength; ) written += writeSync(file, bytes, written);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    publish(part, path);
  } catch (error) {
    removeQuietly(part);
    throw error;
  }
  return { sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.byteLength };
}

/** Gives a flushed file its name; the folder is flushed too, so that the name is there after a loss of power. */
export function publish(part: string, path: string): void {
  renameSync(part, path);
  const folder = openSync(dirname(path), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/** On a disk in trouble the part may not go either; what matters then is the trouble that came first. */
function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Swept away at the next start.
  }
}

/** Removes what writers left unfinished in a folder when their process ended. No writer may be at work in it. */
export function sweepParts(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (/^\..*\.part$/.test(name)) rmSync(join(folder, name), { force: true });
  }
}
