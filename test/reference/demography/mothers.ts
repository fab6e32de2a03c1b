import { type FertilityYear, LAST_AGE, PARITIES } from '../../../engine/demography/fertility.js';
import type { Expectant, Expecting, RoundingOffsets } from '../../../engine/demography/mothers.js';
import { monthIndex } from '../../../engine/inputs/time.js';
import { NOBODY, type Population, STILL_HERE } from '../../../engine/population/columns.js';
import { PROCESS } from '../../../engine/random/streams.js';
import { threefry } from '../../../engine/random/threefry.js';
import { dateBirths } from './birth-dates.js';

/** Births are aligned within single ages on 1 January, from 14 to 49. */
const FIRST_AGE = 14;
const GROUPS = LAST_AGE - FIRST_AGE + 1;
/** Youngest age at which a woman adopts. */
const FIRST_ADOPTING_AGE = 25;
const FULL = 4_294_967_296;
const word = new Int32Array(2);

/** Scratch space of one block. */
interface FertilityScratch {
  readonly woman: Int32Array;
  readonly score: Float64Array;
  readonly count: Int32Array;
  /** Expected births before and after the birthday of the year, by age on 1 January. */
  readonly before: Float64Array;
  readonly after: Float64Array;
  readonly capacity: number;
}

function makeFertilityScratch(capacity: number): FertilityScratch {
  return {
    woman: new Int32Array(GROUPS * capacity),
    score: new Float64Array(GROUPS * capacity),
    count: new Int32Array(GROUPS),
    before: new Float64Array(GROUPS),
    after: new Float64Array(GROUPS),
    capacity,
  };
}

/**
 * Those who give birth in a year. Every woman of childbearing age draws a uniform u of
 * her own; her score is u / (ASFR x relative risk), and in each single age of the block the women with the lowest scores
 * deliver, as many as the ASFR lets expect (times deliveries per birth): the ASFR is met whatever the risks, and a change
 * of one risk moves only women at the margin. Expected deliveries after and before the birthday are cumulated from the
 * oldest age down and rounded at the block's offset (systematic sampling), so that every range of ages is off by two
 * roundings at the most; twins likewise. Without alignment every woman whose draw is below her own chance delivers, and
 * risks that do not average to one show in the total. The women with the next lowest scores lose a pregnancy, so many
 * for each delivery as the country's ratio says: losses follow the pattern of births by age and person.
 */
export function selectMothers(
  people: Population,
  fertility: FertilityYear,
  year: number,
  offsets: RoundingOffsets,
  aligned: boolean,
): Expecting {
  const scratch = makeFertilityScratch(people.count);
  const adopting = score(people, fertility, scratch, year);
  const { before, after, count, capacity } = scratch;
  const perBirth = 1 / (1 + fertility.twinShare);
  const roundDeliveries = rounder(offsets.deliveries);
  const roundTwins = rounder(offsets.twins);
  const roundLosses = rounder(offsets.losses);
  const expectants: Expectant[] = [];
  const losing: number[] = [];
  for (let group = GROUPS - 1; group >= 0; group--) {
    const late = roundDeliveries(after[group] * perBirth);
    const early = roundDeliveries(before[group] * perBirth);
    const wanted = aligned
      ? Math.min(count[group], late + early)
      : countBelow(scratch.score, group * capacity, count[group], perBirth);
    const twins = roundTwins(wanted * fertility.twinShare);
    const losses = Math.min(count[group] - wanted, roundLosses(wanted * fertility.lossesPerDelivery));
    if (losses > 0) for (const woman of between(scratch, group, wanted, losses)) losing.push(woman);
    if (wanted === 0) continue;
    const mothers = between(scratch, group, 0, wanted);
    const targets = aligned ? { before: wanted - late, twins } : null;
    for (const expectant of dateBirths(people, fertility, year, mothers, targets)) expectants.push(expectant);
  }
  return {
    expectants: expectants.sort((a, b) => a.mother - b.mother),
    losing: losing.sort((a, b) => a - b),
    adopting,
  };
}

