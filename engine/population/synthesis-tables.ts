import { birthChance } from '../demography/expected.js';
import { EDUCATION_GROUPS, fertilityYear, PARITIES } from '../demography/fertility.js';
import { cohortRow } from '../demography/survival.js';
import type { CountryInputs } from '../inputs/country.js';
import { monthIndex } from '../inputs/time.js';
import type { KernelMemory } from '../kernels/instance.js';
import { PROCESS } from '../random/streams.js';
import { threefry } from '../random/threefry.js';
import { type Population, RANKS } from './columns.js';
import type { ResidenceTables } from './residence.js';
import { scratchOf } from './scratch.js';
import type { SynthesisInputs } from './synthesis.js';

const AGES = 101;
const CELLS = 2 * AGES;
/** First counter word of the shifts of exit ranks, beyond all cells: those are the counters of persons' keys. */
const SHIFTS = 1000;
/** Oldest persons of the base population who are linked to mothers. */
const OLDEST_LINKED = 34;
/** Ages of a mother less her child's, of which a birth has a chance: from the lowest on, so many. */
const LOWEST_MOTHER = 14;
const MOTHER_SLOTS = 37;
/** Months of the year, and the end of the last. */
const MONTH_PLACES = 13;

/** What a block changes in the memory before its synthesis. */
export interface BlockCells {
  readonly inputs: SynthesisInputs;
  /** First position of each cell, [sex * 101 + age], and one past the last. */
  readonly first: Int32Array;
  /** Ordinal of the first person of each cell. */
  readonly ordinal: Int32Array;
}

const known = new WeakMap<KernelMemory, BlockCells>();

/** Brings the tables of the synthesis into the memory, once a run. */
export function blockCells(people: Population, inputs: SynthesisInputs): BlockCells {
  const { memory } = people;
  const before = known.get(memory);
  if (before?.inputs === inputs) return before;
  const cells = {
    inputs,
    first: memory.allocate(Int32Array, CELLS + 1),
    ordinal: memory.allocate(Int32Array, CELLS),
  };
  memory.bind({ cellFirst: cells.first.byteOffset, cellOrdinal: cells.ordinal.byteOffset });
  bindCells(memory, inputs);
  bindResidence(memory, inputs.residence);
  bindFamilies(memory, inputs.country);
  bindMothers(memory, inputs.country);
  bindScratch(people);
  known.set(memory, cells);
  return cells;
}

/** A rank is below a limit where it is below the next whole number. */
function wholeLimits(limits: Float64Array, scale = 1): Int32Array {
  return Int32Array.from(limits, (limit) => Math.ceil(limit * scale));
}

function bindCells(memory: KernelMemory, { country, survival, runKey, residence }: SynthesisInputs): void {
  const word = new Int32Array(2);
  const birthYear = (cell: number) => country.baseYear - 1 - (cell % AGES);
  const sexOf = (cell: number) => (cell < AGES ? 0 : 1);
  const { firstCohort, lastCohort } = residence;
  const byCell = (value: (cell: number) => number) =>
    memory.pointer(Int32Array.from({ length: CELLS }, (_, cell) => value(cell)));
  memory.bind({
    cellMonth: byCell((cell) => monthIndex(birthYear(cell), 1)),
    cellCohort: byCell((cell) => cohortRow(survival, sexOf(cell), birthYear(cell))),
    cellShift: byCell((cell) => {
      threefry(runKey[0], runKey[1], SHIFTS + cell, PROCESS.exitShift, word);
      return word[0];
    }),
    cellEducation: byCell((cell) => {
      const cohort = Math.min(Math.max(birthYear(cell), firstCohort), lastCohort) - firstCohort;
      return (cohort * 2 + sexOf(cell)) * 8;
    }),
  });
}

function bindResidence(memory: KernelMemory, tables: ResidenceTables): void {
  memory.bind({
    placeRegions: tables.regions,
    placeRegion: memory.pointer(wholeLimits(tables.regionLimit)),
    placeOwnUrban: memory.pointer(wholeLimits(tables.ownUrbanLimit)),
    placeMinority: memory.pointer(wholeLimits(tables.minorityLimit)),
    placeDifficult: memory.pointer(wholeLimits(tables.difficultLimit)),
    placeFrom: memory.pointer(tables.ownUrbanLimit),
    placeTo: memory.pointer(tables.urbanLimit),
    placeEducation: memory.pointer(wholeLimits(tables.educationLimit)),
  });
}

