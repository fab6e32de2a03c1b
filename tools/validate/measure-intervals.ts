import { NOBODY, type Population } from '../../engine/population/columns.js';
import { type MakeMeasurer, Ratio } from './measurer.js';

const YEAR = 2030;

/** Intervals between the births of a year and the mothers' births before. */
export const measureIntervals: MakeMeasurer = () => {
  const within24 = new Ratio();
  const within12 = new Ratio();
  return {
    look({ people, year, deliveries }) {
      if (year !== YEAR) return;
      const mothers = new Map(deliveries.map(({ mother, month }) => [mother, month]));
      for (const [mother, last] of lastBirths(people, mothers)) {
        const months = (mothers.get(mother) ?? last) - last;
        within24.add(Number(months < 24));
        within12.add(Number(months < 12));
      }
    },
    report(figures) {
      figures.set('births-within-24-months', within24.value);
      figures.set('births-within-12-months', within12.value);
    },
  };
};

/** Month of the last birth before the delivery of each mother who had one, read off the children. */
function lastBirths(people: Population, mothers: ReadonlyMap<number, number>): Map<number, number> {
  const last = new Map<number, number>();
  for (let i = 0; i < people.count; i++) {
    const mother = people.mother[i];
    const delivery = mother === NOBODY ? undefined : mothers.get(mother);
    if (delivery === undefined || people.birthMonth[i] >= delivery) continue;
    last.set(mother, Math.max(last.get(mother) ?? 0, people.birthMonth[i]));
  }
  return last;
}
