import type { CountryInputs } from '../inputs/country.js';
import { PROCESS } from '../random/streams.js';
import { threefry } from '../random/threefry.js';
import { NOBODY, type Population, RANKS } from './columns.js';
import { moveIn } from './residence.js';
import type { CellIndex } from './synthesis.js';

const AGES = 101;
/** How far from the drawn age a husband may be when nobody of that age is left. */
const REACH = 10;
const word = new Int32Array(2);

/** Difference of ages, husband's minus wife's, at a rank of the country's distribution. */
export function ageGapAt(country: CountryInputs, rank: number): number {
  const { ageGap, ageGapFirst } = country.families;
  let sum = 0;
  for (let i = 0; i < ageGap.length; i++) {
    sum += ageGap[i];
    if (rank < sum * RANKS) return ageGapFirst + i;
  }
  return ageGapFirst + ageGap.length - 1;
}

/** Joins two persons: the husband moves to the wife's place and both share a household. */
export function join(people: Population, wife: number, husband: number): void {
  people.household[wife] = wife;
  people.partner[wife] = husband;
  people.partner[husband] = wife;
  moveIn(people, husband, wife, true);
}

/** Matches the women who live in a union with men of the block: by the distribution of age differences, nearest age first. */
export function formCouples(country: CountryInputs, people: Population, cells: CellIndex): void {
  const cursor = cells.first.slice(0, AGES);
  const taken = (age: number) => cursor[age] >= cells.first[age + 1];
  for (let age = 15; age < AGES; age++) {
    const limit = country.families.inUnion[age] * RANKS;
    for (let wife = cells.first[AGES + age]; wife < cells.first[AGES + age + 1]; wife++) {
      if (people.unionRank[wife] >= limit) continue;
      threefry(people.key0[wife], people.key1[wife], 0, PROCESS.union, word);
      const wanted = Math.min(100, Math.max(17, age + ageGapAt(country, word[0] & 0xffff)));
      let husband = NOBODY;
      for (let distance = 0; distance <= REACH && husband === NOBODY; distance++) {
        const older = Math.min(100, wanted + distance);
        const younger = Math.max(17, wanted - distance);
        if (!taken(older)) husband = cursor[older]++;
        else if (!taken(younger)) husband = cursor[younger]++;
      }
      if (husband !== NOBODY) join(people, wife, husband);
    }
  }
}
