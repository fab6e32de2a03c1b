import { sameUnit, type Unit, unitName } from '../units.js';

/**
 * Type of a formula's value. A number without unit (null) was written as a figure: it takes the unit of what stands
 * beside it. `unknown` belongs to a part that was already complained of, and agrees with everything.
 */
export type Type =
  | { readonly kind: 'boolean' }
  | { readonly kind: 'number'; readonly unit: Unit | null }
  | { readonly kind: 'category'; readonly category: string }
  | { readonly kind: 'unknown' };

export const BOOLEAN: Type = { kind: 'boolean' };
export const UNKNOWN: Type = { kind: 'unknown' };
export const FIGURE: Type = { kind: 'number', unit: null };

export function numberOf(unit: Unit): Type {
  return { kind: 'number', unit };
}

/** A type in the words of the documentation. */
export function typeName(type: Type): string {
  switch (type.kind) {
    case 'boolean':
      return 'true/false';
    case 'category':
      return `a ${type.category}`;
    case 'number':
      return type.unit ? unitName(type.unit) : 'a number';
    case 'unknown':
      return 'unknown';
  }
}

/** The common type of two values that stand side by side, null if they have none. */
export function unify(a: Type, b: Type): Type | null {
  if (a.kind === 'unknown') return b;
  if (b.kind === 'unknown') return a;
  if (a.kind === 'number' && b.kind === 'number') {
    if (!a.unit) return b;
    if (!b.unit) return a;
    return sameUnit(a.unit, b.unit) ? a : null;
  }
  if (a.kind === 'category' && b.kind === 'category') return a.category === b.category ? a : null;
  return a.kind === b.kind ? a : null;
}
