import { createHash } from 'node:crypto';
import type { CountryInputs } from '../../engine/inputs/country.js';
import type { ProjectionChoices } from '../../engine/inputs/projection.js';
import type { CountryPack, Provenance } from '../index.js';
import { demography } from './demography.js';
import { education } from './education.js';
import { families } from './families.js';
import { earnings, income } from './income.js';
import { labour } from './labour.js';
import { macro } from './macro.js';
import { maternity } from './maternity.js';
import { hashFiles } from './pack-files.js';
import { PARAMETERS_FILE } from './parameters.js';
import { PROVENANCE_FILE, readProvenance } from './provenance.js';
import { parametersOf } from './read-ahead.js';
import { PackFileError } from './read-table.js';
import { nationalUrbanShare, residence } from './residence.js';
import { readTables } from './tables.js';
import { BASE_YEAR, LAST_YEAR } from './years.js';

const ID = 'viet-nam';
const ATTRIBUTION =
  'United Nations, Department of Economic and Social Affairs, Population Division (2024). ' +
  'World Population Prospects 2024. CC BY 3.0 IGO';

function fileOf(files: ReadonlyMap<string, string>, name: string): string {
  const content = files.get(name);
  if (content === undefined) throw new PackFileError(name, undefined, undefined, 'the file is missing');
  return content;
}

/**
 * The country pack of Viet Nam out of its data files (name to text).
 * Throws PackFileError (file, line, column) when a file is missing or a cell cannot be used.
 */
export function vietNam(files: ReadonlyMap<string, string>): CountryPack {
  const tables = readTables(files);
  const parameters = parametersOf(fileOf(files, PARAMETERS_FILE));
  const hash = hashFiles(files);

  const known = new Map<string, CountryInputs>();
  function inputs({ fertility, coverage, macro: growth }: ProjectionChoices): CountryInputs {
    const choices = JSON.stringify({ fertility, coverage, macro: growth });
    const before = known.get(choices);
    if (before) return before;
    const people = demography(tables, parameters, fertility);
    const place = residence(tables, parameters);
    const economy = macro(tables, parameters, growth);
    const made: CountryInputs = {
      id: ID,
      hash: createHash('sha256').update(`${hash}\0${choices}`).digest('hex'),
      baseYear: BASE_YEAR,
      lastYear: LAST_YEAR,
      demography: people,
      maternity: maternity(parameters),
      residence: place,
      families: families(tables, parameters, people.population, nationalUrbanShare(tables, BASE_YEAR)),
      education: education(tables, parameters, nationalUrbanShare(tables, BASE_YEAR)),
      labour: labour(tables, parameters, people.population, coverage),
      earnings: earnings(tables, parameters),
      income: income(tables, parameters, place, economy.priceIndex),
      macro: economy,
    };
    known.set(choices, made);
    return made;
  }

  const sources = fileOf(files, PROVENANCE_FILE);
  let provenance: readonly Provenance[] | undefined;
  return {
    id: ID,
    name: { en: 'Viet Nam', vi: 'Việt Nam' },
    attribution: ATTRIBUTION,
    hash,
    baseYear: BASE_YEAR,
    lastYear: LAST_YEAR,
    get provenance() {
      provenance ??= readProvenance(sources);
      return provenance;
    },
    inputs,
  };
}
