import type { Expression, ResolvedTier, TierMeeting } from '../engine/inputs/scenario.js';
import type { CompiledParameter } from './compile.js';
import { FIRST_LAW_MONTH, monthOf } from './dated.js';
import type { Names } from './formula/names.js';
import { BOOLEAN, numberOf, type Type } from './formula/types.js';
import type { Law } from './merge.js';
import { nearestName } from './nearest.js';
import type { Complain } from './report.js';
import { RuleFormulas } from './rule-formulas.js';
import { LAST_AGE_MONTHS, NEEDED, type TierDraft } from './schema.js';
import { PLAIN } from './units.js';

const VND: Type = numberOf({ ...PLAIN, VND: 1 });
const VND_A_MONTH: Type = numberOf({ ...PLAIN, VND: 1, month: -1 });
const MONTHS: Type = numberOf({ ...PLAIN, month: 1 });
const SHARE: Type = numberOf(PLAIN);

/** Compiles every tier of a merged document, in order. */
export function compileTiers(
  law: Law,
  names: Names,
  parameters: readonly CompiledParameter[],
  damaged: ReadonlySet<string>,
  complain: Complain,
): ResolvedTier[] {
  const drafts = new Map(Object.entries(law.tiers));
  return [...drafts].map(([id, tier]) =>
    new TierCompiler(id, tier, drafts, names, parameters, damaged, complain).compile(),
  );
}

class TierCompiler {
  private readonly pointer: string;
  private readonly formulas: RuleFormulas;

  constructor(
    private readonly id: string,
    private readonly tier: TierDraft,
    private readonly all: ReadonlyMap<string, TierDraft>,
    names: Names,
    parameters: readonly CompiledParameter[],
    private readonly damaged: ReadonlySet<string>,
    private readonly complain: Complain,
  ) {
    this.pointer = `/tiers/${id}`;
    this.formulas = new RuleFormulas(id, this.pointer, tier, tier.unit ?? null, names, parameters, complain);
  }

  compile(): ResolvedTier {
    const { tier, id } = this;
    this.needed();
    const unit = tier.unit ?? 'birth';
    const from = tier.from === undefined ? FIRST_LAW_MONTH : monthOf(tier.from);
    const until = tier.until ? monthOf(tier.until) : null;
    if (until !== null && until <= from) {
      this.say(
        'wrong-date',
        'until',
        `\`until\` (${tier.until}) must come after \`from\` (${tier.from}).`,
        tier.until,
      );
    }
    if (
      tier.branch !== undefined &&
      tier.unit !== undefined &&
      (tier.branch === 'maternity') !== (unit !== 'child-month')
    ) {
      const message =
        'A maternity tier is paid by the `birth`, `pregnancy-loss` or `adoption`, a child tier by the `child-month`.';
      this.say('branch-unit', 'unit', message, `${tier.branch} by ${unit}`);
    }
    const amount = this.formulas.expression(
      'amount',
      tier.amount,
      tier.unit === undefined ? null : unit === 'child-month' ? VND_A_MONTH : VND,
    );
    return {
      id,
      title: tier.title ?? { en: id, vi: id },
      branch: tier.branch ?? 'maternity',
      kind: tier.kind ?? 'non-contributory',
      unit,
      recipient: tier.recipient ?? (unit === 'child-month' ? 'child' : 'mother'),
      from,
      until,
      bornFrom: tier.born_from ? monthOf(tier.born_from) : null,
      ...this.age(),
      eligibility: this.formulas.expression('eligibility', tier.eligibility, BOOLEAN),
      amount,
      meets: this.meets(),
      replaces: this.replaces(),
      takeUp: this.takeUp(),
      administrationShare: tier.administration ?? 0,
      financing: tier.financing ?? '',
    };
  }

  private say(
    code: string,
    field: string,
    message: string,
    found?: string | null,
    nearest?: string | null,
  ): void {
    this.complain(code, `${this.pointer}/${field}`, message, {
      ...(found ? { found } : {}),
      nearest: nearest ?? null,
    });
  }

