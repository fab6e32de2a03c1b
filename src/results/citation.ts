import type { RunRecord } from '../run.js';

/** Name of the model in citations and notes. */
export const MODEL_NAME = 'Multi-tiered child and maternity benefit microsimulation (mtb)';

/** How a run may be cited: what was simulated, by what, and the hashes by which anyone can check the figures. */
export function citationOf(record: RunRecord): string {
  const { id, engineVersion, country, scenarios, seed, persons, toYear, results } = record;
  const names = scenarios.map(({ title, hash }) => `${title.en} (${hash.slice(0, 12)})`).join('; ');
  const size = persons === 'whole' ? 'every resident simulated' : `${persons} simulated persons`;
  return (
    `${MODEL_NAME}, version ${engineVersion}. Scenarios: ${names}. Country pack ${country.id} ` +
    `(${country.hash.slice(0, 12)}), to ${toYear}, ${size}, seed ${JSON.stringify(seed)}. ` +
    `Run ${id}, results SHA-256 ${results.csv}.`
  );
}
