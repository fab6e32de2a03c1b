import { z } from 'zod';
import type { Provenance } from '../index.js';
import { readYaml } from './read-yaml.js';

export const PROVENANCE_FILE = 'provenance.yaml';

const sentence = z.string().trim().min(1);
const schema = z.array(
  z.strictObject({
    figure: sentence,
    meaning: sentence,
    unit: sentence,
    mark: z.enum(['official', 'reported', 'derived', 'assumption']),
    source: sentence,
    year: sentence,
  }),
);

/** Reads and checks provenance.yaml. Throws PackFileError with the path of the first wrong entry. */
export function readProvenance(content: string): readonly Provenance[] {
  return readYaml(PROVENANCE_FILE, content, schema);
}
