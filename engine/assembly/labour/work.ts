// One year of work: the kernel behind `work` of engine/labour/careers.ts, where its rules are told.
import * as column from '../columns';
import {
  ACTIVITY_FAMILY_WORKER,
  ACTIVITY_FORMAL_EMPLOYEE,
  ACTIVITY_INACTIVE,
  ACTIVITY_INFORMAL_EMPLOYEE,
  ACTIVITY_OWN_ACCOUNT,
  ACTIVITY_RETIRED,
  ACTIVITY_STUDENT,
  ACTIVITY_UNEMPLOYED,
  AGES,
  INSURANCE_COMPULSORY,
  INSURANCE_NONE,
  INSURANCE_VOLUNTARY,
  NOBODY,
  PROCESS_LABOUR,
  PROCESS_RANKS,
  STILL_HERE,
} from '../constants';
import { threefry, threefryLanes, threefryLanesSecond, threefrySecond } from '../threefry';
import { walk } from './walk';

const REGION_CELLS: i32 = 16 * AGES;
const TERTIARY: i32 = 3;
const TERTIARY_AGE: i32 = 22;
/** From this age on nobody's place in the labour market changes any more. */
const LAST_CAREER_AGE: i32 = 85;
const ALL_YEAR: i32 = 0xfff;
/** Slice of the transitory part that stands for an ordinary year. */
const TRANSITORY_MIDDLE: i32 = 64;

// Thresholds on ranks by [sex * 101 + age], 32 bits each.
export let workEmployed: usize = 0;
export let workInForce: usize = 0;
export let workStudent: usize = 0;
// The year's formal employment and compulsory membership by labour cell, 16 bits each.
export let workFormal: usize = 0;
export let workMember: usize = 0;
// The year's limits of status ranks of informal workers, [sex * 3], 32 bits each.
export let workInformal: usize = 0;
// The year's mean pay by [region * 16 + pair * 4 + education] and kind of work, doubles; factors of it by rank and luck.
export let workLevel: usize = 0;
export let workPersistent: usize = 0;
export let workTransitory: usize = 0;
// Chance of a new job rank in 4096ths, by age, 32 bits each.
export let workRenewJob: usize = 0;
export let workRenewParticipation: i32 = 0;
export let workRenewVoluntary: i32 = 0;
export let workVoluntary: i32 = 0;
export let workStepStatus: i32 = 0;
export let workStepEarnings: i32 = 0;
export let workStepHousehold: i32 = 0;
export let workRetireMen: i32 = 0;
export let workRetireWomen: i32 = 0;
export let workLastAgeMen: i32 = 0;
export let workLastAgeWomen: i32 = 0;
/** Month in which own-account workers begin their membership if it is this year, else -1. */
export let workOwnersMonth: i32 = -1;
export let workDeclaredShare: f64 = 0;
// The draws of the block, by position, 32 bits each.
export let drawFirst: usize = 0;
export let drawSecond: usize = 0;

function draw(count: i32, year: i32): void {
  const key0 = column.key0;
  const key1 = column.key1;
  const first = drawFirst;
  const second = drawSecond;
  for (let at: usize = 0, end = (<usize>count) << 2; at < end; at += 16) {
    v128.store(first + at, threefryLanes(v128.load(key0 + at), v128.load(key1 + at), year, PROCESS_LABOUR));
    v128.store(second + at, threefryLanesSecond);
  }
}