  private needed(): void {
    const wanted: (keyof TierDraft)[] = [...NEEDED.tier];
    if (this.tier.unit === 'child-month') wanted.push('age');
    const missing = wanted.filter(
      (key) => this.tier[key] === undefined && !this.damaged.has(`${this.pointer}/${key}`),
    );
    const others = [...this.all.keys()].filter((other) => other !== this.id);
    const nearest = missing.length > 0 ? nearestName(this.id, others) : null;
    if (nearest) {
      // Overriding a tier under a misspelt id makes a new tier with holes.
      const message = `\`${this.id}\` is a new tier that lacks ${missing.join(', ')}; did you mean \`${nearest}\`?`;
      this.complain('unknown-tier', this.pointer, message, { key: true, found: this.id, nearest });
      return;
    }
    for (const key of missing)
      this.say('missing-key', key, `The tier \`${this.id}\` has no \`${key}\`; add it.`);
  }

  private age(): { ageFrom: number; ageBelow: number } {
    const { age, unit } = this.tier;
    if (!age) return { ageFrom: 0, ageBelow: 0 };
    if (unit !== undefined && unit !== 'child-month') {
      this.say(
        'wrong-age',
        'age',
        'A tier paid by the birth has no age; remove `age` or pay by the child-month.',
      );
    }
    const [ageFrom, ageBelow] = (['from', 'below'] as const).map((key) => {
      const { months, years } = age[key];
      if ((months === undefined) === (years === undefined)) {
        this.say('wrong-age', `age/${key}`, `Give \`${key}\` either in \`months\` or in \`years\`.`);
        return null;
      }
      return months ?? years! * 12;
    });
    if (ageFrom !== null && ageBelow !== null && ageFrom >= ageBelow) {
      this.say(
        'wrong-age',
        'age',
        '`below` must be a higher age than `from`.',
        `from ${ageFrom} below ${ageBelow} months`,
      );
    }
    return { ageFrom: ageFrom ?? 0, ageBelow: ageBelow ?? LAST_AGE_MONTHS };
  }

  /** Months of earnings that stop; null where the tier says nothing. */
  private replaces(): Expression | null {
    const { replaces, unit } = this.tier;
    if (replaces === undefined) return null;
    if (unit === 'child-month') {
      this.say(
        'wrong-value',
        'replaces',
        'A tier paid by the child-month replaces no earnings; remove `replaces`.',
      );
    }
    return this.formulas.expression('replaces', replaces, MONTHS);
  }

  private takeUp(): 'full' | Expression {
    const rate = this.tier.take_up;
    if (typeof rate === 'string' && rate.trim() === 'full') return 'full';
    if (typeof rate === 'number' && (rate < 0 || rate > 1)) {
      this.say('out-of-range', 'take_up', 'Take-up lies between 0 and 1; write 85 % as 0.85.', String(rate));
    }
    const expression = this.formulas.expression('take_up', rate, SHARE);
    if (typeof rate === 'number') return expression;
    const bounds: Expression[] = [0, 1].map((value) => ({ kind: 'number', value }));
    return { kind: 'operation', operator: 'clamp', operands: [expression, ...bounds] };
  }

  private meets(): TierMeeting {
    const { how, after } = this.tier.meets ?? { how: 'stacking' as const };
    if (how === 'stacking') {
      if (after)
        this.say(
          'wrong-value',
          'meets/after',
          'A stacking tier pays in addition to all others; remove `after`.',
        );
      return { how };
    }
    const order = [...this.all];
    const own = order.findIndex(([id]) => id === this.id);
    if (!after) {
      const positions = order
        .slice(0, own)
        .flatMap(([, other], position) =>
          other.branch === this.tier.branch && other.unit === this.tier.unit ? [position] : [],
        );
      return { how, after: positions };
    }
    return { how, after: [...new Set(after.flatMap((id, i) => this.earlier(id, i, order, own)))] };
  }

  private earlier(
    id: string,
    i: number,
    order: readonly (readonly [string, TierDraft])[],
    own: number,
  ): number[] {
    const field = `meets/after/${i}`;
    const position = order.findIndex(([other]) => other === id);
    if (position < 0) {
      const nearest = nearestName(
        id,
        order.slice(0, own).map(([other]) => other),
      );
      const hint = nearest ? ` Did you mean \`${nearest}\`?` : '';
      this.say('unknown-tier', field, `There is no tier \`${id}\`.${hint}`, id, nearest);
    } else if (position >= own) {
      this.say(
        'tier-order',
        field,
        `\`${id}\` must stand before \`${this.id}\` to be met by it; move one of them.`,
        id,
      );
    } else if (order[position][1].unit !== this.tier.unit) {
      this.say(
        'tier-unit',
        field,
        `\`${id}\` is paid by another unit than \`${this.id}\`; only tiers of one unit can meet.`,
        id,
      );
    } else return [position];
    return [];
  }
}
