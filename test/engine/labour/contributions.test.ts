import { describe, expect, test } from 'vitest';
import { monthIndex } from '../../../engine/inputs/time.js';
import { contribute, type LumpSumTables, monthsUntil } from '../../../engine/labour/contributions.js';
import { ACTIVITY, INSURANCE } from '../../../engine/population/activity.js';
import { makePopulation, type Population, RANKS, STILL_HERE } from '../../../engine/population/columns.js';
import { addPerson } from '../../../engine/population/persons.js';
import { makeModel } from '../../../engine/projection/model.js';
import { makeSimulator } from '../../../engine/projection/simulator.js';
import { vietNam } from '../../support/engine.js';

/** A woman of 30 of whom everybody withdraws as soon as the law lets her. */
const rules = (changes: Partial<LumpSumTables> = {}): LumpSumTables => ({
  waitingMonths: 12,
  belowMonths: 240,
  closedFrom: monthIndex(2025, 7),
  limit: new Int32Array(202).fill(RANKS),
  ...changes,
});

/** A history out of the letters C (compulsory), V (voluntary) and -, from January of the first year to December of the last. */
function live(people: Population, months: string): void {
  const bits = (letter: string) =>
    [...months].reduce((history, month) => (history << 1) | Number(month === letter), 0);
  people.compulsoryMonths[0] = bits('C');
  people.voluntaryMonths[0] = bits('V');
}

function someone(): Population {
  const people = makePopulation(8);
  addPerson(people, 1, 2, 1, monthIndex(1995, 1));
  people.age[0] = 30;
  return people;
}

const YEAR = { none: '------------', compulsory: 'CCCCCCCCCCCC', voluntary: 'VVVVVVVVVVVV' };

describe('months until the law changes', () => {
  test('of the year before, the year itself and the year after 1 July 2025', () => {
    expect(monthsUntil(monthIndex(2025, 7), 2024)).toBe(0b111111111111);
    expect(monthsUntil(monthIndex(2025, 7), 2025)).toBe(0b111111000000);
    expect(monthsUntil(monthIndex(2025, 7), 2026)).toBe(0);
  });
});

describe('months contributed', () => {
  test('are added scheme by scheme', () => {
    const people = someone();
    live(people, 'CCCCCVVV----');
    contribute(people, rules(), 2025);
    expect([people.compulsoryTotal[0], people.voluntaryTotal[0]]).toEqual([5, 3]);
    live(people, 'CCCCCVVV----------CCCCCC');
    contribute(people, rules(), 2026);
    expect([people.compulsoryTotal[0], people.voluntaryTotal[0]]).toEqual([11, 3]);
  });
});

describe('a lump-sum withdrawal', () => {
  /** Follows someone through years, and returns the month of the withdrawal (0 without). */
  function withdrawal(years: readonly string[], changes: Partial<LumpSumTables> = {}, first = 2025): number {
    const people = someone();
    years.forEach((_, i) => {
      live(people, years.slice(Math.max(0, i - 2), i + 1).join(''));
      contribute(people, rules(changes), first + i);
    });
    if (people.lumpSumMonth[0] > 0)
      expect([people.compulsoryTotal[0], people.voluntaryTotal[0]]).toEqual([0, 0]);
    return people.lumpSumMonth[0];
  }

  test('comes twelve months after the last contribution at the earliest', () => {
    // Last contribution in November 2025: November 2026 is the twelfth month outside, December the first that is open.
    expect(withdrawal(['CCCCCCCCCCC-', YEAR.none])).toBe(monthIndex(2026, 12));
    expect(withdrawal([YEAR.compulsory, YEAR.none])).toBe(0);
    expect(withdrawal([YEAR.compulsory, YEAR.none, YEAR.none])).toBeGreaterThanOrEqual(monthIndex(2027, 1));
    const month = withdrawal(['CCC---------', YEAR.none]);
    expect(month).toBeGreaterThanOrEqual(monthIndex(2026, 4));
    expect(month).toBeLessThan(monthIndex(2027, 1));
  });

  test('is not open to voluntary members, nor to those who come back', () => {
    expect(withdrawal(['CCC---------', YEAR.voluntary])).toBe(0);
    expect(withdrawal(['CCC---------', '-----------C'])).toBe(0);
  });

  test('is closed to those who join from July 2025 on', () => {
    expect(withdrawal(['------CCCCC-', YEAR.none])).toBe(0);
    expect(withdrawal(['-----CCCCCC-', YEAR.none])).toBeGreaterThan(0);
  });

  test('is closed from 240 months on', () => {
    const full = Array<string>(20).fill(YEAR.compulsory);
    const almost = [...full.slice(1), 'CCCCCCCCCCC-'];
    expect(withdrawal([...full, YEAR.none, YEAR.none], {}, 2000)).toBe(0);
    expect(withdrawal([...almost, YEAR.none], {}, 2000)).toBe(monthIndex(2020, 12));
  });

  test('follows the chance of age and sex', () => {
    const never = new Int32Array(202).fill(RANKS);
    never[101 + 30] = 0;
    expect(withdrawal(['CCCCCCCCCCC-', YEAR.none], { limit: never })).toBe(0);
  });
});

describe('simulated contributions', () => {
  test('never fall but at a withdrawal, never exceed the months since the age of 15, follow the months of the year', () => {
    const model = makeModel(vietNam, [], 'contributions', 20_000, 2032);
    const simulator = makeSimulator(model);
    const broken = new Set<string>();
    const seen = { withdrawals: 0, owners: 0, newOwners: 0 };
    for (let block = 0; block < model.plan.blocks; block++) {
      let before = new Map<number, number>();
      simulator.run(block, simulator.emptySums(), {
        onYear: (people, year) => {
          const now = new Map<number, number>();
          for (let i = 0; i < people.count; i++) {
            if (people.exitMonth[i] !== STILL_HERE) continue;
            const total = people.compulsoryTotal[i] + people.voluntaryTotal[i];
            const then = before.get(i) ?? total;
            const history = people.compulsoryMonths[i] | people.voluntaryMonths[i];
            const months = [...(history & 0xfff).toString(2)].filter((bit) => bit === '1').length;
            now.set(i, total);
            const withdrew = people.lumpSumMonth[i] >= monthIndex(year, 1);
            if (withdrew) seen.withdrawals++;
            if (withdrew && (total > 0 || months > 0)) broken.add('something is left after a withdrawal');
            if (withdrew && before.has(i) && then === 0) broken.add('a withdrawal of nothing');
            if (!withdrew && before.has(i) && total !== then + months)
              broken.add('total differs from months');
            if (total > Math.max(0, monthIndex(year + 1, 1) - people.birthMonth[i] - 14.5 * 12))
              broken.add('more months than since the age of 15');
            if ((people.compulsoryMonths[i] & people.voluntaryMonths[i]) !== 0)
              broken.add('one month in two schemes');
            if (people.activity[i] !== ACTIVITY.ownAccount) continue;
            if (people.insurance[i] !== INSURANCE.compulsory) continue;
            seen.owners++;
            const thisYear = people.compulsoryMonths[i] & 0xfff;
            // Of 2025 an owner has the last six months, or all twelve as an employee before.
            if (year === 2025 && thisYear !== 0b111111 && thisYear !== 0xfff)
              broken.add('an owner of 2025 begins in another month than July');
            if (year === 2025 && thisYear === 0b111111) seen.newOwners++;
          }
          before = now;
        },
      });
    }
    expect([...broken]).toEqual([]);
    expect(Math.min(seen.withdrawals, seen.owners, seen.newOwners)).toBeGreaterThan(10);
  });
});
