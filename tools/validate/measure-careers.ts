import { monthIndex } from '../../engine/inputs/time.js';
import { INSURANCE } from '../../engine/population/activity.js';
import { STILL_HERE } from '../../engine/population/columns.js';
import { monthsBefore, wageBefore } from '../../engine/tiers/records.js';
import { type MakeMeasurer, Ratio, stayers } from './measurer.js';

const BASE_YEAR = 2025;
const AFTER = [1, 3, 5];
const QUALIFYING_MONTHS = 6;
const MILLION = 1e6;

/** How long membership lasts, and what mothers bring to the birth. */
export const measureCareers: MakeMeasurer = () => {
  let compulsory: number[] = [];
  let voluntary: number[] = [];
  let young = new Set<number>();
  const members = new Map(AFTER.map((years) => [years, { all: new Ratio(), women: new Ratio() }]));
  const stillVoluntary = new Ratio();
  const partYear = new Ratio();
  const declared = new Ratio();
  return {
    look({ people, year, deliveries }) {
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
    },
  };
};
