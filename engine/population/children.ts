import { birthChance } from '../demography/expected.js';
import type { CountryInputs } from '../inputs/country.js';
import { PROCESS } from '../random/streams.js';
import { threefry } from '../random/threefry.js';
import { NOBODY, type Population } from './columns.js';
import { settleGrownUp } from './households.js';
import { moveIn } from './residence.js';
import type { CellIndex } from './synthesis.js';

const AGES = 101;
const ADULT = 18;
/** Oldest persons of the base population who are linked to mothers: born in the first year with fertility rates. */
const OLDEST_LINKED = 34;
const word = new Int32Array(2);
/** Least months between two births of a woman that are not twins: nine of pregnancy, so that the links are possible. */
const LEAST_INTERVAL = 9;
/** A mother's husband who was younger at the birth, in months, is not the father. */
const LEAST_FATHERS_AGE = 16 * 12;
/** Usual least interval; shorter ones are taken only when no candidate has it. */
const USUAL_INTERVAL = 20;

/**
 * Links the base population under 35 to mothers in the block. A child born in year t has a mother of age a with a chance
 * proportional to women(a) x ASFR(a, t); within an age, women are accepted by their relative risk of a birth, parity and
 * spacing included. Oldest first, so that births come in order. Minors live with the mother; where grown-up children
 * live, `settleGrownUp` decides.
 */
export function linkChildren(country: CountryInputs, people: Population, cells: CellIndex): void {
  const cursor = new Int32Array(AGES);
  const hosting = new Uint8Array(people.count);
  const scale = riskScale(country);
  for (let age = OLDEST_LINKED; age >= 0; age--) {
    const children = childrenOfAge(people, cells, age);
    const mothersAge = apportion(country, cells, age, children.length);
    for (let i = 0; i < children.length; i++) {
      const child = children[i];
      const minor = age < ADULT && people.partner[child] === NOBODY;
      if (minor && livesWithoutMother(country, people, cells, child, mothersAge[i])) continue;
      const mother = chooseMother(country, people, cells, child, mothersAge[i], cursor, scale, !minor);
      if (mother === NOBODY) continue;
      linkMother(people, child, mother);
      if (minor) moveIn(people, child, mother, true);
      else settleGrownUp(country, people, child, mother, age, hosting);
    }
  }
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

/** Highest relative risk of any woman: the scale on which candidates are accepted. */
function riskScale(country: CountryInputs): number {
  const { parity, spacing, region, area, ethnicity } = country.demography.relativeRisk;
  const order = Math.max(parity[0], ...Array.from(parity, (risk) => risk * Math.max(...spacing)));
  return order * Math.max(...region) * Math.max(...area) * Math.max(...ethnicity);
}

function chooseMother(
  country: CountryInputs,
  people: Population,
  cells: CellIndex,
  child: number,
  age: number,
  cursor: Int32Array,
  scale: number,
  sameEthnicity: boolean,
): number {
  const start = cells.first[AGES + age];
  const women = cells.first[AGES + age + 1] - start;
  const partner = people.partner[child];
  let reserve = NOBODY;
  for (let tried = 0; tried < women; tried++) {
    const candidate = start + (cursor[age]++ % women);
    const interval =
      people.lastBirthMonth[candidate] === 0
        ? 999
        : people.birthMonth[child] - people.lastBirthMonth[candidate];
    if (interval < LEAST_INTERVAL) continue;
    // A grown-up child has an ethnicity already; a minor takes the mother's.
    if (sameEthnicity && people.ethnicity[candidate] !== people.ethnicity[child]) continue;
    // Partners do not share a mother.
    if (partner !== NOBODY && people.mother[partner] === candidate) continue;
    if (reserve === NOBODY) reserve = candidate;
    if (interval < USUAL_INTERVAL) continue;
    threefry(
      people.key0[candidate],
      people.key1[candidate],
      people.birthMonth[child],
      PROCESS.motherLink,
      word,
    );
    const risk = relativeRisk(country, people, candidate, interval, age);
    if ((word[0] >>> 0) / 4_294_967_296 < risk / scale) return candidate;
  }
  return reserve;
}

/** Relative risk of having had the birth, on the scale of `riskScale`. */
function relativeRisk(
  country: CountryInputs,
  people: Population,
  woman: number,
  interval: number,
  age: number,
): number {
  const { parity, spacing, region, area, ethnicity, higherOrderPower } = country.demography.relativeRisk;
  const births = people.births[woman];
  const residence =
    region[people.region[woman]] * area[people.area[woman]] * ethnicity[people.ethnicity[woman]];
  const space = births === 0 ? 1 : spacing[Math.min(4, Math.floor(interval / 12))];
  const { inUnion, motherOnly } = country.families;
  // Odds of a mother without a partner, so that the share of children who live with their mother only is met.
  const single = Math.min(
    1,
    (motherOnly / (1 - motherOnly)) * (inUnion[age] / Math.max(0.05, 1 - inUnion[age])),
  );
  const further = births < 2 ? 1 : residence ** higherOrderPower;
  const alone = people.partner[woman] === NOBODY ? single : 1;
  return parity[Math.min(4, births)] * space * residence * further * alone;
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
