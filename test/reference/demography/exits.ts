import type { OnExit } from '../../../engine/demography/exits.js';
import type { SurvivalTable } from '../../../engine/demography/survival.js';
import { monthIndex } from '../../../engine/inputs/time.js';
import { NOBODY, type Population, STILL_HERE } from '../../../engine/population/columns.js';

/**
 * Deaths and emigration of one year: everyone whose lifelong rank the cohort's survival passes this year leaves in a
 * month of the year. Also sets ages on 1 July and the area of residence. Hot: no draw, one comparison a person.
 */
export function leave(
  people: Population,
  survival: SurvivalTable,
  urbanLimit: Float64Array,
  year: number,
  onExit: OnExit,
): void {
  const { left, emigrantShare, rows } = survival;
  const y = year - survival.baseYear;
  const january = monthIndex(year, 1);
  const july = january + 6;
  const { birthMonth, exitMonth, cohort, survivalRank, age, area, areaRank, region } = people;
  const leftBefore = left.subarray(y * rows, (y + 1) * rows);
  const leftAfter = left.subarray((y + 1) * rows, (y + 2) * rows);
  const emigrants = emigrantShare.subarray(y * rows, (y + 1) * rows);
  for (let i = 0; i < people.count; i++) {
    if (exitMonth[i] !== STILL_HERE) continue;
    // Who was born in a July has the birthday still to come on the first of it.
    const completed = ((july - 1 - birthMonth[i]) / 12) | 0;
    age[i] = completed > 100 ? 100 : completed;
    area[i] = areaRank[i] < urbanLimit[region[i]] ? 0 : 1;
    const after = leftAfter[cohort[i]];
    if (survivalRank[i] < after) continue;
    const before = leftBefore[cohort[i]];
    exit(people, i, (survivalRank[i] - after) / (before - after), emigrants[cohort[i]], january, 12);
    onExit(i);
  }
}

/** The same for one child born in the year, over the months after its birth. */
export function leaveInYearOfBirth(
  people: Population,
  survival: SurvivalTable,
  year: number,
  child: number,
  onExit: OnExit,
): void {
  const { left, emigrantShare, rows } = survival;
  const y = year - survival.baseYear;
  const row = people.cohort[child];
  const after = left[(y + 1) * rows + row];
  if (people.survivalRank[child] < after) return;
  const place = (people.survivalRank[child] - after) / (left[y * rows + row] - after);
  const born = people.birthMonth[child];
  exit(people, child, place, emigrantShare[y * rows + row], born, monthIndex(year + 1, 1) - born);
  onExit(child);
}

/** `place` (0..1) within the year's leavers: the first `emigrants` of them emigrate; each part is spread over the months. */
function exit(
  people: Population,
  person: number,
  place: number,
  emigrants: number,
  firstMonth: number,
  months: number,
): void {
  const died = place >= emigrants;
  const within = died ? (place - emigrants) / (1 - emigrants) : place / emigrants;
  people.exitMonth[person] = firstMonth + Math.min(months - 1, Math.floor(within * months));
  people.died[person] = died ? 1 : 0;
  const partner = people.partner[person];
  if (partner !== NOBODY) {
    people.partner[partner] = NOBODY;
    people.partner[person] = NOBODY;
    people.endedUnions[partner] = Math.min(255, people.endedUnions[partner] + 1);
    // A childless widower keeps house for himself; with children the household goes on under the same reference person.
    if (people.births[person] === 0 && people.household[partner] === person)
      people.household[partner] = partner;
  }
  const mother = people.mother[person];
  if (mother !== NOBODY && people.livingChildren[mother] > 0) people.livingChildren[mother]--;
}
