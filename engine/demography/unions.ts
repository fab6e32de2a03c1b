import type { CountryInputs } from '../inputs/country.js';
import { NOBODY, type Population, RANKS, STILL_HERE } from '../population/columns.js';
import { ageGapAt, join } from '../population/couples.js';
import { PROCESS } from '../random/streams.js';
import { threefry } from '../random/threefry.js';

const FIRST_AGE = 15;
/** Last age at which women enter a first union, and men any union, in the projection. */
const LAST_AGE_WOMEN = 45;
const LAST_AGE_MEN = 60;
const REACH = 8;
const word = new Int32Array(2);

/** Scratch space of the marriage market: single men of the block, chained by age. */
export interface MarriageMarket {
  readonly head: Int32Array;
  readonly next: Int32Array;
  /** Share of women in a union, in ranks, by age, never falling: who has entered is not thrown out again. */
  readonly entered: Float64Array;
}

/** A market for blocks of at most `capacity` persons. */
export function makeMarket(country: CountryInputs, capacity: number): MarriageMarket {
  const entered = country.families.inUnion.map((share) => share * RANKS);
  for (let age = 1; age < entered.length; age++) entered[age] = Math.max(entered[age], entered[age - 1]);
  return { head: new Int32Array(101), next: new Int32Array(capacity), entered };
}

/** First unions of the year: women whose rank their age has reached choose among the block's single men, nearest to the wanted age. */
export function formUnions(
  country: CountryInputs,
  people: Population,
  market: MarriageMarket,
  year: number,
): void {
  const { head, next, entered } = market;
  const { sex, age, exitMonth, partner, widowed, unionRank } = people;
  head.fill(NOBODY);
  for (let i = people.count - 1; i >= 0; i--) {
    if (sex[i] !== 0 || partner[i] !== NOBODY || age[i] < 17 || age[i] > LAST_AGE_MEN) continue;
    // Widowers and lone fathers stay with their children: only first unions are modelled.
    if (exitMonth[i] !== STILL_HERE || widowed[i] === 1 || people.births[i] > 0) continue;
    next[i] = head[age[i]];
    head[age[i]] = i;
  }
  for (let i = 0; i < people.count; i++) {
    if (sex[i] !== 1 || partner[i] !== NOBODY || widowed[i] === 1 || exitMonth[i] !== STILL_HERE) continue;
    if (age[i] < FIRST_AGE || age[i] > LAST_AGE_WOMEN || unionRank[i] >= entered[age[i]]) continue;
    threefry(people.key0[i], people.key1[i], year, PROCESS.union, word);
    const wanted = Math.min(LAST_AGE_MEN, Math.max(17, age[i] + ageGapAt(country, word[0] & 0xffff)));
    for (let distance = 0; distance <= REACH; distance++) {
      const older = Math.min(LAST_AGE_MEN, wanted + distance);
      const younger = Math.max(17, wanted - distance);
      const chosen = head[older] !== NOBODY ? older : younger;
      const husband = head[chosen];
      if (husband === NOBODY) continue;
      head[chosen] = next[husband];
      // Brother and sister share a mother; leave the pair to another year.
      if (people.mother[i] === NOBODY || people.mother[i] !== people.mother[husband])
        join(people, i, husband);
      break;
    }
  }
}
