import { describe, expect, test } from 'vitest';
import { adoption, deliveryDetails, pregnancyLoss } from '../../../engine/demography/maternity-events.js';
import { monthIndex } from '../../../engine/inputs/time.js';
import { makePopulation } from '../../../engine/population/columns.js';
import { addPerson } from '../../../engine/population/persons.js';
import { vietNam } from '../../support/engine.js';

const WOMEN = 200_000;
const YEAR = 2027;
const JANUARY = monthIndex(YEAR, 1);
const inputs = vietNam.maternity;

const people = makePopulation(WOMEN + 1);
for (let i = 0; i < WOMEN; i++) addPerson(people, i, 4711, 1, monthIndex(1998, 6));
/** Somebody with the key of the first woman. */
const TWIN = addPerson(people, 0, 4711, 1, monthIndex(1990, 1));

const women = Array.from({ length: WOMEN }, (_, i) => i);
const month = (woman: number) => JANUARY + (woman % 12);
const deliveries = women.map((woman) => deliveryDetails(people, woman, month(woman), inputs));
const losses = women.map((woman) => pregnancyLoss(people, woman, YEAR, inputs));
const adoptions = women.map((woman) => adoption(people, woman, YEAR));

/** The share is within four standard deviations of a draw of so many. */
function expectShare<T>(all: readonly T[], is: (one: T) => boolean, share: number, what = ''): void {
  const found = all.filter(is).length / all.length;
  const deviation = Math.sqrt((share * (1 - share)) / all.length);
  expect(Math.abs(found - share), `${what} ${found} for ${share}`).toBeLessThan(4 * deviation);
}

/** Days are 1 to 28, months those of the year, and each is as frequent as any other. */
function expectDates(all: readonly { readonly month?: number; readonly day: number }[]): void {
  for (let day = 1; day <= 28; day++) expectShare(all, (one) => one.day === day, 1 / 28, `day ${day}`);
  expect(new Set(all.map(({ day }) => day)).size).toBe(28);
  if (all[0].month === undefined) return;
  for (let m = 0; m < 12; m++) expectShare(all, (one) => one.month === JANUARY + m, 1 / 12, `month ${m}`);
  expect(new Set(all.map((one) => one.month)).size).toBe(12);
}

describe('circumstances of deliveries', () => {
  test('come in the shares of the country, independently of one another', () => {
    const { surgicalShare, earlyShare, orderedRestShare, recuperationShare } = inputs;
    expectShare(deliveries, ({ surgical }) => surgical, surgicalShare);
    expectShare(deliveries, ({ weeks }) => weeks < 32, earlyShare);
    expectShare(deliveries, ({ orderedRest }) => orderedRest, orderedRestShare);
    expectShare(deliveries, ({ recuperationDays }) => recuperationDays > 0, recuperationShare);
    expectShare(deliveries, ({ surgical, weeks }) => surgical && weeks < 32, surgicalShare * earlyShare);
    expectShare(
      deliveries,
      ({ orderedRest, recuperationDays }) => orderedRest && recuperationDays > 0,
      orderedRestShare * recuperationShare,
    );
    expectShare(deliveries, ({ surgical, day }) => surgical && day >= 15, surgicalShare / 2);
  });

  test('are early at 30 weeks or at term at 39, with the days of the country', () => {
    expect(new Set(deliveries.map(({ weeks }) => weeks))).toEqual(new Set([30, 39]));
    expect(new Set(deliveries.map(({ antenatalDays }) => antenatalDays))).toEqual(
      new Set([inputs.antenatalDays]),
    );
    expect(new Set(deliveries.map(({ recuperationDays }) => recuperationDays))).toEqual(
      new Set([0, inputs.recuperationDays]),
    );
    expectDates(deliveries);
  });
});

test('losses have the weeks of the country, and a date in the year', () => {
  let below = 0;
  inputs.lossWeeks.forEach((weeks, kind) => {
    expectShare(losses, (loss) => loss.weeks === weeks, inputs.lossShare[kind] - below, `${weeks} weeks`);
    below = inputs.lossShare[kind];
  });
  expect(below).toBe(1);
  expectDates(losses);
});

test('adopted children are under six months, and the adoption has a date in the year', () => {
  for (let age = 0; age < 6; age++)
    expectShare(adoptions, (one) => one.childAge === age, 1 / 6, `age ${age}`);
  expectDates(adoptions);
});

test('events belong to the person and the time', () => {
  const at = month(0);
  expect(deliveryDetails(people, TWIN, at, inputs)).toEqual(deliveries[0]);
  expect(pregnancyLoss(people, TWIN, YEAR, inputs)).toEqual({ ...losses[0], mother: TWIN });
  expect(adoption(people, TWIN, YEAR)).toEqual({ ...adoptions[0], mother: TWIN });
  // Another month or year draws anew: of a hundred women nearly all have another day.
  const others = women.slice(0, 100).filter((woman) => {
    const { day } = deliveryDetails(people, woman, month(woman) + 1, inputs);
    const loss = pregnancyLoss(people, woman, YEAR + 1, inputs);
    return day !== deliveries[woman].day && loss.day !== losses[woman].day;
  });
  expect(others.length).toBeGreaterThan(80);
});
