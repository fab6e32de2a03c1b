import type { CountryInputs } from '../inputs/country.js';
import { monthIndex } from '../inputs/time.js';
import { NOBODY, type Population, STILL_HERE } from '../population/columns.js';
import { addPerson } from '../population/persons.js';
import { educate, moveIn, type ResidenceTables } from '../population/residence.js';
import { GOLDEN_STEP, PROCESS } from '../random/streams.js';
import { threefry } from '../random/threefry.js';
import { asfrOf, maleShareAtBirth } from './expected.js';
import { selectSmallest } from './select.js';
import { cohortRow, type SurvivalTable } from './survival.js';

/** Births are aligned within single ages on 1 January, from 14 to 49. */
const FIRST_AGE = 14;
const LAST_AGE = 49;
const GROUPS = LAST_AGE - FIRST_AGE + 1;
/** Five-year groups of mothers' ages for the risk by education: 14-19, 20-24, ... 45-49. */
const EDUCATION_GROUPS = 7;
/** No single age of women holds more than this part of a block. */
const LARGEST_GROUP = 8;
/** Months between two births at the least. */
const LEAST_INTERVAL = 9;
const FULL = 4_294_967_296;
const word = new Int32Array(2);

/** A delivery of the year: what maternity tiers are paid for. */
export interface Delivery {
  readonly mother: number;
  readonly month: number;
  /** Position of the first child; a twin stands next to it. */
  readonly child: number;
  readonly children: number;
  /** The mother's living children just before. */
  readonly livingBefore: number;
}

/** Scratch space of one block. */
export interface FertilityScratch {
  readonly woman: Int32Array;
  readonly score: Float64Array;
  readonly sorted: Float64Array;
  readonly count: Int32Array;
  readonly capacity: number;
}

export function makeFertilityScratch(persons: number): FertilityScratch {
  const capacity = Math.ceil(persons / LARGEST_GROUP);
  return {
    woman: new Int32Array(GROUPS * capacity),
    score: new Float64Array(GROUPS * capacity),
    sorted: new Float64Array(capacity),
    count: new Int32Array(GROUPS),
    capacity,
  };
}

/** Rates and risks of one year. */
export interface FertilityYear {
  /** ASFR by completed age, 0..50. */
  readonly rate: Float64Array;
  /** [(((age group * regions + region) * 2 + area) * 2 + ethnicity) * 4 + education]. */
  readonly risk: Float64Array;
  /** Further risk of third and later births: [(region * 2 + area) * 2 + ethnicity]. */
  readonly higherOrder: Float64Array;
  readonly maleShare: number;
  readonly twinShare: number;
  readonly parity: Float64Array;
  readonly spacing: Float64Array;
  readonly union: Float64Array;
}

/**
 * Further relative risk of a third or later birth by residence and ethnicity: the first two are near universal, so that
 * differences of total fertility show in those that follow.
 */
function higherOrderRisk(country: CountryInputs, region: number, area: number, ethnicity: number): number {
  const { relativeRisk } = country.demography;
  const residence = relativeRisk.region[region] * relativeRisk.area[area] * relativeRisk.ethnicity[ethnicity];
  return residence ** relativeRisk.higherOrderPower;
}

export function fertilityYear(country: CountryInputs, year: number): FertilityYear {
  const { relativeRisk, twinShare } = country.demography;
  const regions = country.residence.regions.length;
  const risk = new Float64Array(EDUCATION_GROUPS * regions * 16);
  for (let i = 0; i < risk.length; i++) {
    const group = Math.floor(i / (regions * 16));
    const [region, area, ethnicity, education] = [(i >> 4) % regions, (i >> 3) & 1, (i >> 2) & 1, i & 3];
    risk[i] =
      relativeRisk.region[region] *
      relativeRisk.area[area] *
      relativeRisk.ethnicity[ethnicity] *
      relativeRisk.education[group * 4 + education];
  }
  const higherOrder = Float64Array.from({ length: regions * 4 }, (_, home) =>
    higherOrderRisk(country, home >> 2, (home >> 1) & 1, home & 1),
  );
  return {
    higherOrder,
    rate: Float64Array.from({ length: LAST_AGE + 2 }, (_, age) => asfrOf(country, year, age)),
    risk,
    maleShare: maleShareAtBirth(country, year),
    twinShare,
    parity: relativeRisk.parity,
    spacing: relativeRisk.spacing,
    union: relativeRisk.union,
  };
}

/**
 * Births of one year. Every woman of childbearing age draws a uniform u of her own; her score is u / (ASFR x relative
 * risk). In each single age of the block the expected number of deliveries is the sum of ASFR over its
 * women (times deliveries per birth), rounded by chance, and the women with the lowest scores deliver: the ASFR is met
 * whatever the risks, and a change of one risk moves only women at the margin. Without alignment every woman whose draw
 * is below her own chance delivers, and risks that do not average to one show in the total.
 */
