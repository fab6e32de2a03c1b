import { birthChance } from '../../engine/demography/expected.js';
import {
  EDUCATION_GROUPS,
  educationGroup,
  type FertilityYear,
  fertilityYear,
  PARITIES,
} from '../../engine/demography/fertility.js';
import type { CountryInputs } from '../../engine/inputs/country.js';
import { NOBODY, type Population, RANKS } from '../../engine/population/columns.js';
import { moveIn } from '../../engine/population/residence.js';
import { PROCESS } from '../../engine/random/streams.js';
import { threefry } from '../../engine/random/threefry.js';
import { settleGrownUp } from './generations.js';
import type { CellIndex } from './synthesis.js';

const AGES = 101;
const ADULT = 18;
/** Least age of a union. */
const UNION_AGE = 15;
/** Oldest persons of the base population who are linked to mothers: born in the first year with fertility rates. */
const OLDEST_LINKED = 34;
const word = new Int32Array(2);
/** A mother's husband who was younger at the birth, in months, is not the father. */
const LEAST_FATHERS_AGE = 16 * 12;

/**
 * Links the base population under 35 to mothers in the block. A child born in year t has a mother of age a with a chance
 * proportional to women(a) x ASFR(a, t); within an age, women are accepted by their relative risk of a birth, the same as in
 * the projection. Oldest first, so that births come in order. Minors live with the mother; where grown-up children
 * live, `settleGrownUp` decides.
 */
export function linkChildren(country: CountryInputs, people: Population, cells: CellIndex): void {
  const hosting = new Uint8Array(people.count);
  const risks = fertilityYear(country, country.baseYear);
  const search = { country, people, cells, risks, scale: riskScale(country), cursor: new Int32Array(AGES) };
  for (let age = OLDEST_LINKED; age >= 0; age--) {
    const children = childrenOfAge(people, cells, age);
    const mothersAge = apportion(country, cells, age, children.length);
    for (let i = 0; i < children.length; i++) {
      const child = children[i];
      const minor = age < ADULT && people.partner[child] === NOBODY;
      if (minor && livesWithoutMother(country, people, cells, child, mothersAge[i])) continue;
      const mother = findMother(search, child, mothersAge[i], age >= UNION_AGE);
      if (mother === NOBODY) continue;
      linkMother(people, child, mother);
      if (minor) moveIn(people, child, mother, true);
      else settleGrownUp(country, people, child, mother, age, hosting);
    }
  }
}

/** Decides by the child's own draw whether its mother has no partner. */
function motherLivesAlone(country: CountryInputs, people: Population, child: number): boolean {
  threefry(people.key0[child], people.key1[child], 0, PROCESS.carer, word);
  const { neither, fatherOnly, motherOnly } = country.families;
  const share = (word[0] >>> 0) / 4_294_967_296;
  // The first shares of the draw are children without a mother.
  return share >= neither + fatherOnly && share < neither + fatherOnly + motherOnly;
}

/** Decides by the child's own draw whether it lives with neither parent or with its father only, and finds him. */
function livesWithoutMother(
  country: CountryInputs,
  people: Population,
  cells: CellIndex,
  child: number,
  mothersAge: number,
): boolean {
  threefry(people.key0[child], people.key1[child], 0, PROCESS.carer, word);
  const share = (word[0] >>> 0) / 4_294_967_296;
  const { neither, fatherOnly } = country.families;
  if (share < neither) return true;
  return (
    share < neither + fatherOnly && linkFather(people, cells, child, Math.min(100, mothersAge + 4), word[1])
  );
}

/** Children of one age, boys and girls, in the order of their months of birth so that births of a mother come in order. */
function childrenOfAge(people: Population, cells: CellIndex, age: number): number[] {
  const children: number[] = [];
  for (let sex = 0; sex < 2; sex++) {
    for (let child = cells.first[sex * AGES + age]; child < cells.first[sex * AGES + age + 1]; child++)
      children.push(child);
  }
  return children.sort((a, b) => people.birthMonth[a] - people.birthMonth[b] || a - b);
}

/** Mothers' ages of `count` children, spread evenly over the expected distribution and shuffled over the year by stride. */
function apportion(country: CountryInputs, cells: CellIndex, childAge: number, count: number): Int32Array {
  const birthYear = country.baseYear - 1 - childAge;
  const ages: number[] = [];
  const weights: number[] = [];
  let total = 0;
  for (let age = childAge + 14; age <= Math.min(100, childAge + 50); age++) {
    const women = cells.first[AGES + age + 1] - cells.first[AGES + age];
    const weight = women * birthChance(country, birthYear, age - childAge - 1);
    if (weight <= 0) continue;
    ages.push(age);
    weights.push(weight);
    total += weight;
  }
  const result = new Int32Array(count);
  const stride = coprimeStride(count);
  let passed = 0;
  let i = 0;
  for (let n = 0; n < count; n++) {
    const target = ((n + 0.5) / count) * total;
    while (i < ages.length - 1 && passed + weights[i] < target) passed += weights[i++];
    result[(n * stride) % count] = ages[i] ?? childAge + 27;
  }
  return result;
}

