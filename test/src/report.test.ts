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

  it('shows reforms against the baseline', () => {
    expect(report).toContain('Plan (plan) against law');
    expect(lineOf('2025 child')).toEqual([['2025 child', '+2,500', '+25.0 pp', '-100', '–', '–']]);
  });

  it('says how it was made', () => {
    expect(report).toContain('1,000 simulated persons, each standing for 101,293.1 residents');
    expect(report).toContain('run abc');
    expect(report).toContain('United Nations');
  });
});
