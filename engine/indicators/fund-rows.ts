import type { Model } from '../projection/model.js';
import type { Dimension } from '../results.js';
import type { ContributionPlan } from '../tiers/contribution-groups.js';
import { type ContributionSums, contributionOf } from './contribution-sums.js';
import { DIMENSION_START } from './groups.js';
import type { RowWriter } from './row-writer.js';
import { billionsOf, type Tables } from './tables.js';

const NOMINAL = 'VND billion, nominal';
const SEXES = ['male', 'female'] as const;
/** The state budget is no fund: what it pays has no contributions to be held against. */
const STATE_BUDGET = 'state-budget';

/** Persons and contributions of a scenario and year, by contribution: nation, sex, region. */
export function contributionRows(
  model: Model,
  plan: ContributionPlan,
  sums: ContributionSums,
  y: number,
  scenario: number,
  writer: RowWriter,
): void {
  const { weight } = model.plan;
  const { regions } = model.country.residence;
  writer.branch = 'financing';
  model.scenarios[scenario].contributions.forEach(({ id }, position) => {
    writer.tier = id;
    const place = plan.scenarios[scenario][position];
    const whole = contributionOf(sums, y, place);
    if (whole.persons === 0) return;
    const push = (dimension: Dimension, group: string, { persons, billions }: typeof whole) => {
      writer.push('contributors', dimension, group, persons * weight, 'persons');
      writer.push('contributions', dimension, group, billions * weight, NOMINAL);
    };
    push('total', 'total', whole);
    SEXES.forEach((group, sex) => {
      push(
        'sex',
        group,
        contributionOf(sums, y, place, (of) => of === sex),
      );
    });
    regions.forEach(({ id: group }, region) => {
      push(
        'region',
        group,
        contributionOf(sums, y, place, (_, of) => of === region),
      );
    });
  });
}

/**
 * Contributions, benefits, administration and balance of every fund of a scenario in a year. A fund is what receives a
 * contribution or finances a tier, the state budget apart.
 *
 * @param places of the scenario's tiers in the portfolio
 */
export function fundRows(
  model: Model,
  plan: ContributionPlan,
  paidIn: ContributionSums,
  paidOut: Tables,
  places: readonly number[],
  y: number,
  scenario: number,
  writer: RowWriter,
): void {
  const { weight } = model.plan;
  const { tiers, contributions } = model.scenarios[scenario];
  const funds = new Set([
    ...contributions.map(({ fund }) => fund),
    ...tiers.map(({ financing }) => financing),
  ]);
  funds.delete(STATE_BUDGET);
  writer.branch = 'financing';
  for (const fund of funds) {
    const byPayer = new Map<string, number>();
    let received = 0;
    contributions.forEach(({ fund: receiver, payer }, position) => {
      if (receiver !== fund) return;
      const billions = contributionOf(paidIn, y, plan.scenarios[scenario][position]).billions * weight;
      byPayer.set(payer, (byPayer.get(payer) ?? 0) + billions);
      received += billions;
    });
    let benefits = 0;
    let administration = 0;
    tiers.forEach(({ financing, administrationShare }, position) => {
      if (financing !== fund) return;
      const billions = billionsOf(paidOut, y, places[position], DIMENSION_START.total) * weight;
      benefits += billions;
      administration += billions * administrationShare;
    });
    const balance = received - benefits - administration;
    for (const [payer, billions] of byPayer) {
      writer.tier = payer;
      writer.push('fund_contributions', 'total', fund, billions, NOMINAL);
    }
    writer.tier = 'all';
    writer.push('fund_contributions', 'total', fund, received, NOMINAL);
    writer.push('fund_benefits', 'total', fund, benefits, NOMINAL);
    writer.push('fund_administration', 'total', fund, administration, NOMINAL);
    writer.push('fund_balance', 'total', fund, balance, NOMINAL);
    writer.push(
      'fund_balance_share_of_gdp',
      'total',
      fund,
      balance / model.country.macro.gdp[y],
      'share of GDP',
    );
  }
}
