import type { Expression, ResolvedScenario } from '../inputs/scenario.js';
import { LAW_MONTHS } from '../inputs/time.js';

/** An age below which a tier is paid, taken out of its eligibility: the least and the most that it is within each law year. */
export interface AgeLimit {
  readonly least: Float64Array;
  readonly most: Float64Array;
  /** The other parts of the eligibility. */
  readonly rest: readonly Expression[];
}

/**
 * Finds a part `age_years < limit` of an eligibility, where the limit is a number or a parameter. A child beyond it need
 * not be looked at, and a birthday on this side of it changes nothing. Null where there is no such part.
 */
export function ageLimitOf(eligibility: Expression, { parameters }: ResolvedScenario): AgeLimit | null {
  const parts =
    eligibility.kind === 'operation' && eligibility.operator === 'and' ? eligibility.operands : [eligibility];
  for (const part of parts) {
    if (part.kind !== 'operation' || part.operator !== 'less') continue;
    const [age, limit] = part.operands;
    if (age.kind !== 'variable' || age.name !== 'age_years') continue;
    if (limit.kind !== 'number' && limit.kind !== 'parameter') continue;
    const inMonth = (month: number) =>
      limit.kind === 'number' ? limit.value : parameters[limit.index].values[month];
    // Months without a value admit nobody.
    const ofYear = (pick: (...values: number[]) => number) =>
      Float64Array.from({ length: LAW_MONTHS / 12 }, (_, year) =>
        pick(
          ...Array.from({ length: 12 }, (_, month) => inMonth(year * 12 + month)).filter(
            (value) => !Number.isNaN(value),
          ),
        ),
      );
    return { least: ofYear(Math.min), most: ofYear(Math.max), rest: parts.filter((other) => other !== part) };
  }
  return null;
}
