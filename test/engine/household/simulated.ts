import type { Delivery } from '../../../engine/demography/births.js';
import {
  type Adoption,
  deliveryDetails,
  type PregnancyLoss,
} from '../../../engine/demography/maternity-events.js';
import type { ContributionScheme } from '../../../engine/inputs/scenario.js';
import {
  type MembershipSpell,
  NO_PERSON,
  type Situation,
  type SituationPerson,
} from '../../../engine/inputs/situation.js';
import { type MonthIndex, monthIndex } from '../../../engine/inputs/time.js';
import { ACTIVITY } from '../../../engine/population/activity.js';
import { DISABILITY, NOBODY, type Population, RANKS } from '../../../engine/population/columns.js';
import { partnerOf } from '../../../engine/tiers/event-records.js';
import { present } from '../../../engine/tiers/records.js';
import { vietNam } from '../../support/engine.js';

/** Months of history that the population keeps: those that a record of the year may ask about. */
const HISTORY = 32;
const POVERTY = ['none', 'near-poor', 'poor'] as const;

const { verySmallGroupShare, lowFertilityShare, hivShare } = vietNam.maternity;
/** Place of a household within its region, from 0 up to 1. */
const placeOf = (people: Population, person: number) => (people.areaRank[person] % 1024) / 1024;

/** The delivery of a simulated mother as a situation, as the year's end shows her. */
export function situationOfDelivery(people: Population, delivery: Delivery, year: number): Situation {
  const { mother, child, children, month, livingBefore } = delivery;
  const father = people.father[child];
  const here = present(people, child, father) !== NOBODY;
  const firstChild = father === NOBODY ? 1 : 2;
  const { day, surgical, weeks, orderedRest, antenatalDays, recuperationDays } = deliveryDetails(
    people,
    mother,
    month,
    vietNam.maternity,
  );
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
        day,
        children: newborn.map((_, twin) => firstChild + twin),
        surgery: surgical,
        weeks,
        antenatalDays,
        recuperationDays,
        orderedRest,
        leaveFrom: month,
      },
    ],
  };
}

/** A simulated woman's pregnancy loss, likewise. */
export function situationOfLoss(
  people: Population,
  { mother, month, day, weeks }: PregnancyLoss,
  year: number,
): Situation {
  const { father, persons } = coupleOf(people, mother, year);
  return {
    at: month,
    ...surroundings(people, mother),
    persons,
    events: [{ kind: 'pregnancy-loss', mother: 0, father, month, day, weeks }],
  };
}

/** A simulated woman's adoption, likewise; the child is nobody in the population. */
export function situationOfAdoption(
  people: Population,
  { mother, month, day, childAge }: Adoption,
  year: number,
): Situation {
  const { father, persons } = coupleOf(people, mother, year);
  const child = { ...personOf(people, mother, year), id: 'adopted', born: month - childAge, spells: [] };
  return {
    at: month,
    ...surroundings(people, mother),
    persons: [...persons, child],
    events: [{ kind: 'adoption', mother: 0, father, child: persons.length, month, day }],
  };
}

/** A woman and the partner who lives with her. */
function coupleOf(people: Population, mother: number, year: number) {
  const father = partnerOf(people, mother);
  const her = { ...personOf(people, mother, year), otherLivingChildren: people.livingChildren[mother] };
  return father === NOBODY
    ? { father: NO_PERSON, persons: [her] }
    : { father: 1, persons: [her, personOf(people, father, year)] };
}

/**
 * A simulated child in a month of the year, with its known parents; it stands first. A parent who does not live with it at
 * the end of the year is told as dead by the month, so that whether it was a ward before its 16th birthday is known.
 */
export function situationOfChild(
  people: Population,
  child: number,
  month: MonthIndex,
  year: number,
): Situation {
  const parents = [people.mother[child], people.father[child]];
  const listed = parents.filter((parent) => parent !== NOBODY);
  const link = (parent: number) => (parent === NOBODY ? NO_PERSON : 1 + listed.indexOf(parent));
  const order = Math.max(0, people.birthOrder[child] - 1);
  return {
    at: month,
    ...surroundings(people, child),
    persons: [
      personOf(people, child, year, { mother: link(parents[0]), father: link(parents[1]) }),
      ...listed.map((parent) => ({
        ...personOf(people, parent, year),
        otherLivingChildren: order,
        died: present(people, child, parent) === NOBODY ? Math.min(people.exitMonth[parent], month) : null,
      })),
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
      lowFertilityProvince: placeOf(people, person) < lowFertilityShare[people.region[person]],
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
    ethnicity:
      people.ethnicity[person] === 0
        ? 'majority'
        : 1023 / 1024 - placeOf(people, person) < verySmallGroupShare
          ? 'very-small-minority'
          : 'minority',
    disability:
      people.disability[person] === exceptionallySevere
        ? 'exceptionally-severe'
        : people.disability[person] === severe
          ? 'severe'
          : 'none',
    hiv: people.homeRank[person] < hivShare * RANKS,
    student: people.activity[person] === ACTIVITY.student,
    partner: NO_PERSON,
    mother,
    father,
    otherLivingChildren: 0,
    earlierMonths: {
      compulsory: people.compulsoryTotal[person] - bitCount(people.compulsoryMonths[person]),
      voluntary: people.voluntaryTotal[person] - bitCount(people.voluntaryMonths[person]),
    },
    spells: spellsOf(people, person, year),
  };
}

/** Number of ones in a history of 32 months. */
function bitCount(history: number): number {
  return (history >>> 0).toString(2).replaceAll('0', '').length;
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