export function work(count: i32, year: i32, opening: bool): void {
  if (!opening) draw(count, year);
  const ages = column.age;
  const exitMonth = column.exitMonth;
  const sexes = column.sex;
  const region = column.region;
  const area = column.area;
  const education = column.education;
  const participationRank = column.participationRank;
  const jobRank = column.jobRank;
  const voluntaryRank = column.voluntaryRank;
  const statusRank = column.statusRank;
  const earningsRank = column.earningsRank;
  const householdRank = column.householdRank;
  const compulsoryMonths = column.compulsoryMonths;
  const voluntaryMonths = column.voluntaryMonths;
  const activities = column.activity;
  const insurances = column.insurance;
  const pays = column.earnings;
  const declaredWage = column.declaredWage;
  const declaredWageBefore = column.declaredWageBefore;
  const employed = workEmployed;
  const inForce = workInForce;
  const formal = workFormal;
  const member = workMember;
  const voluntaryLimit = workVoluntary;
  const renewParticipation = workRenewParticipation;
  const renewVoluntary = workRenewVoluntary;
  const renewJob = workRenewJob;
  const stepEarnings = workStepEarnings;
  const stepHousehold = workStepHousehold;
  const level = workLevel;
  const persistent = workPersistent;
  const transitory = workTransitory;
  const first = drawFirst;
  const second = drawSecond;
  const declaredShare = workDeclaredShare;

  for (let i: usize = 0, end = <usize>count; i < end; i++) {
    const age = <i32>load<u8>(ages + i);
    const i2 = i << 1;
    const i4 = i << 2;
    if (age < 15 || <i32>load<i16>(exitMonth + i2) !== STILL_HERE) continue;
    const sex = <i32>load<u8>(sexes + i);
    let moment: i32 = 0;
    let luck = TRANSITORY_MIDDLE;
    if (!opening && age <= LAST_CAREER_AGE) {
      const w0 = load<u32>(first + i4);
      const w1 = load<u32>(second + i4);
      moment = (((w1 >> 12) & 31) * 12) >> 5;
      luck = (w1 >> 17) & 127;
      const participates = <i32>(w0 & 0xfff) < renewParticipation;
      const job = <i32>((w0 >> 12) & 0xfff) < load<i32>(renewJob + ((<usize>age) << 2));
      const voluntary = <i32>((w0 >> 24) >> 2) < renewVoluntary;
      store<u16>(
        earningsRank + i2,
        walk(
          load<u16>(earningsRank + i2),
          ((<i32>(w1 & 0xfff) * (2 * stepEarnings + 1)) >> 12) - stepEarnings,
        ),
      );
      store<u16>(
        householdRank + i2,
        walk(
          load<u16>(householdRank + i2),
          ((<i32>(w1 >> 24) * (2 * stepHousehold + 1)) >> 8) - stepHousehold,
        ),
      );
      if (i32(participates) | i32(job) | i32(voluntary)) {
        const f0 = threefry(load<i32>(column.key0 + i4), load<i32>(column.key1 + i4), year, PROCESS_RANKS);
        const f1 = threefrySecond;
        if (participates) store<u16>(participationRank + i2, f0);
        if (job) {
          store<u16>(jobRank + i2, <u32>f0 >> 16);
          const step = ((<i32>(<u32>f1 >> 16) * (2 * workStepStatus + 1)) >>> 16) - workStepStatus;
          store<u16>(statusRank + i2, walk(load<u16>(statusRank + i2), step));
        }
        if (voluntary) store<u16>(voluntaryRank + i2, f1);
      }
    }

    const ageRow = (<usize>(sex * AGES + age)) << 2;
    const participation = <i32>load<u16>(participationRank + i2);
    const old = <i32>load<u8>(insurances + i);
    let status = INSURANCE_NONE;
    let activity: i32;
    let pay: f64 = 0;
    if (participation < load<i32>(employed + ageRow)) {
      const pair = sex * 2 + <i32>load<u8>(area + i);
      let attained = <i32>load<u8>(education + i);
      if (attained === TERTIARY && age < TERTIARY_AGE) attained = TERTIARY - 1;
      const place = <i32>load<u8>(region + i);
      const cell = (<usize>(place * REGION_CELLS + (pair * 4 + attained) * AGES + age)) << 1;
      const rank = <i32>load<u16>(jobRank + i2);
      if (rank < <i32>load<u16>(formal + cell)) {
        activity = ACTIVITY_FORMAL_EMPLOYEE;
        status = i32(rank < <i32>load<u16>(member + cell));
      } else {
        const standing = <i32>load<u16>(statusRank + i2);
        const limits = workInformal + ((<usize>(sex * 3)) << 2);
        if (standing < load<i32>(limits)) activity = ACTIVITY_INFORMAL_EMPLOYEE;
        else if (standing >= load<i32>(limits, 8)) activity = ACTIVITY_FAMILY_WORKER;
        else {
          activity = ACTIVITY_OWN_ACCOUNT;
          if (standing < load<i32>(limits, 4)) {
            status = INSURANCE_COMPULSORY;
            // The first owners all begin with the law.
            if (workOwnersMonth >= 0) moment = workOwnersMonth;
          }
        }
      }
      pay =
        load<f64>(
          level +
            ((<usize>((place * 16 + pair * 4 + attained) * 4 + activity - ACTIVITY_FORMAL_EMPLOYEE)) << 3),
        ) *
        load<f64>(persistent + ((<usize>(load<u16>(earningsRank + i2) >> 6)) << 3)) *
        load<f64>(transitory + ((<usize>luck) << 3));
    } else if (participation < load<i32>(inForce + ageRow)) activity = ACTIVITY_UNEMPLOYED;
    else if (
      participation >= load<i32>(workStudent + ageRow) &&
      load<u8>(column.births + i) === 0 &&
      load<i32>(column.partner + i4) === NOBODY
    )
      activity = ACTIVITY_STUDENT;
    else
      activity = age >= (sex === 0 ? workRetireMen : workRetireWomen) ? ACTIVITY_RETIRED : ACTIVITY_INACTIVE;
    if (
      status === INSURANCE_NONE &&
      activity !== ACTIVITY_FORMAL_EMPLOYEE &&
      participation < load<i32>(inForce + ageRow) &&
      age <= (sex === 0 ? workLastAgeMen : workLastAgeWomen) &&
      <i32>load<u16>(voluntaryRank + i2) < voluntaryLimit
    )
      status = INSURANCE_VOLUNTARY;

    const before = opening ? status : old;
    // Months 0..moment-1 carry the old status: December is bit 0, January bit 11.
    const newMonths = before === status ? ALL_YEAR : ALL_YEAR >> moment;
    const oldMonths = ALL_YEAR & ~(ALL_YEAR >> moment);
    const changed = i32(before !== status);
    store<i32>(
      compulsoryMonths + i4,
      (load<i32>(compulsoryMonths + i4) << 12) |
        (-(i32(before === INSURANCE_COMPULSORY) & changed) & oldMonths) |
        (-i32(status === INSURANCE_COMPULSORY) & newMonths),
    );
    store<i32>(
      voluntaryMonths + i4,
      (load<i32>(voluntaryMonths + i4) << 12) |
        (-(i32(before === INSURANCE_VOLUNTARY) & changed) & oldMonths) |
        (-i32(status === INSURANCE_VOLUNTARY) & newMonths),
    );
    store<u8>(activities + i, activity);
    store<u8>(insurances + i, status);
    store<u32>(pays + i4, <u32>(pay + 0.5));
    const wage = load<u32>(declaredWage + i4);
    store<u32>(declaredWageBefore + i4, wage);
    store<u32>(
      declaredWage + i4,
      status === INSURANCE_COMPULSORY
        ? <u32>(declaredShare * pay + 0.5)
        : before === INSURANCE_COMPULSORY
          ? wage
          : 0,
    );
  }
}
