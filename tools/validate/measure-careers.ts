import { monthIndex } from '../../engine/inputs/time.js';
import { ACTIVITY, INSURANCE } from '../../engine/population/activity.js';
import { type Population, STILL_HERE } from '../../engine/population/columns.js';
import { monthsBefore, wageBefore } from '../../engine/tiers/records.js';
import { type MakeMeasurer, Ratio, stayers } from './measurer.js';

const BASE_YEAR = 2025;
const AFTER = [1, 3, 5];
const QUALIFYING_MONTHS = 6;
const MONTHS = 12;
const MILLION = 1e6;

/** Lump-sum withdrawals are counted in these years. */
const WITHDRAWAL_YEARS = [2025, 2026, 2030, 2045];
const YOUNG_BELOW = 35;
/** Registered owners among own-account workers are counted in these years. */
const OWNER_YEARS = [2025, 2030];

/** How long membership lasts, what leavers withdraw, and what mothers bring to the birth. */
export const measureCareers: MakeMeasurer = ({ plan }) => {
  let compulsory: number[] = [];
  let voluntary: number[] = [];
  let young = new Set<number>();
  const members = new Map(AFTER.map((years) => [years, { all: new Ratio(), women: new Ratio() }]));
  const stillVoluntary = new Ratio();
  const partYear = new Ratio();
  const declared = new Ratio();
  const withdrawals = new Map(WITHDRAWAL_YEARS.map((year) => [year, 0]));
  const youngAmong = { men: new Ratio(), women: new Ratio() };
  const womenAmong = new Ratio();
  const contributed = new Ratio();
  const owners = new Map(OWNER_YEARS.map((year) => [year, new Ratio()]));
  const lookAtOwners = (people: Population, year: number) => {
    const insured = owners.get(year);
    if (!insured) return;
    for (const i of stayers(people))
      if (people.activity[i] === ACTIVITY.ownAccount)
        insured.add(Number(people.insurance[i] === INSURANCE.compulsory));
  };
  const lookAtWithdrawals = (people: Population, year: number) => {
    const count = withdrawals.get(year);
    if (count === undefined) return;
    let here = 0;
    for (let i = 0; i < people.count; i++) {
      if (year === BASE_YEAR && people.compulsoryTotal[i] > 0 && people.insurance[i] === INSURANCE.compulsory)
        contributed.add(people.compulsoryTotal[i] / MONTHS);
      if (people.lumpSumMonth[i] < monthIndex(year, 1)) continue;
      here++;
      if (year !== BASE_YEAR) continue;
      const sex = people.sex[i];
      womenAmong.add(sex);
      youngAmong[sex === 1 ? 'women' : 'men'].add(Number(people.age[i] < YOUNG_BELOW));
    }
    withdrawals.set(year, count + here);
  };
  return {
    look({ people, year, deliveries }) {
      lookAtWithdrawals(people, year);
      lookAtOwners(people, year);
      if (year === BASE_YEAR) {
        const here = [...stayers(people)];
        compulsory = here.filter((i) => people.insurance[i] === INSURANCE.compulsory);
        voluntary = here.filter((i) => people.insurance[i] === INSURANCE.voluntary);
        young = new Set(
          compulsory.filter((i) => people.sex[i] === 1 && people.age[i] >= 20 && people.age[i] < 35),
        );
        for (const { mother, month } of deliveries) {
          const inYear = month - monthIndex(year, 1);
          const months = monthsBefore(people.compulsoryMonths[mother], inYear);
          partYear.add(Number(months > 0 && months < QUALIFYING_MONTHS));
          if (months >= QUALIFYING_MONTHS) declared.add(wageBefore(people, mother, inYear) / MILLION);
        }
        return;
      }
      const counts = members.get(year - BASE_YEAR);
      if (!counts) return;
      for (const i of compulsory) {
        if (people.exitMonth[i] !== STILL_HERE) continue;
        const still = Number(people.insurance[i] === INSURANCE.compulsory);
        counts.all.add(still);
        if (young.has(i)) counts.women.add(still);
      }
      if (year !== BASE_YEAR + 1) return;
      for (const i of voluntary)
        if (people.exitMonth[i] === STILL_HERE)
          stillVoluntary.add(Number(people.insurance[i] === INSURANCE.voluntary));
    },
    report(figures) {
      for (const [years, { all, women }] of members) {
        figures.set(`still-member-${years}`, all.value);
        figures.set(`still-member-women-${years}`, women.value);
      }
      figures.set('still-voluntary-1', stillVoluntary.value);
      figures.set('mothers-part-year', partYear.value);
      figures.set('declared-wage', declared.value);
      for (const [year, count] of withdrawals) figures.set(`withdrawals-${year}`, count * plan.weight);
      for (const [year, insured] of owners) figures.set(`owners-insured-${year}`, insured.value);
      figures.set('withdrawals-women', womenAmong.value);
      figures.set('withdrawals-women-young', youngAmong.women.value);
      figures.set('withdrawals-men-young', youngAmong.men.value);
      figures.set('members-years-contributed', contributed.value);
    },
  };
};
