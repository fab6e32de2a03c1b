// One year of work: the kernel behind `work` of engine/labour/careers.ts, where its rules are told. Choices between kinds
// of work are made by arithmetic on 0 and 1: they hang on ranks, which no processor can foretell.
import { choose } from '../choose';
import * as column from '../columns';
import {
  ACTIVITY_FORMAL_EMPLOYEE,
  ACTIVITY_INACTIVE,
  ACTIVITY_RETIRED,
  ACTIVITY_STUDENT,
  ACTIVITY_UNEMPLOYED,
  AGES,
  INSURANCE_COMPULSORY,
  INSURANCE_VOLUNTARY,
  NOBODY,
  STILL_HERE,
} from '../constants';
import { drawSecond, drawYear } from './draws';

const REGION_CELLS: i32 = 16 * AGES;
const FIRST_AGE: i32 = 15;
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
// The year's mean pay: 0 for who does not work, then by [region * 16 + pair * 4 + education] and kind of work, doubles;
// factors of it by rank and luck.
export let workLevel: usize = 0;
export let workPersistent: usize = 0;
export let workTransitory: usize = 0;
export let workVoluntary: i32 = 0;
export let workRetireMen: i32 = 0;
export let workRetireWomen: i32 = 0;
export let workLastAgeMen: i32 = 0;
export let workLastAgeWomen: i32 = 0;
/** Month in which own-account workers begin their membership if it is this year, else -1. */
export let workOwnersMonth: i32 = -1;
export let workDeclaredShare: f64 = 0;

/** Persons whose draws stay in the nearest cache until they are used. */
const STRIP: i32 = 1024;

export function work(count: i32, year: i32, opening: bool): void {
  for (let from: i32 = 0; from < count; from += STRIP) {
    const end = min(count, from + STRIP);
    if (!opening) drawYear(from, end, year);
    workStrip(from, end, opening);
  }
}

function workStrip(from: i32, to: i32, opening: bool): void {
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
  const compulsoryMonths = column.compulsoryMonths;
  const voluntaryMonths = column.voluntaryMonths;
  const activities = column.activity;
  const insurances = column.insurance;
  const pays = column.earnings;
  const declaredWage = column.declaredWage;
  const declaredWageBefore = column.declaredWageBefore;
  const births = column.births;
  const partner = column.partner;
  const employed = workEmployed;
  const inForce = workInForce;
  const student = workStudent;
  const formal = workFormal;
  const member = workMember;
  const informal = workInformal;
  const voluntaryLimit = workVoluntary;
  const level = workLevel;
  const persistent = workPersistent;
  const transitory = workTransitory;
  const second = drawSecond - ((<usize>from) << 2);
  const declaredShare = workDeclaredShare;
  const ownersMonth = workOwnersMonth;

  for (let i = <usize>from, end = <usize>to; i < end; i++) {
    const age = <i32>load<u8>(ages + i);
    const i2 = i << 1;
    const i4 = i << 2;
    if (age < FIRST_AGE || <i32>load<i16>(exitMonth + i2) !== STILL_HERE) continue;
    const sex = <i32>load<u8>(sexes + i);
    const drawn = i32(!opening) & i32(age <= LAST_CAREER_AGE);
    const w1 = load<u32>(second + i4);
    const luck = choose((w1 >> 17) & 127, TRANSITORY_MIDDLE, drawn);

    const ageRow = (<usize>(sex * AGES + age)) << 2;
    const participation = <i32>load<u16>(participationRank + i2);
    const works = i32(participation < load<i32>(employed + ageRow));
    const takesPart = i32(participation < load<i32>(inForce + ageRow));
    const pair = sex * 2 + <i32>load<u8>(area + i);
    const schooling = <i32>load<u8>(education + i);
    // Attainment is reached at 22 at the latest.
    const attained = schooling - (i32(schooling === TERTIARY) & i32(age < TERTIARY_AGE));
    const place = <i32>load<u8>(region + i);
    const cell = (<usize>(place * REGION_CELLS + (pair * 4 + attained) * AGES + age)) << 1;
    const rank = <i32>load<u16>(jobRank + i2);
    const isFormal = works & i32(rank < <i32>load<u16>(formal + cell));
    const standing = <i32>load<u16>(statusRank + i2);
    const limits = informal + ((<usize>(sex * 3)) << 2);
    const beyondEmployees = i32(standing >= load<i32>(limits));
    const kind = (1 - isFormal) * (1 + beyondEmployees + i32(standing >= load<i32>(limits, 8)));
    const owner = works & (1 - isFormal) & beyondEmployees & i32(standing < load<i32>(limits, 4));
    const compulsory = (isFormal & i32(rank < <i32>load<u16>(member + cell))) | owner;
    const studies =
      i32(participation >= load<i32>(student + ageRow)) &
      i32(load<u8>(births + i) === 0) &
      i32(load<i32>(partner + i4) === NOBODY);
    const retires = i32(age >= choose(workRetireWomen, workRetireMen, sex));
    const outside = choose(
      ACTIVITY_UNEMPLOYED,
      choose(ACTIVITY_STUDENT, choose(ACTIVITY_RETIRED, ACTIVITY_INACTIVE, retires), studies),
      takesPart,
    );
    const activity = choose(ACTIVITY_FORMAL_EMPLOYEE + kind, outside, works);
    const voluntary =
      (1 - compulsory) &
      (1 - isFormal) &
      takesPart &
      i32(age <= choose(workLastAgeWomen, workLastAgeMen, sex)) &
      i32(<i32>load<u16>(voluntaryRank + i2) < voluntaryLimit);
    const status = compulsory | (voluntary << 1);
    const pay =
      load<f64>(level + ((<usize>(((place * 16 + pair * 4 + attained) * 4 + kind + 1) & -works)) << 3)) *
      load<f64>(persistent + ((<usize>(load<u16>(earningsRank + i2) >> 6)) << 3)) *
      load<f64>(transitory + ((<usize>luck) << 3));

    const before = choose(status, <i32>load<u8>(insurances + i), i32(opening));
    // The first owners all begin with the law.
    const moment = choose(
      ownersMonth,
      choose((((w1 >> 12) & 31) * 12) >> 5, 0, drawn),
      owner & i32(ownersMonth >= 0),
    );
    // Months before the moment carry the old status: December is bit 0, January bit 11.
    const changed = i32(before !== status);
    const newMonths = ALL_YEAR >> choose(moment, 0, changed);
    const oldMonths = ALL_YEAR & ~newMonths;
    store<i32>(
      compulsoryMonths + i4,
      (load<i32>(compulsoryMonths + i4) << 12) |
        (-i32(before === INSURANCE_COMPULSORY) & oldMonths) |
        (-i32(status === INSURANCE_COMPULSORY) & newMonths),
    );
    store<i32>(
      voluntaryMonths + i4,
      (load<i32>(voluntaryMonths + i4) << 12) |
        (-i32(before === INSURANCE_VOLUNTARY) & oldMonths) |
        (-i32(status === INSURANCE_VOLUNTARY) & newMonths),
    );
    store<u8>(activities + i, activity);
    store<u8>(insurances + i, status);
    store<u32>(pays + i4, <u32>(pay + 0.5));
    const wage = load<i32>(declaredWage + i4);
    store<u32>(declaredWageBefore + i4, wage);
    store<u32>(
      declaredWage + i4,
      choose(
        <i32>(<u32>(declaredShare * pay + 0.5)),
        choose(wage, 0, i32(before === INSURANCE_COMPULSORY)),
        i32(status === INSURANCE_COMPULSORY),
      ),
    );
  }
}
