import type { Delivery } from '../../../engine/demography/births.js';
import type { ContributionScheme } from '../../../engine/inputs/scenario.js';
import {
  type MembershipSpell,
  NO_PERSON,
  type Situation,
  type SituationPerson,
} from '../../../engine/inputs/situation.js';
import { type MonthIndex, monthIndex } from '../../../engine/inputs/time.js';
import { DISABILITY, NOBODY, type Population } from '../../../engine/population/columns.js';
import { present } from '../../../engine/tiers/records.js';
import { vietNam } from '../../support/engine.js';

/** Months of history that the population keeps: those that a record of the year may ask about. */
const HISTORY = 32;
const POVERTY = ['none', 'near-poor', 'poor'] as const;

/** The delivery of a simulated mother as a situation, as the year's end shows her. */
export function situationOfDelivery(people: Population, delivery: Delivery, year: number): Situation {
  const { mother, child, children, month, livingBefore } = delivery;
  const father = people.father[child];
  const here = present(people, child, father) !== NOBODY;
  const firstChild = father === NOBODY ? 1 : 2;
  const newborn = Array.from({ length: children }, (_, twin) =>
    personOf(people, child + twin, year, { mother: 0, father: father === NOBODY ? NO_PERSON : 1 }),
  );
  // Births of hers of which the child is no longer alive count in the order of births.
  const dead = Math.max(0, people.birthOrder[child] - 1 - livingBefore);
  const earlier = Array.from({ length: dead }, () => ({
    ...personOf(people, child, year, { mother: 0 }),
    born: month - 24,
    died: month - 20,
  }));
  return {
    at: month,
    ...surroundings(people, mother),
    persons: [
      { ...personOf(people, mother, year), otherLivingChildren: livingBefore },
      ...(father === NOBODY ? [] : [{ ...personOf(people, father, year), livesHere: here }]),
      ...newborn,
      ...earlier,
    ],
    events: [
      {
        kind: 'birth',
        mother: 0,
        father: father === NOBODY ? NO_PERSON : 1,
        month,
        day: 1,
        children: newborn.map((_, twin) => firstChild + twin),
        surgery: false,
        weeks: 39,
        antenatalDays: 0,
        recuperationDays: 0,
        orderedRest: false,
        leaveFrom: month,
      },
    ],
  };
}

/** A simulated child in a month of the year, with the parents who live with it; it stands first. */
export function situationOfChild(
  people: Population,
  child: number,
  month: MonthIndex,
  year: number,
): Situation {
  const parents = [people.mother[child], people.father[child]];
  const here = parents.map((parent) => present(people, child, parent));
  const listed = here.filter((parent) => parent !== NOBODY);
  const link = (parent: number) => (parent === NOBODY ? NO_PERSON : 1 + listed.indexOf(parent));
  const order = Math.max(0, people.birthOrder[child] - 1);
  return {
    at: month,
    ...surroundings(people, child),
    persons: [
      personOf(people, child, year, { mother: link(here[0]), father: link(here[1]) }),
      ...listed.map((parent) => ({ ...personOf(people, parent, year), otherLivingChildren: order })),
    ],
    events: [],
  };
}

function surroundings(people: Population, person: number): Pick<Situation, 'place' | 'household'> {
  const household = people.household[person];
  const rural = people.area[person];
  return {
    place: {
      region: people.region[person],
      rural: rural === 1,
      extremelyDifficultCommune: (people.difficultCommune[person] & rural) === 1,
      wageZone: vietNam.residence.wageZone[people.region[person] * 2 + rural],
      lowFertilityProvince: false,
    },
    household: {
      poverty: POVERTY[people.poverty[household]],
      incomePerHead: people.incomePerHead[household],
      quintile: people.quintile[household] + 1,
    },
  };
}

function personOf(
  people: Population,
  person: number,
  year: number,
  { mother = NO_PERSON, father = NO_PERSON }: { mother?: number; father?: number } = {},
): SituationPerson {
  const { severe, exceptionallySevere } = DISABILITY;
  return {
    id: `p${person}`,
    female: people.sex[person] === 1,
    born: people.birthMonth[person],
    died: null,
    livesHere: true,
    ethnicity: people.ethnicity[person] === 1 ? 'minority' : 'majority',
    disability:
      people.disability[person] === exceptionallySevere
        ? 'exceptionally-severe'
        : people.disability[person] === severe
          ? 'severe'
          : 'none',
    hiv: false,
    student: false,
    partner: NO_PERSON,
    mother,
    father,
    otherLivingChildren: 0,
    earlierMonths: { compulsory: 0, voluntary: 0 },
    spells: spellsOf(people, person, year),
  };
}

/** One spell for each contributed month: those of the year at its wage, earlier ones at that of the year before. */
function spellsOf(people: Population, person: number, year: number): MembershipSpell[] {
  const january = monthIndex(year, 1);
  const december = january + 11;
  const spells: MembershipSpell[] = [];
  const add = (scheme: ContributionScheme, history: number, back: number) => {
    if (((history >>> back) & 1) === 0) return;
    const from = december - back;
    const wage = from >= january ? people.declaredWage[person] : people.declaredWageBefore[person];
    spells.push({ scheme, from, until: from + 1, income: wage, ownAccount: false });
  };
  for (let back = HISTORY - 1; back >= 0; back--) {
    add('compulsory', people.compulsoryMonths[person], back);
    add('voluntary', people.voluntaryMonths[person], back);
  }
  return spells;
}
