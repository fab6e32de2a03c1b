import type { Model } from '../projection/model.js';
import { TIER, UNION, unionPlace } from './accumulators.js';
import {
  CHANGED,
  countAt,
  type DistributionSums,
  dongAt,
  EARNED,
  LIVED,
  LIVES,
  PAID,
  scenarioSlot,
} from './distribution-sums.js';
import { DIMENSION_START } from './groups.js';
import type { RowWriter } from './row-writer.js';
import { billionsOf, countOf, type Tables } from './tables.js';

const CHILD_BRANCH = 1;
const AREAS = ['urban', 'rural'] as const;
const LEAVE_MONTHS = 6;
const LINE = 'share of the poverty line';
const EARNINGS = 'share of six months of earnings';

/** Mean benefits of those who receive one, against the poverty line, wages and earnings replaced. */
export function adequacyRows(
  model: Model,
  sums: Tables,
  tiers: number,
  y: number,
  scenario: number,
  writer: RowWriter,
): void {
  const line = model.income.povertyLine.subarray(y * 2, y * 2 + 2);
  writer.branch = 'child';
  writer.tier = 'all';
  childRows(sums, tiers, line, y, scenario, writer);
  writer.branch = 'maternity';
  maternityRows(sums.distribution, line, y, scenarioSlot(scenario), writer);
}

function childRows(
  sums: Tables,
  tiers: number,
  line: Float64Array,
  y: number,
  scenario: number,
  writer: RowWriter,
): void {
  const indicator = 'adequacy_of_child_benefit_poverty_line';
  let paid = 0;
  let months = 0;
  let lines = 0;
  AREAS.forEach((area, a) => {
    const group = DIMENSION_START.area + a;
    const here = childMonths(sums, tiers, y, scenario, group, TIER.beneficiaries);
    const dong = childBenefits(sums, tiers, y, scenario, group);
    writer.share(indicator, 'area', area, dong, here * line[a], LINE);
    paid += dong;
    months += here;
    lines += here * line[a];
  });
  writer.share(indicator, 'total', 'total', paid, lines, LINE);
  const employees = countAt(sums.distribution, y, LIVES, LIVED.employees);
  if (employees === 0) return;
  const wage = dongAt(sums.distribution, y, LIVES, EARNED.employees) / employees;
  const unit = "share of employees' mean earnings";
  writer.share('adequacy_of_child_benefit_wage', 'total', 'total', paid, months * wage, unit);
}

/** Dong of all child tiers of a scenario paid for a group. */
export function childBenefits(
  sums: Tables,
  tiers: number,
  y: number,
  scenario: number,
  group: number,
): number {
  const place = (union: number) => unionPlace(tiers, scenario, CHILD_BRANCH, union);
  const contributory = billionsOf(sums, y, place(UNION.contributory), group);
  return (contributory + billionsOf(sums, y, place(UNION.nonContributory), group)) * 1e9;
}

/** Child-months of a group that any child tier of a scenario covers: one of TIER but `dong`. */
export function childMonths(
  sums: Tables,
  tiers: number,
  y: number,
  scenario: number,
  group: number,
  figure: number,
): number {
  const months = (union: number) =>
    countOf(sums, y, unionPlace(tiers, scenario, CHILD_BRANCH, union), group, figure);
  return months(UNION.contributory) + months(UNION.nonContributory) - months(UNION.both);
}

function maternityRows(
  sums: DistributionSums,
  line: Float64Array,
  y: number,
  slot: number,
  writer: RowWriter,
): void {
  const lines = AREAS.reduce(
    (sum, _, a) => sum + countAt(sums, y, slot, CHANGED.mothersPaid + a) * line[a],
    0,
  );
  const paid = dongAt(sums, y, slot, PAID.mothers);
  const unit = 'share of six months of the poverty line';
  writer.share('adequacy_of_maternity_poverty_line', 'total', 'total', paid, LEAVE_MONTHS * lines, unit);

  writer.tier = 'all-contributory';
  const indicator = 'replacement_rate_maternity';
  let replacing = 0;
  let replaced = 0;
  ['compulsory', 'voluntary'].forEach((scheme, n) => {
    const benefits = dongAt(sums, y, slot, PAID.replacing + n);
    const earnings = dongAt(sums, y, slot, PAID.replaced + n) * LEAVE_MONTHS;
    writer.share(indicator, 'insurance', scheme, benefits, earnings, EARNINGS);
    replacing += benefits;
    replaced += earnings;
  });
  writer.share(indicator, 'total', 'total', replacing, replaced, EARNINGS);
  writer.tier = 'all';
}
