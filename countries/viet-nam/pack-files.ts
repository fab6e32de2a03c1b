import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { PARAMETERS_FILE } from './parameters.js';
import { PROVENANCE_FILE } from './provenance.js';
import { TABLES, tableFile } from './tables.js';

/** Text of every data file of the pack, by name relative to the pack's folder, in name order. */
export function readPackFiles(): ReadonlyMap<string, string> {
  const names = [PARAMETERS_FILE, PROVENANCE_FILE, ...Object.keys(TABLES).map(tableFile)].sort();
  return new Map(names.map((name) => [name, readFileSync(new URL(name, import.meta.url), 'utf8')]));
}

/** SHA-256 (hex) over names and contents, in name order. */
export function hashFiles(files: ReadonlyMap<string, string>): string {
  const hash = createHash('sha256');
  for (const name of [...files.keys()].sort()) hash.update(`${name}\0${files.get(name)}\0`);
  return hash.digest('hex');
}
