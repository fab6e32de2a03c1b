import { describe, expect, it } from 'vitest';
import { amount, percent, points, signed } from '../../src/commands/figures.js';
import { formatReport, headlineYears } from '../../src/commands/report.js';
import type { RunRecord } from '../../src/run.js';
import { fakeRow } from './fake-engine.js';

describe('figures', () => {
  it('are written for people', () => {
    expect([1234567, 99.96, 12.34, 5, 0, undefined, Number.NaN].map(amount)).toEqual([
      '1,234,567',
      '100.0',
      '12.3',
      '5',
      '0',
      '–',
      '–',
    ]);
    expect([percent(0.4567), percent(0.00123, 3), percent(undefined)]).toEqual(['45.7 %', '0.123 %', '–']);
    expect(points(0.05)).toBe('5.0 pp');
    expect([0.05, 0, -0.05, undefined].map((value) => signed(points, value))).toEqual([
      '+5.0 pp',
      '0.0 pp',
      '-5.0 pp',
      '–',
    ]);
  });

  it('are shown for the headline years that a projection reaches', () => {
    expect(headlineYears(2050)).toEqual([2025, 2030, 2045]);
    expect(headlineYears(2040)).toEqual([2025, 2030, 2040]);
    expect(headlineYears(2030)).toEqual([2025, 2030]);
    expect(headlineYears(2025)).toEqual([2025]);
  });
});

describe('formatReport', () => {
  const record = {
    id: 'abc',
    toYear: 2025,
    seed: 's',
    alignment: true,
    seconds: 1.5,
    country: { attribution: 'United Nations' },
    scenarios: [
      { id: 'law', title: { en: 'Law', vi: 'Luật' }, role: 'baseline' },
      { id: 'plan', title: { en: 'Plan', vi: 'Đề án' }, role: 'reform' },
    ],
    simulated: { persons: 1000, weight: 101293.1, personYears: 1000 },
  } as unknown as RunRecord;
  const figure = (scenario: string, indicator: string, value: number, tier = 'all') =>
    fakeRow({ scenario, year: 2025, branch: 'child', tier, indicator, value });
  const rows = [
    figure('law', 'beneficiaries', 1000),
    figure('law', 'effective_coverage', 0.25),
    figure('law', 'benefit_cost', 500),
    figure('plan', 'beneficiaries', 3500),
    figure('plan', 'effective_coverage', 0.5),
    figure('plan', 'benefit_cost', 400),
    figure('plan', 'beneficiaries', 2500, 'new-tier'),
    { ...figure('plan', 'beneficiaries', 77_777), dimension: 'sex' as const, group: 'female' },
  ];
  const payer = { indicator: 'cost_by_financing_source', branch: 'all', group: 'state-budget', value: 450 };
  rows.push({ ...figure('plan', '', 0), ...payer });
  const change = (indicator: string, value: number) =>
    ({ ...figure('plan', indicator, value), branch: 'all' }) as const;
  rows.push(change('winners', 0.125), change('losers', 0.031), change('mean_gain', 98_765.4));
  const fundRow = (indicator: string, value: number, group = 'maternity-fund', tier = 'all') =>
    fakeRow({ scenario: 'law', year: 2025, branch: 'financing', tier, indicator, group, value });
  rows.push(
    fundRow('fund_contributions', 300, 'maternity-fund', 'employer'),
    fundRow('fund_contributions', 1000),
    fundRow('fund_benefits', 700),
    fundRow('fund_administration', 20),
    fundRow('fund_balance', 280),
    fundRow('fund_balance_share_of_gdp', 0.00123),
    fundRow('fund_contributions', 5000, 'pension-fund'),
    fundRow('fund_benefits', 0, 'pension-fund'),
    fundRow('fund_balance', 5000, 'pension-fund'),
  );
  const report = formatReport({ record, rows });
  const lineOf = (start: string) =>
    report
      .split('\n')
      .filter((line) => line.trimStart().startsWith(start))
      .map((line) => line.trim().split(/ {2,}/));

  it('shows every tier and the branch as a whole', () => {
    expect(lineOf('new-tier')).toEqual([['new-tier', '–', '2,500', '–', '–', '–', '–', '–']]);
    expect(lineOf('child, all tiers')).toEqual([
      ['child, all tiers', '–', '1,000', '–', '25.0 %', '500', '–', '–'],
      ['child, all tiers', '–', '3,500', '–', '50.0 %', '400', '–', '–'],
    ]);
    expect(report).not.toContain('77,777');
  });

  it('shows who pays', () => {
    expect(report).toContain(' paid by, VND bn with administration: state-budget 450\n');
  });

  it('shows the balance of funds from which benefits are paid', () => {
    expect(report).toContain(
      ' maternity-fund, VND bn: contributions 1,000, benefits 700, administration 20, balance 280 (0.123 % of GDP), ',
    );
    expect(report.match(/-fund, VND bn/g)).toHaveLength(1);
  });

  it('shows reforms against the baseline', () => {
    expect(report).toContain('Plan (plan) against law');
    expect(lineOf('2025 child')).toEqual([['2025 child', '+2,500', '+25.0 pp', '-100', '–', '–']]);
  });

  it('shows winners and losers of a reform, where the figures say', () => {
    expect(report).toContain('of all residents');
    expect(report).toContain(' gains and losses in VND a head a month');
    expect(lineOf('2025 ').filter(([, winners]) => winners === '12.5 %')).toEqual([
      ['2025', '12.5 %', '98,765', '3.1 %', '–'],
    ]);
    const without = formatReport({ record, rows: rows.filter(({ indicator }) => indicator !== 'winners') });
    expect(without).not.toContain('gains and losses');
  });

  it('begins with the news that a run is not aligned', () => {
    expect(report).not.toContain('aligned');
    const unaligned = formatReport({ record: { ...record, alignment: false }, rows });
    expect(unaligned).toMatch(/^Not aligned: births and deaths /);
    expect(unaligned.endsWith(report)).toBe(true);
  });

  it('says how it was made', () => {
    expect(report).toContain('1,000 simulated persons, each standing for 101,293.1 residents');
    expect(report).toContain('run abc');
    expect(report).toContain('United Nations');
  });
});
