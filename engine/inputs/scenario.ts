import type { MonthIndex } from './time.js';
import type { VariableName } from './variables.js';

/** Law as the engine takes it: parameters tabulated by month, formulas as small trees. Nothing here is text to be parsed. */
export interface ResolvedScenario {
  readonly id: string;
  readonly title: { readonly en: string; readonly vi: string };
  /** SHA-256 (hex) of the scenario's content after `extends`. */
  readonly hash: string;
  readonly parameters: readonly ResolvedParameter[];
  /** Names of the definitions by the expression that stands for them in formulas (the same object); explanations read it. */
  readonly definitions?: ReadonlyMap<Expression, string>;
  /** In the order in which the law applies them. */
  readonly tiers: readonly ResolvedTier[];
  /** What members, employers and the state pay in. Their order has no meaning. */
  readonly contributions: readonly ResolvedContribution[];
}

interface ResolvedParameter {
  readonly name: string;
  readonly unit: string;
  /** Value in each month from January of FIRST_LAW_YEAR to December of LAST_YEAR (length LAW_MONTHS). */
  readonly values: Float64Array;
}

type Branch = 'maternity' | 'child';
export type TierKind = 'contributory' | 'non-contributory';
type Recipient = 'mother' | 'father' | 'child';
/** What a payment is made for: one delivery, pregnancy loss or adoption (paid once), or one child in one calendar month. */
export type TierUnit = 'birth' | 'pregnancy-loss' | 'adoption' | 'child-month';
/** What a formula is asked about: what a tier is paid for, or a contribution: one member in one month of membership. */
export type FormulaUnit = TierUnit | 'member-month';

export interface ResolvedTier {
  readonly id: string;
  readonly title: { readonly en: string; readonly vi: string };
  readonly branch: Branch;
  readonly kind: TierKind;
  readonly unit: TierUnit;
  /**
   * Who draws the benefit. Coverage of maternity counts the mothers who draw one in their own right (SDG 1.3.1); what
   * fathers draw counts in cost. Key `recipient` of a tier, by default `mother` for a birth and `child` for a child-month.
   */
  readonly recipient: Recipient;
  /** First and last month of payment; `until` is exclusive, null = open. */
  readonly from: MonthIndex;
  readonly until: MonthIndex | null;
  /** Phase-in by birth cohort: only children born in or after this month; null = all. */
  readonly bornFrom: MonthIndex | null;
  /** Completed months of age, lower bound inclusive, upper exclusive. Read for `child-month` only. */
  readonly ageFrom: number;
  readonly ageBelow: number;
  /** Boolean. */
  readonly eligibility: Expression;
  /** VND a delivery, or VND a child a month; rounded to whole dong (half away from zero) at payment. */
  readonly amount: Expression;
  readonly meets: TierMeeting;
  /**
   * Months of the recipient's earnings that stop while the benefit is paid; null = none. Read for `birth` only, and only
   * by what households gain: cost, persons and adequacy do not depend on it.
   */
  readonly replaces: Expression | null;
  /** Share 0..1 of the eligible who claim; 'full' switches take-up off. */
  readonly takeUp: 'full' | Expression;
  /** Administration cost as a share of benefits paid. */
  readonly administrationShare: number;
  /** Who pays, e.g. `state-budget`, `sickness-and-maternity-fund`. */
  readonly financing: string;
}

export type ContributionScheme = 'compulsory' | 'voluntary';

/** A contribution that is due for each month in which a person is a member of a scheme. */
export interface ResolvedContribution {
  readonly id: string;
  readonly title: { readonly en: string; readonly vi: string };
  /** Fund that receives it: the same words as `financing` of a tier. */
  readonly fund: string;
  /** Whose months of membership are the months of the contribution. */
  readonly scheme: ContributionScheme;
  /** Who pays, e.g. `employer`, `member`, `state-budget`. */
  readonly payer: string;
  /** First month, and the first month without it; null = open. */
  readonly from: MonthIndex;
  readonly until: MonthIndex | null;
  /** Boolean. */
  readonly eligibility: Expression;
  /** VND a month, at most MOST_VND_PER_PAYMENT; rounded to whole dong (half away from zero), below zero nothing. */
  readonly amount: Expression;
  /** False for contributions that only households are told of: runs do not add them up. */
  readonly counted: boolean;
}

/**
 * How a tier meets tiers before it in the list (positions in `ResolvedScenario.tiers`, all of the same unit).
 * `exclusive`: nobody who is eligible for one of them is eligible for this one. `top-up`: this tier lifts what they pay
 * (to those eligible) up to its own amount. `stacking`: in addition.
 */
export type TierMeeting =
  | { readonly how: 'stacking' }
  | { readonly how: 'exclusive'; readonly after: readonly number[] }
  | { readonly how: 'top-up'; readonly after: readonly number[] };

export type Operator =
  | 'add'
  | 'subtract'
  | 'multiply'
  | 'divide'
  | 'negate'
  | 'equal'
  | 'unequal'
  | 'less'
  | 'lessOrEqual'
  | 'greater'
  | 'greaterOrEqual'
  | 'and'
  | 'or'
  | 'not'
  | 'if'
  | 'min'
  | 'max'
  | 'floor'
  | 'ceil'
  | 'round'
  | 'abs'
  | 'clamp'
  | 'choose';

/**
 * A formula. Booleans are the numbers 0 and 1. Comparison and arithmetic are those of IEEE doubles, exact, without
 * tolerance; division by zero gives 0. `if`: condition, then, else. `clamp`: value, low, high (the
 * high bound wins where they cross). `choose`: index from 1, rounded down, then the values (an index outside gives the
 * nearest). `and`, `or`, `min`, `max` take two or more operands.
 */
export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'parameter'; readonly index: number }
  | { readonly kind: 'variable'; readonly name: VariableName }
  | { readonly kind: 'operation'; readonly operator: Operator; readonly operands: readonly Expression[] };
