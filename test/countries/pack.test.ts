import { describe, expect, test } from 'vitest';
import { countryPack } from '../../countries/index.js';
import {
  COVERAGE_PATHS,
  DEFAULT_PROJECTION,
  FERTILITY_VARIANTS,
  MACRO_PATHS,
} from '../../engine/inputs/projection.js';
import { inputs, pack, packWith } from './viet-nam.js';

/** Every number in a tree of plain objects, lists and typed arrays. */
function numbers(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<number>);
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(numbers);
  return [];
}

const combinations = FERTILITY_VARIANTS.flatMap((fertility) =>
  COVERAGE_PATHS.flatMap((coverage) => MACRO_PATHS.map((macro) => ({ fertility, coverage, macro }))),
);

describe('country pack', () => {
  test('is found by its id only', () => {
    expect(countryPack('viet-nam')).toBe(pack);
    expect(countryPack('atlantis')).toBeUndefined();
    expect(countryPack('constructor')).toBeUndefined();
  });

  test('names itself, its years and the United Nations', () => {
    expect(pack).toMatchObject({ id: 'viet-nam', baseYear: 2025, lastYear: 2050 });
    expect(pack.name).toEqual({ en: 'Viet Nam', vi: 'Việt Nam' });
    expect(pack.attribution).toContain('World Population Prospects 2024. CC BY 3.0 IGO');
    expect(pack.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  test('gives finite numbers for every combination of choices', () => {
    for (const choices of combinations) {
      const values = numbers(pack.inputs(choices));
      expect(values.length).toBeGreaterThan(10_000);
      expect(values.every(Number.isFinite), JSON.stringify(choices)).toBe(true);
    }
  });

  test('gives equal inputs when asked again, with a hash of its own for every combination', () => {
    expect(pack.inputs(DEFAULT_PROJECTION)).toEqual(inputs);
    const { macro, coverage, fertility } = DEFAULT_PROJECTION;
    expect(pack.inputs({ macro, coverage, fertility }).hash).toBe(inputs.hash);
    expect(new Set(combinations.map((choices) => pack.inputs(choices).hash)).size).toBe(combinations.length);
  });

  test('has tables of the lengths that the engine expects', () => {
    const { demography, residence, education, labour, income, macro } = inputs;
    const years = 26;
    expect(demography.population.length).toBe(202);
    expect(demography.asfr.length).toBe((2050 - demography.firstFertilityYear + 1) * 35);
    expect(demography.firstFertilityYear).toBeLessThanOrEqual(2025 - 18);
    expect(demography.mx.length).toBe(years * 202);
    expect(demography.netMigration.length).toBe(years * 202);
    expect(demography.sexRatioAtBirth.length).toBe(years);
    expect(residence.regions.length).toBe(6);
    expect(residence.urbanShare.length).toBe(years * 6);
    expect(residence.difficultShare.length).toBe(24);
    expect(residence.wageZone.length).toBe(12);
    expect(education.shares.length).toBe((education.lastCohort - education.firstCohort + 1) * 16);
    expect(labour.compulsoryRate.length).toBe(years + 1);
    expect(labour.voluntaryRate.length).toBe(years + 1);
    expect(income.povertyLine.length).toBe(years * 2);
    for (const series of Object.values(macro)) expect(series.length).toBe(years);
  });

  test('changes its hash with any file', () => {
    const note = (text: string) => `${text}# a note\n`;
    expect(packWith('provenance.yaml', note).hash).not.toBe(inputs.hash);
    expect(packWith('parameters.yaml', note).hash).not.toBe(inputs.hash);
  });
});
