import type { Expression, FormulaUnit } from '../engine/inputs/scenario.js';
import type { CompiledParameter } from './compile.js';
import { FIRST_LAW_MONTH, firstGap, LAW_END, monthName, monthOf } from './dated.js';
import { checkFormula, fits, NOTHING } from './formula/check.js';
import type { Names } from './formula/names.js';
import { inFormula, syntaxOf } from './formula/place.js';
import { type Type, typeName } from './formula/types.js';
import type { Complain } from './report.js';
import type { Formula } from './schema.js';
import { PLAIN, sameUnit } from './units.js';

/** When a rule is in force, as its author wrote it. */
interface InForce {
  readonly from?: string | undefined;
  readonly until?: string | null | undefined;
}

/** Checks the formulas of one tier or contribution. */
export class RuleFormulas {
  constructor(
    private readonly id: string,
    private readonly pointer: string,
    private readonly inForce: InForce,
    /** Null where the unit is not known. */
    private readonly unit: FormulaUnit | null,
    private readonly names: Names,
    private readonly parameters: readonly CompiledParameter[],
    private readonly complain: Complain,
  ) {}

  /** Checks one formula; `wanted` null where the type is not known. */
  expression(field: string, formula: Formula | undefined, wanted: Type | null): Expression {
    if (formula === undefined) return NOTHING.expression;
    const pointer = `${this.pointer}/${field}`;
    const mistake = inFormula(pointer, this.complain);
    const syntax = syntaxOf(formula, mistake);
    if (!syntax) return NOTHING.expression;
    const checked = checkFormula(syntax, this.names, this.unit, mistake);
    if (wanted && !fits(checked.type, wanted)) {
      const plain = wanted.kind === 'number' && wanted.unit !== null && sameUnit(wanted.unit, PLAIN);
      const expected = plain ? 'a number without unit' : typeName(wanted);
      const code =
        checked.type.kind === 'number' && wanted.kind === 'number' ? 'formula-unit' : 'formula-type';
      this.complain(
        code,
        pointer,
        `\`${field}\` must come out as ${expected}, but this gives ${typeName(checked.type)}.`,
        {
          at: 0,
          found: typeName(checked.type),
          expected,
        },
      );
    }
    for (const index of checked.parameters) this.dated(this.parameters[index], pointer);
    return checked.expression;
  }

  /** Every parameter that is read must have a value in every month in which the rule is in force. */
  private dated({ name, periods }: CompiledParameter, pointer: string): void {
    const { from, until } = this.inForce;
    if (periods.length === 0 || from === undefined) return;
    const first = Math.max(monthOf(from), FIRST_LAW_MONTH);
    const gap = firstGap(periods, first, Math.min(until ? monthOf(until) : LAW_END, LAW_END));
    if (gap === null) return;
    const message = `\`${name}\` has no value in ${monthName(gap)}, when \`${this.id}\` is in force; add one from then or earlier.`;
    this.complain('parameter-undated', pointer, message, {
      found: name,
      expected: `a value from ${monthName(gap)}`,
    });
  }
}
