import { gunzipSync } from 'node:zlib';
import type Database from 'libsql';
import { RESULT_COLUMNS, type ResultRow } from '../../engine/results.js';
import { packResults, writeResultFile } from '../results/files.js';

/**
 * Moves the results of runs of releases up to 0.2.0 into files: they lay in the database, one JSON array a row, gzipped.
 * Interrupted in the middle, it goes on at the next start.
 */
export function moveOldResults(database: Database.Database, fileOf: (run: string) => string): void {
  const runs = database.prepare('SELECT run_id AS run FROM results').all() as { run: string }[];
  for (const { run } of runs) {
    const { packed } = database.prepare('SELECT packed FROM results WHERE run_id = ?').get(run) as {
      packed: Buffer;
    };
    const { bytes, facets } = packResults(unpack(packed));
    const { sha256 } = writeResultFile(fileOf(run), bytes);
    database.exec('BEGIN IMMEDIATE');
    database
      .prepare(
        `INSERT OR REPLACE INTO result_files (run_id, sha256, bytes, facets)
         VALUES (@run, @sha256, @bytes, @facets)`,
      )
      .run({ run, sha256, bytes: bytes.byteLength, facets: JSON.stringify(facets) });
    database.prepare('DELETE FROM results WHERE run_id = ?').run(run);
    database.exec('COMMIT');
  }
}

function unpack(packed: Buffer): ResultRow[] {
  const lines = gunzipSync(packed).toString().trimEnd().split('\n');
  return lines.map((line) => {
    const cells = JSON.parse(line) as (string | number | null)[];
    const row = Object.fromEntries(RESULT_COLUMNS.map((column, position) => [column, cells[position]]));
    // JSON has no word for a figure that is not a number.
    return { ...row, value: row.value ?? Number.NaN } as ResultRow;
  });
}
