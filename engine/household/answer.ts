/** A parameter that a condition or an amount read, with its value in the month of the case. */
export interface ReadParameter {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** Month from which this value holds, as `2026-07`. */
  readonly from: string;
  readonly mark: string;
  readonly reference: string;
}

/** One condition of a tier, as it was found. */
export interface Reason {
  /** As written in the law, a definition by its name. */
  readonly condition: string;
  readonly holds: boolean;
  /** The same with the values that decided it. */
  readonly text: string;
  readonly parameters: readonly ReadParameter[];
}

export interface CaseName {
  readonly kind: 'birth' | 'pregnancy-loss' | 'adoption' | 'child';
  /** Id of the mother, or of the child. */
  readonly person: string;
  /** Date of the event, or the month asked about. */
  readonly on: string;
}

type Title = { readonly en: string; readonly vi: string };

/** What one tier gives for one case, at full take-up. */
export interface Entitlement {
  readonly about: CaseName;
  readonly tier: string;
  readonly title: Title;
  readonly branch: 'maternity' | 'child';
  readonly kind: 'contributory' | 'non-contributory';
  readonly entitled: boolean;
  /** Id of the person who draws it; null where nobody is entitled, or the recipient is not listed. */
  readonly recipient: string | null;
  /** Whole dong: of the case, or of the month asked about for a child; 0 where not entitled. */
  readonly amount: number;
  /**
   * Of a child: the months around the one asked about in which the amount is the same, `until` exclusive; at most 24 to
   * either side. Null for a case that is paid once, and where not entitled.
   */
  readonly period: { readonly from: string; readonly until: string } | null;
  /** Who pays. */
  readonly payer: string;
  readonly reference: string;
  readonly mark: string;
  /** Conditions in the order of the law, those that refuse the tier first. */
  readonly reasons: readonly Reason[];
  /** The amount's formula, then the same with values; empty where not entitled. */
  readonly computation: string;
  /** What the amount read; empty where not entitled. */
  readonly parameters: readonly ReadParameter[];
}

/** A contribution that is due for the month asked about. */
export interface DueContribution {
  readonly contribution: string;
  readonly title: Title;
  /** Id of the person whose membership it is. */
  readonly member: string;
  readonly payer: string;
  readonly fund: string;
  /** Whole dong. */
  readonly amount: number;
  readonly reference: string;
}

export interface Totals {
  /** Dong of all births, losses and adoptions. */
  readonly maternity: number;
  /** Dong of all children in the month. */
  readonly childMonth: number;
  /** Dong of the month by who pays. */
  readonly contributions: Readonly<Record<string, number>>;
}

export interface HouseholdEntitlements {
  readonly entitlements: readonly Entitlement[];
  readonly contributions: readonly DueContribution[];
  readonly totals: Totals;
}
