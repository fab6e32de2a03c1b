import { monthIndex } from '../../engine/inputs/time.js';
import {
  CHILD_BELOW_MONTHS,
  childrenOf,
  type Households,
  residentsOf,
} from '../../engine/labour/households.js';
import type { IncomeTables } from '../../engine/labour/income.js';
import { type Population, STILL_HERE } from '../../engine/population/columns.js';

const BITS = 10;
const CHILD = 1 << BITS;
const ADULT = 1 << (2 * BITS);
const TENTHS = 10;

function adultsOf(members: number): number {
  return members >>> (2 * BITS);
}

/** Households in arrays of their own. */
export function plainHouseholds(capacity: number): Households {
  return {
    references: new Int32Array(capacity),
    count: 0,
    members: new Int32Array(capacity),
    standing: new Float64Array(capacity),
    area: new Uint8Array(capacity),
  };
}

/** Ages between which a member's place in work and pay counts for the household's income. */
const FIRST_EARNER_AGE = 20;
const LAST_EARNER_AGE = 64;

/**
 * Gathers the members of every household: residents, children, adults of working age and the sum of their standings
 * (place in pay less distance from formal work, each standard normal by `normal`, a table of 1,024 slices of rank).
 *
 * @param lastAdult month of birth (MonthIndex) after which residents count as children
 */
function gatherHouseholds(
  people: Population,
  normal: Float64Array,
  households: Households,
  lastAdult: number,
): void {
  const { references, members, standing, area } = households;
  const { household, age, birthMonth, exitMonth, jobRank, earningsRank } = people;
  members.fill(0, 0, people.count);
  standing.fill(0, 0, people.count);
  // A household whose reference person has left takes the area of those who are left.
  area.set(people.area.subarray(0, people.count));
  let count = 0;
  for (let i = 0; i < people.count; i++) {
    const home = household[i];
    // Written in any case, kept where it is a reference person: no branch for the processor to guess.
    references[count] = i;
    count += Number(home === i);
    if (exitMonth[i] !== STILL_HERE) continue;
    area[home] = people.area[i];
    if (age[i] < FIRST_EARNER_AGE || age[i] > LAST_EARNER_AGE) {
      members[home] += birthMonth[i] > lastAdult ? CHILD + 1 : 1;
      continue;
    }
    members[home] += ADULT + 1;
    standing[home] += normal[earningsRank[i] >>> 6] - normal[jobRank[i] >>> 6];
  }
  households.count = count;
}

/** How children lower the incomes of a block's households, by region; at most this many regions. */
const MOST_REGIONS = 16;
const residents = new Float64Array(MOST_REGIONS);
const childSums = new Float64Array(MOST_REGIONS);
const childSquares = new Float64Array(MOST_REGIONS);
/** Log points that are added for the mean number of children, and the factor that keeps the deviation. */
const childMean = new Float64Array(MOST_REGIONS);
const narrowing = new Float64Array(MOST_REGIONS);

/**
 * Persons' mean number of children in the household by region, in log points, and the factor under which the deviation
 * of log income stays that of the region: sigma / sqrt(sigma^2 + effect^2 * variance of the number of children).
 */
function measureChildren(
  people: Population,
  { references, count, members }: Households,
  { sigma, childEffect }: IncomeTables,
): void {
  residents.fill(0);
  childSums.fill(0);
  childSquares.fill(0);
  const { region } = people;
  for (let n = 0; n < count; n++) {
    const i = references[n];
    const size = residentsOf(members[i]);
    const children = childrenOf(members[i]);
    const place = region[i];
    residents[place] += size;
    childSums[place] += size * children;
    childSquares[place] += size * children * children;
  }
  for (let place = 0; place < sigma.length; place++) {
    const mean = residents[place] === 0 ? 0 : childSums[place] / residents[place];
    const variance = residents[place] === 0 ? 0 : childSquares[place] / residents[place] - mean * mean;
    childMean[place] = childEffect * mean;
    narrowing[place] = sigma[place] / Math.sqrt(sigma[place] ** 2 + childEffect ** 2 * variance);
  }
}

/**
 * Income per head, tenth, fifth and poverty status of every household. The household's rank joins the standings of its
 * members of working age (pay less distance from formal work, each standard normal; their sum is brought back to variance
 * 1) with a part of its own. Each child under 16 lowers income per head; the persons of a region keep, block by block,
 * its mean and deviation of log income. Poor are those below the income criterion of the year with a deprivation rank
 * below the region's share, the others below it are near-poor.
 */
export function householdIncomes(
  people: Population,
  tables: IncomeTables,
  households: Households,
  year: number,
): void {
  gatherHouseholds(people, tables.normal, households, monthIndex(year, 12) - CHILD_BELOW_MONTHS);
  measureChildren(people, households, tables);
  const row = year - tables.baseYear;
  const { normal, sigma, logMean, childEffect, regions, earningsWeight, ownWeight } = tables;
  const cuts = tables.cuts.subarray(row * (TENTHS - 1), (row + 1) * (TENTHS - 1));
  const { householdRank, region, ethnicity } = people;
  const { references, count, standing, area, members } = households;
  for (let n = 0; n < count; n++) {
    const i = references[n];
    // Each member's standing is the difference of two standard normals.
    const earners = adultsOf(members[i]);
    const shared = earners === 0 ? 0 : standing[i] / Math.sqrt(2 * earners);
    const own = normal[householdRank[i] >>> 6];
    const rank = earners === 0 ? own : earningsWeight * shared + ownWeight * own;
    const place = region[i];
    const children = childMean[place] - childEffect * childrenOf(members[i]);
    const income = Math.exp(
      logMean[(row * regions + place) * 4 + area[i] * 2 + ethnicity[i]] +
        narrowing[place] * (sigma[place] * rank + children),
    );
    const fifth =
      income < cuts[3] ? (income < cuts[1] ? 0 : 1) : income < cuts[5] ? 2 : income < cuts[7] ? 3 : 4;
    people.incomePerHead[i] = income + 0.5;
    people.quintile[i] = fifth;
    people.decile[i] = income < cuts[2 * fifth] ? 2 * fifth : 2 * fifth + 1;
    people.poverty[i] =
      income > tables.povertyLine[row * 2 + area[i]]
        ? 0
        : people.deprivationRank[i] < tables.deprivedLimit[place]
          ? 2
          : 1;
  }
}
