import type { FertilityYear } from '../../../engine/demography/fertility.js';
import type { Expectant } from '../../../engine/demography/mothers.js';
import { monthIndex } from '../../../engine/inputs/time.js';
import type { Population } from '../../../engine/population/columns.js';
import { PROCESS } from '../../../engine/random/streams.js';
import { threefry } from '../../../engine/random/threefry.js';

const word = new Int32Array(2);
const weight = new Float64Array(12);

/** What the dates of a group are aligned to: deliveries before the mother's birthday, and twins among all. */
interface DateTargets {
  readonly before: number;
  readonly twins: number;
}

/** A mother's own figures, and what is decided for her. */
interface Draws {
  readonly mother: number;
  /** Her own chance of a delivery before her birthday, and her draw for it, 0..1. */
  readonly ownShare: number;
  readonly share: number;
  /** Draw for twins, 0..1. */
  readonly twin: number;
  early: boolean;
  twins: boolean;
}

/**
 * Months and twins of the deliveries of women of one single age on 1 January. The months before the birthday and those
 * after it stand in proportion to the rates of the two ages, each month weighted by the risk of the interval since the
 * last birth. With targets, as many deliveries as wanted fall before the birthday, those of the women whose draws lie
 * lowest against their own share; and the lowest draws of all have twins. Without, every draw decides for itself.
 */
export function dateBirths(
  people: Population,
  fertility: FertilityYear,
  year: number,
  mothers: readonly number[],
  targets: DateTargets | null,
): Expectant[] {
  const drawn = mothers.map((mother) => draws(people, fertility, year, mother));
  if (targets) align(drawn, targets);
  return drawn.map((one) => ({
    mother: one.mother,
    month: monthOf(people, fertility, year, one),
    children: one.twins ? 2 : 1,
  }));
}

/** Decides by rank, in place of the draws' own decisions. */
function align(drawn: Draws[], { before, twins }: DateTargets): void {
  drawn.sort((a, b) => lean(a) - lean(b) || a.mother - b.mother);
  drawn.forEach((one, place) => {
    one.early = place < before;
    one.twins = false;
  });
  if (twins === 0) return;
  drawn.sort((a, b) => a.twin - b.twin || a.mother - b.mother);
  for (const one of drawn.slice(0, twins)) one.twins = true;
}

/** Place in the order of those who deliver before their birthday; who cannot comes last, who must comes first. */
function lean({ ownShare, share }: Draws): number {
  if (ownShare === 0) return 2;
  return ownShare === 1 ? -2 : share - ownShare;
}

function draws(people: Population, fertility: FertilityYear, year: number, mother: number): Draws {
  const birthday = weigh(people, fertility, year, mother);
  let before = 0;
  let all = 0;
  for (let month = 0; month < 12; month++) {
    all += weight[month];
    if (month < birthday) before += weight[month];
  }
  threefry(people.key0[mother], people.key1[mother], year, PROCESS.fertility, word);
  const ownShare = before / all;
  const share = (word[1] & 0xffff) / 65_536;
  const twin = (word[1] >>> 16) / 65_536;
  return { mother, ownShare, share, twin, early: share < ownShare, twins: twin < fertility.twinShare };
}

/** Writes the relative chance of each month into `weight`; answers the month of the birthday, 0..11. */
function weigh(people: Population, { rate, spacing }: FertilityYear, year: number, mother: number): number {
  const january = monthIndex(year, 1);
  const last = people.lastBirthMonth[mother];
  const birthday = people.birthMonth[mother] % 12;
  const age = ((january - 1 - people.birthMonth[mother]) / 12) | 0;
  for (let month = 0; month < 12; month++) {
    const interval = last === 0 ? 1 : spacing[Math.min(spacing.length - 1, january + month - last)];
    weight[month] = interval * rate[month < birthday ? age : age + 1];
  }
  return birthday;
}

/** Month of a delivery on the wanted side of the birthday, or on the other one if that cannot be. */
function monthOf(
  people: Population,
  fertility: FertilityYear,
  year: number,
  { mother, ownShare, share, early }: Draws,
): number {
  const birthday = weigh(people, fertility, year, mother);
  const before = ownShare === 1 || (early && ownShare > 0);
  const from = before ? 0 : birthday;
  const to = before ? birthday : 12;
  // The draw within its own side of the share is even again.
  const within = share < ownShare ? share / ownShare : (share - ownShare) / (1 - ownShare);
  let sum = 0;
  for (let month = from; month < to; month++) sum += weight[month];
  let place = within * sum;
  let month = from;
  while (month < to - 1 && (weight[month] === 0 || place >= weight[month])) place -= weight[month++];
  return monthIndex(year, 1) + month;
}
