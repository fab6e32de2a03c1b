import type { ContributionScheme } from '../inputs/scenario.js';
import type { MembershipSpell, SituationPerson } from '../inputs/situation.js';
import type { MonthIndex } from '../inputs/time.js';

/** Months of contributions over which the declared wage is averaged, at most. */
const WAGE_MONTHS = 6;

/** The spell of membership in a scheme that holds a month; a spell without an end goes on. */
export function spellIn(
  person: SituationPerson,
  scheme: ContributionScheme,
  month: MonthIndex,
): MembershipSpell | undefined {
  return person.spells.find(
    (spell) =>
      spell.scheme === scheme && spell.from <= month && (spell.until === null || month < spell.until),
  );
}

/** Months of membership in a scheme from a month up to, and without, another. Months before the first spell have no date and are not among them. */
export function monthsWithin(
  person: SituationPerson,
  scheme: ContributionScheme,
  from: MonthIndex,
  end: MonthIndex,
): number {
  let months = 0;
  for (const spell of person.spells) {
    if (spell.scheme !== scheme) continue;
    const last = spell.until === null ? end : Math.min(end, spell.until);
    months += Math.max(0, last - Math.max(from, spell.from));
  }
  return months;
}

/** All months of membership in a scheme before a month, those before the first spell among them. */
export function monthsEver(person: SituationPerson, scheme: ContributionScheme, month: MonthIndex): number {
  return person.earlierMonths[scheme] + monthsWithin(person, scheme, 0, month);
}

/**
 * Mean declared wage of the last six months of compulsory contributions before `month`, in whole dong (VND a month); of
 * fewer where there are fewer; the month's own wage in the very first, 0 where there is none.
 */
export function wageBefore(person: SituationPerson, month: MonthIndex): number {
  let months = 0;
  let sum = 0;
  for (let s = person.spells.length - 1; s >= 0 && months < WAGE_MONTHS; s--) {
    const { scheme, from, until, income } = person.spells[s];
    if (scheme !== 'compulsory') continue;
    const end = until === null ? month : Math.min(month, until);
    const taken = Math.min(WAGE_MONTHS - months, Math.max(0, end - from));
    months += taken;
    sum += taken * income;
  }
  if (months === 0) return spellIn(person, 'compulsory', month)?.income ?? 0;
  return Math.round(sum / months);
}
