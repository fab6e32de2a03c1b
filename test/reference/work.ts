import type { LabourTables } from '../../engine/labour/calibration.js';
import { REGION_CELLS, TERTIARY, TERTIARY_AGE } from '../../engine/labour/composition.js';
import type { EarningsTables } from '../../engine/labour/earnings.js';
import { ACTIVITY, INSURANCE } from '../../engine/population/activity.js';
import { NOBODY, type Population, RANKS, STILL_HERE } from '../../engine/population/columns.js';
import { PROCESS } from '../../engine/random/streams.js';
import { threefry } from '../../engine/random/threefry.js';
import { walk } from './walk.js';

const AGES = 101;
const word = new Int32Array(2);
const fresh = new Int32Array(2);
const ALL_YEAR = 0xfff;
/** From this age on nobody's place in the labour market changes any more. */
const LAST_CAREER_AGE = 85;

/**
 * One year of work for everyone aged 15 and over: new ranks for those whose place changes, activity, insurance, months
 * contributed, earnings and declared wage. A change of membership falls in a month of the year; the months before it
 * carry the old status. `opening` is the year before the base year: it only fills the history, with full years.
 *
 * One draw a person-year, a second for those whose place in work changes. Bits of the first draw: participation 12, job 12,
 * voluntary 6 of word 0 (the two lowest stay unused); earnings 12, month 5, transitory part 7 and household 8 of word 1.
 */
export function work(
  people: Population,
  labour: LabourTables,
  earnings: EarningsTables,
  householdStep: number,
  year: number,
): void {
  const row = year - labour.firstYear;
  const opening = row === 0;
  const {
    memberShare,
    formal,
    inLabourForce,
    employed,
    student,
    informal,
    retirementAge,
    workingAgeLast,
    ownersRow,
    ownersMonth,
  } = labour;
  const { formalMean, statusRatio, persistent, transitory, declaredShare } = earnings;
  const voluntaryLimit = labour.voluntary[row];
  const wage = earnings.wageIndex[row];
  const { participation: renewParticipation, voluntary: renewVoluntary, job: renewJob } = labour.renewal;
  const { status: stepStatus, earnings: stepEarnings } = labour.renewal;
  const stepHousehold = Math.round(householdStep * RANKS);
  const offset = row * labour.cells;
  const { key0, key1, sex: sexes, age: ages, area, education, exitMonth, region, births, partner } = people;
  const { participationRank, jobRank, voluntaryRank, statusRank, earningsRank, householdRank } = people;
  const { compulsoryMonths, voluntaryMonths, activity: activities, insurance: insurances } = people;
  const { earnings: pays, declaredWage, declaredWageBefore } = people;

  for (let i = 0; i < people.count; i++) {
    const age = ages[i];
    if (age < 15 || exitMonth[i] !== STILL_HERE) continue;
    const sex = sexes[i];
    let moment = 0;
    let luck = TRANSITORY_MIDDLE;
    if (!opening && age <= LAST_CAREER_AGE) {
      threefry(key0[i], key1[i], year, PROCESS.labour, word);
      const w0 = word[0];
      const w1 = word[1];
      moment = (((w1 >>> 12) & 31) * 12) >>> 5;
      luck = (w1 >>> 17) & 127;
      const participates = (w0 & 0xfff) < renewParticipation;
      const job = ((w0 >>> 12) & 0xfff) < renewJob[age];
      const voluntary = (w0 >>> 24) >>> 2 < renewVoluntary;
      earningsRank[i] = walk(earningsRank[i], (((w1 & 0xfff) * (2 * stepEarnings + 1)) >> 12) - stepEarnings);
      householdRank[i] = walk(
        householdRank[i],
        (((w1 >>> 24) * (2 * stepHousehold + 1)) >> 8) - stepHousehold,
      );
      if (participates || job || voluntary) {
        threefry(key0[i], key1[i], year, PROCESS.ranks, fresh);
        if (participates) participationRank[i] = fresh[0] & 0xffff;
        if (job) {
          jobRank[i] = fresh[0] >>> 16;
          const step = (((fresh[1] >>> 16) * (2 * stepStatus + 1)) >>> 16) - stepStatus;
          statusRank[i] = walk(statusRank[i], step);
        }
        if (voluntary) voluntaryRank[i] = fresh[1] & 0xffff;
      }
    }

    const ageRow = sex * AGES + age;
    const participation = participationRank[i];
    const old = insurances[i];
    let status: number = INSURANCE.none;
    let activity: number;
    let pay = 0;
    if (participation < employed[ageRow]) {
      const pair = sex * 2 + area[i];
      // Attainment is reached at 22 at the latest.
      const attained = education[i] === TERTIARY && age < TERTIARY_AGE ? TERTIARY - 1 : education[i];
      const cell = offset + region[i] * REGION_CELLS + (pair * 4 + attained) * AGES + age;
      const rank = jobRank[i];
      const limit = formal[cell];
      if (rank < limit) {
        activity = ACTIVITY.formalEmployee;
        if (rank < limit * memberShare) status = INSURANCE.compulsory;
      } else {
        const place = statusRank[i];
        const kind = (row * 2 + sex) * 3;
        if (place < informal[kind]) activity = ACTIVITY.informalEmployee;
        else if (place >= informal[kind + 2]) activity = ACTIVITY.familyWorker;
        else {
          activity = ACTIVITY.ownAccount;
          if (place < informal[kind + 1]) {
            status = INSURANCE.compulsory;
            // The first owners all begin with the law.
            if (row === ownersRow) moment = ownersMonth;
          }
        }
      }
      pay =
        formalMean[region[i] * 16 + pair * 4 + attained] *
        statusRatio[activity - ACTIVITY.formalEmployee] *
        wage *
        persistent[earningsRank[i] >>> 6] *
        transitory[luck];
    } else if (participation < inLabourForce[ageRow]) activity = ACTIVITY.unemployed;
    else if (participation >= student[ageRow] && births[i] === 0 && partner[i] === NOBODY)
      activity = ACTIVITY.student;
    else activity = age >= retirementAge[sex] ? ACTIVITY.retired : ACTIVITY.inactive;
    if (
      status === INSURANCE.none &&
      activity !== ACTIVITY.formalEmployee &&
      participation < inLabourForce[ageRow] &&
      age <= workingAgeLast[sex] &&
      voluntaryRank[i] < voluntaryLimit
    ) {
      status = INSURANCE.voluntary;
    }

    const before = opening ? status : old;
    // Months 0..moment-1 carry the old status: December is bit 0, January bit 11.
    const oldMonths = before === status ? ALL_YEAR : ALL_YEAR & ~(ALL_YEAR >>> moment);
    const newMonths = before === status ? 0 : ALL_YEAR >>> moment;
    compulsoryMonths[i] =
      (compulsoryMonths[i] << 12) |
      (before === INSURANCE.compulsory ? oldMonths : 0) |
      (status === INSURANCE.compulsory ? newMonths : 0);
    voluntaryMonths[i] =
      (voluntaryMonths[i] << 12) |
      (before === INSURANCE.voluntary ? oldMonths : 0) |
      (status === INSURANCE.voluntary ? newMonths : 0);
    activities[i] = activity;
    insurances[i] = status;
    pays[i] = pay + 0.5;
    declaredWageBefore[i] = declaredWage[i];
    declaredWage[i] =
      status === INSURANCE.compulsory
        ? declaredShare * pay + 0.5
        : before === INSURANCE.compulsory
          ? declaredWage[i]
          : 0;
  }
}

/** Slice of the transitory part that stands for an ordinary year. */
const TRANSITORY_MIDDLE = 64;
