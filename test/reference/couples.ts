import type { CountryInputs } from '../../engine/inputs/country.js';
import { monthIndex } from '../../engine/inputs/time.js';
import { NOBODY, type Population, RANKS } from '../../engine/population/columns.js';
import { moveIn } from '../../engine/population/residence.js';
import { PROCESS } from '../../engine/random/streams.js';
import { threefry } from '../../engine/random/threefry.js';
import { ageGapAt, divorceMonthOf } from './family-draws.js';
import type { CellIndex } from './synthesis.js';

const AGES = 101;
/** How far from the drawn age a husband may be when nobody of that age is left. */
const REACH = 10;
const word = new Int32Array(2);

/** Joins two persons in a household of their own, whose reference person is the wife; the husband moves to her place. */
function join(people: Population, wife: number, husband: number): void {
  people.household[wife] = wife;
  people.partner[wife] = husband;
  people.partner[husband] = wife;
  moveIn(people, husband, wife, false);
}

/** Matches the women who live in a union with men of the block: by the distribution of age differences, nearest age first. */
export function formCouples(country: CountryInputs, people: Population, cells: CellIndex): void {
  const cursor = cells.first.slice(0, AGES);
  const { inUnion, everInUnion } = country.families;
  const taken = (age: number) => cursor[age] >= cells.first[age + 1];
  for (let age = 15; age < AGES; age++) {
    for (let wife = cells.first[AGES + age]; wife < cells.first[AGES + age + 1]; wife++) {
      const place = people.area[wife] * AGES + age;
      if (people.unionRank[wife] >= inUnion[place] * RANKS) {
        if (people.unionRank[wife] < everInUnion[place] * RANKS) people.endedUnions[wife] = 1;
        continue;
      }
      threefry(people.key0[wife], people.key1[wife], 0, PROCESS.union, word);
      const wanted = Math.min(100, Math.max(17, age + ageGapAt(country, word[0] & 0xffff)));
      let husband = NOBODY;
      for (let distance = 0; distance <= REACH && husband === NOBODY; distance++) {
        const older = Math.min(100, wanted + distance);
        const younger = Math.max(17, wanted - distance);
        if (!taken(older)) husband = cursor[older]++;
        else if (!taken(younger)) husband = cursor[younger]++;
      }
      if (husband === NOBODY) continue;
      join(people, wife, husband);
      people.ethnicity[husband] = people.ethnicity[wife];
      const begun = monthIndex(country.baseYear - Math.max(1, age - 22), 1);
      const ends = divorceMonthOf(country, begun, word[1]);
      // Unions of the base population that would have ended already are those that lasted.
      if (ends >= monthIndex(country.baseYear, 1)) people.divorceMonth[wife] = ends;
    }
  }
}
