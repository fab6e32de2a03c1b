import { readFileSync } from 'node:fs';

/** The manifest lies one folder up from the sources and two from the compiled files. */
function readVersion(): string {
  for (const path of ['../package.json', '../../package.json']) {
    try {
      const manifest = JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
      if (manifest.name === 'mtb') return manifest.version;
    } catch {
      // The other place is tried next.
    }
  }
  throw new Error('package.json of mtb was not found beside the program');
}

/** Version of the program; what a run gives has a version of its own (`ENGINE_VERSION`). */
export const VERSION = readVersion();
