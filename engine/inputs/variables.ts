import type { TierUnit } from './scenario.js';

/** Type of a formula's value. Numbers carry a unit: powers of VND, month, year and head (a count of persons). */
type VariableType =
  | { readonly kind: 'boolean' }
  | { readonly kind: 'number'; readonly unit: string }
  | { readonly kind: 'category'; readonly category: string };

export interface Variable {
  readonly type: VariableType;
  /** Formulas in which it can be read. */
  readonly units: readonly TierUnit[];
  /** `month`: may change from month to month within a calendar year. */
  readonly varies: 'month' | 'year';
  readonly meaning: string;
}

const flag = { kind: 'boolean' } as const;
const number = (unit: string) => ({ kind: 'number', unit }) as const;
const both = ['birth', 'child-month'] as const;
const birth = ['birth'] as const;
const child = ['child-month'] as const;

function variable(
  type: VariableType,
  units: readonly TierUnit[],
  varies: 'month' | 'year',
  meaning: string,
): Variable {
  return { type, units, varies, meaning };
}

/** The values of each category by their names in formulas; a value's position is its code in the population. */
export const CATEGORIES = {
  region: [
    'red_river_delta',
    'northern_midlands_and_mountains',
    'north_central_and_central_coast',
    'central_highlands',
    'south_east',
    'mekong_river_delta',
  ],
} as const satisfies Record<string, readonly string[]>;

/** Everything that a formula may ask of a person. The scenario language documents and checks against this list. */
export const VARIABLES = {
  region: variable(
    { kind: 'category', category: 'region' },
    both,
    'year',
    'socio-economic region of residence',
  ),
  urban: variable(flag, both, 'year', 'lives in an urban area'),
  rural: variable(flag, both, 'year', 'lives in a rural area'),
  ethnic_minority: variable(flag, both, 'year', 'belongs to an ethnic minority'),
  extremely_difficult_commune: variable(flag, both, 'year', 'lives in an extremely difficult commune'),
  wage_zone: variable(number('1'), both, 'year', 'zone of the regional minimum wage, 1 to 4'),
  poor: variable(flag, both, 'year', 'household is poor under the standard in force'),
  near_poor: variable(flag, both, 'year', 'household is near-poor under the standard in force'),
  quintile: variable(number('1'), both, 'year', 'fifth of household income per head, 1 poorest to 5 richest'),
  income_per_head: variable(number('VND/month'), both, 'year', 'household income per head before benefits'),

  age_months: variable(number('month'), child, 'month', "the child's completed months of age"),
  age_years: variable(number('year'), child, 'month', "the child's completed years of age"),
  girl: variable(flag, child, 'year', 'the child is a girl'),
  birth_order: variable(
    number('1'),
    both,
    'year',
    'order of the birth among those of the mother (1 = first)',
  ),
  mother_present: variable(flag, child, 'year', 'lives with the mother'),
  father_present: variable(flag, both, 'year', 'lives with the father'),
  single_parent: variable(
    flag,
    both,
    'year',
    'lives with exactly one parent (of a birth: the mother has no partner)',
  ),
  orphan: variable(flag, child, 'year', 'lives with neither parent'),
  mother_compulsory: variable(
    flag,
    child,
    'month',
    'the mother pays compulsory social insurance in the month',
  ),
  mother_voluntary: variable(flag, child, 'month', 'the mother pays voluntary social insurance in the month'),
  father_compulsory: variable(
    flag,
    child,
    'month',
    'the father pays compulsory social insurance in the month',
  ),
  father_voluntary: variable(flag, child, 'month', 'the father pays voluntary social insurance in the month'),
  parent_insured: variable(
    flag,
    child,
    'month',
    'a parent pays compulsory or voluntary insurance in the month',
  ),
  parent_months_contributed_12: variable(
    number('month'),
    child,
    'month',
    'months contributed in the twelve before, the larger of the two parents, both schemes added together',
  ),

  mother_age_years: variable(
    number('year'),
    birth,
    'month',
    "the mother's completed years of age at the birth",
  ),
  children_born: variable(number('1'), birth, 'month', 'children born at the delivery (2 for twins)'),
  living_children: variable(
    number('1'),
    birth,
    'month',
    "the mother's living children just before the birth",
  ),
  compulsory_member: variable(
    flag,
    birth,
    'month',
    'pays compulsory social insurance in the month of the birth',
  ),
  voluntary_member: variable(
    flag,
    birth,
    'month',
    'pays voluntary social insurance in the month of the birth',
  ),
  months_compulsory_12: variable(
    number('month'),
    birth,
    'month',
    'months of compulsory contributions in the twelve before the birth',
  ),
  months_voluntary_12: variable(
    number('month'),
    birth,
    'month',
    'months of voluntary contributions in the twelve before the birth',
  ),
  months_contributed_12: variable(
    number('month'),
    birth,
    'month',
    'months contributed in the twelve before the birth, both schemes',
  ),
  declared_wage: variable(
    number('VND/month'),
    birth,
    'month',
    'mean wage declared for compulsory insurance over the last six months of contributions, before floor and ceiling',
  ),
  father_compulsory_member: variable(
    flag,
    birth,
    'month',
    'the father pays compulsory insurance in the month of the birth',
  ),
  father_voluntary_member: variable(
    flag,
    birth,
    'month',
    'the father pays voluntary insurance in the month of the birth',
  ),
  father_months_compulsory_12: variable(
    number('month'),
    birth,
    'month',
    "months of the father's compulsory contributions in the twelve before the birth",
  ),
  father_months_contributed_12: variable(
    number('month'),
    birth,
    'month',
    "months of the father's contributions in the twelve before the birth, both schemes",
  ),
  father_declared_wage: variable(number('VND/month'), birth, 'month', "the father's declared wage, likewise"),
} as const satisfies Record<string, Variable>;

export type VariableName = keyof typeof VARIABLES;
