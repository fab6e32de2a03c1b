import type { CountryInputs } from '../engine/inputs/country.js';
import type { ProjectionChoices } from '../engine/inputs/projection.js';
import { vietNam } from './viet-nam/index.js';
import { readPackFiles } from './viet-nam/pack-files.js';

export type Mark = 'official' | 'reported' | 'derived' | 'assumption';

/** Where one figure or one table comes from. */
export interface Provenance {
  /** Name of the figure (dotted path into the pack's tables). */
  readonly figure: string;
  readonly meaning: string;
  readonly unit: string;
  readonly mark: Mark;
  readonly source: string;
  /** Year or span of years the figure speaks of. */
  readonly year: string;
}

export interface CountryPack {
  readonly id: string;
  readonly name: { readonly en: string; readonly vi: string };
  readonly attribution: string;
  /** SHA-256 (hex) over the pack's files. */
  readonly hash: string;
  readonly baseYear: number;
  readonly lastYear: number;
  /** Read when it is first asked for; throws then when its file cannot be used. */
  readonly provenance: readonly Provenance[];
  /** Engine inputs for one set of choices; repeated calls give the same ones. */
  inputs(choices: ProjectionChoices): CountryInputs;
}

let packs: ReadonlyMap<string, CountryPack> | undefined;

function loadPacks(): ReadonlyMap<string, CountryPack> {
  return new Map([vietNam(readPackFiles())].map((pack) => [pack.id, pack]));
}

/** The country pack of that id; undefined where there is none. Throws when a file of a pack cannot be used. */
export function countryPack(id: string): CountryPack | undefined {
  packs ??= loadPacks();
  return packs.get(id);
}
