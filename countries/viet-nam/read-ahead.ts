import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { readPackFiles } from './pack-files.js';
import { PARAMETERS_FILE, type Parameters, readParameters } from './parameters.js';

/** The parameters as they were read when the program was built. */
interface ReadAhead {
  /** SHA-256 (hex) of the text. */
  readonly sha256: string;
  readonly parameters: Parameters;
}

/** Where the build leaves what it has read; there is none beside the sources. */
export const READ_AHEAD_FILE = new URL('./read-ahead.json', import.meta.url);

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Reads the parameters of the pack's own file. Throws PackFileError when it has a mistake. */
export function readAhead(): ReadAhead {
  const text = readPackFiles().get(PARAMETERS_FILE) ?? '';
  return { sha256: sha256(text), parameters: readParameters(text) };
}

/** The parameters of a text: as the build has read them if this is the text that it read, else read and checked now. */
export function parametersOf(text: string): Parameters {
  if (existsSync(READ_AHEAD_FILE)) {
    const known: ReadAhead = JSON.parse(readFileSync(READ_AHEAD_FILE, 'utf8'));
    if (known.sha256 === sha256(text)) return known.parameters;
  }
  return readParameters(text);
}
