import type { CountryInputs } from '../inputs/country.js';
import { monthIndex } from '../inputs/time.js';
import type { KernelMemory } from '../kernels/instance.js';
import { type Population, RANKS } from '../population/columns.js';
import { scratchOf } from './scratch.js';

const AGES = 101;
const FIRST_AGE = 15;
/** Last age at which women enter a first union in the projection. */
const LAST_AGE_WOMEN = 45;
/** Ages at which women of the base year may stand before a first union, those who are too young for it as one. */
const STARTS = LAST_AGE_WOMEN - FIRST_AGE + 2;
const FULL = 4_294_967_296;

/** What the marriage market of a country is held by: limits on ranks, whole numbers. */
export interface MarriageMarket {
  /** Regions times areas. */
  readonly places: number;
  /** Women who have ever entered a union: [(area * STARTS + age in the base year) * 101 + age]. */
  readonly entered: Int32Array;
  /** Persons without a partner who live with their parents, by age. */
  readonly stayers: Int32Array;
  /** Differences of age, husband's minus wife's, cumulated. */
  readonly gaps: Int32Array;
}

/** The market of a country. */
export function makeMarket(country: CountryInputs): MarriageMarket {
  const { withParents, ageGap } = country.families;
  let sum = 0;
  return {
    places: country.residence.regions.length * 2,
    entered: enteredShares(country),
    stayers: Int32Array.from(withParents, limitOf),
    gaps: Int32Array.from(ageGap, (share) => {
      sum += share;
      return limitOf(sum);
    }),
  };
}

/** A share as a limit on ranks: a rank is below x where it is below the next whole number. */
function limitOf(share: number): number {
  return Math.ceil(share * RANKS);
}

/**
 * Women who have ever entered a union, by area, age in the base year (FIRST_AGE - 1 and under at 0) and age. Up to the
 * base year the first curve holds; from then on the single enter at the pace of the later curve,
 * 1 - S(x) = (1 - E(x0)) (1 - F(x)) / (1 - F(x0)), so that later unions make no gap of a year or two.
 */
function enteredShares({ families }: CountryInputs): Int32Array {
  const { everInUnion, laterEverInUnion } = families;
  const shares = new Int32Array(2 * STARTS * AGES);
  for (let row = 0; row < 2 * STARTS; row++) {
    const curve = Math.floor(row / STARTS) * AGES;
    const begin = curve + FIRST_AGE - 1 + (row % STARTS);
    let share = 0;
    for (let place = begin; place < curve + AGES; place++) {
      const single = (1 - laterEverInUnion[place]) / (1 - laterEverInUnion[begin]);
      share = Math.max(share, 1 - (1 - everInUnion[begin]) * single);
      shares[row * AGES + place - curve] = limitOf(share);
    }
  }
  return shares;
}

/**
 * The year's divorces, departures from the parents' home, unions, and the moves of children and elders that follow.
 * Divorces are those that are due. Grown-up children without a partner leave home when the share of their age has fallen
 * below their rank. Men who look for a union, the never partnered and by chance others, enter the market; lone fathers
 * stay with their children. Women whose rank their age has reached, and those who look again, choose the single man
 * nearest to the wanted age, of their own place first. At the end minors join the mother, or the father where she has
 * left, and elders who live alone move to a grown-up child, in the share that the country gives. The kernels are those of
 * engine/assembly/demography: unions.ts, market.ts, homes.ts and follow.ts.
 */
export function changeFamilies(
  country: CountryInputs,
  people: Population,
  market: MarriageMarket,
  year: number,
): void {
  bindMarket(country, people, market);
  people.memory.kernels.demography.changeFamilies(
    people.count,
    year,
    monthIndex(year + 1, 1),
    // Age in the year of the youngest row of `entered`.
    year - country.baseYear + FIRST_AGE - 1,
  );
}

/** The market that each memory's kernels read. */
const bound = new WeakMap<KernelMemory, MarriageMarket>();

function bindMarket({ families }: CountryInputs, people: Population, market: MarriageMarket): void {
  const { memory } = people;
  if (bound.get(memory) === market) return;
  scratchOf(people);
  const { ageGapFirst, remarriage, divorced, divorceYears, stemCouples, eldersWithFamily } = families;
  memory.bind({
    unionHead: memory.allocate(Int32Array, market.places * AGES).byteOffset,
    unionPlaces: market.places,
    unionEntered: memory.pointer(market.entered),
    unionStayers: memory.pointer(market.stayers),
    unionGaps: memory.pointer(market.gaps),
    unionGapFirst: ageGapFirst,
    unionGapLast: ageGapFirst + market.gaps.length - 1,
    unionStem: limitOf(stemCouples),
    unionElders: limitOf(eldersWithFamily),
    unionAgainMen: remarriage[0] * FULL,
    unionAgainWomen: remarriage[1] * FULL,
    unionDivorced: divorced,
    unionDivorceYears: divorceYears,
  });
  bound.set(memory, market);
}
