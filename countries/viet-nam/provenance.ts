import type { Provenance } from '../index.js';
import { zod } from './packages.js';
import { readYaml } from './read-yaml.js';

export const PROVENANCE_FILE = 'provenance.yaml';

function makeSchema() {
  const { z } = zod();
  const sentence = z.string().trim().min(1);
  return z.array(
    z.strictObject({
      figure: sentence,
      meaning: sentence,
      unit: sentence,
      mark: z.enum(['official', 'reported', 'derived', 'assumption']),
      source: sentence,
      year: sentence,
    }),
  );
}

/** Reads and checks provenance.yaml. Throws PackFileError with the path of the first wrong entry. */
export function readProvenance(content: string): readonly Provenance[] {
  return readYaml(PROVENANCE_FILE, content, makeSchema());
}
