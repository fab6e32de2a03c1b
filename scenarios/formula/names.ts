import type { FormulaUnit } from '../../engine/inputs/scenario.js';
import { CATEGORIES, VARIABLES, type Variable, type VariableName } from '../../engine/inputs/variables.js';
import { LIMITS } from '../limits.js';
import { nearestName } from '../nearest.js';
import { parseUnit } from '../units.js';
import type { Checked } from './check.js';
import { BOOLEAN, numberOf, type Type } from './types.js';

/** What a name in a formula stands for. `broken`: defined, but with a mistake that was already told. */
export type Entry =
  | {
      readonly kind: 'variable';
      readonly name: VariableName;
      readonly type: Type;
      readonly units: readonly FormulaUnit[];
    }
  | { readonly kind: 'category'; readonly code: number; readonly type: Type }
  | { readonly kind: 'parameter'; readonly index: number; readonly type: Type }
  | { readonly kind: 'definition'; readonly checked: Checked }
  | { readonly kind: 'broken' };

/** All names that the formulas of one scenario may read. A map, so that no name reaches what every object inherits. */
export class Names {
  private readonly entries = new Map<string, Entry>(BUILT_IN);
  private suggestions = 0;

  set(name: string, entry: Entry): void {
    this.entries.set(name, entry);
  }

  get(name: string): Entry | undefined {
    return this.entries.get(name);
  }

  /** The variable by which a name falls outside a scope, null if it does not. */
  outside(entry: Entry, scope: FormulaUnit): string | null {
    if (entry.kind === 'variable') return entry.units.includes(scope) ? null : entry.name;
    if (entry.kind !== 'definition') return null;
    for (const name of entry.checked.variables) {
      const variable = this.entries.get(name);
      if (variable && this.outside(variable, scope)) return name;
    }
    return null;
  }

  nearest(name: string, scope: FormulaUnit | null): string | null {
    if (++this.suggestions > LIMITS.suggestions) return null;
    const valid = [...this.entries].filter(
      ([, entry]) => scope === null || this.outside(entry, scope) === null,
    );
    return nearestName(
      name,
      valid.map(([key]) => key),
    );
  }
}

function typeOf({ type }: Variable): Type {
  if (type.kind === 'boolean') return BOOLEAN;
  if (type.kind === 'category') return { kind: 'category', category: type.category };
  const unit = parseUnit(type.unit);
  if (!unit) throw new Error(`variable with an unknown unit: ${type.unit}`);
  return numberOf(unit);
}

const BUILT_IN: readonly (readonly [string, Entry])[] = [
  ...(Object.entries(VARIABLES) as [VariableName, Variable][]).map(
    ([name, variable]) =>
      [name, { kind: 'variable', name, type: typeOf(variable), units: variable.units }] as const,
  ),
  ...Object.entries(CATEGORIES).flatMap(([category, values]) =>
    values.map(
      (value, code) => [value, { kind: 'category', code, type: { kind: 'category', category } }] as const,
    ),
  ),
];
