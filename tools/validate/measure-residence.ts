import { isMidYearResident, type MakeMeasurer, Ratio } from './measurer.js';

const BASE_YEAR = 2025;

/** Where the residents of the base year live, and minorities among them. */
export const measureResidence: MakeMeasurer = ({ country }) => {
  const { regions } = country.residence;
  const inRegion = regions.map(() => new Ratio());
  const urbanIn = regions.map(() => new Ratio());
  const minorityIn = regions.map(() => new Ratio());
  const urban = new Ratio();
  const minority = new Ratio();
  const minorityRural = new Ratio();
  return {
    look({ people, year }) {
      if (year !== BASE_YEAR) return;
      for (let i = 0; i < people.count; i++) {
        if (!isMidYearResident(people, i, year)) continue;
        const region = people.region[i];
        inRegion.forEach((share, r) => {
          share.add(Number(r === region));
        });
        urbanIn[region].add(1 - people.area[i]);
        minorityIn[region].add(people.ethnicity[i]);
        urban.add(1 - people.area[i]);
        minority.add(people.ethnicity[i]);
        if (people.ethnicity[i] === 1) minorityRural.add(people.area[i]);
      }
    },
    report(figures) {
      regions.forEach(({ id }, r) => {
        figures.set(`region-${id}`, inRegion[r].value);
        figures.set(`urban-${id}`, urbanIn[r].value);
        figures.set(`minority-${id}`, minorityIn[r].value);
      });
      figures.set('urban', urban.value);
      figures.set('minority', minority.value);
      figures.set('minority-rural', minorityRural.value);
    },
  };
};
