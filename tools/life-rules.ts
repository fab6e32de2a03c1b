import type { Delivery } from '../engine/demography/births.js';
import { CATEGORIES } from '../engine/inputs/variables.js';
import { ACTIVITY, INSURANCE } from '../engine/population/activity.js';
import { NOBODY, type Population, STILL_HERE } from '../engine/population/columns.js';
import { present } from '../engine/tiers/records.js';

/** A block at the end of a year. */
interface View {
  readonly people: Population;
  readonly year: number;
  readonly deliveries: readonly Delivery[];
  /** Partners at the end of the year before. */
  readonly partnerBefore: Int32Array;
}

/** A kind of person, and where those who fit stand in the block, in order. */
interface Rule {
  readonly title: string;
  readonly find: (view: View) => readonly number[];
}

const region = (name: (typeof CATEGORIES.region)[number]) => CATEGORIES.region.indexOf(name);

/** Persons who are here and fit, in one year. */
function persons(year: number, fits: (people: Population, person: number) => boolean): Rule['find'] {
  return (view) => {
    if (view.year !== year) return [];
    const { people } = view;
    return Array.from({ length: people.count }, (_, i) => i).filter(
      (i) => people.exitMonth[i] === STILL_HERE && fits(people, i),
    );
  };
}

/** Mothers of one year's deliveries that fit. */
function mothers(
  year: number,
  fits: (people: Population, mother: number, child: number) => boolean,
): Rule['find'] {
  return ({ people, deliveries, year: now }) =>
    now === year
      ? deliveries.filter(({ mother, child }) => fits(people, mother, child)).map(({ mother }) => mother)
      : [];
}

const poor = (people: Population, person: number) => people.poverty[people.household[person]] === 2;
const belowLine = (people: Population, person: number) => people.poverty[people.household[person]] > 0;
const difficult = (people: Population, person: number) =>
  people.difficultCommune[person] === 1 && people.area[person] === 1;
const parents = (people: Population, child: number) =>
  [people.mother[child], people.father[child]].map((parent) => present(people, child, parent));

export const RULES: readonly Rule[] = [
  {
    title: 'An insured employee in a city of the South East who has a child in 2027',
    find: mothers(
      2027,
      (people, mother) =>
        people.insurance[mother] === INSURANCE.compulsory &&
        people.declaredWageBefore[mother] > 0 &&
        people.area[mother] === 0 &&
        people.region[mother] === region('south_east'),
    ),
  },
  {
    title: 'A woman without insurance in the Mekong River Delta who has a second child in 2028',
    find: mothers(
      2028,
      (people, mother, child) =>
        people.insurance[mother] === INSURANCE.none &&
        people.area[mother] === 1 &&
        people.region[mother] === region('mekong_river_delta') &&
        people.birthOrder[child] === 2,
    ),
  },
  {
    title: 'A poor woman of an ethnic minority in an extremely difficult commune who has a child in 2026',
    find: mothers(
      2026,
      (people, mother) => people.ethnicity[mother] === 1 && poor(people, mother) && difficult(people, mother),
    ),
  },
  {
    title: 'A woman in voluntary insurance who has a child in 2029',
    find: mothers(2029, (people, mother) => people.insurance[mother] === INSURANCE.voluntary),
  },
  {
    title: 'A girl of 12 to 14 in 2025 who is a mother by 2040',
    find: mothers(2040, (people, mother) => people.age[mother] >= 27 && people.age[mother] <= 29),
  },
  {
    title: 'A child born in 2027 to an insured father and a mother without insurance',
    find: ({ people, deliveries, year }) =>
      deliveries
        .filter(({ mother, child }) => {
          const [, father] = parents(people, child);
          return (
            year === 2027 &&
            father !== NOBODY &&
            people.insurance[father] === INSURANCE.compulsory &&
            people.insurance[mother] === INSURANCE.none
          );
        })
        .map(({ child }) => child),
  },
  {
    title: 'A child under two of a poor household in an extremely difficult commune in 2025',
    find: persons(
      2025,
      (people, child) => people.age[child] < 2 && poor(people, child) && difficult(people, child),
    ),
  },
  {
    title: 'A child of a poor or near-poor lone parent in 2027',
    find: persons(
      2027,
      (people, child) =>
        people.age[child] < 8 &&
        belowLine(people, child) &&
        parents(people, child).filter((parent) => parent !== NOBODY).length === 1,
    ),
  },
  {
    title: 'A child of three to five without parents in 2025',
    find: persons(
      2025,
      (people, child) =>
        people.age[child] >= 3 &&
        people.age[child] <= 5 &&
        parents(people, child).every((parent) => parent === NOBODY),
    ),
  },
  {
    title: 'A woman under 45 with children whose husband dies',
    find: ({ people, partnerBefore }) =>
      Array.from(partnerBefore.keys()).filter((i) => {
        const husband = partnerBefore[i];
        return (
          husband !== NOBODY &&
          people.sex[i] === 1 &&
          people.age[i] < 45 &&
          people.livingChildren[i] > 0 &&
          people.exitMonth[i] === STILL_HERE &&
          people.exitMonth[husband] !== STILL_HERE &&
          people.died[husband] === 1
        );
      }),
  },
  {
    title: 'A formal employee of 25 to 30 in the Red River Delta in 2025, a man with a child',
    find: persons(
      2025,
      (people, man) =>
        people.sex[man] === 0 &&
        people.age[man] >= 25 &&
        people.age[man] <= 30 &&
        people.activity[man] === ACTIVITY.formalEmployee &&
        people.region[man] === region('red_river_delta') &&
        people.partner[man] !== NOBODY &&
        people.livingChildren[people.partner[man]] > 0,
    ),
  },
  {
    title: 'A man of 70 to 75 in 2025 who dies after 2035',
    find: ({ people, year }) =>
      year <= 2035
        ? []
        : Array.from({ length: people.count }, (_, i) => i).filter(
            (i) =>
              people.sex[i] === 0 &&
              people.died[i] === 1 &&
              people.exitMonth[i] !== STILL_HERE &&
              people.age[i] - (year - 2025) >= 70 &&
              people.age[i] - (year - 2025) <= 75,
          ),
  },
];
