import type { MembershipSpell } from '../../engine/inputs/situation.js';
import { type MonthIndex, yearOfMonth } from '../../engine/inputs/time.js';
import type { Check, Path } from './check.js';
import { monthName } from './dates.js';
import type { PersonDraft, WorkDraft } from './schema.js';

/** Nobody may work under a contract before this age (Labour Code 45/2019/QH14, Article 143). */
const WORKING_AGE_MONTHS = 15 * 12;
const INCOME_KEY = { compulsory: 'wage', voluntary: 'income' } as const;

interface PlacedSpell extends MembershipSpell {
  readonly path: Path;
}

/** Reads a person's spells of membership, in order of time, and complains of what cannot be. */
export function readSpells(
  check: Check,
  id: string,
  born: MonthIndex | null,
  draft: PersonDraft,
): MembershipSpell[] {
  const spells: PlacedSpell[] = [];
  draft.work?.forEach((spell, i) => {
    const path = ['persons', id, 'work', i];
    const read = spell && readSpell(check, path, id, born, spell);
    if (read) spells.push(read);
  });
  spells.sort((a, b) => a.from - b.from);
  checkOverlaps(check, id, spells);
  checkYears(check, id, spells);
  checkEarlierMonths(check, id, born, spells, draft);
  return spells.map(({ scheme, from, until, income, ownAccount }) => ({
    scheme,
    from,
    until,
    income,
    ownAccount,
  }));
}

function readSpell(
  check: Check,
  path: Path,
  id: string,
  born: MonthIndex | null,
  draft: WorkDraft,
): PlacedSpell | null {
  const from = check.month([...path, 'from'], draft.from);
  const until = check.month([...path, 'until'], draft.until);
  const { at } = check;
  if (from !== null && until !== null && until <= from) {
    const message = `\`until\` (${draft.until}) must come after \`from\` (${draft.from}): it is the first month no longer worked.`;
    const expected = `after ${draft.from}`;
    check.say('wrong-date', [...path, 'until'], message, { found: monthName(until), expected });
  } else if (at !== null && from !== null && from > at) {
    const message = `${id} cannot have contributed from ${draft.from}: the month asked about is ${monthName(at)}.`;
    check.say('future-months', [...path, 'from'], message, {
      found: monthName(from),
      expected: `${monthName(at)} or earlier`,
    });
  } else if (at !== null && until !== null && until > at + 1) {
    const message = `Contributions up to ${draft.until} are not known in ${monthName(at)}; leave \`until\` out for a spell that goes on.`;
    check.say('future-months', [...path, 'until'], message, {
      found: monthName(until),
      expected: `${monthName(at + 1)} or earlier`,
    });
  }
  if (born !== null && from !== null && from < born + WORKING_AGE_MONTHS) {
    const earliest = monthName(born + WORKING_AGE_MONTHS);
    const message = `${id} turns 15 in ${earliest} and cannot contribute before.`;
    check.say('too-young-to-contribute', [...path, 'from'], message, {
      found: monthName(from),
      expected: `${earliest} or later`,
    });
  }
  const { scheme } = draft;
  if (scheme === undefined) return null;
  const key = INCOME_KEY[scheme];
  const other = key === 'wage' ? 'income' : 'wage';
  if (draft[other] !== undefined) {
    const message = `A spell in the ${scheme} scheme has a \`${key}\`, not an \`${other}\`.`.replace(
      'an `wage`',
      'a `wage`',
    );
    check.say('unknown-key', [...path, other], message, { found: other, expected: key, nearest: key });
  } else if (draft[key] === undefined && !check.isDamaged([...path, key])) {
    const message = `A spell in the ${scheme} scheme needs its \`${key}\`, VND a month.`;
    check.say('missing-key', [...path, key], message, { expected: 'VND a month' });
  }
  if (from === null) return null;
  return {
    scheme,
    from,
    until,
    income: draft[key] ?? 0,
    ownAccount: draft.own_account ?? false,
    path,
  };
}

function checkOverlaps(check: Check, id: string, spells: readonly PlacedSpell[]): void {
  spells.forEach((spell, i) => {
    const before = spells[i - 1];
    if (!before || (before.until !== null && before.until <= spell.from)) return;
    const end = before.until === null ? 'has no end' : `lasts until ${monthName(before.until)}`;
    const message = `${id} is in two spells in ${monthName(spell.from)}: the one from ${monthName(before.from)} ${end}.`;
    check.say('overlapping-spells', [...spell.path, 'from'], message, {
      found: monthName(spell.from),
      expected:
        before.until === null ? 'an `until` of the spell before' : `${monthName(before.until)} or later`,
    });
  });
}

/** A year has twelve months, in however many spells. */
function checkYears(check: Check, id: string, spells: readonly PlacedSpell[]): void {
  const months = new Map<number, number>();
  for (const { from, until } of spells) {
    const end = until ?? (check.at === null ? from : check.at + 1);
    for (let month = from; month < end; month++)
      months.set(yearOfMonth(month), (months.get(yearOfMonth(month)) ?? 0) + 1);
  }
  for (const [year, count] of months) {
    if (count <= 12) continue;
    const message = `${id} has ${count} months of contributions in ${year}; a year has twelve.`;
    check.say('too-many-months', ['persons', id, 'work'], message, {
      found: String(count),
      expected: 'at most 12',
    });
  }
}

/** Months before the first spell need time in which they can have been. */
function checkEarlierMonths(
  check: Check,
  id: string,
  born: MonthIndex | null,
  spells: readonly PlacedSpell[],
  draft: PersonDraft,
): void {
  const { compulsory = 0, voluntary = 0 } = draft.earlier_months ?? {};
  const first = spells[0]?.from ?? check.at;
  if (born === null || first === null || compulsory + voluntary === 0) return;
  const most = Math.max(0, first - born - WORKING_AGE_MONTHS);
  if (compulsory + voluntary <= most) return;
  const message = `${id} cannot have ${compulsory + voluntary} earlier months: from the 15th birthday to ${monthName(first)} there are ${most}.`;
  check.say('too-many-earlier-months', ['persons', id, 'earlier_months'], message, {
    found: String(compulsory + voluntary),
    expected: `at most ${most}`,
  });
}
