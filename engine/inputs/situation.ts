import type { ContributionScheme } from './scenario.js';
import type { MonthIndex } from './time.js';

/** `mother`, `father`, `partner`, or the father of an event, where there is none or it is not known. */
export const NO_PERSON = -1;

/** Months of membership in one scheme, without a gap. */
export interface MembershipSpell {
  readonly scheme: ContributionScheme;
  readonly from: MonthIndex;
  /** First month without it; null: it goes on. */
  readonly until: MonthIndex | null;
  /** VND a month: the declared wage of a compulsory member, the chosen income of a voluntary one. */
  readonly income: number;
  /** Works on own account: in the compulsory scheme a registered business owner. */
  readonly ownAccount: boolean;
}

/** Disability as the law grades it, as far as tiers ask. */
type GradedDisability = 'none' | 'severe' | 'exceptionally-severe';

export interface SituationPerson {
  /** As the author named the person. */
  readonly id: string;
  readonly female: boolean;
  readonly born: MonthIndex;
  /** Month of death; null: alive. */
  readonly died: MonthIndex | null;
  /** False for a parent who lives elsewhere. */
  readonly livesHere: boolean;
  readonly ethnicity: 'majority' | 'minority' | 'very-small-minority';
  readonly disability: GradedDisability;
  readonly hiv: boolean;
  readonly student: boolean;
  /** Positions in `Situation.persons`, or NO_PERSON. */
  readonly partner: number;
  readonly mother: number;
  readonly father: number;
  /** Living children who are not listed. */
  readonly otherLivingChildren: number;
  /** Months of contributions before the first spell, since a lump-sum withdrawal. */
  readonly earlierMonths: { readonly compulsory: number; readonly voluntary: number };
  /** In order of time, none overlapping another. */
  readonly spells: readonly MembershipSpell[];
}

export interface BirthEvent {
  readonly kind: 'birth';
  readonly mother: number;
  readonly father: number;
  readonly month: MonthIndex;
  /** Day of the month, from 1. */
  readonly day: number;
  /** Positions of the children born, 1 to 6. */
  readonly children: readonly number[];
  readonly surgery: boolean;
  /** Completed weeks of the pregnancy. */
  readonly weeks: number;
  readonly antenatalDays: number;
  readonly recuperationDays: number;
  readonly orderedRest: boolean;
  /** First month of the mother's leave: her declared wage is that of the months before. */
  readonly leaveFrom: MonthIndex;
}

export interface PregnancyLossEvent {
  readonly kind: 'pregnancy-loss';
  readonly mother: number;
  readonly father: number;
  readonly month: MonthIndex;
  readonly day: number;
  readonly weeks: number;
}

export interface AdoptionEvent {
  readonly kind: 'adoption';
  readonly mother: number;
  readonly father: number;
  readonly child: number;
  readonly month: MonthIndex;
  readonly day: number;
}

/** What maternity tiers are paid for, within the years of the law. */
export type SituationEvent = BirthEvent | PregnancyLossEvent | AdoptionEvent;

/** A household as the calculator takes it: checked, with positions instead of names and months instead of dates. */
export interface Situation {
  /** The month that is asked about, within the years of the law. */
  readonly at: MonthIndex;
  readonly place: {
    /** Position in CATEGORIES.region. */
    readonly region: number;
    readonly rural: boolean;
    readonly extremelyDifficultCommune: boolean;
    /** Zone of the regional minimum wage, 1 to 4. */
    readonly wageZone: number;
    readonly lowFertilityProvince: boolean;
  };
  readonly household: {
    readonly poverty: 'none' | 'near-poor' | 'poor';
    /** VND a month. */
    readonly incomePerHead: number;
    /** 1 poorest to 5 richest. */
    readonly quintile: number;
  };
  readonly persons: readonly SituationPerson[];
  readonly events: readonly SituationEvent[];
}
