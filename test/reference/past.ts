import type { LabourTables } from '../../engine/labour/calibration.js';
import { REGION_CELLS, TERTIARY, TERTIARY_AGE } from '../../engine/labour/composition.js';
import type { LumpSumTables } from '../../engine/labour/contributions.js';
import type { PastCoverage } from '../../engine/labour/past.js';
import { INSURANCE } from '../../engine/population/activity.js';
import type { Population } from '../../engine/population/columns.js';
import { PROCESS } from '../../engine/random/streams.js';
import { threefry } from '../../engine/random/threefry.js';

const AGES = 101;
const FIRST_AGE = 15;
const MONTHS = 12;
const word = new Int32Array(2);
const fresh = new Int32Array(2);

/**
 * Months that the base population has contributed up to the end of the year before the projection. Nobody publishes
 * them, so each person's career is followed backwards: the chain of ranks is the same in both directions of time (a rank
 * drawn anew is even before and after), so that the draws of a past year are those of the projection. Membership of a
 * past year is read at the age then, with the thresholds of the opening year times the coverage of that year over the
 * opening one's. Residence and schooling are those of today; years are full. Someone who was outside in two successive
 * years and withdrew has nothing from before, nor has someone of retirement age outside insurance, whose contributions are
 * no longer open to withdrawal. `opening` is the year before the base year, whose `work` must be done.
 */
export function recallContributions(
  people: Population,
  labour: LabourTables,
  rules: LumpSumTables,
  past: PastCoverage,
  opening: number,
): void {
  const { insurance, key0, key1, sex, age } = people;
  const { renewal, memberShare, formal, employed, inLabourForce, workingAgeLast, retirementAge } = labour;
  for (let i = 0; i < people.count; i++) {
    if (age[i] < FIRST_AGE || (age[i] >= retirementAge[sex[i]] && insurance[i] === INSURANCE.none)) continue;
    const ages = sex[i] * AGES;
    const cells = people.region[i] * REGION_CELLS + (sex[i] * 2 + people.area[i]) * 4 * AGES;
    let participation = people.participationRank[i];
    let job = people.jobRank[i];
    let voluntary = people.voluntaryRank[i];
    let compulsoryTotal = insurance[i] === INSURANCE.compulsory ? MONTHS : 0;
    let voluntaryTotal = insurance[i] === INSURANCE.voluntary ? MONTHS : 0;
    let outside = insurance[i] === INSURANCE.none;
    for (let back = 1; ; back++) {
      const then = age[i] - back;
      if (then < FIRST_AGE || back >= past.compulsory.length) break;
      const next = opening - back + 1;
      threefry(key0[i], key1[i], next, PROCESS.labour, word);
      const renewsParticipation = (word[0] & 0xfff) < renewal.participation;
      const renewsJob = ((word[0] >>> 12) & 0xfff) < renewal.job[then + 1];
      const renewsVoluntary = (word[0] >>> 24) >>> 2 < renewal.voluntary;
      if (renewsParticipation || renewsJob || renewsVoluntary) {
        threefry(key0[i], key1[i], next, PROCESS.ranks, fresh);
        if (renewsParticipation) participation = fresh[0] & 0xffff;
        if (renewsJob) job = fresh[0] >>> 16;
        if (renewsVoluntary) voluntary = fresh[1] & 0xffff;
      }
      const attained =
        people.education[i] === TERTIARY && then < TERTIARY_AGE ? TERTIARY - 1 : people.education[i];
      const limit = formal[cells + attained * AGES + then] * past.compulsory[back];
      const formalThen = participation < employed[ages + then] && job < limit;
      const voluntaryThen =
        !formalThen &&
        participation < inLabourForce[ages + then] &&
        then <= workingAgeLast[sex[i]] &&
        voluntary < labour.voluntary[0] * past.voluntary[back];
      if ((formalThen && job < limit * memberShare) || voluntaryThen) {
        outside = false;
        if (voluntaryThen) voluntaryTotal += MONTHS;
        else compulsoryTotal += MONTHS;
        continue;
      }
      // Outside in this year and the next: whether the next one's withdrawal leaves anything from before.
      if (outside && drawsWithdrawal(key0[i], key1[i], next, rules.limit[ages + then + 1])) break;
      outside = true;
    }
    people.compulsoryTotal[i] = compulsoryTotal;
    people.voluntaryTotal[i] = voluntaryTotal;
    people.lumpSumOpen[i] = Number(compulsoryTotal + voluntaryTotal > 0);
  }
}

/** Whether someone outside withdraws in a year, if there is anything to withdraw. */
function drawsWithdrawal(key0: number, key1: number, year: number, limit: number): boolean {
  if (limit === 0) return false;
  threefry(key0, key1, year, PROCESS.withdrawal, word);
  return (word[0] & 0xffff) < limit;
}
