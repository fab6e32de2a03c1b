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
  /** The test in words, as it stands in the page. */
  readonly rule: string;
  /** What a reader should look at in such a life, whoever it is. */
  readonly look: string;
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
    rule: 'mother of a delivery in 2027; compulsory member in December and with a declared wage in the year before; urban; South East.',
    look: 'Whether six of the twelve months before the birth were paid decides the benefit; its amount follows from the declared wage of the six before it, so a rise in pay shows in the next benefit only.',
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
    rule: 'mother of a delivery in 2028 that is her second child; no insurance in December; rural; Mekong River Delta.',
    look: 'Every maternity tier of the law says why it pays nothing; the column of insurance shows whether a later job changes that for a later child.',
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
    rule: 'mother of a delivery in 2026; ethnic minority; poor household; rural in an extremely difficult commune.',
    look: 'The birth grant is paid while the household is poor and fewer than two children live; a rank above the take-up leaves it unclaimed.',
    find: mothers(
      2026,
      (people, mother) => people.ethnicity[mother] === 1 && poor(people, mother) && difficult(people, mother),
    ),
  },
  {
    title: 'A woman in voluntary insurance who has a child in 2029',
    rule: 'mother of a delivery in 2029; voluntary member in December.',
    look: 'The months column counts both schemes: the allowance asks for months of voluntary insurance, and gives way where compulsory months alone qualify.',
    find: mothers(2029, (people, mother) => people.insurance[mother] === INSURANCE.voluntary),
  },
  {
    title: 'A girl of 12 to 14 in 2025 who is a mother by 2040',
    rule: 'mother of a delivery in 2040 at an age of 27 to 29 on 1 July.',
    look: 'A career from school to the first birth: when she enters work, insurance and a union, and in which order.',
    find: mothers(2040, (people, mother) => people.age[mother] >= 27 && people.age[mother] <= 29),
  },
  {
    title: 'A child born in 2027 to an insured father and a mother without insurance',
    rule: 'child of a delivery in 2027; the father lives in the household and is a compulsory member in December, the mother is in no insurance.',
    look: "The child's own benefits by year of age; what the father drew at the birth stands in his life, which the id of the father finds.",
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
    rule: 'age 0 or 1 on 1 July 2025; poor household; rural in an extremely difficult commune.',
    look: 'Social assistance ends at the third birthday or with the poverty of the household; under the design other tiers take its place.',
    find: persons(
      2025,
      (people, child) => people.age[child] < 2 && poor(people, child) && difficult(people, child),
    ),
  },
  {
    title: 'A child of a poor or near-poor lone parent in 2027',
    rule: 'under 8 on 1 July 2027; poor or near-poor household; one of the parents in the household.',
    look: 'How the benefit comes and goes with the poverty status of the household, and who pays when the parent enters a union.',
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
    rule: 'age 3 to 5 on 1 July 2025; neither mother nor father in the household.',
    look: 'Where the fourth birthday still lies ahead, the coefficient changes on it; the tier ends on the sixteenth.',
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
    rule: 'partner at the end of one year, widow through his death by the end of the next; under 45; living children.',
    look: 'The events of that year: the household that is left, its income per head, and whether she enters another union.',
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
    rule: 'man of 25 to 30 on 1 July 2025; formal employee; Red River Delta; his partner has a living child.',
    look: 'His table is a career; benefits of fathers appear only at births within the projection.',
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
    rule: 'man of 70 to 75 on 1 July 2025; the first death after 2035.',
    look: 'The end of a life: with whom he lives, when his partner goes, and the month in which his lifelong exit rank is passed.',
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