/** Rounds a sequence of figures such that their sum, from the first to any, is rounded at the given offset. */
function rounder(offset: number): (figure: number) => number {
  let sum = offset;
  return (figure) => {
    const whole = Math.floor(sum);
    sum += figure;
    return Math.floor(sum) - whole;
  };
}

/**
 * Gathers the women by single age with their scores, and adds up what the rates let expect. Answers who adopts: women in
 * a union whose draw lies above the chance of not adopting, the far end from those who give birth. Hot: plain and long.
 */
function score(
  people: Population,
  fertility: FertilityYear,
  scratch: FertilityScratch,
  year: number,
): number[] {
  const adopting: number[] = [];
  const adopts = FULL * (1 - fertility.adoptionChance);
  const { rate, risk, regions, parity, spacingOfYear, union } = fertility;
  const { woman, score, count, before, after, capacity } = scratch;
  const { sex, birthMonth, exitMonth, lastBirthMonth } = people;
  const january = monthIndex(year, 1);
  const longest = spacingOfYear.length - 1;
  count.fill(0);
  before.fill(0);
  after.fill(0);
  for (let i = 0; i < people.count; i++) {
    if (sex[i] !== 1) continue;
    const age = ((january - 1 - birthMonth[i]) / 12) | 0;
    if (age < FIRST_AGE || age > LAST_AGE) continue;
    const exit = exitMonth[i];
    if (exit < january) continue;
    const group = age - FIRST_AGE;
    const schooling = age < 20 ? 0 : ((age / 5) | 0) - 3;
    // The months of the year before the birthday at one age, the others at the next.
    const birthday = birthMonth[i] % 12;
    const younger = (birthday * rate[age]) / 12;
    const older = ((12 - birthday) * rate[age + 1]) / 12;
    // Women who leave during the year lived half of it: their births fall to the others.
    const lived = exit === STILL_HERE ? 1 : 0.5;
    before[group] += lived * younger;
    after[group] += lived * older;
    if (exit !== STILL_HERE) continue;
    const last = lastBirthMonth[i];
    const since = january - last;
    const births = people.births[i];
    const region = people.region[i];
    const home = (region * 2 + people.area[i]) * 2 + people.ethnicity[i];
    const relative =
      risk[(schooling * regions * 4 + home) * 4 + people.education[i]] *
      parity[region * PARITIES + (births > 4 ? 4 : births)] *
      union[people.partner[i] === NOBODY ? 0 : 1] *
      (last === 0 ? 1 : spacingOfYear[since > longest ? longest : since]);
    const chance = (younger + older) * relative;
    if (chance === 0) continue;
    threefry(people.key0[i], people.key1[i], year, PROCESS.fertility, word);
    const place = group * capacity + count[group]++;
    woman[place] = i;
    const draw = word[0] >>> 0;
    score[place] = (draw + 0.5) / FULL / chance;
    if (draw >= adopts && age >= FIRST_ADOPTING_AGE && people.partner[i] !== NOBODY) adopting.push(i);
  }
  return adopting;
}

/** The women of a group who come after the first `skipped` in the order of scores, `wanted` of them. */
function between(
  { woman, score, count, capacity }: FertilityScratch,
  group: number,
  skipped: number,
  wanted: number,
): number[] {
  const women: number[] = [];
  const start = group * capacity;
  const sorted = score.slice(start, start + count[group]).sort();
  const last = sorted[skipped + wanted - 1];
  const first = skipped === 0 ? -1 : sorted[skipped - 1];
  for (let place = start; place < start + count[group]; place++)
    if (score[place] <= last && score[place] > first) women.push(woman[place]);
  return women;
}

/** Women whose draw is below their own chance: score u / (ASFR x risk) below the limit. */
function countBelow(score: Float64Array, start: number, length: number, limit: number): number {
  let below = 0;
  for (let place = start; place < start + length; place++) if (score[place] < limit) below++;
  return below;
}
