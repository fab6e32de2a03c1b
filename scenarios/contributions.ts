import type { Expression, ResolvedContribution } from '../engine/inputs/scenario.js';
import type { CompiledParameter } from './compile.js';
import { FIRST_LAW_MONTH, monthOf } from './dated.js';
import type { Names } from './formula/names.js';
import { BOOLEAN, numberOf } from './formula/types.js';
import type { Law } from './merge.js';
import { nearestName } from './nearest.js';
import type { Complain } from './report.js';
import { RuleFormulas } from './rule-formulas.js';
import { type ContributionDraft, NEEDED } from './schema.js';
import { PLAIN } from './units.js';

const VND_A_MONTH = numberOf({ ...PLAIN, VND: 1, month: -1 });
const EVERYONE: Expression = { kind: 'number', value: 1 };

/** Compiles every contribution of a merged document. */
export function compileContributions(
  law: Law,
  names: Names,
  parameters: readonly CompiledParameter[],
  damaged: ReadonlySet<string>,
  complain: Complain,
): ResolvedContribution[] {
  const ids = Object.keys(law.contributions);
  return Object.entries(law.contributions).map(([id, draft]) => {
    const pointer = `/contributions/${id}`;
    needed(id, draft, ids, damaged, complain);
    const from = draft.from === undefined ? FIRST_LAW_MONTH : monthOf(draft.from);
    const until = draft.until ? monthOf(draft.until) : null;
    if (until !== null && until <= from) {
      const message = `\`until\` (${draft.until}) must come after \`from\` (${draft.from}).`;
      complain('wrong-date', `${pointer}/until`, message, { found: String(draft.until) });
    }
    const formulas = new RuleFormulas(id, pointer, draft, 'member-month', names, parameters, complain);
    const { eligibility } = draft;
    return {
      id,
      title: draft.title ?? { en: id, vi: id },
      fund: draft.fund ?? '',
      scheme: draft.scheme ?? 'compulsory',
      payer: draft.payer ?? '',
      from,
      until,
      eligibility:
        eligibility === undefined ? EVERYONE : formulas.expression('eligibility', eligibility, BOOLEAN),
      amount: formulas.expression('amount', draft.amount, VND_A_MONTH),
      counted: draft.counted ?? true,
    };
  });
}

function needed(
  id: string,
  draft: ContributionDraft,
  ids: readonly string[],
  damaged: ReadonlySet<string>,
  complain: Complain,
): void {
  const pointer = `/contributions/${id}`;
  const missing = NEEDED.contribution.filter(
    (key) => draft[key] === undefined && !damaged.has(`${pointer}/${key}`),
  );
  const others = ids.filter((other) => other !== id);
  const nearest = missing.length > 0 ? nearestName(id, others) : null;
  if (nearest) {
    // Overriding a contribution under a misspelt id makes a new one with holes.
    const message = `\`${id}\` is a new contribution that lacks ${missing.join(', ')}; did you mean \`${nearest}\`?`;
    complain('unknown-contribution', pointer, message, { key: true, found: id, nearest });
    return;
  }
  for (const key of missing)
    complain('missing-key', `${pointer}/${key}`, `The contribution \`${id}\` has no \`${key}\`; add it.`);
}
