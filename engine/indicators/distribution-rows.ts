import { BRANCHES, UNION, unionPlace } from './accumulators.js';
import { GAP_UNITS } from './distribution.js';
import { binnedGini, INCOME_BINS } from './distribution-bins.js';
import {
  CHANGED,
  countAt,
  type DistributionSums,
  incomesOffset,
  LIVED,
  LIVES,
  scenarioSlot,
} from './distribution-sums.js';
import { genderRows } from './gender.js';
import { DIMENSION_START } from './groups.js';
import type { RowWriter } from './row-writer.js';
import { billionsOf, type Tables } from './tables.js';
import { winnersRows } from './winners-rows.js';

const CHILDREN = 'share of children under 16';

/** Poverty, inequality, targeting, incidence, winners and losers of a scenario, and the gaps between men and women. */
export function distributionRows(
  sums: Tables,
  tiers: number,
  y: number,
  scenario: number,
  writer: RowWriter,
): void {
  const { distribution } = sums;
  const slot = scenarioSlot(scenario);
  writer.branch = 'all';
  writer.tier = 'all';
  povertyRows(distribution, y, slot, writer);
  inequalityRows(distribution, y, slot, writer);
  targetingRows(distribution, y, slot, writer);
  incidenceRows(sums, tiers, y, scenario, writer);
  winnersRows(distribution, y, scenario, writer);
  genderRows(distribution, y, writer);
}

/** Poverty before benefits and after those of a scenario. */
function povertyRows(sums: DistributionSums, y: number, slot: number, writer: RowWriter): void {
  const residents = countAt(sums, y, LIVES, LIVED.residents);
  const children = countAt(sums, y, LIVES, LIVED.children);
  const figures = [
    ['poverty_headcount', LIVED.poor, CHANGED.poor, residents, 'share of persons'],
    ['child_poverty_headcount', LIVED.poorChildren, CHANGED.poorChildren, children, CHILDREN],
    ['poverty_gap', LIVED.gap, CHANGED.gap, residents * GAP_UNITS, 'share of the poverty line'],
    [
      'poverty_severity',
      LIVED.squaredGap,
      CHANGED.squaredGap,
      residents * GAP_UNITS,
      'squared share of the poverty line',
    ],
  ] as const;
  for (const [indicator, lived, changed, whole, unit] of figures) {
    const before = countAt(sums, y, LIVES, lived);
    const after = before + countAt(sums, y, slot, changed);
    writer.share(`${indicator}_before`, 'total', 'total', before, whole, unit);
    writer.share(`${indicator}_after`, 'total', 'total', after, whole, unit);
  }
}

/** Inequality of income per head before benefits and after those of a scenario. */
function inequalityRows(sums: DistributionSums, y: number, slot: number, writer: RowWriter): void {
  if (countAt(sums, y, LIVES, LIVED.residents) === 0) return;
  for (const [indicator, slots] of [
    ['gini_before', [LIVES]],
    ['gini_after', [LIVES, slot]],
  ] as const) {
    const persons = new Float64Array(INCOME_BINS);
    const rest = new Float64Array(INCOME_BINS);
    for (const one of slots) {
      const offset = incomesOffset(sums, y, one);
      for (let bin = 0; bin < INCOME_BINS; bin++) {
        persons[bin] += sums.incomes[offset + bin * 2];
        rest[bin] += sums.incomes[offset + bin * 2 + 1];
      }
    }
    writer.push(indicator, 'total', 'total', binnedGini(persons, rest).gini, 'Gini coefficient');
  }
}

/** Whom a scenario's benefits reach: residents whose household gains, and errors of targeting among children. */
function targetingRows(sums: DistributionSums, y: number, slot: number, writer: RowWriter): void {
  const unit = 'share of persons';
  let gaining = 0;
  for (let fifth = 0; fifth < 5; fifth++) {
    const gain = countAt(sums, y, slot, CHANGED.gaining + fifth);
    const tenth = LIVED.tenths + 2 * fifth;
    const residents = countAt(sums, y, LIVES, tenth) + countAt(sums, y, LIVES, tenth + 1);
    writer.share('households_gaining', 'quintile', String(fifth + 1), gain, residents, unit);
    gaining += gain;
  }
  const residents = countAt(sums, y, LIVES, LIVED.residents);
  writer.share('households_gaining', 'total', 'total', gaining, residents, unit);

  const needy = countAt(sums, y, LIVES, LIVED.needyChildren);
  const reached = countAt(sums, y, slot, CHANGED.needyReached);
  const others = countAt(sums, y, slot, CHANGED.othersReached);
  writer.share(
    'exclusion_error',
    'total',
    'total',
    needy - reached,
    needy,
    'share of poor and near-poor children under 16',
  );
  writer.share(
    'inclusion_error',
    'total',
    'total',
    others,
    reached + others,
    'share of child beneficiaries under 16',
  );
}

/** Shares of a scenario's benefits, of both branches, that go to households of each fifth of income. */
function incidenceRows(sums: Tables, tiers: number, y: number, scenario: number, writer: RowWriter): void {
  const paid = (group: number) =>
    BRANCHES.reduce((sum, _, branch) => {
      const place = (union: number) => unionPlace(tiers, scenario, branch, union);
      const contributory = billionsOf(sums, y, place(UNION.contributory), group);
      return sum + contributory + billionsOf(sums, y, place(UNION.nonContributory), group);
    }, 0);
  const fifths = [0, 1, 2, 3, 4].map((fifth) => paid(DIMENSION_START.quintile + fifth));
  const all = fifths.reduce((sum, fifth) => sum + fifth);
  fifths.forEach((fifth, i) => {
    writer.share('benefit_share_by_quintile', 'quintile', String(i + 1), fifth, all, 'share of benefits');
  });
}
