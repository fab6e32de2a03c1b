import { describe, expect, test } from 'vitest';
import type { Delivery } from '../../engine/demography/births.js';
import {
  type Adoption,
  deliveryDetails,
  type PregnancyLoss,
} from '../../engine/demography/maternity-events.js';
import { explainLives } from '../../engine/explain/life.js';
import type { PersonId } from '../../engine/explain/person-id.js';
import { blockPlaces, idAt } from '../../engine/explain/places.js';
import { monthIndex } from '../../engine/inputs/time.js';
import { ACTIVITY, INSURANCE } from '../../engine/population/activity.js';
import { NOBODY, type Population } from '../../engine/population/columns.js';
import { makeModel } from '../../engine/projection/model.js';
import { makeSimulator } from '../../engine/projection/simulator.js';
import type { MaternityEvents } from '../../engine/tiers/maternity.js';
import { benefitLines } from '../../src/lives/benefit-lines.js';
import { eventsOf } from '../../src/lives/events.js';
import { vietNam } from '../support/engine.js';
import { shippedLaw } from '../support/law.js';

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

describe('what is told of losses and adoptions', () => {
  const country = { ...vietNam, maternity: { ...vietNam.maternity, adoptionChance: 0.01 } };
  const told = makeModel(country, [shippedLaw('current-law')], 'life events', 10_000, YEAR);
  const month = (index: number) => `${YEAR}-${String((index % 12) + 1).padStart(2, '0')}`;

  /** The first of the year for whom something holds, with the id of the woman and of her partner. */
  function findEvent<T extends { readonly mother: number }>(
    of: (events: MaternityEvents) => readonly T[],
    is: (people: Population, one: T) => boolean,
  ): { one: T; ids: PersonId[] } {
    const simulator = makeSimulator(told);
    let found: { one: T; ids: PersonId[] } | undefined;
    for (let block = 0; block < told.plan.blocks; block++) {
      simulator.run(block, simulator.emptySums(), {
        onYear: (people, year, _, events) => {
          if (year !== YEAR) return;
          const places = blockPlaces(told.plan, block);
          for (const one of of(events)) {
            const partner = people.partner[one.mother];
            if (found || partner === NOBODY || !is(people, one)) continue;
            found = { one, ids: [one.mother, partner].map((person) => idAt(places, people, person)) };
          }
        },
      });
    }
    if (!found) throw new Error('nobody of the sample has such an event');
    return found;
  }

  test('a loss of a member: month and weeks in her life and her partner’s, and what it pays', () => {
    const insured = (people: Population, { mother }: PregnancyLoss) =>
      (people.compulsoryMonths[mother] & 0xffffff) === 0xffffff;
    const { one, ids } = findEvent(({ losses }) => losses, insured);
    const [hers, his] = explainLives(told, ids);
    const event = { when: month(one.month), what: `pregnancy loss at ${one.weeks} weeks` };
    expect(eventsOf(hers, new Map())).toContainEqual(event);
    expect(eventsOf(his, new Map())).toContainEqual(event);
    const lines = benefitLines(hers, 'current-law');
    const first = lines.indexOf(`${event.what}, ${event.when}`);
    expect(lines[first + 1]).toMatch(/^ {2}compulsory-pregnancy-loss: (0 of )?\d[\d,]+ VND/);
    expect(lines[first + 2]).toMatch(
      /^ {2}voluntary-pregnancy-loss-allowance: no, mother_in_voluntary is false/,
    );
    expect(benefitLines(his, 'current-law')).toContain(
      `${event.what}, ${event.when} (what the father draws)`,
    );
  });

  test('an adoption of an uninsured couple, and why it pays nothing', () => {
    const uninsured = (people: Population, { mother }: Adoption) =>
      people.compulsoryMonths[mother] === 0 && people.compulsoryMonths[people.partner[mother]] === 0;
    const { one, ids } = findEvent(({ adoptions }) => adoptions, uninsured);
    const [hers] = explainLives(told, ids);
    const ages = ['new-born', '1 month old', '2 months old', '3 months old', '4 months old', '5 months old'];
    const event = { when: month(one.month), what: `adoption of a child ${ages[one.childAge]}` };
    expect(eventsOf(hers, new Map())).toContainEqual(event);
    const lines = benefitLines(hers, 'current-law');
    const first = lines.indexOf(`${event.what}, ${event.when}`);
    expect(lines[first + 1]).toMatch(/^ {2}compulsory-adoption: no, mother_qualifies is false/);
  });

  test('circumstances of a birth where a benefit asked for them', () => {
    const surgical = (people: Population, { mother, month: when, child }: Delivery) =>
      deliveryDetails(people, mother, when, country.maternity).surgical &&
      people.compulsoryMonths[people.father[child]] === 0xffffffff;
    const { ids } = findEvent(({ deliveries }) => deliveries, surgical);
    const [hers] = explainLives(told, ids);
    const births = hers.years.flatMap(({ benefits }) => benefits.filter(({ unit }) => unit === 'birth'));
    expect(births.at(-1)?.circumstances).toContain('surgical');
    const bare = births.at(-1)?.scenarios[0].tiers.find(({ tier }) => tier === 'compulsory-father-leave');
    expect(bare?.eligible).toBe(1);
  });
});