export function selectMothers(
  people: Population,
  fertility: FertilityYear,
  scratch: FertilityScratch,
  year: number,
  rounding: Float64Array,
  aligned: boolean,
): number[] {
  const { rate, risk, higherOrder, parity, spacing, union } = fertility;
  const regions = risk.length / (EDUCATION_GROUPS * 16);
  const { woman, score, count, capacity } = scratch;
  const { sex, birthMonth, exitMonth, lastBirthMonth } = people;
  const january = monthIndex(year, 1);
  const expected = new Float64Array(GROUPS);
  count.fill(0);
  for (let i = 0; i < people.count; i++) {
    if (sex[i] !== 1) continue;
    const age = ((january - 1 - birthMonth[i]) / 12) | 0;
    if (age < FIRST_AGE || age > LAST_AGE) continue;
    const exit = exitMonth[i];
    if (exit < january) continue;
    const group = age - FIRST_AGE;
    const schooling = age < 20 ? 0 : ((age / 5) | 0) - 3;
    // The months of the year before the birthday at one age, the others at the next.
    const before = birthMonth[i] % 12;
    const base = (before * rate[age] + (12 - before) * rate[age + 1]) / 12;
    if (exit !== STILL_HERE) {
      // Women who leave during the year lived half of it: their births fall to the others.
      expected[group] += 0.5 * base;
      continue;
    }
    expected[group] += base;
    const last = lastBirthMonth[i];
    const years = last === 0 ? -1 : ((january + 6 - last) / 12) | 0;
    const births = people.births[i];
    const home = (people.region[i] * 2 + people.area[i]) * 2 + people.ethnicity[i];
    const relative =
      risk[(schooling * regions * 4 + home) * 4 + people.education[i]] *
      (births < 2 ? 1 : higherOrder[home]) *
      parity[births > 4 ? 4 : births] *
      union[people.partner[i] === NOBODY ? 0 : 1] *
      (years < 0 ? 1 : spacing[years > 4 ? 4 : years]);
    if (relative === 0 || base === 0) continue;
    threefry(people.key0[i], people.key1[i], year, PROCESS.fertility, word);
    const place = group * capacity + count[group]++;
    woman[place] = i;
    score[place] = ((word[0] >>> 0) + 0.5) / FULL / (base * relative);
  }
  const mothers: number[] = [];
  for (let group = 0; group < GROUPS; group++) {
    const deliveries = expected[group] / (1 + fertility.twinShare);
    const wanted = aligned
      ? Math.min(count[group], Math.floor(deliveries + rounding[group]))
      : countBelow(score, group * capacity, count[group], 1 / (1 + fertility.twinShare));
    if (wanted === 0) continue;
    const start = group * capacity;
    scratch.sorted.set(score.subarray(start, start + count[group]));
    const limit = selectSmallest(scratch.sorted, count[group], wanted - 1);
    for (let place = start; place < start + count[group]; place++)
      if (score[place] <= limit) mothers.push(woman[place]);
  }
  return mothers.sort((a, b) => a - b);
}

/** Women whose draw is below their own chance: score u / (ASFR x risk) below the limit. */
function countBelow(score: Float64Array, start: number, length: number, limit: number): number {
  let below = 0;
  for (let place = start; place < start + length; place++) if (score[place] < limit) below++;
  return below;
}

/** Offsets for rounding expected deliveries, evenly spread over blocks so that the nation's total is right. */
export function roundingOffsets(runKey: Int32Array, year: number, block: number): Float64Array {
  return Float64Array.from({ length: GROUPS }, (_, group) => {
    threefry(runKey[0], runKey[1], year * 64 + group, PROCESS.rounding, word);
    return ((Math.imul(block, GOLDEN_STEP) + word[0]) >>> 0) / FULL;
  });
}

/**
 * Month of a delivery: at least nine months after the last birth, and the months before and after the birthday in
 * proportion to the rates of the two ages. `share` is the mother's draw, 0..1.
 */
function monthOfDelivery(
  people: Population,
  { rate }: FertilityYear,
  year: number,
  mother: number,
  share: number,
): number {
  const january = monthIndex(year, 1);
  const last = people.lastBirthMonth[mother];
  const earliest = last === 0 ? 0 : Math.min(11, Math.max(0, last + LEAST_INTERVAL - january));
  const birthday = people.birthMonth[mother] % 12;
  const age = ((january - 1 - people.birthMonth[mother]) / 12) | 0;
  const before = Math.max(0, birthday - earliest) * rate[age];
  const after = (12 - Math.max(birthday, earliest)) * rate[age + 1];
  const place = share * (before + after);
  const months =
    place < before
      ? earliest + place / rate[age]
      : Math.max(birthday, earliest) + (place - before) / (rate[age + 1] || 1);
  return january + Math.min(11, Math.floor(months));
}

/** Brings the children of a delivery into the population; month, twins and sex come from the mother's draw of the year. */
export function deliver(
  people: Population,
  fertility: FertilityYear,
  survival: SurvivalTable,
  residence: ResidenceTables,
  year: number,
  mother: number,
): Delivery {
  threefry(people.key0[mother], people.key1[mother], year, PROCESS.fertility, word);
  const draw = word[1];
  const month = monthOfDelivery(people, fertility, year, mother, (draw & 0xffff) / 65_536);
  const children = (draw >>> 16) / 65_536 < fertility.twinShare ? 2 : 1;
  const livingBefore = people.livingChildren[mother];
  const child = people.count;
  for (let twin = 0; twin < children; twin++) {
    threefry(people.key0[mother], people.key1[mother], month * 2 + twin, PROCESS.child, word);
    const key0 = word[0];
    const key1 = word[1];
    threefry(key0, key1, 0, PROCESS.child, word);
    const sex = (word[0] >>> 0) / FULL < fertility.maleShare ? 0 : 1;
    const person = addPerson(people, key0, key1, sex, month);
    people.survivalRank[person] = word[1];
    people.cohort[person] = cohortRow(survival, sex, year);
    people.age[person] = 0;
    people.mother[person] = mother;
    people.father[person] = people.partner[mother];
    moveIn(people, person, mother, true);
    educate(people, person, year, residence);
    people.births[mother]++;
    people.livingChildren[mother]++;
    people.birthOrder[person] = people.births[mother];
  }
  people.lastBirthMonth[mother] = month;
  return { mother, month, child, children, livingBefore };
}
