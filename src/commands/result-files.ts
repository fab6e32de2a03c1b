import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { asTable } from '../exports/rows.js';
import { tablePieces } from '../exports/table-file.js';
import { makeFolder } from '../folder.js';
import { partOf, publish } from '../results/files.js';
import { RESULT_FORMATS, type ResultFormat } from '../results/formats.js';
import { writePart } from '../results/part-file.js';
import type { RunOutcome } from '../run.js';

/** The bytes of a result file in pieces. */
export function resultChunks(
  { record, rows }: RunOutcome,
  format: ResultFormat,
): AsyncGenerator<string | Uint8Array> {
  return tablePieces(format, asTable(rows), record);
}

/**
 * Writes `results.csv` and so on, one file a format, and last `run.json` into a folder. Each file appears whole or not
 * at all: it is written under another name first. Gives the paths back.
 */
export async function writeResultFiles(
  folder: string,
  { record, rows }: RunOutcome,
  formats: readonly ResultFormat[],
  signal: AbortSignal,
): Promise<string[]> {
  makeFolder(folder);
  const table = asTable(rows);
  const files = [
    ...formats.map((format) => ({
      path: join(folder, `results.${RESULT_FORMATS[format].ending}`),
      pieces: tablePieces(format, table, record),
    })),
    { path: join(folder, 'run.json'), pieces: [`${JSON.stringify(record, null, 2)}\n`] },
  ];
  try {
    for (const { path, pieces } of files) await writePart(partOf(path), pieces, { signal });
    for (const { path } of files) publish(partOf(path), path);
    return files.map(({ path }) => path);
  } finally {
    await Promise.all(files.map(({ path }) => rm(partOf(path), { force: true })));
  }
}
