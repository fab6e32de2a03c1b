import type { FormulaUnit } from './scenario.js';

/** Type of a formula's value. Numbers carry a unit: powers of VND, month, year and head (a count of persons). */
type VariableType =
  | { readonly kind: 'boolean' }
  | { readonly kind: 'number'; readonly unit: string }
  | { readonly kind: 'category'; readonly category: string };

export interface Variable {
  readonly type: VariableType;
  /** Formulas in which it can be read. */
  readonly units: readonly FormulaUnit[];
  /** `month`: may change from month to month within a calendar year. */
  readonly varies: 'month' | 'year';
  readonly meaning: string;
}

const flag = { kind: 'boolean' } as const;
const number = (unit: string) => ({ kind: 'number', unit }) as const;
const both = ['birth', 'child-month'] as const;
const birth = ['birth'] as const;
const child = ['child-month'] as const;
const member = ['member-month'] as const;
const all = ['birth', 'pregnancy-loss', 'adoption', 'child-month', 'member-month'] as const;
/** Events for which the parents' records of contributions are asked; "the birth" below stands for each of them. */
const events = ['birth', 'pregnancy-loss', 'adoption'] as const;

function variable(
  type: VariableType,
  units: readonly FormulaUnit[],
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
    all,
    'year',
    'socio-economic region of residence',
  ),
  urban: variable(flag, all, 'year', 'lives in an urban area'),
  rural: variable(flag, all, 'year', 'lives in a rural area'),
  ethnic_minority: variable(flag, all, 'year', 'belongs to an ethnic minority'),
  extremely_difficult_commune: variable(flag, all, 'year', 'lives in an extremely difficult commune'),
  wage_zone: variable(number('1'), all, 'year', 'zone of the regional minimum wage, 1 to 4'),
  poor: variable(flag, all, 'year', 'household is poor under the standard in force'),
  near_poor: variable(flag, all, 'year', 'household is near-poor under the standard in force'),
  quintile: variable(number('1'), all, 'year', 'fifth of household income per head, 1 poorest to 5 richest'),
  income_per_head: variable(number('VND/month'), all, 'year', 'household income per head before benefits'),

  age_months: variable(number('month'), child, 'month', "the child's completed months of age"),
  age_years: variable(
    number('year'),
    ['child-month', 'member-month'],
    'month',
    "completed years of age, the child's or the member's",
  ),
  girl: variable(flag, child, 'year', 'the child is a girl'),
  birth_order: variable(
    number('1'),
    both,
    'year',
    'order of the birth among those of the mother (1 = first)',
  ),
  mother_present: variable(flag, child, 'year', 'lives with the mother'),
  father_present: variable(flag, ['birth', 'adoption', 'child-month'], 'year', 'lives with the father'),
  single_parent: variable(
    flag,
    ['birth', 'adoption', 'child-month'],
    'year',
    'lives with exactly one parent (of a birth: the mother has no partner)',
  ),
  orphan: variable(flag, child, 'year', 'lives with neither parent'),
  severe_disability: variable(
    flag,
    child,
    'year',
    'the child has a disability graded severe (Law on Persons with Disabilities 51/2010)',
  ),
  exceptionally_severe_disability: variable(
    flag,
    child,
    'year',
    'the child has a disability graded exceptionally severe, likewise',
  ),
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
    events,
    'month',
    "the mother's completed years of age at the birth",
  ),
  children_born: variable(number('1'), birth, 'month', 'children born at the delivery (2 for twins)'),
  living_children: variable(
    number('1'),
    ['birth', 'pregnancy-loss'],
    'month',
    "the mother's living children just before the birth",
  ),
  compulsory_member: variable(
    flag,
    events,
    'month',
    'pays compulsory social insurance in the month of the birth',
  ),
  voluntary_member: variable(
    flag,
    events,
    'month',
    'pays voluntary social insurance in the month of the birth',
  ),
  months_compulsory_12: variable(
    number('month'),
    events,
    'month',
    'months of compulsory contributions in the twelve before the birth',
  ),
  months_voluntary_12: variable(
    number('month'),
    events,
    'month',
    'months of voluntary contributions in the twelve before the birth',
  ),
  months_contributed_12: variable(
    number('month'),
    events,
    'month',
    'months contributed in the twelve before the birth, both schemes',
  ),
  declared_wage: variable(
    number('VND/month'),
    [...events, 'member-month'],
    'month',
    'wage declared for compulsory insurance, before floor and ceiling: the mean of the last six months before the birth; that of the month for a contribution',
  ),
  father_compulsory_member: variable(
    flag,
    events,
    'month',
    'the father pays compulsory insurance in the month of the birth',
  ),
  father_voluntary_member: variable(
    flag,
    events,
    'month',
    'the father pays voluntary insurance in the month of the birth',
  ),
  father_months_compulsory_12: variable(
    number('month'),
    events,
    'month',
    "months of the father's compulsory contributions in the twelve before the birth",
  ),
  father_months_contributed_12: variable(
    number('month'),
    events,
    'month',
    "months of the father's contributions in the twelve before the birth, both schemes",
  ),
  father_declared_wage: variable(
    number('VND/month'),
    events,
    'month',
    "the father's declared wage, likewise",
  ),

  female: variable(flag, member, 'year', 'the member is a woman'),
  own_account: variable(
    flag,
    member,
    'year',
    'works on own account: in the compulsory scheme a registered business owner',
  ),
  chosen_income: variable(
    number('VND/month'),
    member,
    'year',
    'income chosen for voluntary insurance, a share of earnings, before floor and ceiling',
  ),
  months_voluntary_total: variable(
    number('month'),
    [...events, 'member-month'],
    'month',
    'months of voluntary contributions before the month, over the whole life',
  ),

  birth_day: variable(number('1'), events, 'month', 'day of the month of the birth, 1 to 31'),
  surgical_birth: variable(flag, birth, 'month', 'the birth was surgical'),
  gestation_weeks: variable(
    number('1'),
    ['birth', 'pregnancy-loss'],
    'month',
    'completed weeks of the pregnancy at the birth or the loss',
  ),
  ordered_rest: variable(flag, events, 'month', 'the mother had to rest in the pregnancy on medical order'),
  antenatal_days: variable(number('1'), birth, 'month', 'days off taken for antenatal visits'),
  recuperation_days: variable(number('1'), birth, 'month', 'days of recuperation taken after the leave'),
  months_compulsory_12_with_birth_month: variable(
    number('month'),
    events,
    'month',
    'months of compulsory contributions in the twelve that end with the month of the birth',
  ),
  father_months_compulsory_12_with_birth_month: variable(
    number('month'),
    events,
    'month',
    "months of the father's compulsory contributions in the twelve that end with the month of the birth",
  ),
  months_compulsory_total: variable(
    number('month'),
    events,
    'month',
    'months of compulsory contributions before the month, since a lump-sum withdrawal',
  ),
  very_small_ethnic_group: variable(flag, birth, 'year', 'the mother belongs to a very small ethnic group'),
  low_fertility_province: variable(
    flag,
    birth,
    'year',
    'lives in a province with fertility below replacement',
  ),
  child_age_months: variable(
    number('month'),
    ['adoption'],
    'month',
    "the adopted child's completed months of age",
  ),

  hiv: variable(flag, child, 'year', 'the child lives with HIV'),
  student: variable(flag, child, 'year', 'the child is in education'),
  former_ward: variable(
    flag,
    child,
    'year',
    'had no carer by the 16th birthday, both parents being unknown, dead or gone; asked from 16 on',
  ),
} as const satisfies Record<string, Variable>;

export type VariableName = keyof typeof VARIABLES;
