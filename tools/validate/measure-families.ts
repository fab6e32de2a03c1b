import type { CountryInputs } from '../../engine/inputs/country.js';
import { monthIndex } from '../../engine/inputs/time.js';
import { NOBODY, type Population } from '../../engine/population/columns.js';
import { isMidYearResident, type MakeMeasurer, Ratio, stayers } from './measurer.js';

const BASE_YEAR = 2025;
const UNION_AGES = [
  [15, 19],
  [20, 24],
  [25, 29],
  [30, 34],
  [35, 39],
  [40, 49],
] as const;
const PARITY_AGES = ['30-34', '35-39'];
const LAST_PARITY = 4;

/** Women in a union, and mothers by children born, against the pack's inputs and the table of 2013. */
export const measureFamilies: MakeMeasurer = ({ country }) => {
  const regions = country.residence.regions.map(({ id }) => id);
  const unions = new Map<string, { found: Ratio; wanted: Ratio }>();
  const mothers = new Map<string, number[]>();
  return {
    look({ people, year }) {
      if (year !== BASE_YEAR && year !== 2045) return;
      for (const i of stayers(people)) {
        if (people.sex[i] !== 1) continue;
        const age = people.age[i];
        const group = UNION_AGES.find(([from, to]) => from <= age && age <= to);
        if (!group) continue;
        const key = `union-${group[0]}-${group[1]}-${year}`;
        const union = unions.get(key) ?? { found: new Ratio(), wanted: new Ratio() };
        unions.set(key, union);
        union.found.add(Number(people.partner[i] !== NOBODY));
        union.wanted.add(expectedInUnion(country, year, people.area[i], age));
        const ages = PARITY_AGES[age >= 35 ? 1 : 0];
        if (year !== BASE_YEAR || age < 30 || age > 39 || people.births[i] === 0) continue;
        const place = `parity-${ages}-${regions[people.region[i]]}`;
        const counts = mothers.get(place) ?? new Array<number>(LAST_PARITY).fill(0);
        mothers.set(place, counts);
        counts[Math.min(LAST_PARITY, people.births[i]) - 1]++;
      }
    },
    report(figures, targets) {
      for (const [key, { found, wanted }] of unions) {
        figures.set(key, found.value);
        targets.set(key, wanted.value);
      }
      for (const [place, counts] of mothers) {
        const all = counts.reduce((a, b) => a + b, 0);
        counts.forEach((count, i) => {
          figures.set(`${place}-${i + 1}`, count / all);
        });
      }
    },
  };
};

/**
 * Share in a union that the inputs imply: of the base year by the first curve; of 2045 by the later one, less the same
 * ended unions.
 */
function expectedInUnion({ families }: CountryInputs, year: number, area: number, age: number): number {
  const place = area * 101 + age;
  if (year === BASE_YEAR || families.everInUnion[place] === 0) return families.inUnion[place];
  return families.laterEverInUnion[place] * (families.inUnion[place] / families.everInUnion[place]);
}

/** Mean ages on entering a first union in 2026: those without a partner at the end of 2025 who have one a year later. */
export const measureMarriages: MakeMeasurer = () => {
  let single = new Uint8Array(0);
  const women = new Ratio();
  const men = new Ratio();
  const byArea = [new Ratio(), new Ratio()];
  return {
    look({ people, year }) {
      if (year === BASE_YEAR) {
        single = Uint8Array.from({ length: people.count }, (_, i) => Number(neverPartnered(people, i)));
      }
      if (year !== BASE_YEAR + 1) return;
      for (const i of stayers(people)) {
        if (single[i] !== 1 || people.partner[i] === NOBODY || people.endedUnions[i] > 0) continue;
        const age = (monthIndex(year, 7) - people.birthMonth[i]) / 12;
        if (people.sex[i] === 0) men.add(age);
        else {
          women.add(age);
          byArea[people.area[i]].add(age);
        }
      }
    },
    report(figures) {
      figures.set('marriage-age-women', women.value);
      figures.set('marriage-age-men', men.value);
      figures.set('marriage-age-urban-rural', byArea[0].value - byArea[1].value);
    },
  };
};

function neverPartnered(people: Population, i: number): boolean {
  return people.partner[i] === NOBODY && people.endedUnions[i] === 0;
}

const AGE_GROUPS = 7;

/** Total fertility by residence, people and education in the base year: five-year rates, so that small groups have some. */
export const measureFertilityGroups: MakeMeasurer = ({ country }) => {
  const births = new Map<string, Float64Array>();
  const women = new Map<string, Float64Array>();
  const add = (table: Map<string, Float64Array>, people: Population, i: number, age: number, by: number) => {
    const group = Math.floor(age / 5) - 3;
    if (group < 0 || group >= AGE_GROUPS) return;
    const names = [
      'all',
      country.residence.regions[people.region[i]].id,
      people.area[i] === 0 ? 'urban' : 'rural',
      people.ethnicity[i] === 0 ? 'majority' : 'minority',
      `education-${people.education[i]}`,
    ];
    for (const name of names) {
      const sums = table.get(name) ?? new Float64Array(AGE_GROUPS);
      table.set(name, sums);
      sums[group] += by;
    }
  };
  const tfr = (name: string) => {
    const born = births.get(name);
    const exposed = women.get(name);
    if (!born || !exposed) return Number.NaN;
    return born.reduce(
      (sum, count, group) => sum + (exposed[group] > 0 ? (5 * count) / exposed[group] : 0),
      0,
    );
  };
  return {
    look({ people, year, deliveries }) {
      if (year !== BASE_YEAR) return;
      for (let i = 0; i < people.count; i++)
        if (people.sex[i] === 1 && isMidYearResident(people, i, year))
          add(women, people, i, people.age[i], 1);
      for (const { mother, month, children } of deliveries)
        add(births, people, mother, Math.floor((month - people.birthMonth[mother]) / 12), children);
    },
    report(figures) {
      for (const { id } of country.residence.regions) figures.set(`tfr-${id}`, tfr(id) / tfr('all'));
      figures.set('tfr-urban', tfr('urban') / tfr('all'));
      figures.set('tfr-rural', tfr('rural') / tfr('all'));
      figures.set('tfr-minority', tfr('minority') / tfr('majority'));
      figures.set('tfr-primary', tfr('education-0') / tfr('education-2'));
      figures.set('tfr-tertiary', tfr('education-3') / tfr('education-2'));
    },
  };
};
