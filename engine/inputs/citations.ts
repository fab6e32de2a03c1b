import type { MonthIndex } from './time.js';

/** Where a rule of law or a figure is written, and how sure it is: official, reported, derived or assumption. */
export interface Citation {
  readonly mark: string;
  readonly reference: string;
}

/** The source of a parameter's value from a month on. */
export interface DatedCitation extends Citation {
  readonly from: MonthIndex;
}

/** The sources of a resolved scenario, in the order of its parts: what explanations quote and no computation reads. */
export interface Citations {
  /** By position of the parameter: ascending, at least one each. Months before the first are told with the first. */
  readonly parameters: readonly (readonly DatedCitation[])[];
  /** By position of the tier. */
  readonly tiers: readonly Citation[];
  /** By position of the contribution. */
  readonly contributions: readonly Citation[];
}
