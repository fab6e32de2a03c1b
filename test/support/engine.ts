import { countryPack } from '../../countries/index.js';
import type { CountryInputs } from '../../engine/inputs/country.js';
import { DEFAULT_PROJECTION } from '../../engine/inputs/projection.js';
import type {
  Expression,
  ResolvedContribution,
  ResolvedScenario,
  ResolvedTier,
} from '../../engine/inputs/scenario.js';
import { LAW_MONTHS, monthIndex } from '../../engine/inputs/time.js';
import type { VariableName } from '../../engine/inputs/variables.js';
import type { ResultRow } from '../../engine/results.js';

const pack = countryPack('viet-nam');
if (!pack) throw new Error('the country pack is missing');

/** Viet Nam with the default choices. */
export const vietNam: CountryInputs = pack.inputs(DEFAULT_PROJECTION);

export const number = (value: number): Expression => ({ kind: 'number', value });
export const read = (name: VariableName): Expression => ({ kind: 'variable', name });
export const parameter = (index: number): Expression => ({ kind: 'parameter', index });
export const atLeast = (name: VariableName, value: number): Expression => ({
  kind: 'operation',
  operator: 'greaterOrEqual',
  operands: [read(name), number(value)],
});

/** A tier for children under six: universal, 500,000 dong a month, from 2025, unless told otherwise. */
export function childTier(id: string, changes: Partial<ResolvedTier> = {}): ResolvedTier {
  return {
    id,
    title: { en: id, vi: id },
    branch: 'child',
    kind: 'non-contributory',
    unit: 'child-month',
    recipient: 'child',
    from: monthIndex(2025, 1),
    until: null,
    bornFrom: null,
    ageFrom: 0,
    ageBelow: 72,
    eligibility: number(1),
    amount: number(500_000),
    meets: { how: 'stacking' },
    replaces: null,
    takeUp: 'full',
    administrationShare: 0,
    financing: 'state-budget',
    ...changes,
  };
}

/** A tier for every delivery, 2 million dong, unless told otherwise. */
export function birthTier(id: string, changes: Partial<ResolvedTier> = {}): ResolvedTier {
  return childTier(id, {
    branch: 'maternity',
    unit: 'birth',
    recipient: 'mother',
    amount: number(2_000_000),
    ...changes,
  });
}

export function scenario(
  id: string,
  tiers: readonly ResolvedTier[],
  values: readonly Float64Array[] = [],
  contributions: readonly ResolvedContribution[] = [],
): ResolvedScenario {
  return {
    id,
    title: { en: id, vi: id },
    hash: id,
    parameters: values.map((table, i) => ({ name: `p${i}`, unit: '1', values: table })),
    tiers,
    contributions,
  };
}

/** A parameter with one value before a month of the law and another from then on. */
export function step(before: number, from: number, after: number): Float64Array {
  const first = monthIndex(2024, 1);
  return Float64Array.from({ length: LAW_MONTHS }, (_, month) => (first + month < from ? before : after));
}

/** Value of the one row that fits; throws when there is not exactly one. */
export function figureOf(rows: readonly ResultRow[], wanted: Partial<ResultRow>): number {
  const keys = Object.keys(wanted) as (keyof ResultRow)[];
  const found = rows.filter((row) => keys.every((key) => row[key] === wanted[key]));
  if (found.length !== 1) throw new Error(`${found.length} rows fit ${JSON.stringify(wanted)}`);
  return found[0].value;
}
