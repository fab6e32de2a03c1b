import { DISABILITY } from '../../engine/population/columns.js';
import { isMidYearResident, type MakeMeasurer, Ratio } from './measurer.js';

const BASE_YEAR = 2025;

/** Residents with a disability in the base year. */
export const measureDisability: MakeMeasurer = ({ plan: { weight } }) => {
  const all = new Ratio();
  const children = new Ratio();
  let severe = 0;
  let severeChildren = 0;
  return {
    look({ people, year }) {
      if (year !== BASE_YEAR) return;
      for (let i = 0; i < people.count; i++) {
        if (!isMidYearResident(people, i, year)) continue;
        const age = people.age[i];
        const disabled = Number(people.disability[i] !== DISABILITY.none);
        if (age >= 2) all.add(disabled);
        if (age >= 2 && age <= 17) children.add(disabled);
        if (people.disability[i] < DISABILITY.severe) continue;
        severe++;
        if (age < 16) severeChildren++;
      }
    },
    report(figures) {
      figures.set('disability-2', all.value);
      figures.set('disability-2-17', children.value);
      figures.set('disability-severe', severe * weight);
      figures.set('disability-severe-children', severeChildren * weight);
    },
  };
};
