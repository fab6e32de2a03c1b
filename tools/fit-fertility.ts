/**
 * Solves the relative risks of a birth of countries/viet-nam (tables/fertility-by-region.csv and parameters.yaml) and
 * prints them: `npx tsx tools/fit-fertility.ts [persons] [rounds]`.
 *
 * Each round links the base population and simulates the births of the base year with the risks so far, then multiplies
 * every risk by (published ratio / simulated ratio) of its group: total fertility by region, area, ethnicity and
 * education; for third and fourth births, the odds of mothers of 35-39 by children born in the table of 2013 (Red River
 * Delta, North Central Coast; the mountains and highlands take the risks of the latter, the South East and the Mekong
 * Delta those of the former). The level of all is such that the risks alone give the births of the base year. Seeds change from round to round, and the means of the last half of the rounds are printed.
 */

import { countryPack } from '../countries/index.js';
import { readPackFiles } from '../countries/viet-nam/pack-files.js';
import { PARAMETERS_FILE, readParameters } from '../countries/viet-nam/parameters.js';
import { readTables } from '../countries/viet-nam/tables.js';
import { deliver } from '../engine/demography/births.js';
import { leave } from '../engine/demography/exits.js';
import { expectedPopulation } from '../engine/demography/expected.js';
import { fertilityYear, PARITIES } from '../engine/demography/fertility.js';
import { roundingOffsets, selectMothers } from '../engine/demography/mothers.js';
import { survivalTable } from '../engine/demography/survival.js';
import { changeFamilies, makeMarket } from '../engine/demography/unions.js';
import type { CountryInputs } from '../engine/inputs/country.js';
import { DEFAULT_PROJECTION } from '../engine/inputs/projection.js';
import { makePopulation, RANKS, STILL_HERE } from '../engine/population/columns.js';
import { planRun } from '../engine/population/plan.js';
import { residenceTables } from '../engine/population/residence.js';
import { synthesise } from '../engine/population/synthesis.js';
import { runKey } from '../engine/random/streams.js';

const CAPACITY = 30_000;
/** Groups of women: six regions, two areas, two peoples, four levels of education, all. */
const GROUPS = 15;
const AREA = 6;
const ETHNICITY = 8;
const EDUCATION = 10;
const ALL = 14;
const AGES = 7;
/** Regions of the table of 2013 with mothers of 35-39, by position, and those that take their risks. */
const SURVEYED = [
  { name: 'Red River Delta', region: 0, likewise: [0, 4, 5] },
  { name: 'North Central and Central Coast', region: 2, likewise: [1, 2, 3] },
];

interface Found {
  /** Total fertility by group. */
  readonly tfr: Float64Array;
  /** Mothers of 35-39 by region and children born 1, 2, 3, 4 and over: [region * 4 + children - 1]. */
  readonly mothers: Float64Array;
  /** Deliveries that the rates ask for over those that the risks alone would give. */
  readonly scale: number;
}

/** Simulates the base year with the country's present risks. */
function simulate(country: CountryInputs, persons: number, seed: string): Found {
  const year = country.baseYear;
  const plan = planRun(country, persons);
  const survival = survivalTable(country, expectedPopulation(country, year), year);
  const inputs = {
    country,
    plan,
    runKey: runKey(seed),
    survival,
    residence: residenceTables(country),
    aligned: true,
  };
  const people = makePopulation(CAPACITY);
  const market = makeMarket(country);
  const fertility = fertilityYear(country, year);
  const urban = country.residence.urbanShare.map((share) => share * RANKS);
  const births = new Float64Array(GROUPS * AGES);
  const women = new Float64Array(GROUPS * AGES);
  const mothers = new Float64Array(country.residence.regions.length * 4);
  const add = (table: Float64Array, i: number, age: number, count: number) => {
    const group = Math.floor(age / 5) - 3;
    if (group < 0 || group >= AGES) return;
    table[people.region[i] * AGES + group] += count;
    table[(AREA + people.area[i]) * AGES + group] += count;
    table[(ETHNICITY + people.ethnicity[i]) * AGES + group] += count;
    table[(EDUCATION + people.education[i]) * AGES + group] += count;
    table[ALL * AGES + group] += count;
  };
  let aligned = 0;
  let free = 0;
  for (let block = 0; block < plan.blocks; block++) {
    synthesise(inputs, block, people);
    leave(people, survival, urban, year, () => {});
    changeFamilies(country, people, market, year);
    const offsets = roundingOffsets(inputs.runKey, year, block);
    free += selectMothers(people, fertility, year, offsets, false).expectants.length;
    const { expectants } = selectMothers(people, fertility, year, offsets, true);
    for (const { mother, month, children } of deliver(
      people,
      fertility,
      survival,
      inputs.residence,
      year,
      expectants,
    )) {
      aligned++;
      add(births, mother, Math.floor((month - people.birthMonth[mother]) / 12), children);
    }
    for (let i = 0; i < people.count; i++) {
      if (people.sex[i] !== 1 || people.exitMonth[i] !== STILL_HERE) continue;
      add(women, i, people.age[i], 1);
      if (people.age[i] < 35 || people.age[i] > 39 || people.births[i] === 0) continue;
      mothers[people.region[i] * 4 + Math.min(4, people.births[i]) - 1]++;
    }
  }
  const rates = births.map((count, i) => (women[i] > 0 ? (5 * count) / women[i] : 0));
  const tfr = Float64Array.from({ length: GROUPS }, (_, group) =>
    rates.subarray(group * AGES, (group + 1) * AGES).reduce((a, b) => a + b, 0),
  );
  return { tfr, mothers, scale: aligned / free };
}