function bindFamilies(memory: KernelMemory, { families, baseYear }: CountryInputs): void {
  const { inUnion, everInUnion, ageGap, ageGapFirst, divorced, divorceYears } = families;
  const { neither, fatherOnly, motherOnly, withParents, stemCouples } = families;
  let sum = 0;
  const gapLimit = Int32Array.from(ageGap, (share) => {
    sum += share;
    return Math.ceil(sum * RANKS);
  });
  gapLimit[gapLimit.length - 1] = RANKS;
  memory.bind({
    coupleIn: memory.pointer(wholeLimits(inUnion, RANKS)),
    coupleEver: memory.pointer(wholeLimits(everInUnion, RANKS)),
    coupleGapLimit: memory.pointer(gapLimit),
    coupleGapStart: memory.pointer(
      Uint8Array.from({ length: 256 }, (_, byte) => gapLimit.findIndex((limit) => byte * 256 < limit)),
    ),
    coupleGapFirst: ageGapFirst,
    coupleDivorced: divorced,
    coupleDivorceYears: divorceYears,
    coupleBaseMonth: monthIndex(baseYear, 1),
    childNeither: neither,
    childFather: neither + fatherOnly,
    childAlone: neither + fatherOnly + motherOnly,
    familyWithParents: memory.pointer(wholeLimits(withParents, RANKS)),
    familyStemCouples: Math.ceil(stemCouples * RANKS),
    familyElders: Math.ceil(families.eldersWithFamily * RANKS),
    familyElderCouples: Math.ceil(families.elderCouplesWithFamily * RANKS),
  });
}

/** Part of the product of all highest risks that hardly any woman exceeds; who does accepts at once. */
const HIGHEST_MET = 0.5;

/** Scale on which candidates are accepted, by age group of mothers: about the highest relative risk of any woman. */
function riskScale(country: CountryInputs): Float64Array {
  const { parity, spacing, region, area, ethnicity, education } = country.demography.relativeRisk;
  const longest = Math.max(...spacing);
  const order = Array.from(region, (risk, r) =>
    Math.max(
      ...Array.from({ length: PARITIES }, (_, k) => risk * parity[r * PARITIES + k] * (k ? longest : 1)),
    ),
  );
  const home = Math.max(...order) * Math.max(...area) * Math.max(...ethnicity);
  return Float64Array.from(
    { length: EDUCATION_GROUPS },
    (_, group) => HIGHEST_MET * home * Math.max(...education.subarray(group * 4, group * 4 + 4)),
  );
}

function bindMothers(memory: KernelMemory, country: CountryInputs): void {
  const { risk, regions, parity, spacing, union } = fertilityYear(country, country.baseYear);
  const firstSpace = spacing.findIndex((space) => space !== 0);
  const ones = Uint8Array.from({ length: 256 * 8 }, (_, i) => {
    const places = [0, 1, 2, 3, 4, 5, 6, 7].filter((bit) => (i >> 3) & (1 << bit));
    return places[i % 8] ?? 0;
  });
  const chance = Float64Array.from({ length: (OLDEST_LINKED + 1) * MOTHER_SLOTS }, (_, i) => {
    const childAge = Math.floor(i / MOTHER_SLOTS);
    return birthChance(country, country.baseYear - 1 - childAge, (i % MOTHER_SLOTS) + LOWEST_MOTHER - 1);
  });
  memory.bind({
    motherEntered: memory.pointer(
      Int32Array.from(country.families.everInUnion, (share) => Math.ceil(share * RANKS) - 1),
    ),
    motherRisk: memory.pointer(risk),
    motherRegions: regions,
    motherParity: memory.pointer(parity),
    motherSpacing: memory.pointer(spacing),
    motherSpacings: spacing.length,
    motherFirstSpace: firstSpace < 0 ? spacing.length : firstSpace,
    motherUnion: memory.pointer(union),
    motherScale: memory.pointer(riskScale(country)),
    motherOnes: memory.pointer(ones),
    apportionChance: memory.pointer(chance),
  });
}

function bindScratch(people: Population): void {
  const { memory } = people;
  const [schooling, a, b, c, d, children, mothersAges, hosting] = scratchOf(people);
  const room = (bytes: number) => memory.allocate(Uint8Array, bytes).byteOffset;
  memory.bind({
    scratchSchooling: schooling.byteOffset,
    scratchA: a.byteOffset,
    scratchB: b.byteOffset,
    scratchC: c.byteOffset,
    scratchD: d.byteOffset,
    childList: children.byteOffset,
    childMothersAge: mothersAges.byteOffset,
    familyHosting: hosting.byteOffset,
    childMonths: room(4 * MONTH_PLACES),
    coupleCursor: room(4 * AGES),
    motherCursor: room(4 * AGES),
    familyCursor: room(4 * AGES),
    motherDraws: room(16),
    apportionWeight: room(8 * MOTHER_SLOTS),
    apportionAge: room(4 * MOTHER_SLOTS),
  });
}