/** A step of about 0.618 count that visits every place of a ring of `count` once. */
function coprimeStride(count: number): number {
  const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));
  let stride = Math.max(1, Math.round(count * 0.618));
  while (gcd(stride, count) !== 1) stride++;
  return stride;
}

/** Part of the product of all highest risks that hardly any woman exceeds; who does accepts at once. */
const HIGHEST_MET = 0.5;
/** The same for women without a partner, most of whom have never had one. */
const ALONE = 0.1;

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

/** What the search for mothers of a block reads and moves on. */
interface Search {
  readonly country: CountryInputs;
  readonly people: Population;
  readonly cells: CellIndex;
  readonly risks: FertilityYear;
  readonly scale: Float64Array;
  /** Women tried so far, by age. */
  readonly cursor: Int32Array;
}

/** The child's own draw decides whether its mother has no partner; where there is no such woman, any other will do. */
function findMother(search: Search, child: number, age: number, settled: boolean): number {
  const { country, people } = search;
  const alone = motherLivesAlone(country, people, child);
  let mother = chooseMother(search, child, age, settled, alone, !alone);
  if (mother === NOBODY && !alone) mother = chooseMother(search, child, age, settled, false, false);
  return mother === NOBODY ? chooseMother(search, child, age, settled, !alone, false) : mother;
}

/**
 * The next woman of the age who accepts the birth by her relative risk; when all have refused, the one whose draw was
 * lowest against her risk. `alone` asks for one without a partner, `entered` for one who had entered her union by then,
 * which her rank tells. NOBODY when none can be the mother. Hot: cheap refusals first.
 */
function chooseMother(
  { country, people, cells, risks, scale, cursor }: Search,
  child: number,
  age: number,
  settled: boolean,
  alone: boolean,
  entered: boolean,
): number {
  const start = cells.first[AGES + age];
  const women = cells.first[AGES + age + 1] - start;
  const partner = people.partner[child];
  const born = people.birthMonth[child];
  const { everInUnion } = country.families;
  const { risk, regions, parity, spacing, union } = risks;
  let reserve = NOBODY;
  let lowest = Number.POSITIVE_INFINITY;
  for (let tried = 0; tried < women; tried++) {
    const candidate = start + (cursor[age]++ % women);
    if ((people.partner[candidate] === NOBODY) !== alone) continue;
    const area = people.area[candidate];
    const ageAtBirth = ((born - people.birthMonth[candidate]) / 12) | 0;
    const within = people.unionRank[candidate] < everInUnion[area * AGES + ageAtBirth] * RANKS;
    if (entered && !within) continue;
    const births = people.births[candidate];
    const interval = born - people.lastBirthMonth[candidate];
    const space = births === 0 ? 1 : spacing[interval < spacing.length ? interval : spacing.length - 1];
    if (space === 0) continue;
    // Who is old enough for a union has an ethnicity already and, if single, the area by which it is so.
    if (settled && people.ethnicity[candidate] !== people.ethnicity[child]) continue;
    if (settled && partner === NOBODY && area !== people.area[child]) continue;
    // Partners do not share a mother.
    if (partner !== NOBODY && people.mother[partner] === candidate) continue;
    const group = educationGroup(ageAtBirth);
    const region = people.region[candidate];
    const home = ((group * regions + region) * 2 + area) * 2 + people.ethnicity[candidate];
    const relative =
      risk[home * 4 + people.education[candidate]] *
      parity[region * PARITIES + (births < PARITIES ? births : PARITIES - 1)] *
      space *
      union[within ? 1 : 0];
    threefry(people.key0[candidate], people.key1[candidate], born, PROCESS.motherLink, word);
    const score = (word[0] >>> 0) / 4_294_967_296 / relative;
    if (score * scale[group] * (alone ? ALONE : 1) < 1) return candidate;
    if (score >= lowest) continue;
    lowest = score;
    reserve = candidate;
  }
  return reserve;
}

function linkMother(people: Population, child: number, mother: number): void {
  people.mother[child] = mother;
  const husband = people.partner[mother];
  const oldEnough =
    husband !== NOBODY && people.birthMonth[child] - people.birthMonth[husband] >= LEAST_FATHERS_AGE;
  people.father[child] = oldEnough ? husband : NOBODY;
  people.births[mother]++;
  people.livingChildren[mother]++;
  people.birthOrder[child] = people.births[mother];
  people.lastBirthMonth[mother] = people.birthMonth[child];
}

/** Links a child to a man without a partner, of about the given age. Answers whether there was one. */
function linkFather(people: Population, cells: CellIndex, child: number, age: number, draw: number): boolean {
  const start = cells.first[age];
  const men = cells.first[age + 1] - start;
  for (let tried = 0; tried < men; tried++) {
    const father = start + (((draw >>> 1) + tried) % men);
    if (people.partner[father] !== NOBODY) continue;
    people.father[child] = father;
    people.births[father]++;
    people.livingChildren[father]++;
    moveIn(people, child, father, true);
    return true;
  }
  return false;
}
