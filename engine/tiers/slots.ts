import { VARIABLES, type VariableName } from '../inputs/variables.js';

const places = Object.fromEntries(Object.keys(VARIABLES).map((name, place) => [name, place])) as Record<
  VariableName,
  number
>;

/**
 * Position of each variable in the record that kernels read. Written out as a literal: its members are constants to the
 * compiler, unlike those of a computed object, and the hot loops fill records by them.
 */
export const SLOT = {
  region: places.region,
  urban: places.urban,
  rural: places.rural,
  ethnic_minority: places.ethnic_minority,
  extremely_difficult_commune: places.extremely_difficult_commune,
  wage_zone: places.wage_zone,
  poor: places.poor,
  near_poor: places.near_poor,
  quintile: places.quintile,
  income_per_head: places.income_per_head,
  age_months: places.age_months,
  age_years: places.age_years,
  girl: places.girl,
  birth_order: places.birth_order,
  mother_present: places.mother_present,
  father_present: places.father_present,
  single_parent: places.single_parent,
  orphan: places.orphan,
  severe_disability: places.severe_disability,
  exceptionally_severe_disability: places.exceptionally_severe_disability,
  mother_compulsory: places.mother_compulsory,
  mother_voluntary: places.mother_voluntary,
  father_compulsory: places.father_compulsory,
  father_voluntary: places.father_voluntary,
  parent_insured: places.parent_insured,
  parent_months_contributed_12: places.parent_months_contributed_12,
  mother_age_years: places.mother_age_years,
  children_born: places.children_born,
  living_children: places.living_children,
  compulsory_member: places.compulsory_member,
  voluntary_member: places.voluntary_member,
  months_compulsory_12: places.months_compulsory_12,
  months_voluntary_12: places.months_voluntary_12,
  months_contributed_12: places.months_contributed_12,
  declared_wage: places.declared_wage,
  father_compulsory_member: places.father_compulsory_member,
  father_voluntary_member: places.father_voluntary_member,
  father_months_compulsory_12: places.father_months_compulsory_12,
  father_months_contributed_12: places.father_months_contributed_12,
  father_declared_wage: places.father_declared_wage,
  female: places.female,
  own_account: places.own_account,
  chosen_income: places.chosen_income,
  months_voluntary_total: places.months_voluntary_total,
  birth_day: places.birth_day,
  surgical_birth: places.surgical_birth,
  gestation_weeks: places.gestation_weeks,
  ordered_rest: places.ordered_rest,
  antenatal_days: places.antenatal_days,
  recuperation_days: places.recuperation_days,
  months_compulsory_12_with_birth_month: places.months_compulsory_12_with_birth_month,
  father_months_compulsory_12_with_birth_month: places.father_months_compulsory_12_with_birth_month,
  months_compulsory_total: places.months_compulsory_total,
  very_small_ethnic_group: places.very_small_ethnic_group,
  low_fertility_province: places.low_fertility_province,
  child_age_months: places.child_age_months,
  hiv: places.hiv,
  student: places.student,
  former_ward: places.former_ward,
} as const satisfies Record<VariableName, number>;

export const RECORD_LENGTH = Object.keys(VARIABLES).length;