const persons = Number(process.argv[2] ?? 1_000_000);
const rounds = Number(process.argv[3] ?? 10);
const files = readPackFiles();
const tables = readTables(files);
const { fertility } = readParameters(files.get(PARAMETERS_FILE) ?? '');
const country = countryPack('viet-nam')?.inputs(DEFAULT_PROJECTION);
if (!country) throw new Error('the country pack of Viet Nam is missing');
const { relativeRisk, fertilityRatio } = country.demography;
const { primary, lowerSecondary, upperSecondary, tertiary } = fertility.educationTfr;
const level = Float64Array.from(fertility.educationRisk);

/** Mothers of 35-39 in the survey, by children born 1, 2, 3, 4 and over. */
function surveyed(region: string): number[] {
  const counts = tables['parity-2013']
    .filter((row) => row.region === region && row.age_group === '35-39')
    .map((row) => row.women_who_have_given_birth);
  return [counts[0], counts[1], counts[2], counts[3] + counts[4]];
}

/** Multiplies risks by wanted over found, each relative to the `reference` group of its kind (or to all). */
function adjust(
  risks: Float64Array,
  wanted: ArrayLike<number>,
  found: Float64Array,
  first: number,
  reference: number,
): void {
  for (let i = 0; i < risks.length; i++)
    risks[i] *= (wanted[i] / (found[first + i] / found[reference])) ** STRENGTH;
}

/** Less than 1, because the groups overlap: two factors for one distance would overshoot. */
const STRENGTH = 0.6;
/** Less than 1: risks of later births move the odds of numbers of children by more than themselves. */
const ORDER_STRENGTH = 0.7;

function adjustOrders(found: Found): void {
  for (const { name, region, likewise } of SURVEYED) {
    const [, two, three, four] = surveyed(name);
    const at = found.mothers.subarray(region * 4, region * 4 + 4);
    const third = (three + four) / two / ((at[2] + at[3]) / at[1]);
    const fourth = four / three / (at[3] / at[2]);
    for (const r of likewise) {
      relativeRisk.parity[r * PARITIES + 2] *= third ** ORDER_STRENGTH;
      for (const births of [3, 4])
        relativeRisk.parity[r * PARITIES + births] *= (third * fourth) ** ORDER_STRENGTH;
    }
  }
}

const kept: number[][] = [];
for (let round = 0; round < rounds; round++) {
  const found = simulate(country, persons, `fit ${round}`);
  adjust(relativeRisk.region, fertilityRatio.region, found.tfr, 0, ALL);
  adjust(relativeRisk.area, fertilityRatio.area, found.tfr, AREA, ALL);
  adjust(relativeRisk.ethnicity, fertilityRatio.ethnicity, found.tfr, ETHNICITY, ETHNICITY);
  const before = level.slice();
  adjust(
    level,
    [primary, lowerSecondary, upperSecondary, tertiary].map((tfr) => tfr / upperSecondary),
    found.tfr,
    EDUCATION,
    EDUCATION + 2,
  );
  relativeRisk.education.forEach((risk, i) => {
    relativeRisk.education[i] = (risk * level[i % 4]) / before[i % 4];
  });
  adjustOrders(found);
  relativeRisk.region.forEach((risk, r) => {
    relativeRisk.region[r] = risk * found.scale;
  });
  const ratios = [
    ...Array.from(found.tfr.subarray(0, ETHNICITY), (tfr) => tfr / found.tfr[ALL]),
    found.tfr[ETHNICITY + 1] / found.tfr[ETHNICITY],
    ...Array.from(found.tfr.subarray(EDUCATION, ALL), (tfr) => tfr / found.tfr[EDUCATION + 2]),
  ];
  console.error(`round ${round}: ${ratios.map((ratio) => ratio.toFixed(3)).join(' ')}`);
  if (round >= rounds / 2)
    kept.push([
      ...relativeRisk.region,
      ...relativeRisk.area,
      ...relativeRisk.ethnicity,
      ...level,
      ...relativeRisk.parity,
    ]);
}

const mean = kept[0]
  .map((_, i) => kept.reduce((sum, values) => sum + Math.log(values[i]), 0) / kept.length)
  .map(Math.exp);
const scaled = (from: number, to: number, reference: number) =>
  mean.slice(from, to).map((risk) => (risk / mean[reference]).toFixed(3));
console.log(`areaRisk: [${scaled(6, 8, 7).join(', ')}]`);
console.log(`ethnicityRisk: [${scaled(8, 10, 8).join(', ')}]`);
console.log(`educationRisk: [${scaled(10, 14, 12).join(', ')}]`);
// Area, ethnicity and education stand against one of their groups; the regions carry the level.
const unit = mean[7] * mean[8] * mean[12];
console.log('region,risk,second_birth,third_birth,fourth_birth,later_birth');
tables['fertility-by-region'].forEach(({ region }, r) => {
  const orders = mean.slice(14 + r * PARITIES + 1, 14 + (r + 1) * PARITIES).map((risk) => risk.toFixed(3));
  console.log([region, (mean[r] * unit).toFixed(3), ...orders].join(','));
});
