import { countryPack } from '../../countries/index.js';
import { vietNam } from '../../countries/viet-nam/index.js';
import { readPackFiles } from '../../countries/viet-nam/pack-files.js';
import { readTables } from '../../countries/viet-nam/tables.js';
import type { CountryInputs } from '../../engine/inputs/country.js';
import { DEFAULT_PROJECTION } from '../../engine/inputs/projection.js';

export const AGES = 101;

const found = countryPack('viet-nam');
if (found === undefined) throw new Error('there is no pack of Viet Nam');
export const pack = found;
export const inputs: CountryInputs = pack.inputs(DEFAULT_PROJECTION);
export const tables = readTables(readPackFiles());

/** Sum of the values at positions that `counts` (all by default). */
export function sum(values: ArrayLike<number>, counts: (position: number) => boolean = () => true): number {
  return Array.from(values).reduce((total, value, i) => (counts(i) ? total + value : total), 0);
}

/** Weights of region and area in the base year: [region * 2 + area]. */
export function areaWeights(): number[] {
  const { regionShare, urbanShare, regions } = inputs.residence;
  return regions.flatMap((_, r) => [regionShare[r] * urbanShare[r], regionShare[r] * (1 - urbanShare[r])]);
}

/** Reads the pack, its provenance and its default inputs with one file changed. */
export function packWith(file: string, change: (text: string) => string): CountryInputs {
  const files = new Map(readPackFiles());
  const text = files.get(file);
  if (text === undefined) throw new Error(`no file ${file}`);
  files.set(file, change(text));
  const changed = vietNam(files);
  if (changed.provenance.length === 0) throw new Error('a pack tells where its figures come from');
  return changed.inputs(DEFAULT_PROJECTION);
}
