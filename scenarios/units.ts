/** Powers of the three measures that a number of the language can carry. */
export interface Unit {
  readonly VND: number;
  readonly month: number;
  readonly year: number;
}

export const PLAIN: Unit = { VND: 0, month: 0, year: 0 };

const MEASURES = ['VND', 'month', 'year'] as const;
/** Names of the plain number; `share` also bounds a parameter's values to 0..1. */
const PLAIN_NAMES: ReadonlySet<string> = new Set(['1', 'share', 'coefficient']);
const LARGEST_POWER = 9;

/** Reads `VND`, `VND/month`, `1/month`, `share`, … Undefined if the text is no unit. */
export function parseUnit(text: string): Unit | undefined {
  const unit = { ...PLAIN };
  const parts = text.split(/([*/])/);
  for (let i = 0; i < parts.length; i += 2) {
    const name = parts[i].trim();
    const sign = parts[i - 1] === '/' ? -1 : 1;
    const measure = MEASURES.find((candidate) => candidate === name);
    if (measure) unit[measure] += sign;
    else if (!PLAIN_NAMES.has(name)) return undefined;
  }
  return MEASURES.every((measure) => Math.abs(unit[measure]) <= LARGEST_POWER) ? unit : undefined;
}

/** The unit of a product (`sign` 1) or a quotient (`sign` -1). */
export function combineUnits(a: Unit, b: Unit, sign: 1 | -1): Unit {
  return { VND: a.VND + sign * b.VND, month: a.month + sign * b.month, year: a.year + sign * b.year };
}

export function sameUnit(a: Unit, b: Unit): boolean {
  return MEASURES.every((measure) => a[measure] === b[measure]);
}

/** A unit as authors write it; the plain number is `1`. */
export function unitName(unit: Unit): string {
  const above = MEASURES.flatMap((measure) => Array<string>(Math.max(0, unit[measure])).fill(measure));
  const below = MEASURES.flatMap((measure) => Array<string>(Math.max(0, -unit[measure])).fill(measure));
  return [above.join('*') || '1', ...below].join('/');
}
