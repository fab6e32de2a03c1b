import { describe, expect, test } from 'vitest';
import { explainLives } from '../../engine/explain/life.js';
import type { PersonId } from '../../engine/explain/person-id.js';
import { blockPlaces, idAt } from '../../engine/explain/places.js';
import { monthIndex } from '../../engine/inputs/time.js';
import { ACTIVITY, INSURANCE } from '../../engine/population/activity.js';
import { makeModel } from '../../engine/projection/model.js';
import { makeSimulator } from '../../engine/projection/simulator.js';
import { eventsOf } from '../../src/lives/events.js';
import { vietNam } from '../support/engine.js';

const YEAR = 2026;
const model = makeModel(vietNam, [], 'life events', 10_000, YEAR);

interface Found {
  id: PersonId;
  months: number;
  month: number;
}

/** The first who withdraws in 2026 and the first who becomes a member as an owner in 2025, read off the columns. */
function find(): { leaver: Found; owner: PersonId } {
  const simulator = makeSimulator(model);
  let leaver: Found | undefined;
  let owner: PersonId | undefined;
  for (let block = 0; block < model.plan.blocks; block++) {
    const places = blockPlaces(model.plan, block);
    const before = new Map<number, number>();
    simulator.run(block, simulator.emptySums(), {
      onYear: (people, year) => {
        for (let i = 0; i < people.count; i++) {
          const month = people.lumpSumMonth[i];
          const id = idAt(places, people, i);
          if (year === YEAR && month >= monthIndex(YEAR, 1))
            leaver ??= { id, months: before.get(i) ?? 0, month: month - monthIndex(YEAR, 1) + 1 };
          before.set(i, people.compulsoryTotal[i] + people.voluntaryTotal[i]);
          if (year === 2025 && people.activity[i] === ACTIVITY.ownAccount)
            if (
              people.insurance[i] === INSURANCE.compulsory &&
              (people.compulsoryMonths[i] & 0xfff) === 0b111111
            )
              owner ??= id;
        }
      },
    });
  }
  if (!leaver || !owner) throw new Error('nobody withdraws, or there is no owner');
  return { leaver, owner };
}

describe('what is told of contributions', () => {
  const { leaver, owner } = find();
  const [withdrawn, owned] = explainLives(model, [leaver.id, owner]);

  test('a withdrawal, in its month and with the months contributed before', () => {
    const events = eventsOf(withdrawn, new Map());
    expect(events).toContainEqual({
      when: `${YEAR}-${String(leaver.month).padStart(2, '0')}`,
      what: `withdraws the contributions of ${leaver.months} months in one sum`,
    });
    const [first, last] = withdrawn.years;
    expect(first.lumpSum).toBeNull();
    expect(first.work?.compulsoryTotal).toBeGreaterThan(0);
    expect(last.work?.compulsoryTotal).toBe(0);
  });

  test('an owner of a business is own-account, a compulsory member with six months in 2025', () => {
    expect(owned.years[0].work).toMatchObject({
      activity: 'own-account',
      insurance: 'compulsory',
      compulsoryMonths: 6,
    });
    expect(owned.years[0].work?.declaredWage).toBeGreaterThan(0);
  });
});
