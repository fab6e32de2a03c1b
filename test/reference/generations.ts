import type { CountryInputs } from '../../engine/inputs/country.js';
import { NOBODY, type Population, RANKS } from '../../engine/population/columns.js';
import { moveIn } from '../../engine/population/residence.js';
import type { CellIndex } from './synthesis.js';

const AGES = 101;
/** Below this age a couple may live with the husband's parents. */
const STEM_BELOW = 40;
const ADULT = 18;
/** From this age on somebody who lives alone may move to family. */
const ELDER = 60;
/** Oldest persons who are linked to their mothers and settled with them or apart. */
const LINKED = 34;
/** Years between an elder and the couple that takes him or her in: about a generation. */
const GENERATION = 28;

/**
 * Where a grown-up child of the base population lives. Without a partner: with the mother while the rank says so, else
 * in a household of its own. A son with a wife: with his mother if the rank says so and she hosts no other couple
 * (`hosting`, by position, is updated).
 */
export function settleGrownUp(
  country: CountryInputs,
  people: Population,
  child: number,
  mother: number,
  age: number,
  hosting: Uint8Array,
): void {
  const { withParents, stemCouples } = country.families;
  const wife = people.partner[child];
  if (wife === NOBODY) {
    if (people.homeRank[child] < withParents[age] * RANKS) moveIn(people, child, mother, false);
    return;
  }
  const free =
    hosting[mother] === 0 && people.household[mother] === mother && people.household[wife] === wife;
  if (people.sex[child] === 1 || age >= STEM_BELOW || !free) return;
  if (people.homeRank[child] >= stemCouples * RANKS) return;
  hosting[mother] = 1;
  moveIn(people, wife, mother, false);
  moveIn(people, child, mother, false);
}

/**
 * Brings together generations that are not linked, because the younger one is over 34 in the base year: single persons
 * under 60 move to women a generation older, elders without a partner and elder couples to couples a generation younger,
 * of the same people, in the shares that the country gives. Elders first, so that the places of the old are known.
 */
export function joinGenerations(country: CountryInputs, people: Population, cells: CellIndex): void {
  const { eldersWithFamily, elderCouplesWithFamily, withParents } = country.families;
  const members = new Int32Array(people.count);
  for (let i = 0; i < people.count; i++) members[people.household[i]]++;
  const search = { people, cells, members, cursor: new Int32Array(AGES) };
  for (let cell = 0; cell < 2 * AGES; cell++) {
    const age = cell % AGES;
    for (let guest = cells.first[cell]; guest < cells.first[cell + 1]; guest++) {
      const rank = people.homeRank[guest] / RANKS;
      const spouse = people.partner[guest];
      if (people.household[guest] !== guest) continue;
      if (spouse === NOBODY) {
        if (members[guest] !== 1) continue;
        // A child without parents grows up with relatives, a generation and more older.
        if (age < ADULT) settleWith(search, guest, age + GENERATION, true);
        if (age >= ELDER && rank < eldersWithFamily) settleWith(search, guest, age - GENERATION, true);
        else if (age > LINKED && age < ELDER && rank < withParents[age])
          settleWith(search, guest, age + GENERATION, false);
      } else if (age >= ELDER && members[guest] === 2 && rank < elderCouplesWithFamily) {
        if (settleWith(search, guest, age - GENERATION, true)) moveIn(people, spouse, guest, false);
      }
    }
  }
}

interface Search {
  readonly people: Population;
  readonly cells: CellIndex;
  readonly members: Int32Array;
  readonly cursor: Int32Array;
}

/** Moves `guest` to the next woman of `age` with a household of her own. Answers whether there was one. */
function settleWith(
  { people, cells, members, cursor }: Search,
  guest: number,
  age: number,
  couple: boolean,
): boolean {
  if (age >= AGES) return false;
  const start = cells.first[AGES + age];
  const women = cells.first[AGES + age + 1] - start;
  for (let tried = 0; tried < women; tried++) {
    const host = start + (cursor[age]++ % women);
    if (people.household[host] !== host || (couple && people.partner[host] === NOBODY)) continue;
    if (people.ethnicity[host] !== people.ethnicity[guest]) continue;
    members[host] += members[guest];
    moveIn(people, guest, host, false);
    return true;
  }
  return false;
}
