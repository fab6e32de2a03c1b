import { monthIndex } from '../inputs/time.js';
import { ACTIVITIES, INSURANCES } from '../population/activity.js';
import { DISABILITIES, NOBODY, type Population, STILL_HERE } from '../population/columns.js';
import type { Model } from '../projection/model.js';
import { bitCount } from '../tiers/records.js';
import { monthText } from './months.js';
import { formatPersonId } from './person-id.js';
import { type BlockPlaces, idAt } from './places.js';

const EDUCATIONS = ['primary or less', 'lower secondary', 'upper secondary', 'tertiary'] as const;
const AREAS = ['urban', 'rural'] as const;
const ETHNICITIES = ['majority', 'minority'] as const;
const POVERTY = ['neither', 'near-poor', 'poor'] as const;
const YEAR_BITS = 0xfff;

/** When and how someone left the population. */
export interface Exit {
  readonly month: string;
  readonly how: 'died' | 'emigrated';
}

/** Someone near to the person. */
interface Relative {
  readonly id: string;
  readonly sex: 'f' | 'm';
  readonly born: string;
  readonly left: Exit | null;
}

/** What is known of a person at the end of a year; in the year in which it leaves, no work and no union any more. */
export interface PersonYear {
  readonly year: number;
  /** Completed years on 1 July. */
  readonly age: number;
  readonly left: Exit | null;
  /** Id of the region. */
  readonly region: string;
  readonly area: (typeof AREAS)[number];
  readonly difficultCommune: boolean;
  readonly ethnicity: (typeof ETHNICITIES)[number];
  readonly partner: (Relative & { readonly age: number }) | null;
  /** The partner of the year before, where that union has ended. */
  readonly formerPartner: (Relative & { readonly how: Exit['how'] | 'separated' }) | null;
  /** Of those who were children in the base year or later. */
  readonly mother: Relative | null;
  readonly father: Relative | null;
  readonly children: readonly Relative[];
  /** Reference person of the household. */
  readonly household: string;
  readonly householdMembers: number;
  /** Attainment, reached at 22 at the latest. */
  readonly education: (typeof EDUCATIONS)[number];
  /** As the law grades it. */
  readonly disability: (typeof DISABILITIES)[number];
  readonly work: Work | null;
  /** Month in which contributions were withdrawn in one sum, if it lies in the year. */
  readonly lumpSum: string | null;
  /** Of the household; VND a head a month. */
  readonly incomePerHead: number;
  /** 1 poorest to 5 richest. */
  readonly fifth: number;
  readonly poverty: (typeof POVERTY)[number];
}

interface Work {
  readonly activity: (typeof ACTIVITIES)[number];
  /** At the end of the year. */
  readonly insurance: (typeof INSURANCES)[number];
  /** Months of the year with contributions. */
  readonly compulsoryMonths: number;
  readonly voluntaryMonths: number;
  /** Months contributed in each scheme up to the end of the year, since the last lump-sum withdrawal. */
  readonly compulsoryTotal: number;
  readonly voluntaryTotal: number;
  /** VND a month, as the declared wage. */
  readonly earnings: number;
  readonly declaredWage: number;
}

/** Reads a person of a block off the columns, at the end of a year. `partnerBefore` is the position of the last partner known. */
export function personYear(
  model: Model,
  places: BlockPlaces,
  people: Population,
  person: number,
  year: number,
  partnerBefore: number,
): PersonYear {
  const household = people.household[person];
  const rural = people.area[person];
  const left = exitOf(people, person);
  const relativeAt = (position: number) => relative(places, people, position);
  const partner = people.partner[person];
  return {
    year,
    age: people.age[person],
    left,
    region: model.country.residence.regions[people.region[person]].id,
    area: AREAS[rural],
    difficultCommune: (people.difficultCommune[person] & rural) === 1,
    ethnicity: ETHNICITIES[people.ethnicity[person]],
    partner: partner === NOBODY ? null : { ...relativeAt(partner), age: people.age[partner] },
    formerPartner:
      left !== null || partnerBefore === NOBODY || partnerBefore === partner
        ? null
        : former(places, people, partnerBefore),
    mother: people.mother[person] === NOBODY ? null : relativeAt(people.mother[person]),
    father: people.father[person] === NOBODY ? null : relativeAt(people.father[person]),
    children: childrenOf(people, person).map(relativeAt),
    household: idText(places, people, household),
    householdMembers: membersOf(people, household),
    education: EDUCATIONS[people.education[person]],
    disability: DISABILITIES[people.disability[person]],
    work: left === null ? workOf(people, person) : null,
    lumpSum:
      people.lumpSumMonth[person] >= monthIndex(year, 1) ? monthText(people.lumpSumMonth[person]) : null,
    incomePerHead: people.incomePerHead[household],
    fifth: people.quintile[household] + 1,
    poverty: POVERTY[people.poverty[household]],
  };
}

/** The id of a person of a block, as text. */
export function idText(places: BlockPlaces, people: Population, person: number): string {
  return formatPersonId(idAt(places, people, person));
}

function workOf(people: Population, person: number): Work {
  return {
    activity: ACTIVITIES[people.activity[person]],
    insurance: INSURANCES[people.insurance[person]],
    compulsoryMonths: bitCount(people.compulsoryMonths[person] & YEAR_BITS),
    voluntaryMonths: bitCount(people.voluntaryMonths[person] & YEAR_BITS),
    compulsoryTotal: people.compulsoryTotal[person],
    voluntaryTotal: people.voluntaryTotal[person],
    earnings: people.earnings[person],
    declaredWage: people.declaredWage[person],
  };
}

function relative(places: BlockPlaces, people: Population, person: number): Relative {
  return {
    id: idText(places, people, person),
    sex: people.sex[person] === 1 ? 'f' : 'm',
    born: monthText(people.birthMonth[person]),
    left: exitOf(people, person),
  };
}

function exitOf(people: Population, person: number): Exit | null {
  const month = people.exitMonth[person];
  return month === STILL_HERE
    ? null
    : { month: monthText(month), how: people.died[person] === 1 ? 'died' : 'emigrated' };
}

function former(places: BlockPlaces, people: Population, partner: number): PersonYear['formerPartner'] {
  const someone = relative(places, people, partner);
  return { ...someone, how: someone.left?.how ?? 'separated' };
}

function membersOf(people: Population, household: number): number {
  let members = 0;
  for (let i = 0; i < people.count; i++)
    if (people.household[i] === household && people.exitMonth[i] === STILL_HERE) members++;
  return members;
}

/** Positions of a person's children, eldest first. */
function childrenOf(people: Population, parent: number): number[] {
  const children: number[] = [];
  for (let i = 0; i < people.count; i++)
    if (people.mother[i] === parent || people.father[i] === parent) children.push(i);
  return children.sort((a, b) => people.birthMonth[a] - people.birthMonth[b] || a - b);
}
